"""Sentences that the message line says of the desk and of drafts."""

from dataclasses import replace
from typing import Final

from cliptui.clip.desk import Desk
from cliptui.clip.draft import Draft, DraftState, WatchedDraft
from cliptui.clip.marking import trimmed_edge
from cliptui.clip.suggestion import Suggestion
from cliptui.clip.verdict import ClipVerdict
from cliptui.errors import CliptuiError
from cliptui.jobs.proposals import Proposal

_SAVES: Final = " s saves the clip."
_SAVES_ANOTHER: Final = " s would save another draft of it."


def marks_sentence(desk: Desk) -> str:
    """Tell what is marked and what to do next."""
    marks, timing = desk.marks, desk.timing
    if marks.is_complete:
        selection = marks.selection()
        first, last = timing.label(selection.in_frame), timing.label(selection.out_frame - 1)
        return f"{_place(desk)}{first} to {last}, {selection.frame_count} f.{_SAVES}"
    if marks.in_frame is not None:
        start = timing.label(marks.in_frame)
        return f"{_place(desk)}IN {start}. Go to the last frame and press o."
    if marks.out_frame is not None:
        stop = timing.label(marks.out_frame - 1)
        return f"{_place(desk)}OUT {stop}. Go to the first frame and press i."
    return "Nothing is marked."


def restored_sentence(desk: Desk) -> str:
    """Tell what an earlier session has left on a desk."""
    playhead = desk.timing.label(desk.playhead)
    return f"Restored, at {playhead}. {marks_sentence(desk)}"


def change_sentence(before: Desk | None, desk: Desk) -> str:
    """Tell what has changed on a desk; empty if it is nothing but the playhead.

    Args:
        before: The desk before; None, or one of another asset, if this one was opened now.
        desk: The desk.
    """
    if before is None or not before.shows(desk.asset):
        return ""
    if before.sheet != desk.sheet:
        way = _way(before, desk)
        if not way:
            return _act_sentence(before, desk)
        return f"{way} {_sheet_sentence(before, desk).removesuffix(_SAVES)}"
    if trimmed_edge(before) != trimmed_edge(desk):
        return trim_sentence(desk)
    chosen = desk.suggestions.chosen
    if chosen is not None and chosen != before.suggestions.chosen:
        return suggestion_sentence(desk, chosen)
    return ""


def _way(before: Desk, desk: Desk) -> str:
    """Tell whether a change took one back, or made it again; empty for one of its own."""
    if len(desk.future) > len(before.future):
        return "Undone."
    again = before.redone()
    return "Redone." if (again.sheet, again.past) == (desk.sheet, desk.past) else ""


def _act_sentence(before: Desk, desk: Desk) -> str:
    """Tell what an act has changed, and how to get back what it took away."""
    known, left = set(before.sheet.markers), set(desk.sheet.markers)
    if left < known:
        return f"{_sheet_sentence(before, desk)[:-1]}; u brings it back."
    whole = len(desk.sheet.selections)
    if whole < len(before.sheet.selections):
        gone = len(before.sheet.selections) - whole
        many = f"{gone} selections cleared; u brings them back."
        one = "Selection cleared; u brings it back."
        return f"{one if gone == 1 else many} {whole or 'None'} left."
    return _sheet_sentence(before, desk)


def _sheet_sentence(before: Desk, desk: Desk) -> str:
    """Tell in what two sheets differ."""
    if before.sheet.markers != desk.sheet.markers:
        return marker_sentence(before, desk)
    if replace(before.marks, title="") != replace(desk.marks, title=""):
        return edge_sentence(before, desk)
    return title_sentence(desk) if before.marks != desk.marks else marks_sentence(desk)


def edge_sentence(before: Desk, desk: Desk) -> str:
    """Tell which edge of the current selection has moved; all of it if it is another one."""
    was, marks, label = before.marks, desk.marks, desk.timing.label
    is_same_take = len(before.sheet.takes) == len(desk.sheet.takes) and (
        before.sheet.current == desk.sheet.current
    )
    if is_same_take and marks.is_complete:
        count = f"{marks.selection().frame_count} f.{_SAVES}"
        if was.out_frame == marks.out_frame:
            return f"{_place(desk)}IN {label(marks.set_in())}, the first frame: {count}"
        if was.in_frame == marks.in_frame:
            return f"{_place(desk)}OUT {label(marks.set_out() - 1)}, the last frame: {count}"
    return marks_sentence(desk)


def _place(desk: Desk) -> str:
    """Tell which of several selections is the current one."""
    count = len(desk.sheet.takes)
    return f"{desk.sheet.place + 1} of {count}: " if count > 1 else ""


def proposal_sentence(proposal: Proposal, name: str) -> str:
    """Tell what is proposed for an asset by now.

    Args:
        proposal: What is proposed.
        name: The name of the asset.
    """
    count, origin = len(proposal.suggestions), proposal.origin
    if not count:
        return f"No {origin} was found in “{name}”."
    so_far = "" if proposal.is_complete else " so far"
    many = "" if count == 1 else "s"
    return f"{count} {origin}{many}{so_far} in “{name}”: n N go to them, a accepts."


def title_sentence(desk: Desk) -> str:
    """Tell what the current selection will be called."""
    if not desk.marks.title:
        return "The clip gets its title from the template."
    return f"Title: {desk.marks.title}"


def suggestion_sentence(desk: Desk, suggestion: Suggestion) -> str:
    """Tell what is suggested, and by what."""
    items, selection = desk.suggestions.items, suggestion.selection
    origin = f" ({suggestion.origin})" if suggestion.origin else ""
    label = desk.timing.label
    span = f"{label(selection.in_frame)} to {label(selection.out_frame - 1)}"
    number = f"{items.index(suggestion) + 1} of {len(items)}"
    return f"Suggestion {number}{origin}: {suggestion.title or span}. a accepts it."


def trim_sentence(desk: Desk) -> str:
    """Tell what the arrows move."""
    edge = trimmed_edge(desk)
    if edge is None:
        return "The arrows move the playhead again."
    return f"← → move {edge} by a frame; t goes on."


def marker_sentence(before: Desk, desk: Desk) -> str:
    """Tell which marker has come, gone or changed."""
    known = set(before.sheet.markers)
    new = next((marker for marker in desk.sheet.markers if marker not in known), None)
    if new is not None:
        label = f": {new.label}" if new.label else ". M says something of it."
        return f"Marker at {desk.timing.label(new.frame)}{label}"
    left = set(desk.sheet.markers)
    gone = next(marker for marker in before.sheet.markers if marker not in left)
    return f"The marker at {desk.timing.label(gone.frame)} is gone."


def progress_sentence(draft: WatchedDraft) -> str:
    """Tell how far a draft has come."""
    told = {
        DraftState.SAVED: f"Saved: {draft.title}",
        DraftState.CONVERTING: f"Converting: {draft.title}",
        DraftState.DONE: f"Done: {draft.title}. Open it from the status pane.",
        DraftState.FAILED: f"Failed: {draft.title}. {draft.failure}",
    }
    return told[draft.state]


def held_sentence(error: CliptuiError, unsent: int) -> str:
    """Tell that what is saved is safe though it cannot be sent, and why it cannot."""
    if not unsent:
        return str(error)
    kept = "1 draft is" if unsent == 1 else f"{unsent} drafts are"
    return f"{kept} kept here and sent later. {error}"


def verdict_sentence(draft: WatchedDraft, verdict: ClipVerdict) -> str:
    """Tell whether a finished clip is what was marked."""
    return f"Done: {draft.title}. {verdict.sentence}"


def reopened_sentence(draft: Draft, *, is_edit: bool) -> str:
    """Tell what saving does to a draft that was opened again."""
    if is_edit:
        return f"Editing “{draft.title}”: s replaces the old draft."
    return f"“{draft.title}” is marked.{_SAVES_ANOTHER}"


def without_saving(sentence: str) -> str:
    """Return a sentence of a desk on which nothing can be saved: it does not say how to."""
    return sentence.removesuffix(_SAVES).removesuffix(_SAVES_ANOTHER)
