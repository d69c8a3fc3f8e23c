"""A damaged file costs its own preview: a thousand of them, and some that are made to harm.

Every file goes through the real processes. Each must come to pictures or to a sentence, soon, in
little memory, and without the end of a process.
"""

import random
import re
import time
from collections.abc import Callable, Iterator
from fractions import Fraction
from io import BytesIO
from pathlib import Path

import av
import pytest
from av.packet import Packet
from PIL import Image

from cliptui.errors import MediaError, Unreadable
from cliptui.media.pictures import PictureFormat
from cliptui.media.worker import MediaWorker
from tests.media.conftest import Films
from tests.media.films import number_in

pytestmark = pytest.mark.unmeasured

MUTANTS_OF_EACH = 96
SOURCES = [
    "short_groups.mp4",
    "open_groups.ts",
    "variable.mkv",
    "vp9.webm",
    "keyframes_only.mov",
    "reordered.avi",
    "mpeg4.avi",
    "mpeg2.ts",
    "with_sound.mp4",
    "interlaced.mp4",
    "turned.mp4",
]
LONGEST_S = 15.0
MOST_MEMORY_MB = 300
SENTENCE = re.compile(r"|(Frame \d+ of )?“[^”]+” (?!brought)[^\n]+\.")


def flipped(whole: bytearray, chance: random.Random) -> bytearray:
    for _ in range(chance.choice([1, 8, 64, 512])):
        whole[chance.randrange(len(whole))] ^= 1 << chance.randrange(8)
    return whole


def truncated(whole: bytearray, chance: random.Random) -> bytearray:
    return whole[: chance.randrange(len(whole))]


def beheaded(whole: bytearray, chance: random.Random) -> bytearray:
    for _ in range(chance.choice([1, 4, 16])):
        place = chance.randrange(min(1500, len(whole)))
        whole[place : place + 4] = chance.choice(
            [b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", bytes(4), chance.randbytes(4)]
        )
    return whole


def curtailed(whole: bytearray, chance: random.Random) -> bytearray:
    """Damage the end, where MP4 keeps its tables."""
    for _ in range(chance.choice([1, 4, 16])):
        place = len(whole) - 1 - chance.randrange(min(3000, len(whole)))
        whole[place : place + 4] = chance.choice([b"\xff\xff\xff\xff", chance.randbytes(4)])
    return whole


def doubled(whole: bytearray, chance: random.Random) -> bytearray:
    start = chance.randrange(len(whole))
    piece = whole[start : start + chance.choice([16, 188, 4096])]
    place = chance.randrange(len(whole))
    return whole[:place] + piece * chance.choice([1, 3, 50]) + whole[place:]


def emptied(whole: bytearray, chance: random.Random) -> bytearray:
    start = chance.randrange(len(whole))
    stop = min(len(whole), start + chance.choice([16, 188, 4096]))
    whole[start:stop] = bytes(stop - start)
    return whole


DAMAGES: list[Callable[[bytearray, random.Random], bytearray]] = [
    flipped,
    truncated,
    beheaded,
    curtailed,
    doubled,
    emptied,
]


def mutants(whole: bytes, seed: str) -> Iterator[bytes]:
    for number in range(MUTANTS_OF_EACH):
        chance = random.Random(f"{seed} {number}")  # noqa: S311  repeatable, no secret
        yield bytes(DAMAGES[number % len(DAMAGES)](bytearray(whole), chance))


async def look_at(worker: MediaWorker, path: Path) -> str:
    """Do what the screen does with a file; return why it shows nothing, if it does not."""
    try:
        index = (await worker.describe(path)).index
        for number in (0, index.frame_count // 2, index.frame_count - 1):
            picture = await worker.frame(path, number, width_px=48, picture=PictureFormat.JPEG)
            with Image.open(BytesIO(picture)) as image:
                image.load()
    except MediaError as error:
        return str(error)
    return ""


def peak_mb(pid: int | None) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def test_the_corpus_has_more_than_a_thousand_files() -> None:
    assert len(SOURCES) * MUTANTS_OF_EACH > 1000


@pytest.mark.parametrize("name", SOURCES)
async def test_every_mutant_comes_to_pictures_or_to_a_sentence(
    film: Films, tmp_path: Path, name: str
) -> None:
    worker = MediaWorker()
    assert await look_at(worker, film(name)) == ""
    pids = (worker._describing.pid, worker._looking.pid)
    sentences: list[str] = []
    longest_s = 0.0
    for number, hurt in enumerate(mutants(film(name).read_bytes(), name)):
        path = tmp_path / f"{number}-{name}"
        path.write_bytes(hurt)
        started_s = time.monotonic()
        sentences.append(await look_at(worker, path))
        longest_s = max(longest_s, time.monotonic() - started_s)
        path.unlink()
    assert (worker._describing.pid, worker._looking.pid) == pids
    assert max(map(peak_mb, pids)) < MOST_MEMORY_MB
    assert longest_s < LONGEST_S
    assert [text for text in sentences if not SENTENCE.fullmatch(text)] == []
    assert 0 < sentences.count("") < MUTANTS_OF_EACH
    assert await look_at(worker, film(name)) == ""
    await worker.aclose()


@pytest.fixture
def bomb(tmp_path: Path) -> Path:
    """Make a file of pictures of 96 megapixels that says of itself that they are small."""
    buffer = BytesIO()
    Image.new("L", (12000, 8000)).save(buffer, format="JPEG", quality=1)
    path = tmp_path / "bomb.mov"
    with av.open(str(path), "w") as output:
        stream = output.add_mux_stream("mjpeg", rate=Fraction(25), width=96, height=64)
        for number in range(3):
            packet = Packet(buffer.getvalue())
            packet.stream, packet.pts, packet.dts = stream, number, number
            packet.time_base, packet.is_keyframe = Fraction(1, 25), True
            output.mux(packet)
    assert path.stat().st_size < 10_000_000
    return path


async def test_a_picture_bomb_is_refused_in_little_memory(bomb: Path, film: Films) -> None:
    worker = MediaWorker()
    await worker.frame(film("one_group.mp4"), 5)
    for ask in (worker.describe(bomb), worker.frame(bomb, 1)):
        with pytest.raises(Unreadable, match=r"^“bomb\.mov” .+\.$"):
            await ask
    for process in (worker._describing, worker._looking):
        assert peak_mb(process.pid) < MOST_MEMORY_MB
    with Image.open(BytesIO(await worker.frame(film("one_group.mp4"), 6))) as image:
        assert number_in(image) == 6
    await worker.aclose()
