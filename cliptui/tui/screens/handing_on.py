"""What the main screen only hands on, from keys that work everywhere to the pane they are about."""

from textual import getters, on
from textual.screen import Screen

from cliptui.tui.attempts import Told
from cliptui.tui.widgets.filmstrip import Filmstrip
from cliptui.tui.widgets.library import Library
from cliptui.tui.widgets.lines import TopLine
from cliptui.tui.widgets.lower import LowerPane
from cliptui.tui.widgets.tiles import Tiles
from cliptui.tui.widgets.timeline import Timeline
from cliptui.tui.widgets.viewer import Viewer


class HandingOn(Screen[None]):
    """Hands keys to the pane that they are about, and the viewer's wishes to the timeline."""

    library = getters.query_one(Library)
    viewer = getters.query_one(Viewer)
    lower = getters.query_one(LowerPane)
    timeline = getters.query_one(Timeline)

    def action_edit(self, name: str) -> None:
        """Change the desk as a command of the table says."""
        self.viewer.action_edit(name)

    def action_copy_times(self) -> None:
        """Copy in and out to the clipboard."""
        self.viewer.action_copy_times()

    def action_export(self) -> None:
        """Write the selections to a file for other programs."""
        self.viewer.action_export()

    def action_filter(self) -> None:
        """Let the user search the library."""
        self.library.start_filter()

    def action_sort(self) -> None:
        """List the assets in the next order."""
        self.library.sort()

    def action_next_pane(self) -> None:
        """Go to the next of the three panes."""
        panes = [self.library.assets, self.viewer, *[self.lower.front] * self.lower.display]
        here = next((at for at, pane in enumerate(panes) if pane.has_focus_within), -1)
        panes[(here + 1) % len(panes)].focus()

    def action_next_tab(self) -> None:
        """Show the next list of the lower pane, where there is room for it."""
        self.lower.show_next()

    def action_refresh(self) -> None:
        """Ask the service for its assets, drafts and clips again."""
        self.library.reload()
        self.lower.reload()

    def action_redraw(self) -> None:
        """Paint the whole screen anew."""
        self.refresh(layout=True)

    def action_next_display(self) -> None:
        """Show pictures another way."""
        self.post_message(Told(f"Pictures: {self.viewer.picture.show_next_way()}."))
        for tiles in self.query(Tiles):
            tiles.reload()

    def action_show_rate(self) -> None:
        """Show in the header what pictures take of the link, or stop showing it."""
        pace = self.viewer.picture.pace
        self.query_one(TopLine).follow(lambda: str(pace.figures))

    @on(Filmstrip.Jumped)
    def _jump(self, event: Filmstrip.Jumped) -> None:
        self.viewer.go_to(event.frame)

    @on(Filmstrip.Left)
    def _leave_filmstrip(self) -> None:
        self.set_focus(self.viewer)

    @on(Viewer.Zoomed)
    def _zoom(self, event: Viewer.Zoomed) -> None:
        self.timeline.zoom_by(event.steps)
