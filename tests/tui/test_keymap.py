"""Keys of the user's own: what a keymap may say, what it does, and what is refused."""

from pathlib import Path

import pytest
from textual.widget import Widget

from cliptui.cli.preferences import keymap_in
from cliptui.config import Places
from cliptui.errors import BadSetting, StoreError
from cliptui.tui.bindings import contexts_at
from cliptui.tui.commands import COMMANDS, Context, command_named
from cliptui.tui.keymap import PROFILES, Keymap, keymap_of
from cliptui.tui.preferences import Preferences
from tests.fakes import FakeService, make_asset
from tests.tui.driving import running


def own(**keys: object) -> Keymap:
    return keymap_of({"keys": keys}, "keymap.toml")


def service_of() -> FakeService:
    return FakeService([make_asset(1)])


async def test_a_command_listens_to_its_new_keys_and_no_longer_to_the_old() -> None:
    keymap = own(mark_in=["f5", "f6"], mark_out=["o"])
    async with running(service_of(), preferences=Preferences(keymap)) as desk:
        await desk.open_first()
        await desk.press("i")
        assert desk.screen.viewer.desk is not None
        assert desk.screen.viewer.desk.marks.is_empty
        await desk.press("w", "f6")
        await desk.until(lambda: "IN 00:00:10:00" in desk.notice)
        await desk.press("w", "f5")
        await desk.until(lambda: "IN 00:00:20:00" in desk.notice)


async def test_footer_keys_screen_and_palette_show_the_real_keys() -> None:
    keymap = own(mark_in=["f5"])
    async with running(service_of(), (120, 100), preferences=Preferences(keymap)) as desk:
        await desk.open_first()
        assert "f5 In" in desk.footer
        await desk.press("question_mark")
        await desk.pilot.pause()
        assert " f5 The clip starts with this frame." in " ".join(desk.over.split())


async def test_keys_can_change_places() -> None:
    keymap = own(mark_in=["o"], mark_out=["i"])
    async with running(service_of(), preferences=Preferences(keymap)) as desk:
        await desk.open_first()
        await desk.press("w", "o", "w", "i")
        await desk.until(lambda: "OUT 00:00:20:00" in desk.notice)
        assert desk.screen.viewer.desk is not None
        assert desk.screen.viewer.desk.marks.in_frame == 250


@pytest.mark.parametrize("profile", PROFILES)
def test_every_profile_names_commands_that_exist_and_has_no_conflict(profile: str) -> None:
    keymap = keymap_of({"profile": profile}, "keymap.toml")
    assert set(keymap.keys) <= {command.name for command in COMMANDS}


def test_losslesscut_has_its_own_keys_for_segments_and_their_edges() -> None:
    # jumpCutStart, jumpCutEnd, jumpPrevSegment, jumpNextSegment, splitCurrentSegment,
    # removeCurrentSegment, undo: src/main/configStore.ts of that program
    theirs = {
        "go_to_in": "shift+left",
        "go_to_out": "shift+right",
        "previous_take": "up",
        "next_take": "down",
        "split": "b",
        "clear": "backspace",
        "undo": "ctrl+z",
    }
    keymap = keymap_of({"profile": "losslesscut"}, "keymap.toml")
    assert {name: keymap.of(command_named(name))[0] for name in theirs} == theirs


async def test_with_the_keys_of_losslesscut_arrows_seek_a_second_and_ctrl_z_undoes() -> None:
    keymap = keymap_of({"profile": "losslesscut"}, "keymap.toml")
    async with running(service_of(), preferences=Preferences(keymap)) as desk:
        await desk.open_first()
        await desk.press("right", "right", "full_stop", "i")
        assert desk.playhead == 51
        await desk.press("ctrl+z")
        assert desk.screen.viewer.desk is not None
        await desk.until(lambda: desk.screen.viewer.desk and desk.screen.viewer.desk.marks.is_empty)


async def test_the_screen_of_keys_begins_with_those_of_the_pane_in_use() -> None:
    async with running(service_of(), (120, 100)) as desk:
        await desk.press("tab", "question_mark")
        await desk.pilot.pause()
        assert desk.over.index("Picture and timeline") < desk.over.index("Everywhere")


def test_each_pane_knows_whose_keys_work_in_it() -> None:
    firsts = {contexts_at(Widget(id=name))[0] for name in ("assets", "clips", "drafts", "status")}
    assert firsts == {Context.ASSETS, Context.CLIPS, Context.DRAFTS, Context.STATUS}
    assert contexts_at(Widget(id="time")) == contexts_at(None) == ()


def test_own_keys_come_before_those_of_the_profile() -> None:
    keymap = keymap_of({"profile": "nle", "keys": {"undo": "f9"}}, "keymap.toml")
    assert keymap.of(command_named("undo")) == ("f9",)
    assert keymap.of(command_named("suspend")) == ()


REFUSED: dict[str, dict[str, object]] = {
    "there is no command “mark_inn”": {"keys": {"mark_inn": ["i"]}},
    "there is no profile “avid”": {"profile": "avid"},
    "the key “o” would mean both “mark_in” and “mark_out”": {"keys": {"mark_in": ["o"]}},
    "the key “q” would mean both “save” and “leave”": {"keys": {"save": ["q"]}},
    "the key “flash”, which is none": {"keys": {"save": ["flash"]}},
    "the key “alt+s”, which is none": {"keys": {"save": ["alt+s"]}},
    "the key “~”, which does not come through": {"keys": {"save": ["~"]}},
    "the key “ctrl+i”, which does not come through": {"keys": {"save": ["ctrl+i"]}},
    "“save” needs a list of keys": {"keys": {"save": 5}},
    "“save” has a key that is no text": {"keys": {"save": [5]}},
    "what digits and signs do": {"keys": {"enter_digit": ["f5"]}},
    "“colours” means nothing": {"colours": "red"},
    "“keys” is no table": {"keys": ["i"]},
    "␛": {"keys": {"\x1b]52;c;x\x07": ["i"]}},
}


@pytest.mark.parametrize("sentence", REFUSED)
def test_what_cannot_be_meant_is_refused_with_its_name(sentence: str) -> None:
    with pytest.raises(BadSetting, match=r"keymap\.toml: ") as refused:
        keymap_of(REFUSED[sentence], "keymap.toml")
    assert sentence in str(refused.value)


def test_a_keymap_is_read_from_its_file(tmp_path: Path) -> None:
    places = Places(tmp_path, tmp_path, tmp_path)
    file = tmp_path / "keymap.toml"
    assert keymap_in(places) == Keymap()
    file.write_text('[keys]\nmark_in = ["i", "f5"]\nsave = "?"\nshow_keys = "f2"\n')
    keymap = keymap_in(places)
    assert keymap.shown(command_named("mark_in")) == "i f5"
    assert keymap.shown(command_named("save")) == "?"
    file.write_text("[keys\n")
    with pytest.raises(BadSetting, match="is no TOML"):
        keymap_in(places)
    file.unlink()
    file.mkdir()
    with pytest.raises(StoreError, match="cannot be read"):
        keymap_in(places)
