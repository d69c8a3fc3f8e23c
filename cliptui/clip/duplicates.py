"""The guard against drafts that are there already."""

from collections.abc import Iterable
from typing import TypeVar

from cliptui.clip.draft import Drafted
from cliptui.clip.selection import Selection
from cliptui.clip.timing import Timing

AnyDraft = TypeVar("AnyDraft", bound=Drafted)


def already_drafted(
    selection: Selection, asset_id: str, timing: Timing, drafts: Iterable[AnyDraft]
) -> AnyDraft | None:
    """Return the first draft of the same frames of an asset, if there is one.

    Times are compared as frames, since services don't return exactly the times that they got.

    Args:
        selection: The frames.
        asset_id: The asset that they are of.
        timing: When its frames are shown.
        drafts: Drafts, of this asset and of others.
    """
    ends = (selection.in_frame, selection.out_frame)
    return next(
        (
            draft
            for draft in drafts
            if draft.asset_id == asset_id
            and tuple(map(timing.boundary_near, (draft.start_ms, draft.stop_ms))) == ends
        ),
        None,
    )
