"""Sentences that the message line says of the desk and of drafts."""

from cliptui.clip.desk import Desk
from cliptui.clip.draft import Draft, DraftState, WatchedDraft
from cliptui.clip.verdict import ClipVerdict


def marks_sentence(desk: Desk) -> str:
    """Tell what is marked and what to do next."""
    marks, timing = desk.marks, desk.timing
    if marks.in_frame is not None and marks.out_frame is not None:
        count = marks.out_frame - marks.in_frame
        out = timing.label(marks.out_frame - 1)
        return f"OUT {out}: {count} f, last frame shown. s saves the clip."
    if marks.in_frame is not None:
        return f"IN {timing.label(marks.in_frame)}. Go to the last frame and press o."
    if marks.out_frame is not None:
        return f"OUT {timing.label(marks.out_frame - 1)}. Go to the first frame and press i."
    return "Nothing is marked."


def progress_sentence(draft: WatchedDraft) -> str:
    """Tell how far a draft has come."""
    told = {
        DraftState.SAVED: f"Saved: {draft.title}",
        DraftState.CONVERTING: f"Converting: {draft.title}",
        DraftState.DONE: f"Done: {draft.title}. Open it from the status pane.",
        DraftState.FAILED: f"Failed: {draft.title}. {draft.failure}",
    }
    return told[draft.state]


def verdict_sentence(draft: WatchedDraft, verdict: ClipVerdict) -> str:
    """Tell whether a finished clip is what was marked."""
    return f"Done: {draft.title}. {verdict.sentence}"


def reopened_sentence(draft: Draft, *, is_edit: bool) -> str:
    """Tell what saving does to a draft that was opened again."""
    if is_edit:
        return f"Editing “{draft.title}”: s saves it anew, and then deletes the old draft."
    return f"“{draft.title}” is marked. s would save another draft of it."
