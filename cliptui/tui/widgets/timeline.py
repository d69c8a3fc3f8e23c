"""The line of timecodes, and the ruler over the whole asset."""

from collections.abc import Iterable

from rich.text import Text
from textual.reactive import reactive
from textual.widget import Widget

from cliptui.clip.desk import Desk
from cliptui.clip.draft import WatchedDraft
from cliptui.clip.timing import Timing, clock_label

_NO_MARK = "--:--:--:--"
_ROOMY = 104
"""Columns from which the length is told in frames too."""


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
        duration += f"  {count} f, last frame shown" if width >= _ROOMY else ""
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


class Ruler(Widget):
    """The whole asset in one row of cells, with drafts, marks and the playhead.

    Attributes:
        desk: The opened asset, if any.
        drafts: What was saved from here, of any asset.
    """

    desk: reactive[Desk | None] = reactive(None)
    drafts: reactive[tuple[WatchedDraft, ...]] = reactive(())

    def render(self) -> Text:
        """Draw the row."""
        if self.desk is None:
            return Text("─" * self.size.width, style="dim")
        return Text(ruler_cells(self.desk, self.drafts, self.size.width), no_wrap=True, end="")


def ruler_cells(desk: Desk, drafts: Iterable[WatchedDraft], width: int) -> str:
    """Draw an asset as cells that can be read without colour.

    Args:
        desk: The asset, its marks and its playhead.
        drafts: Drafts; those of other assets are left out.
        width: Cells, 1 or more.

    Returns:
        `─` for the asset, `═` for drafts, `[▶` at IN, `◀]` at OUT, `┃` for the playhead, which
        covers all else.
    """
    cells = ["─"] * width
    last = width - 1

    def cell_of(frame: int) -> int:
        return frame * last // max(1, desk.last_frame)

    for draft in drafts:
        if draft.asset_id == desk.asset.asset_id:
            start, stop = map(desk.timing.boundary_near, (draft.start_ms, draft.stop_ms))
            for cell in range(cell_of(start), cell_of(stop - 1) + 1):
                cells[cell] = "═"
    if desk.marks.in_frame is not None:
        _put(cells, cell_of(desk.marks.in_frame), "[▶")
    if desk.marks.out_frame is not None:
        _put(cells, cell_of(desk.marks.out_frame - 1) - 1, "◀]")
    cells[cell_of(desk.playhead)] = "┃"
    return "".join(cells)


def _put(cells: list[str], at: int, signs: str) -> None:
    """Write signs into the cells, those of them that lie within."""
    for cell, sign in enumerate(signs, start=at):
        if 0 <= cell < len(cells):
            cells[cell] = sign
