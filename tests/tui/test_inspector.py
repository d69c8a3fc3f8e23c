"""What the inspector tells of an asset."""

from dataclasses import replace

from cliptui.clip.desk import Desk
from cliptui.tui.widgets.inspector import told_of
from tests.fakes import make_asset


def test_what_the_owner_noted_of_an_asset_is_told_after_its_facts_and_selections() -> None:
    asset = replace(
        make_asset(1), external_id="tape 7", notes=(("Headline", "Cup"), ("Source", "Reuters"))
    )
    lines = told_of(asset, None)
    assert "yours    tape 7" in lines
    assert lines[-3:] == ["", "Headline: Cup", "Source: Reuters"]
    assert asset.timing is not None
    desk = Desk(asset, asset.timing)
    assert told_of(asset, desk)[-5:] == ["", "0 selections", "", "Headline: Cup", "Source: Reuters"]


def test_an_asset_without_notes_has_no_lines_of_them() -> None:
    assert "" not in told_of(make_asset(1), None)
