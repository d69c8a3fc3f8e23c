"""Asking the processes that read and cut, and telling what became of it."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final, TypeVar

from cliptui.clip.text import clean
from cliptui.errors import CutFailed, UndecodableFrame, Unreadable
from cliptui.media.identity import known_by
from cliptui.media.messages import (
    Answer,
    CutClip,
    Describe,
    Described,
    Failed,
    FindScenes,
    GivePictures,
    Pictures,
    Progress,
    Scenes,
    Skim,
    Skimmed,
)
from cliptui.media.process import Crashed, Ended, Process, Stalled
from cliptui.media.verdicts import Verdicts

AnswerT = TypeVar("AnswerT", Described, Pictures, Scenes, Skimmed)

CANCELLED: Final = "The clip was cancelled; nothing of it was kept."
"""What is said of a clip that was given up."""

_ERRORS: Final = {error.__name__: error for error in (Unreadable, UndecodableFrame, CutFailed)}


def _go_on(_: Progress) -> bool:
    return True


async def ask(
    process: Process,
    order: Describe | GivePictures | FindScenes | Skim,
    path: Path,
    verdicts: Verdicts,
    follow: Callable[[Progress], bool] = _go_on,
) -> Answer:
    """Ask a process that reads a file.

    Args:
        process: The process.
        order: What to ask.
        path: The file.
        verdicts: The files that did harm before, which are not tried again.
        follow: Told of progress; returns whether to go on.

    Raises:
        Unreadable: The process died of the file, or had to be killed, now or before.
    """
    identity = known_by(path)
    try:
        return await process.ask(order, follow, partial(verdicts.check, identity))
    except Crashed as error:
        sentence = (
            f"{_shown(path)} brought its decoder down: it is damaged, or needs more memory than "
            "a file may have."
        )
        verdicts.remember(identity, sentence)
        raise Unreadable(sentence) from error
    except Stalled as error:
        sentence = (
            f"{_shown(path)} kept its decoder busy for too long and was given up: it may be "
            "damaged."
        )
        verdicts.remember(identity, sentence)
        raise Unreadable(sentence) from error
    except Ended as error:
        raise Unreadable(f"{_shown(path)} was not read: the program ends.") from error


async def ask_to_cut(
    process: Process, order: CutClip, source: Path, follow: Callable[[Progress], bool]
) -> Answer:
    """Ask a process that cuts.

    Raises:
        CutFailed: The process died of the file, or had to be killed.
    """
    start = f"The clip from {_shown(source)} could not be written: "
    try:
        return await process.ask(order, follow)
    except Crashed as error:
        raise CutFailed(f"{start}the file brought its decoder down and may be damaged.") from error
    except Stalled as error:
        raise CutFailed(f"{start}nothing came of it for too long; try again.") from error
    except Ended as error:
        raise CutFailed(CANCELLED) from error


def expected(answer: Answer, kind: type[AnswerT], path: Path) -> AnswerT:
    """Return an answer if it is what was asked for.

    Raises:
        MediaError: It says why there is none.
    """
    raise_failure(answer)
    if not isinstance(answer, kind):
        raise Unreadable(f"{_shown(path)} was not read: the program ends.")
    return answer


def raise_failure(answer: Answer) -> None:
    """Raise the error that an answer tells of, if it does."""
    if isinstance(answer, Failed):
        raise _ERRORS[answer.kind](clean(answer.sentence))


def _shown(path: Path) -> str:
    return f"“{clean(path.name)}”"
