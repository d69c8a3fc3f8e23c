"""The ruler: an asset, or a stretch of it, in one row of cells."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from rich.text import Text
from textual.reactive import var
from textual.widget import Widget

from cliptui.clip.desk import Desk
from cliptui.clip.draft import Drafted
from cliptui.clip.points import PointKind, spans
from cliptui.clip.selection import Marks, Selection

ZOOM_FACTOR: Final = 4
"""By how much a step of zoom shortens the stretch."""

_FEWEST_FRAMES: Final = 48
_PLAIN: Final = "─"
_SUGGESTED: Final = "┄┊"
"""A suggestion, and its first cell: scenes leave no gap between them."""

_STRONG: Final = "bold"


@dataclass(frozen=True, slots=True)
class _Signs:
    """The signs of a selection.

    Attributes:
        start: Those of its in point.
        stop: Those of its out point.
        narrow: All of it, where there is no room for both: in one cell, in two, and so on.
        style: What they are drawn with.
    """

    start: str
    stop: str
    narrow: tuple[str, ...]
    style: str


_CURRENT: Final = _Signs("[▶", "◀]", ("◆", "▶◀", "▶━◀"), _STRONG)
_OTHER: Final = _Signs("[", "]", ("◇",), "dim")


class Ruler(Widget):
    """An asset in one row of cells, with what is marked and known of it and the playhead.

    Attributes:
        desk: The opened asset, if any.
        drafts: What was saved from here, of any asset.
        zoom: How many times the stretch is shortened; 0 for the whole asset.
    """

    _drawn: Text | None = None

    desk: var[Desk | None] = var(None, init=False)
    drafts: var[tuple[Drafted, ...]] = var((), init=False)
    zoom: var[int] = var(0, init=False)

    def watch_desk(self) -> None:
        """Draw the playhead and what is marked, if that changes a cell."""
        self._draw_changes()

    def watch_drafts(self) -> None:
        """Draw the drafts, if that changes a cell."""
        self._draw_changes()

    def watch_zoom(self) -> None:
        """Draw another stretch."""
        self._draw_changes()

    def render(self) -> Text:
        """Draw the row; where it is a stretch, with the timecodes of its ends."""
        self._drawn = self._row()
        return self._drawn

    def _draw_changes(self) -> None:
        # While an asset plays, few frames move the playhead to another cell.
        if not self.size.width or self._row() != self._drawn:
            self.refresh()

    def _row(self) -> Text:
        if self.desk is None:
            return Text(_PLAIN * self.size.width, style="dim")
        stretch = stretch_of(self.desk, self.zoom)
        if not self.zoom:
            return ruler_text(self.desk, self.drafts, self.size.width, stretch)
        label = self.desk.timing.label
        start, stop = f"{label(stretch.in_frame)} ", f" {label(stretch.out_frame - 1)}"
        width = max(1, self.size.width - len(start) - len(stop))
        row = ruler_text(self.desk, self.drafts, width, stretch)
        return Text.assemble((start, "dim"), row, (stop, "dim"), no_wrap=True, end="")


def stretch_of(desk: Desk, zoom: int) -> Selection:
    """Return the frames that a ruler shows.

    The stretch moves by halves, so that it stands still while the playhead steps.

    Args:
        desk: The asset and its playhead, which is always within.
        zoom: How many times the stretch is shortened; at the most so far that a frame can still
            be told from the next.
    """
    count = desk.timing.frame_count
    length = max(min(count, _FEWEST_FRAMES), count // ZOOM_FACTOR**zoom)
    half = max(1, length // 2)
    start = (desk.playhead - half // 2) // half * half
    start = max(0, min(start, count - length))
    return Selection(start, start + length)


def deepest_zoom(desk: Desk) -> int:
    """Return the zoom behind which a ruler would show nothing more."""
    zoom = 0
    while desk.timing.frame_count // ZOOM_FACTOR**zoom > _FEWEST_FRAMES:
        zoom += 1
    return zoom


def ruler_text(desk: Desk, drafts: Iterable[Drafted], width: int, stretch: Selection) -> Text:
    """Draw a stretch of an asset as cells that can be read without colour.

    Args:
        desk: The asset, what is marked on it, and its playhead.
        drafts: Drafts; those of other assets are left out.
        width: Cells, 1 or more.
        stretch: The frames to show.

    Returns:
        `─` for the asset, `┊┄` suggestions, `═` drafts, `╳` breaks, `[` and `]` the edges of
        selections, `[▶━◀]` the current one, `◇` and `◆` where they are narrow, `v` markers, `┃`
        the playhead, which covers all else.
    """
    row = _Row(stretch, width)
    _draw_known(row, desk, drafts)
    _draw_marked(row, desk)
    row.put(row.cell_of(desk.playhead), "┃", _STRONG)
    return row.text()


def _draw_known(row: "_Row", desk: Desk, drafts: Iterable[Drafted]) -> None:
    """Draw what others have set: suggestions, drafts, breaks."""
    for suggestion in desk.suggestions.items:
        row.fill(suggestion.selection, _SUGGESTED[0])
        row.put(row.cell_of(suggestion.selection.in_frame), _SUGGESTED[1], "")
    for draft in drafts:
        if draft.asset_id == desk.asset.asset_id:
            start, stop = map(desk.timing.boundary_near, (draft.start_ms, draft.stop_ms))
            if start < stop:
                row.fill(Selection(start, stop), "═")
    for drafted in spans(desk.landmarks, PointKind.DRAFT):
        row.fill(drafted, "═")
    for pause in spans(desk.landmarks, PointKind.BREAK):
        row.fill(pause, "╳")


def _draw_marked(row: "_Row", desk: Desk) -> None:
    """Draw selections and markers, the current selection over the others."""
    for take in desk.sheet.takes:
        if take is not desk.marks:
            row.take(take, _OTHER)
    if desk.marks.is_complete:
        row.fill(desk.marks.selection(), "━", over=_PLAIN + _SUGGESTED)
    row.take(desk.marks, _CURRENT)
    for marker in desk.sheet.markers:
        row.put(row.cell_of(marker.frame), "v", _STRONG)


@dataclass(slots=True)
class _Row:
    """Cells that are being drawn into.

    Attributes:
        stretch: The frames that they show.
        width: How many there are.
        cells: The signs so far.
        styles: The style of each.
    """

    stretch: Selection
    width: int
    cells: list[str] = field(init=False)
    styles: list[str] = field(init=False)

    def __post_init__(self) -> None:
        self.cells = [_PLAIN] * self.width
        self.styles = [""] * self.width

    def cell_of(self, frame: int) -> int:
        """Return the cell of a frame; one outside the row for a frame outside the stretch."""
        return (frame - self.stretch.in_frame) * (self.width - 1) // self._last

    def fill(self, frames: Selection, sign: str, *, over: str = "") -> None:
        """Draw a stretch of frames, at least as one cell if any of it can be seen.

        Args:
            frames: The frames.
            sign: What to draw.
            over: The signs that it may take the place of; empty for any.
        """
        first = max(0, self.cell_of(frames.in_frame))
        last = min(self.width - 1, self.cell_of(frames.out_frame - 1))
        for cell in range(first, last + 1):
            if not over or self.cells[cell] in over:
                self.cells[cell] = sign

    def take(self, take: Marks, signs: "_Signs") -> None:
        """Draw the points of a selection that are set."""
        first = None if take.in_frame is None else self.cell_of(take.in_frame)
        last = None if take.out_frame is None else self.cell_of(take.out_frame - 1)
        if first is not None and last is not None and last - first + 1 < 2 * len(signs.start):
            self.put(first, signs.narrow[last - first], signs.style)
            return
        if first is not None:
            self.put(first, signs.start, signs.style)
        if last is not None:
            self.put(last + 1 - len(signs.stop), signs.stop, signs.style)

    def put(self, at: int, signs: str, style: str) -> None:
        """Write signs into the cells, those of them that lie within."""
        for cell, sign in enumerate(signs, start=at):
            if 0 <= cell < self.width:
                self.cells[cell], self.styles[cell] = sign, style

    def text(self) -> Text:
        """Return what was drawn."""
        cells = zip(self.cells, self.styles, strict=True)
        return Text.assemble(*cells, no_wrap=True, end="")

    @property
    def _last(self) -> int:
        return max(1, self.stretch.frame_count - 1)
