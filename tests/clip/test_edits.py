"""What an edit of an asset may be done twice."""

import pytest

from cliptui.clip.edits import AssetEdit


@pytest.mark.parametrize(
    ("edit", "is_repeatable"),
    [
        (AssetEdit(name="Final", requires_drm=True), True),
        (AssetEdit(new_test_player=True), False),
        (AssetEdit(new_embed_player=True), False),
    ],
)
def test_all_but_a_new_player_can_be_asked_for_twice(edit: AssetEdit, is_repeatable: bool) -> None:  # noqa: FBT001  a row of the table
    assert edit.is_repeatable is is_repeatable
