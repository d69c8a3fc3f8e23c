"""What the main screen only hands on, from keys that work everywhere to the pane they are about."""

from textual import getters, on
from textual.screen import Screen

from cliptui.tui.widgets.timeline import Timeline
from cliptui.tui.widgets.viewer import Viewer


class HandingOn(Screen[None]):
    """Hands keys to the viewer, whichever pane has the focus, and its wishes to the timeline."""

    viewer = getters.query_one(Viewer)
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

    @on(Viewer.Zoomed)
    def _zoom(self, event: Viewer.Zoomed) -> None:
        self.timeline.zoom_by(event.steps)
