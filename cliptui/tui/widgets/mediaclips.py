"""The list of mediaclips, and what is known of one."""

from typing import Final

from rich.text import Text
from textual.reactive import reactive
from textual.widget import Widget

from cliptui.clip.mediaclip import MediaClip
from cliptui.tui.bindings import bindings_in
from cliptui.tui.commands import Context
from cliptui.tui.widgets.assets import fit_text, length_label
from cliptui.tui.widgets.rows import Rows, RowStyles

_PUBLISHED: Final = "published"


class MediaClipList(Rows[MediaClip]):
    """Lists mediaclips: `●` published, `○` not."""

    BINDINGS = bindings_in(Context.LISTS)

    def __init__(self) -> None:
        super().__init__(_draw_clip, key=lambda clip: clip.mediaclip_id, widget_id="mediaclips")


class MediaClipFacts(Widget):
    """What is known of a mediaclip.

    Attributes:
        clip: The mediaclip; None for none.
    """

    clip: reactive[MediaClip | None] = reactive(None)

    def render(self) -> Text:
        """Write the facts, a line each."""
        clip = self.clip
        if clip is None:
            return Text("")
        lines = [
            f"{clip.status} · {length_label(clip.length_s)} · {clip.created[:10]}",
            f"by {clip.author}" if clip.author else "",
            f"# {', '.join(clip.tags)}" if clip.tags else "",
            " · ".join(chapter.title for chapter in clip.chapters),
            clip.description,
        ]
        return Text("\n").join([Text(clip.title, "bold"), *map(Text, filter(None, lines))])


def _draw_clip(clip: MediaClip, width: int, styles: RowStyles) -> Text:
    is_published = clip.status == _PUBLISHED
    length = f" {length_label(clip.length_s)}"
    return Text.assemble(
        ("● " if is_published else "○ ", styles.good if is_published else styles.dim),
        fit_text(clip.title or clip.source_id, max(0, width - 2 - len(length))),
        (length, styles.dim),
        no_wrap=True,
        end="",
    )
