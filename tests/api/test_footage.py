"""Files of mediaclips are downloaded once, kept within bounds, and never half."""

import asyncio
import os
from pathlib import Path

import pytest

from cliptui.api.footage import Footage
from cliptui.api.transport import Patience, Transport
from cliptui.clip.mediaclip import Rendition
from cliptui.errors import (
    AccessRefused,
    CliptuiError,
    NotFound,
    ServiceBusy,
    StoreError,
    UnexpectedAnswer,
    Unreachable,
)
from cliptui.wire.message import Response
from tests.api.loopback import Act, answers, breaks_off, hangs_up, listening, never_ends

FILM = Rendition("/media/a b.mp4")


def hasty(url: str, patience: Patience) -> Transport:
    """Open the way with little patience, for small files."""
    del patience
    return Transport.over_network(url, Patience(total_s=5, max_body_bytes=100_000))


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def film(text: bytes) -> Act:
    return answers(Response(200, {"content-type": "video/mp4"}, text))


async def test_a_file_is_downloaded_once_and_private(tmp_path: Path) -> None:
    folder = tmp_path / "footage"
    async with listening(film(b"film")) as line:
        footage = Footage(folder)
        first, second = await asyncio.gather(
            footage.file(line.url, FILM), footage.file(f"{line.url}/", FILM)
        )
        later = await Footage(folder).file(line.url, FILM)

    assert first == second == later
    assert first.read_bytes() == b"film"
    assert len(line.heads) == 1
    assert line.heads[0].startswith("GET /media/a%20b.mp4 HTTP")
    assert first.stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == 0o700


async def test_an_address_of_its_own_is_taken_as_it_is(tmp_path: Path) -> None:
    async with listening(film(b"film")) as line:
        whole = Rendition(f"{line.url}/x.mp4?sig=a%2Fb")
        await Footage(tmp_path).file("https://elsewhere.example", whole)
    assert line.heads[0].startswith("GET /x.mp4?sig=a%2Fb HTTP")


@pytest.mark.parametrize(
    ("act", "kind", "words"),
    [
        (answers(Response(404)), NotFound, "not where the service says"),
        (answers(Response(403)), AccessRefused, "not given to everybody who asks: allow"),
        (answers(Response(503)), ServiceBusy, "cannot answer now"),
        (answers(Response(302, {"location": "/"})), UnexpectedAnswer, "redirects"),
        (answers(Response(206, {}, b"part")), UnexpectedAnswer, "does not come whole"),
        (never_ends, UnexpectedAnswer, "more than"),
        (breaks_off, Unreachable, "broke off"),
        (hangs_up, Unreachable, "broke off"),
    ],
)
async def test_what_does_not_come_whole_is_not_kept(
    tmp_path: Path, act: Act, kind: type[CliptuiError], words: str
) -> None:
    async with listening(act) as line:
        with pytest.raises(kind, match=words):
            await Footage(tmp_path, hasty).file(line.url, FILM)
    assert names_in(tmp_path) == []


@pytest.mark.parametrize("base", ["ftp://example.org", "nonsense", "http://user:pw@example.org"])
async def test_an_address_that_cannot_be_used_is_refused(tmp_path: Path, base: str) -> None:
    with pytest.raises(UnexpectedAnswer, match="names no usable file"):
        await Footage(tmp_path).file(base, FILM)


async def test_what_was_not_looked_at_for_longest_makes_room(tmp_path: Path) -> None:
    async with listening(film(b"0123456789")) as line:
        footage = Footage(tmp_path, max_kept_bytes=20)
        old = await footage.file(line.url, Rendition("/old.mp4"))
        older = await footage.file(line.url, Rendition("/older.mp4"))
        for age_s, path in enumerate((old, older)):
            os.utime(path, (1_000_000 - age_s, 1_000_000 - age_s))
        new = await footage.file(line.url, Rendition("/new.mp4"))
    assert names_in(tmp_path) == sorted((old.name, new.name))


async def test_a_folder_that_cannot_be_written_to_is_told(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    async with listening(film(b"film")) as line:
        with pytest.raises(StoreError, match="A video cannot be kept in"):
            await Footage(blocked / "footage").file(line.url, FILM)
