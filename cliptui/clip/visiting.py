"""Acts that look: going to marks, points of interest, selections and suggestions.

Each is a pure function from a desk to a desk. Where there is nothing to go to, a `BadSelection`
says so.
"""

from dataclasses import replace

from cliptui.clip.desk import Desk
from cliptui.clip.points import Point, in_order, point_after, point_before, sheet_points
from cliptui.clip.selection import Marks
from cliptui.clip.suggestion import Suggestion, Suggestions
from cliptui.errors import BadSelection


def at_in(desk: Desk) -> Desk:
    """Look at the first frame of the current selection.

    Raises:
        BadSelection: There is no in point.
    """
    return desk.moved_to(desk.marks.set_in())


def at_out(desk: Desk) -> Desk:
    """Look at the last frame of the current selection.

    Raises:
        BadSelection: There is no out point.
    """
    return desk.moved_to(desk.marks.set_out() - 1)


def at_selection_beside(desk: Desk, steps: int) -> Desk:
    """Choose the selection some steps on in the order of time, and look at its start.

    Raises:
        BadSelection: There is none in that direction.
    """
    sheet = desk.sheet.beside(steps)
    if sheet == desk.sheet:
        word = "later" if steps > 0 else "earlier"
        raise BadSelection(f"There is no {word} selection on this asset.")
    chosen = replace(desk, sheet=sheet)
    first = sheet.marks.in_frame
    return chosen.moved_to(first if first is not None else sheet.marks.set_out() - 1)


def points_of(desk: Desk) -> tuple[Point, ...]:
    """Return all points of interest of a desk, in order."""
    return in_order((*sheet_points(desk.sheet), *desk.landmarks))


def at_next_point(desk: Desk) -> Desk:
    """Go to the next point of interest, or to the last frame if there is none."""
    point = point_after(points_of(desk), desk.playhead)
    return desk.moved_to(point.frame if point else desk.last_frame)


def at_previous_point(desk: Desk) -> Desk:
    """Go to the previous point of interest, or to the first frame if there is none."""
    point = point_before(points_of(desk), desk.playhead)
    return desk.moved_to(point.frame if point else 0)


def at_next_suggestion(desk: Desk) -> Desk:
    """Go to the start of the next suggestion.

    Raises:
        BadSelection: There is none.
    """
    return _at(desk, desk.suggestions.after(desk.playhead), "later")


def at_previous_suggestion(desk: Desk) -> Desk:
    """Go to the start of the previous suggestion.

    Raises:
        BadSelection: There is none.
    """
    return _at(desk, desk.suggestions.before(desk.playhead), "earlier")


def suggestion_here(desk: Desk) -> Suggestion | None:
    """Return the suggestion that would be accepted."""
    return desk.suggestions.at(desk.playhead)


def suggestion_accepted(desk: Desk) -> Desk:
    """Mark the suggestion under the playhead, with its title, beside what is marked already.

    Raises:
        BadSelection: There is none here, or its frames are marked already.
    """
    suggestion = suggestion_here(desk)
    if suggestion is None:
        raise BadSelection("There is no suggestion here: n goes to the next one.")
    if is_accepted(desk, suggestion):
        raise BadSelection("This suggestion is marked already: n goes to the next one.")
    return desk.with_sheet(desk.sheet.with_take(Marks.of(suggestion.selection, suggestion.title)))


def is_accepted(desk: Desk, suggestion: Suggestion) -> bool:
    """Whether the frames of a suggestion are marked already."""
    return suggestion.selection in desk.sheet.selections


def _at(desk: Desk, suggestions: Suggestions, word: str) -> Desk:
    if suggestions.chosen is None:
        raise BadSelection(f"There is no {word} suggestion{_bearings(desk, word)}.")
    chosen = replace(desk, suggestions=suggestions)
    return chosen.moved_to(suggestions.chosen.selection.in_frame)


def _bearings(desk: Desk, word: str) -> str:
    """Tell where the playhead is among the suggestions, as the end of a sentence."""
    items, here = desk.suggestions.items, suggestion_here(desk)
    if here is None:
        way = "N goes back to one" if word == "later" else "n goes on to one"
        return f": {way}" if items else " on this asset"
    place, count = items.index(here) + 1, len(items)
    if count == 1:
        return ": this is the only one"
    ordinal = {1: "the first", count: "the last"}.get(place, f"number {place}")
    return f": this is {ordinal} of {count} suggestions"
