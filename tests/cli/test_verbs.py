"""The verbs themselves: help, version, keys, and what is taken for a place."""

import os
import re
import subprocess
from pathlib import Path

import click
import pytest

from cliptui import __version__
from cliptui.cli.exits import ExitCode
from cliptui.cli.verbs import VERBS, cliptui
from cliptui.tui.commands import COMMANDS, Context
from tests.cli.program import Run, program, run_program

NO_TERMINAL = (
    "cliptui: The clip desk needs a terminal for input and output. "
    "Without one, use the verbs of “cliptui --help”.\n"
)


def test_the_version_is_that_of_the_package(run: Run) -> None:
    ended = run("--version")
    assert (ended.code, ended.out, ended.err) == (0, f"cliptui {__version__}\n", "")


def test_the_program_itself_tells_its_version() -> None:
    ended = run_program("--version")
    assert (ended.code, ended.out, ended.err) == (0, f"cliptui {__version__}\n", "")


def test_help_names_every_verb_with_what_it_does(run: Run) -> None:
    ended = run("--help")
    assert (ended.code, ended.err) == (0, "")
    _, _, verbs = ended.out.partition("Verbs:\n")
    listed = " ".join(re.findall(r"^  (\w+) ", verbs, re.MULTILINE))
    assert listed == " ".join(sorted(VERBS))
    told = " ".join(ended.out.split())
    assert [verb for verb in VERBS if f"{verb} {VERBS[verb]}" not in told] == []


def test_the_short_option_of_help_is_understood_everywhere(run: Run) -> None:
    assert run("-h").out == run("--help").out
    assert run("keys", "-h").out == run("keys", "--help").out != ""


def test_a_place_behind_assets_is_answered_with_how_it_is_named(run: Run) -> None:
    ended = run("assets", "~/Videos")
    assert ended.code == ExitCode.USAGE
    assert "“~/Videos” is none of update, delete, changes: a place is named by --on." in ended.err


@pytest.mark.parametrize("verb", VERBS)
def test_each_verb_has_a_help_of_its_own(run: Run, verb: str) -> None:
    ended = run(verb, "--help")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith(f"Usage: cliptui {verb} ")


@pytest.mark.parametrize("verb", ["frame", "draft", "export"])
def test_the_help_of_a_verb_with_times_tells_how_they_are_written(run: Run, verb: str) -> None:
    told = " ".join(run(verb, "--help").out.split())
    for kind in ("00:00:12:05", "1205", "f365", "12.179s", "12179ms", "50%"):
        assert kind in told


@pytest.mark.parametrize(
    ("word", "verb"), [("asset", "assets"), ("exprt", "export"), ("help", "--help")]
)
def test_a_slip_in_a_verb_is_told_with_the_verb_that_is_meant(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, word: str, verb: str
) -> None:
    monkeypatch.chdir(tmp_path)
    ended = run(word, "Cup final", "--in", "1s")
    assert (ended.code, ended.out) == (ExitCode.USAGE, "")
    assert f"There is no verb “{word}”: did you mean “{verb}”?" in ended.err
    (tmp_path / word).mkdir()
    assert f"The folder “{tmp_path / word}” is empty" in run(word).err


def test_an_account_that_is_called_like_a_verb_is_no_slip(
    run: Run, state_dir: Path, tmp_path: Path
) -> None:
    file = state_dir / "config" / "config.toml"
    file.parent.mkdir(parents=True)
    file.write_text(f'[accounts.clip]\nservice = "folder"\npath = "{tmp_path / "none"}"\n')
    assert "There is no folder" in run("clip").err


def test_an_address_of_another_kind_is_no_folder(run: Run) -> None:
    ended = run("ftp://films.example")
    assert ended.code == ExitCode.BAD_INPUT
    assert ended.err == "cliptui: PLACE is no address: write http://HOST or https://HOST.\n"


def test_keys_tells_every_command_with_its_keys_under_where_they_work(run: Run) -> None:
    ended = run("keys")
    assert (ended.code, ended.err) == (0, "")
    told: dict[str, list[str]] = {}
    for line in ended.out.splitlines():
        if line.startswith("  "):
            list(told.values())[-1].append(" ".join(line.split()))
        else:
            told[line] = []
    assert told == {
        str(context): [
            f"{command.keys_shown} {command.sentence}"
            for command in COMMANDS
            if command.context is context
        ]
        for context in Context
    }


@pytest.mark.parametrize("sentence", ["The clip starts with this frame.", "Show every key."])
def test_keys_tells_what_everybody_looks_for(run: Run, sentence: str) -> None:
    assert sentence in run("keys").out


@pytest.mark.parametrize("start", [[], ["open"]], ids=["without a verb", "open"])
def test_without_a_terminal_the_desk_is_not_opened(
    run: Run, library: Path, start: list[str]
) -> None:
    ended = run(*start, library)
    assert (ended.code, ended.out, ended.err) == (ExitCode.NO_TERMINAL, "", NO_TERMINAL)


def test_without_a_place_the_desk_would_open_the_demo_library() -> None:
    ended = run_program()
    assert (ended.code, ended.out, ended.err) == (ExitCode.NO_TERMINAL, "", NO_TERMINAL)


def test_a_folder_with_the_name_of_a_verb_is_a_place_when_written_as_a_path(
    run: Run, tmp_path: Path, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.rename(tmp_path / "keys")
    monkeypatch.chdir(tmp_path)
    assert run("./keys").err == NO_TERMINAL
    assert run("keys").code == 0


@pytest.mark.parametrize("place", ["http://127.0.0.1:1", "demo"])
def test_addresses_and_the_word_demo_are_places_too(
    run: Run, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLIPTUI_UPLYNK_OWNER", "me")
    monkeypatch.setenv("CLIPTUI_UPLYNK_KEY", "k3y")
    assert run(place).err == NO_TERMINAL


def test_a_folder_called_demo_comes_before_the_demo_library(
    run: Run, tmp_path: Path, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.rename(tmp_path / "demo")
    monkeypatch.chdir(tmp_path)
    assert len(run("assets", "--on", "demo").rows) == 2


def test_a_shell_completes_the_verbs() -> None:
    words = {"_CLIPTUI_COMPLETE": "bash_complete", "COMP_WORDS": "cliptui dra", "COMP_CWORD": "1"}
    ended = subprocess.run(
        program(),
        env={**os.environ, **words},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.stdout.split() == ["plain,draft", "plain,drafts"]


def test_there_are_no_other_verbs() -> None:
    assert cliptui.get_command(click.Context(cliptui), "dance") is None


def test_output_that_nobody_reads_any_more_ends_the_program_without_a_word() -> None:
    with subprocess.Popen(
        program("keys"), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        process.stdout.close()
        assert process.stderr is not None
        assert process.stderr.read() == b""


def write_keymap(state_dir: Path, text: str) -> None:
    (state_dir / "config").mkdir(parents=True)
    (state_dir / "config" / "keymap.toml").write_text(text)


def test_keys_tells_the_keys_that_the_user_has_chosen_and_the_names_to_choose_by(
    run: Run, state_dir: Path
) -> None:
    write_keymap(state_dir, '[keys]\nmark_in = ["f5"]\n')
    lines = [" ".join(line.split()) for line in run("keys", "--names").out.splitlines()]
    assert "mark_in f5 The clip starts with this frame." in lines
    assert "mark_out o The clip ends with this frame." in lines


@pytest.mark.parametrize("verb", ["keys", "open"])
def test_a_keymap_that_cannot_be_used_is_refused_before_anything_is_opened(
    run: Run, state_dir: Path, verb: str
) -> None:
    write_keymap(state_dir, '[keys]\nmark_in = ["o"]\n')
    ended = run(verb)
    assert ended.code == ExitCode.BAD_INPUT
    assert "the key “o” would mean both “mark_in” and “mark_out”" in ended.err
