"""How far a draft is, in the words that the screen shows."""

from typing import Final

from cliptui.clip.draft import DraftState, WatchedDraft

STALLED_AFTER_S: Final = 15 * 60
"""Seconds after which a draft that is no clip yet is doubted; no service tells of a failure."""

_S_PER_MIN: Final = 60
_MIN_PER_H: Final = 60


def is_stalled(draft: WatchedDraft, now_s: float) -> bool:
    """Tell whether a draft takes so long that its clip may never come.

    Args:
        draft: The draft.
        now_s: The time in Unix seconds.
    """
    return not draft.state.is_final and now_s - draft.saved_at_s >= STALLED_AFTER_S


def progress_label(draft: WatchedDraft, now_s: float) -> str:
    """Return the state, what is made of the clip where that is known, and for how long already.

    Args:
        draft: The draft.
        now_s: The time in Unix seconds.
    """
    if draft.state.is_final:
        return str(draft.state)
    elapsed = elapsed_label(now_s - draft.saved_at_s)
    if is_stalled(draft, now_s):
        return f"stalled? {elapsed}"
    if draft.is_silent:
        return f"no answer {elapsed}"
    if draft.state is DraftState.CONVERTING and draft.progress > 0:
        return f"{draft.state} {draft.progress * 100:.0f} %"
    return f"{draft.state} {elapsed}"


def elapsed_label(seconds: float) -> str:
    """Write how long something has lasted: `0:07`, `12:34`, `3:00 h`; never less than nothing."""
    minutes, rest_s = divmod(max(0, int(seconds)), _S_PER_MIN)
    if minutes < _MIN_PER_H:
        return f"{minutes}:{rest_s:02d}"
    hours, rest_min = divmod(minutes, _MIN_PER_H)
    return f"{hours}:{rest_min:02d} h"
