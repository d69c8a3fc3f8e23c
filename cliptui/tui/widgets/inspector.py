"""The inspector: what is known of an asset, what is marked on it, and what its owner noted."""

from datetime import UTC, datetime

from rich.text import Text
from textual.reactive import reactive
from textual.widget import Widget

from cliptui.clip.asset import Asset
from cliptui.clip.desk import Desk
from cliptui.clip.selection import Marks
from cliptui.tui.widgets.assets import fit_text, length_label
from cliptui.tui.widgets.lines import rate_label

_MS_PER_S = 1000
_LABEL_WIDTH = len("duration ")


class Inspector(Widget):
    """Facts and metadata of the asset that is shown, and the selections of the opened one.

    Attributes:
        asset: The asset under the cursor, or the opened one.
        desk: The opened asset, if any.
    """

    asset: reactive[Asset | None] = reactive(None)
    desk: reactive[Desk | None] = reactive(None)

    def render(self) -> Text:
        """Draw the facts, one a line."""
        if self.asset is None:
            return Text("No asset is here.", "dim")
        width = self.size.width
        lines = told_of(self.asset, self.desk)
        return Text("\n").join(Text(fit_text(line, width)) for line in lines)


def told_of(asset: Asset, desk: Desk | None) -> list[str]:
    """Return the lines that tell of an asset.

    Args:
        asset: The asset.
        desk: What is marked, on whichever asset is open.
    """
    lines = facts_of(asset)
    if desk is not None and desk.shows(asset):
        lines += ["", *_selections(desk)]
    if asset.notes:
        lines += ["", *(f"{name}: {note}" for name, note in asset.notes)]
    return lines


def facts_of(asset: Asset) -> list[str]:
    """Return what is known of an asset, a line each."""
    timing = asset.timing
    facts = {
        "name": asset.name,
        "state": asset.reason or str(asset.state),
        "kind": asset.kind,
        "duration": length_label(asset.duration_s),
        "rate": rate_label(asset),
        "frames": str(timing.frame_count) if timing is not None else "",
        "damaged": _damage(asset.damaged_frames),
        "created": _day(asset.created_ms),
        "id": asset.asset_id,
        "yours": asset.external_id,
    }
    return [f"{label:<{_LABEL_WIDTH}}{told}" for label, told in facts.items() if told]


def _damage(frames: int) -> str:
    """Tell how many frames are not whole; only those are known that somebody has looked at."""
    return f"{frames} frame{'' if frames == 1 else 's'} seen so far" if frames else ""


def _selections(desk: Desk) -> list[str]:
    """Tell the selections in the order of time; the current one has a sign."""
    takes = [take for take in desk.sheet.takes_in_time if not take.is_empty]
    head = f"{len(takes)} selection{'' if len(takes) == 1 else 's'}"
    return [head, *(f"{'▸' if take == desk.marks else ' '} {_span(desk, take)}" for take in takes)]


def _span(desk: Desk, take: Marks) -> str:
    start = "…" if take.in_frame is None else desk.timing.label(take.in_frame)
    stop = "…" if take.out_frame is None else desk.timing.label(take.out_frame - 1)
    return f"{start}-{stop}  {take.title}".rstrip()


def _day(created_ms: int) -> str:
    """Write a time of creation in UTC; nothing where it is not known."""
    if not created_ms:
        return ""
    return f"{datetime.fromtimestamp(created_ms / _MS_PER_S, UTC):%Y-%m-%d %H:%M} UTC"
