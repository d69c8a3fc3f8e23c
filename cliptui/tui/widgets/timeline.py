"""The timeline: timecodes, rulers, and the line of selections."""

from typing import Final

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.geometry import Size
from textual.reactive import reactive, var
from textual.widget import Widget

from cliptui.clip.desk import Desk
from cliptui.clip.draft import WatchedDraft
from cliptui.clip.marking import trimmed_edge
from cliptui.clip.timing import Timing, clock_label
from cliptui.clip.visiting import suggestion_here
from cliptui.tui.widgets.assets import fit_end, fit_text
from cliptui.tui.widgets.ruler import Ruler, deepest_zoom

_NO_MARK: Final = "--:--:--:--"
_ROOMY = 104
"""Columns from which the length is told in frames too."""

_LABEL_WIDTH: Final = 24
_ROOMY_COLUMNS: Final = 100
_ROOMY_ROWS: Final = 32


class MarksLine(Widget):
    """In, out and duration on the left, the playhead on the right.

    Attributes:
        desk: The opened asset, if any.
    """

    desk: reactive[Desk | None] = reactive(None)

    def render(self) -> Text:
        """Draw the line."""
        if self.desk is None:
            return Text("No asset is open: Enter opens the one under the cursor.", style="dim")
        return timecodes_text(self.desk, self.size.width)


def timecodes_text(desk: Desk, width: int) -> Text:
    """Write marks and playhead; without room the seconds go first, then the frame's number."""
    left, right = marks_text(desk, width), playhead_text(desk)
    if left.cell_len + 1 + right.cell_len > width:
        right = playhead_text(desk, has_seconds=False)
    if left.cell_len + 1 + right.cell_len > width:
        right = Text(desk.timing.label(desk.playhead), "bold")
    gap = max(1, width - left.cell_len - right.cell_len)
    return Text.assemble(left, " " * gap, right, no_wrap=True, overflow="crop", end="")


def marks_text(desk: Desk, width: int) -> Text:
    """Write the marks; OUT names the last frame of the clip, as the screen speaks inclusively."""
    marks, timing = desk.marks, desk.timing
    mark_in = _NO_MARK if marks.in_frame is None else timing.label(marks.in_frame)
    mark_out = _NO_MARK if marks.out_frame is None else timing.label(marks.out_frame - 1)
    duration = _NO_MARK
    if marks.in_frame is not None and marks.out_frame is not None:
        count = marks.out_frame - marks.in_frame
        duration = span_label(timing, marks.in_frame, marks.out_frame)
        duration += f"  {count} f, OUT included" if width >= _ROOMY else ""
    return Text.assemble(
        *(("IN ", "dim"), mark_in),
        *(("  OUT ", "dim"), mark_out),
        *(("  DUR ", "dim"), duration),
    )


def span_label(timing: Timing, start: int, stop: int) -> str:
    """Write the length of a span: as timecode, or as a clock time where the rate varies."""
    if timing.rate is not None and timing.rate.has_timecode:
        return timing.label(stop - start)
    return clock_label(timing.seconds_at(stop) - timing.seconds_at(start))


def playhead_text(desk: Desk, *, has_seconds: bool = True) -> Text:
    """Write where the playhead is: `00:00:12;05  f 365  12.179 s`."""
    seconds = float(desk.timing.seconds_at(desk.playhead))
    label = desk.timing.label(desk.playhead)
    told = f"  {seconds:.3f} s" if has_seconds else ""
    return Text.assemble((label, "bold"), f"  f {desk.playhead}{told}")


class TakesLine(Widget):
    """Which selection is the current one, its title, and what is special about this place.

    Attributes:
        desk: The opened asset, if any.
    """

    desk: reactive[Desk | None] = reactive(None)

    def watch_desk(self, desk: Desk | None) -> None:
        """Take a row only where there is something to say."""
        self.display = desk is not None and bool(takes_text(desk, self.size.width).plain.strip())

    def render(self) -> Text:
        """Draw the line."""
        return Text("") if self.desk is None else takes_text(self.desk, self.size.width)


def takes_text(desk: Desk, width: int) -> Text:
    """Write the number and the title of the current selection, and what is under the playhead.

    The line is empty as long as there is one selection without a title and nothing else.
    """
    count, title = len(desk.sheet.takes), desk.marks.title
    number = f"{desk.sheet.place + 1}/{count}" if count > 1 or title else ""
    right = here_text(desk)
    room = max(0, width - len(number) - 1 - right.cell_len)
    named = fit_text(f" “{title}”" if title else "", room)
    return Text.assemble((number, "bold"), named, " ", right, no_wrap=True, end="")


def here_text(desk: Desk) -> Text:
    """Write what the arrows do if they trim, what a marker says, and what is suggested."""
    parts = []
    edge = trimmed_edge(desk)
    if edge is not None:
        parts.append((f"TRIM {edge}", "reverse bold"))
    marker = desk.sheet.marker_at(desk.playhead)
    if marker is not None:
        parts.append((f"v {fit_end(marker.label, _LABEL_WIDTH)}".rstrip(), ""))
    suggestion = suggestion_here(desk)
    if suggestion is not None:
        name = suggestion.title or suggestion.origin or "suggestion"
        parts.append((f"┄ {fit_end(name, _LABEL_WIDTH)}", ""))
    return Text("  ").join(Text(words, style) for words, style in parts)


class Timeline(Vertical):
    """All lines that tell of time.

    Attributes:
        desk: The opened asset, if any.
        drafts: What was saved from here.
    """

    desk: var[Desk | None] = var(None)
    drafts: var[tuple[WatchedDraft, ...]] = var(())

    def compose(self) -> ComposeResult:
        """Build the lines."""
        yield MarksLine().data_bind(Timeline.desk)
        yield TakesLine().data_bind(Timeline.desk)
        yield Ruler(id="ruler").data_bind(Timeline.desk, Timeline.drafts)
        yield Ruler(id="zoomed").data_bind(Timeline.desk, Timeline.drafts)

    def on_mount(self) -> None:
        """Begin with the screen as it is."""
        self.fit(self.screen.size)

    def fit(self, screen: Size) -> None:
        """Show the second ruler where the screen has room for it."""
        if not self.children:  # they come before the first on_mount
            return
        has_room = screen.width >= _ROOMY_COLUMNS and screen.height >= _ROOMY_ROWS
        self.query_one("#zoomed").display = has_room
        self.zoom_by(0)

    def zoom_by(self, steps: int) -> None:
        """Show a shorter stretch, or for fewer than no steps a longer one.

        The second ruler is the one that is zoomed; where there is none, the first one is.
        """
        zoomed, whole = self.query_one("#zoomed", Ruler), self.query_one("#ruler", Ruler)
        least = int(zoomed.display)
        deepest = deepest_zoom(self.desk) if self.desk is not None else least
        zoomed.zoom = max(least, min(max(zoomed.zoom, whole.zoom) + steps, deepest))
        whole.zoom = 0 if zoomed.display else zoomed.zoom
