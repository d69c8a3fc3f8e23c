"""What cannot be done: an exit code, one sentence on stderr, and nothing else."""

import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from cliptui.cli.exits import ExitCode, exit_code_of
from cliptui.errors import BadPicture, CliptuiError, MediaError, UndecodableFrame
from tests.cli.program import ACCOUNT, KEY, Ended, Run

NO_ID = "f" * 32


def assert_told(ended: Ended, code: ExitCode, sentence: str) -> None:
    assert (ended.code, ended.err, ended.out) == (code, f"cliptui: {sentence}\n", "")


@pytest.fixture
def account(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in ACCOUNT.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def taken() -> Iterator[int]:
    """Return a port on which somebody else listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        yield port


@pytest.fixture
def silent() -> int:
    """Return a port on which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
    return port


def folder_of(kind: str, tmp_path: Path) -> Path:
    folder = tmp_path / "place"
    if kind != "missing":
        folder.mkdir()
    if kind == "no video":
        (folder / "notes.txt").write_text("none")
    if kind == "a file":
        folder = folder / "video.mp4"
        folder.write_text("x")
    return folder


@pytest.mark.parametrize("verb", [["assets", "--on"], ["serve"], ["open"], []], ids=" ".join)
@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("missing", "There is no folder “{}”: check its name."),
        ("a file", "“{}” is not a folder: name the folder that the files are in."),
        ("empty", "The folder “{}” is empty: put video files into it."),
    ],
)
def test_a_folder_that_cannot_be_opened_is_told_by_every_verb(
    run: Run, tmp_path: Path, verb: list[str], kind: str, sentence: str
) -> None:
    folder = folder_of(kind, tmp_path)
    assert_told(run(*verb, folder), ExitCode.BAD_INPUT, sentence.format(folder))


@pytest.mark.parametrize("verb", [["assets", "--on"], ["serve"], []], ids=" ".join)
def test_a_folder_without_video_is_told_with_the_endings_that_are_looked_for(
    run: Run, tmp_path: Path, verb: list[str]
) -> None:
    folder = folder_of("no video", tmp_path)
    ended = run(*verb, folder)
    assert (ended.code, ended.out) == (ExitCode.BAD_INPUT, "")
    start = f"cliptui: The folder “{folder}” holds no video: no visible file in it ends in one of "
    assert ended.err.startswith(start)
    assert ".mp4 " in ended.err
    assert len(ended.err.splitlines()) == 1


@pytest.mark.parametrize(
    "argv",
    [
        ["frame", NO_ID, "f0", "-o", "x.png"],
        ["draft", NO_ID, "--in", "f0", "--out", "f1"],
    ],
    ids=["frame", "draft"],
)
def test_an_unknown_id_is_not_found(run: Run, library: Path, argv: list[str]) -> None:
    ended = run(*argv, "--on", library)
    assert (ended.code, ended.out) == (ExitCode.NOT_FOUND, "")
    assert NO_ID in ended.err
    assert len(ended.err.splitlines()) == 1


def test_an_unknown_name_is_not_found_and_says_where_names_are_listed(
    run: Run, library: Path
) -> None:
    ended = run("frame", "Nobody\x1b[2J", "f0", "-o", "x.png", "--on", library)
    sentence = "There is no asset called “Nobody␛[2J”: “cliptui assets” lists them."
    assert_told(ended, ExitCode.NOT_FOUND, sentence)


def test_a_name_that_two_assets_have_is_refused_with_their_ids(run: Run, library: Path) -> None:
    (library / "day two").mkdir()
    shutil.copy(library / "Cup final.mp4", library / "day two")
    ids = [row[0] for row in run("assets", "--on", library, "--query", "cup").rows]
    ended = run("draft", "Cup final", "--in", "f0", "--out", "f1", "--on", library)
    assert (ended.code, ended.out) == (ExitCode.NOT_FOUND, "")
    start, _, told = ended.err.strip().rpartition("id: ")
    assert start == "cliptui: Several assets are called “Cup final”: name one by its "
    assert sorted(told.rstrip(".").split(", ")) == sorted(ids)


HINT = "00:00:12:05, 1205, 20., +5, f365, 12.179s, 12179ms or 50%"
TIMES = [
    ("noon", f"“noon” is no time: write {HINT}."),
    ("", f"“” is no time: write {HINT}."),
    ("\x1b[2J", f"“␛[2J” is no time: write {HINT}."),
    ("00:00:01:24", "00:00:01:24 does not exist at 23.976 fps: frames go to 23."),
    ("00:61:00:00", "00:61:00:00 does not exist: minutes and seconds go to 59."),
    ("f577", "f577 is outside the asset, which goes from 00:00:00:00 to 00:00:24:00."),
    ("25s", "25s is outside the asset, which goes from 00:00:00:00 to 00:00:24:00."),
]


@pytest.mark.parametrize(("time", "sentence"), TIMES)
def test_a_time_that_means_no_frame_is_told(
    run: Run, library: Path, tmp_path: Path, time: str, sentence: str
) -> None:
    target = tmp_path / "x.png"
    ended = run("frame", "Harbour at dawn", time, "-o", target, "--on", library)
    assert_told(ended, ExitCode.BAD_INPUT, sentence)
    assert not target.exists()


def test_a_label_that_drop_frame_skips_is_told(run: Run, tmp_path: Path) -> None:
    ended = run("frame", "Night drive", "00:01:00;00", "-o", tmp_path / "x.png")
    expected = "00:01:00:00 does not exist in drop-frame timecode: the minute starts at ;02."
    assert_told(ended, ExitCode.BAD_INPUT, expected)


def test_a_variable_rate_has_no_timecode(run: Run, tmp_path: Path) -> None:
    ended = run("frame", "Evening at the fair", "00:00:01:00", "-o", tmp_path / "x.png")
    expected = "This asset has no timecode: write a time like 00:00:00.000."
    assert_told(ended, ExitCode.BAD_INPUT, expected)


@pytest.mark.parametrize(("time_in", "time_out"), [("f10", "f10"), ("f10", "f9")])
def test_an_out_point_that_does_not_come_after_the_in_point_is_told_and_nothing_saved(
    run: Run, library: Path, time_in: str, time_out: str
) -> None:
    ended = run("draft", "Cup final", "--in", time_in, "--out", time_out, "--on", library)
    expected = "OUT must come after IN: the clip would be empty."
    assert_told(ended, ExitCode.BAD_INPUT, expected)
    assert run("drafts", "--on", library).rows == []


def test_a_picture_cannot_be_written_into_a_folder_that_does_not_exist(
    run: Run, library: Path, tmp_path: Path
) -> None:
    target = tmp_path / "none" / "x.png"
    ended = run("frame", "Cup final", "f0", "-o", target, "--on", library)
    expected = (
        f"The picture cannot be written to “{target}” (No such file or directory): "
        "name another file."
    )
    assert_told(ended, ExitCode.BAD_INPUT, expected)


def test_an_asset_that_cannot_be_decoded_is_refused_with_its_reason(
    run: Run, library: Path, tmp_path: Path
) -> None:
    (library / "broken.mp4").write_text("no video")
    ended = run("frame", "broken", "f0", "-o", tmp_path / "x.png", "--on", library)
    assert (ended.code, ended.out) == (ExitCode.SERVICE, "")
    assert ended.err.startswith("cliptui: “broken” cannot be opened. “broken.mp4” ")
    assert len(ended.err.splitlines()) == 1


def test_an_order_that_the_service_does_not_know_is_refused_in_its_words(
    run: Run, library: Path
) -> None:
    ended = run("assets", "--order", "beauty", "--on", library)
    assert (ended.code, ended.out) == (ExitCode.SERVICE, "")
    assert "beauty" in ended.err


def test_a_service_elsewhere_needs_credentials(run: Run) -> None:
    expected = "127.0.0.1:1 needs credentials: set CLIPTUI_UPLYNK_OWNER and CLIPTUI_UPLYNK_KEY."
    for missing in ACCOUNT:
        with pytest.MonkeyPatch.context() as patch:
            for name in ACCOUNT.keys() - {missing}:
                patch.setenv(name, ACCOUNT[name])
            assert_told(run("assets", "--on", "http://127.0.0.1:1"), ExitCode.BAD_INPUT, expected)


@pytest.mark.usefixtures("account")
def test_an_address_where_nobody_listens_is_told(run: Run, silent: int) -> None:
    ended = run("assets", "--on", f"http://127.0.0.1:{silent}")
    assert (ended.code, ended.out) == (ExitCode.SERVICE, "")
    assert ended.err.startswith(f"cliptui: No connection to 127.0.0.1:{silent}")
    assert ended.err.endswith("Check the URL, the network, and whether the server runs.\n")
    assert KEY not in ended.err


@pytest.mark.parametrize(
    ("url", "advice"),
    [
        ("http://anna:sesame@127.0.0.1", "leave them out, and set CLIPTUI_UPLYNK_OWNER"),
        ("http://", "write http://HOST or https://HOST."),
        ("https://127.0.0.1/?key=sesame", "leave out what follows ? or #."),
    ],
)
def test_an_address_that_cannot_be_used_is_told_without_what_it_holds(
    run: Run, url: str, advice: str
) -> None:
    for verb in (["assets", "--on"], ["serve"], []):
        ended = run(*verb, url)
        assert (ended.code, ended.out) == (ExitCode.BAD_INPUT, "")
        assert ended.err.startswith("cliptui: PLACE ")
        assert advice in ended.err
        assert "sesame" not in ended.err


def test_only_folders_can_be_served(run: Run) -> None:
    expected = "Only a folder can be served: name one instead of a URL."
    assert_told(run("serve", "http://127.0.0.1:1"), ExitCode.BAD_INPUT, expected)


@pytest.mark.parametrize("names_account", [True, False])
def test_a_port_in_use_is_told_before_anything_else(
    run: Run, library: Path, taken: int, monkeypatch: pytest.MonkeyPatch, *, names_account: bool
) -> None:
    for name, value in ACCOUNT.items() if names_account else ():
        monkeypatch.setenv(name, value)
    ended = run("serve", library, "--port", str(taken))
    expected = f"Port {taken} cannot be used (Address already in use): name another with --port."
    assert_told(ended, ExitCode.PORT_IN_USE, expected)


def test_a_key_that_cannot_be_used_is_told_without_the_key(
    run: Run, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLIPTUI_UPLYNK_KEY", "open sesame")
    expected = "CLIPTUI_UPLYNK_KEY is no key: write it in plain ASCII without blanks."
    assert_told(run("serve", library, "--port", "0"), ExitCode.BAD_INPUT, expected)


def test_a_state_directory_that_is_a_file_is_told(run: Run, library: Path, state_dir: Path) -> None:
    state_dir.write_text("in the way")
    ended = run("assets", "--on", library)
    assert (ended.code, ended.out) == (ExitCode.STORE, "")
    assert ended.err.startswith(f"cliptui: The directory {state_dir} cannot be used (")
    assert ended.err.endswith("set CLIPTUI_STATE_DIR to a directory that you can write to.\n")


@pytest.mark.parametrize(
    "argv",
    [
        ["assets", "--limit", "0"],
        ["assets", "--limit", "many"],
        ["assets", "--colour"],
        ["frame", "Cup final", "f0"],
        ["frame", "Cup final", "f0", "-o", "."],
        ["draft", "Cup final", "--in", "f0"],
        ["serve", "--port", "65536"],
        ["serve", "--convert", "off"],
        ["one", "two"],
        ["--colour"],
    ],
    ids=" ".join,
)
def test_a_command_line_that_is_not_understood_is_told_with_its_usage(
    run: Run, argv: list[str]
) -> None:
    ended = run(*argv)
    assert (ended.code, ended.out) == (ExitCode.USAGE, "")
    assert ended.err.startswith("Usage: cliptui ")
    assert "Error: " in ended.err


def test_each_branch_of_the_tree_of_errors_has_an_exit_code_of_its_own() -> None:
    # A service tells of these in its own words, so that no verb ends with them.
    inside = (BadPicture, MediaError)
    branches = {kind for kind in CliptuiError.__subclasses__() if kind not in inside}
    codes = {exit_code_of(kind("")) for kind in branches}
    assert len(codes) == len(branches)
    assert ExitCode.FAILED not in codes


def test_what_has_no_code_of_its_own_has_that_of_its_kind_or_the_general_one() -> None:
    assert exit_code_of(UndecodableFrame("")) is ExitCode.FAILED
    assert exit_code_of(CliptuiError("")) is ExitCode.FAILED
