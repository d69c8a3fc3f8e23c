"""Who we are at video.dev: read from the environment, with or without the version."""

import stat
from pathlib import Path

import pytest

from cliptui.clip.secret import Secret
from cliptui.config import (
    Places,
    VideodevAccess,
    names_videodev,
    server_key,
    videodev_key,
    without_version,
)
from cliptui.errors import BadSetting


def test_an_empty_environment_means_the_vendor_and_nobody() -> None:
    assert VideodevAccess.from_environment({}) == VideodevAccess("https://api.video.dev", None)
    empty = {"CLIPTUI_VIDEODEV_URL": "", "CLIPTUI_VIDEODEV_KEY": ""}
    assert VideodevAccess.from_environment(empty) == VideodevAccess()


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://api.video.dev/v1", "https://api.video.dev"),
        ("https://api.video.dev/v1/", "https://api.video.dev"),
        ("http://127.0.0.1:8300", "http://127.0.0.1:8300"),
        ("http://127.0.0.1:8300/below/v1", "http://127.0.0.1:8300/below"),
    ],
)
def test_the_address_is_given_with_or_without_its_version(url: str, expected: str) -> None:
    environ = {"CLIPTUI_VIDEODEV_URL": url, "CLIPTUI_VIDEODEV_KEY": "sesame"}
    access = VideodevAccess.from_environment(environ)
    assert access == VideodevAccess(expected, Secret("sesame"))
    assert without_version(url) == expected
    assert "sesame" not in repr(access)


@pytest.mark.parametrize(
    ("environ", "words"),
    [
        ({"CLIPTUI_VIDEODEV_KEY": "two words"}, "CLIPTUI_VIDEODEV_KEY is no key"),
        ({"CLIPTUI_VIDEODEV_KEY": "schlüssel"}, "CLIPTUI_VIDEODEV_KEY is no key"),
        ({"CLIPTUI_VIDEODEV_URL": "api.video.dev"}, "CLIPTUI_VIDEODEV_URL is no address"),
        (
            {"CLIPTUI_VIDEODEV_URL": "https://me:pass@api.video.dev"},
            "set CLIPTUI_VIDEODEV_KEY instead",
        ),
    ],
)
def test_what_cannot_be_used_is_refused_without_telling_it(
    environ: dict[str, str], words: str
) -> None:
    with pytest.raises(BadSetting, match=words) as refused:
        VideodevAccess.from_environment(environ)
    assert not any(word in str(refused.value) for word in ("two words", "schlüssel", "pass@"))


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://api.video.dev", True),
        ("https://api.video.dev/v1", True),
        ("http://127.0.0.1:8300/v1/", True),
        ("http://127.0.0.1:8300", False),
        ("https://services.uplynk.com", False),
    ],
)
def test_an_address_with_the_version_is_that_of_a_video_dev_service(
    url: str, *, expected: bool
) -> None:
    assert names_videodev(url) is expected


def test_the_key_of_our_own_server_is_made_once_and_kept_private(tmp_path: Path) -> None:
    places = Places.from_environment({"CLIPTUI_STATE_DIR": str(tmp_path / "state")})
    key = videodev_key(places)
    assert key == videodev_key(places) != server_key(places)
    file = tmp_path / "state" / "videodev.key"
    assert file.read_text().strip() == key.text
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
