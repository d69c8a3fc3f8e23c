"""Pictures and files of mediaclips: real ones, in the size that is asked for, found by id only."""

from base64 import b64decode
from collections.abc import AsyncIterator
from fractions import Fraction
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageStat

from cliptui.media.worker import MediaWorker
from tests.contract.films import size_of, write_film
from tests.server.bluebillywig.desk import SHARED, ClipDesk, token
from tests.server.conftest import Bench

FRAMES = 50


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("film")
    write_film(folder / "Grey.mp4", FRAMES, Fraction(25))
    return folder


@pytest.fixture
async def real(bench: Bench, film: Path) -> AsyncIterator[ClipDesk]:
    """Serve a film of two seconds that is really decoded."""
    media = MediaWorker()
    bench.folder = film
    async with bench.server(bluebillywig=SHARED, media=media) as server:
        yield ClipDesk(server)
    await media.aclose()


def number_in(encoded: bytes) -> float:
    """Return the frame that a picture shows, give or take what scaling and JPEG do to its grey."""
    with Image.open(BytesIO(encoded)) as image:
        mean: float = ImageStat.Stat(image.convert("L")).mean[0]
    return mean / 4  # each frame is four levels brighter than the one before


def frame(number: int) -> object:
    return pytest.approx(number, abs=0.7)


async def picture(desk: ClipDesk, path: str, **query: str | int) -> bytes:
    answer = await desk.with_token("GET", path, **query)
    assert answer.status == 200, answer.body
    assert answer.headers["content-type"].startswith("image/")
    return answer.body


async def test_pictures_are_real_and_of_the_size_that_is_asked_for(real: ClipDesk) -> None:
    clip = (await real.items())[0]
    main = clip["thumbnails"][0]["src"].lstrip("/")
    sizes = {}
    for asked in ("0/0", "80/0", "0/45", "64/64", "400/0"):
        shown = await picture(real, f"/image/{asked}/{main}")
        sizes[asked] = size_of(shown)
        assert number_in(shown) == frame(5)  # a tenth of 50 frames
    by_id = await picture(real, f"/mediaclip/{clip['id']}/spthumbnail/80/45.jpg")

    assert sizes == {
        "0/0": ("JPEG", (160, 90)),
        "80/0": ("JPEG", (80, 45)),
        "0/45": ("JPEG", (80, 45)),
        "64/64": ("JPEG", (64, 64)),
        "400/0": ("JPEG", (160, 90)),  # a picture is never made larger than its frame
    }
    assert (size_of(by_id), number_in(by_id)) == (("JPEG", (80, 45)), frame(5))
    last = await picture(real, f"/image/0/0{clip['thumbnails'][2]['src']}")
    assert number_in(last) == frame(45)


async def test_frames_are_exact(real: ClipDesk) -> None:
    path = "/sapi/x-cliptui/mediaclip/1"
    full = await picture(real, f"{path}/frame", ms=1000)
    small = await picture(real, f"{path}/frame", ms=1039, width=80)
    after = await picture(real, f"{path}/frame", ms=999_999)
    thumbs = await real.with_token("GET", f"{path}/thumbs", start=400, stop=600)

    assert (size_of(full), number_in(full)) == (("PNG", (160, 90)), frame(25))
    assert (size_of(small), number_in(small)) == (("PNG", (80, 45)), frame(25))
    assert number_in(after) == frame(49)
    # Frames of 40 ms: 10 starts at 400, 14 at 560, 15 at 600, which is not within.
    shown = [number_in(b64decode(img)) for img in thumbs.json["imgs"]]
    assert shown == [frame(number) for number in (10, 11, 12, 13, 14)]


async def test_the_file_itself_comes_whole_or_in_parts(real: ClipDesk, film: Path) -> None:
    base = (await real.with_token("GET", "/sapi/publication")).json["defaultMediaAssetPath"]
    clip = (await real.items())[0]
    src = clip["assets"][0]["src"]
    content = (film / "Grey.mp4").read_bytes()

    whole = await real.with_token("GET", src)
    part = await real.ask("GET", src, headers={"rpctoken": token(), "range": "bytes=10-19"})
    tail = await real.ask("GET", src, params={"rpctoken": token()}, headers={"range": "bytes=-5"})
    beyond = await real.ask("GET", src, headers={"rpctoken": token(), "range": "bytes=99999999-"})
    head = await real.ask("HEAD", src, headers={"rpctoken": token()})

    assert base == "http://localhost"
    assert (whole.status, whole.body, whole.headers["content-type"]) == (200, content, "video/mp4")
    assert (part.status, part.body) == (206, content[10:20])
    assert part.headers["content-range"] == f"bytes 10-19/{len(content)}"
    assert (tail.status, tail.body) == (206, content[-5:])
    assert beyond.status == 416
    assert (head.status, head.headers["content-length"]) == (200, str(len(content)))
    # The server names the extensions of all its APIs; those of mediaclips are this one.
    assert "mediaclip-frames" in whole.headers["x-cliptui-extensions"].split()


@pytest.mark.parametrize(
    "path",
    [
        "/cliptui/media/../../etc/passwd",
        "/cliptui/media/%2e%2e%2fetc%2fpasswd",
        "/cliptui/media/Coffee.mp4",
        "/cliptui/media/" + "0" * 32 + ".mp4",
        "/cliptui/media/{id}",
        "/cliptui/media/{id}.mov",
        "/cliptui/media/{id}.MP4",
        "/image/10/10/etc/passwd",
        "/image/10/10/../../../etc/passwd",
        "/image/10/10/cliptui/media/{id}.mp4",
        "/image/10/10/cliptui/media/{id}-9999999999.jpg",
        "/image/10/10/http://example.org/x.jpg",
        "/mediaclip/99/spthumbnail/10/10.jpg",
        "/mediaclip/4/spthumbnail/10/10.jpg",
        "/sapi/x-cliptui/mediaclip/99/frame?ms=0",
        "/sapi/x-cliptui/mediaclip/4/frame?ms=0",
    ],
)
async def test_only_what_the_library_knows_is_found(clips: ClipDesk, path: str) -> None:
    coffee = (await clips.items(q="title:coffee"))[0]
    assert (await clips.made(title="without a file"))["id"] == "4"
    asked, _, query = path.format(id=coffee["assets"][0]["id"]).partition("?")
    parameters = {"ms": "0"} if query else {}

    answer = await clips.with_token("GET", asked, **parameters)
    assert answer.status == 404


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/image/4097/0/cliptui/media/{id}-0.jpg", {}),
        ("/image/x/0/cliptui/media/{id}-0.jpg", {}),
        ("/mediaclip/1/spthumbnail/10/99999.jpg", {}),
        ("/sapi/x-cliptui/mediaclip/1/frame", {}),
        ("/sapi/x-cliptui/mediaclip/1/frame", {"ms": "soon"}),
        ("/sapi/x-cliptui/mediaclip/1/frame", {"ms": "-1"}),
        ("/sapi/x-cliptui/mediaclip/1/thumbs", {"start": "0", "stop": "1001"}),
        ("/sapi/x-cliptui/mediaclip/1/thumbs", {"start": "0"}),
    ],
)
async def test_what_has_no_such_size_or_time_is_refused(
    clips: ClipDesk, path: str, query: dict[str, str]
) -> None:
    coffee = (await clips.items(q="title:coffee"))[0]
    answer = await clips.with_token("GET", path.format(id=coffee["assets"][0]["id"]), **query)
    assert answer.status == 400


async def test_a_file_that_cannot_be_decoded_is_told_so(clips: ClipDesk, bench: Bench) -> None:
    (bench.folder / "Broken.mp4").write_text("no film")
    [broken] = await clips.items(q="title:broken")
    answer = await clips.with_token("GET", f"/mediaclip/{broken['id']}/spthumbnail/10/0.jpg")
    assert (answer.status, "Broken.mp4" in answer.json["error"]) == (422, True)


async def test_a_deleted_mediaclip_shows_no_pictures(clips: ClipDesk) -> None:
    await clips.items()
    await clips.sapi("DELETE", "/1")
    assert (await clips.with_token("GET", "/mediaclip/1/spthumbnail/10/0.jpg")).status == 404
