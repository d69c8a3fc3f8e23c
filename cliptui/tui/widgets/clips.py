"""The tab of finished clips."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

from rich.text import Text
from textual.message import Message
from textual.reactive import var

from cliptui.clip.draft import WatchedDraft
from cliptui.clip.verdict import ClipVerdict
from cliptui.errors import RequestRefused
from cliptui.jobs.bench import Bench
from cliptui.jobs.checking import check_clip
from cliptui.tui.attempts import attempt
from cliptui.tui.bindings import bindings_of
from cliptui.tui.commands import Context
from cliptui.tui.widgets.assets import fit_name
from cliptui.tui.widgets.rows import Rows, RowStyles
from cliptui.tui.widgets.status import StatusPane, span_of, start_registering

_NOT_COMPARED: Final = "· not compared"


class ClipsPane(Rows[WatchedDraft]):
    """The clips that a service has made, each as the draft that it was made from.

    Attributes:
        bench: Where the clips are, once there is a service.
        verdicts: What comparing clips with their marks has shown, by the clip's asset.
    """

    BINDINGS = bindings_of(Context.CLIPS, Context.LISTS)

    bench: var[Bench | None] = var(None)
    verdicts: var[Mapping[str, ClipVerdict]] = var[Mapping[str, ClipVerdict]]({})

    @dataclass
    class Asked(Message):
        """The clip under the cursor shall be opened.

        Attributes:
            asset_id: The clip's asset; empty where there is none.
        """

        asset_id: str

    def __init__(self) -> None:
        super().__init__(self._draw_row, key=lambda clip: clip.clip_asset_id, widget_id="clips")

    def watch_verdicts(self) -> None:
        """Show what was found."""
        self.refresh()

    def add_verdict(self, clip: WatchedDraft, verdict: ClipVerdict) -> None:
        """Keep what comparing a clip with its marks has shown."""
        self.verdicts = {**self.verdicts, clip.clip_asset_id: verdict}

    def action_open_made(self) -> None:
        """Open the clip under the cursor."""
        self.post_message(self.Asked(self.current.clip_asset_id if self.current else ""))

    def action_check_made(self) -> None:
        """Compare the clip under the cursor with its marks."""
        attempt(self, partial(self._check, self.bench, self.current), "check")

    def action_register_made(self) -> None:
        """Make a mediaclip of the clip under the cursor."""
        start_registering(self, self.bench, self.current)

    async def _check(self, bench: Bench | None, clip: WatchedDraft | None) -> None:
        if bench is None or clip is None:
            raise RequestRefused("There is no finished clip here yet.")
        if not clip.asset_id:
            raise RequestRefused("The service has forgotten the draft of this clip, and its marks.")
        self.post_message(StatusPane.Checked(clip, await check_clip(bench, clip)))

    def _draw_row(self, clip: WatchedDraft, width: int, styles: RowStyles) -> Text:
        return draw_clip(clip, self.verdicts.get(clip.clip_asset_id), width, styles)


def draw_clip(
    clip: WatchedDraft, verdict: ClipVerdict | None, width: int, styles: RowStyles
) -> Text:
    """Draw a clip: its title, the times that it was cut at, and whether it is what was marked."""
    words, style = _NOT_COMPARED, styles.dim
    if verdict is not None:
        words = "✓ as marked" if verdict.is_right else "✗ differs"
        style = styles.good if verdict.is_right else styles.bad
    times = f"  {span_of(clip)}  " if clip.asset_id else "  "
    room = max(0, width - len("✓ ") - len(times) - len(_NOT_COMPARED))
    return Text.assemble(
        ("✓ ", styles.good),
        fit_name(clip.title, room),
        (times, styles.dim),
        (f"{words:<{len(_NOT_COMPARED)}}", style),
        no_wrap=True,
        end="",
    )
