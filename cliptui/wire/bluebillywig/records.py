"""Mediaclips in answers: what the app reads of them."""

import binascii
from base64 import b64decode
from collections.abc import Mapping
from datetime import datetime

import msgspec

from cliptui.clip.asset import Asset, AssetState
from cliptui.clip.mediaclip import Chapter, MediaClip, MediaClipPage, Rendition
from cliptui.clip.text import clean
from cliptui.errors import UnexpectedAnswer
from cliptui.wire.bluebillywig.answers import MAX_TEXT, cleaned, read_json
from cliptui.wire.bluebillywig.extensions import FRAMES_MEMBER
from cliptui.wire.bluebillywig.refusals import check
from cliptui.wire.message import Response
from cliptui.wire.uplynk.records import FrameFacts, timing_of


class AssetRecord(msgspec.Struct):
    """A file of a mediaclip, as far as the app reads it; the rest it shows as it is.

    Attributes:
        src: Where it is, below the publication's `defaultMediaAssetPath`.
        width: In pixels.
        height: In pixels.
        bandwidth: In kilobits per second.
        mimetype: MIME type and codecs.
    """

    src: str = ""
    width: int | float | None = 0
    height: int | float | None = 0
    bandwidth: int | float | None = 0
    mimetype: str | None = ""


class ThumbnailRecord(msgspec.Struct):
    """A picture of a mediaclip.

    Attributes:
        src: Where it is, for `/image/{width}/{height}/{src}`.
        main: Whether it stands for the mediaclip.
    """

    src: str = ""
    main: bool = False


class ChapterRecord(msgspec.Struct, rename="camel"):
    """A chapter of a mediaclip.

    Attributes:
        title: Its name.
        time_offset: Where it starts, in seconds: `timeOffset`.
    """

    title: str | None = ""
    time_offset: float | None = 0.0


class MediaClipRecord(msgspec.Struct):
    """A mediaclip, as far as the app reads it.

    Attributes:
        id: The identifier, a number written as a text.
        title: What people call it.
        status: `draft` or `published`.
        sourceid: The identifier of its owner.
        length: In seconds.
        createddate: ISO 8601.
        transcodingFinished: Whether its files are ready; left out where they are, as a rule.
        hasJobs: Whether the service works on it.
        assets: Its files.
        thumbnails: Its pictures.
        chapters: Its chapters.
        description: What is said of it.
        author: Who made it.
        cat: Its tags, as texts.
        cliptui: When its frames are shown; only from our own server.
    """

    id: str | int
    title: str | None = ""
    status: str | None = ""
    sourceid: str | int | None = ""
    length: int | float | None = 0
    createddate: str | None = ""
    transcodingFinished: bool | None = True  # noqa: N815  the vendor's spelling
    hasJobs: bool | None = False  # noqa: N815  likewise
    assets: list[AssetRecord] | None = None
    thumbnails: list[ThumbnailRecord] | None = None
    chapters: list[ChapterRecord] | None = None
    description: str | None = ""
    author: str | None = ""
    cat: list[object] | None = None
    cliptui: FrameFacts | None = None


class _Page(msgspec.Struct):
    """A list: `count` of this page, `numfound` of all."""

    items: list[dict[str, object]]
    count: int = 0
    numfound: int | None = None


class _Publication(msgspec.Struct):
    """What the app needs of a publication."""

    defaultMediaAssetPath: str | None = ""  # noqa: N815  the vendor's spelling


class _Pictures(msgspec.Struct):
    """Small pictures, each in base64."""

    imgs: list[str]


def read_mediaclip(response: Response) -> MediaClip:
    """Read one mediaclip.

    Raises:
        ServiceError: The service refuses, or its answer is no mediaclip.
    """
    check(response)
    return _mediaclip(read_json(response, dict[str, object]))


def read_page(response: Response) -> MediaClipPage:
    """Read a list, of the mediaclips or of a search.

    Raises:
        ServiceError: As for `read_mediaclip`.
    """
    check(response)
    page = read_json(response, _Page)
    found = len(page.items) if page.numfound is None else page.numfound
    return MediaClipPage(tuple(map(_mediaclip, page.items)), found)


def read_removed(response: Response) -> None:
    """Read that a mediaclip was deleted.

    Raises:
        ServiceError: The service refuses, or answers something else.
    """
    check(response)
    read_json(response, dict[str, object])


def read_media_base(response: Response) -> str:
    """Return the address that the `src` of files is below: `defaultMediaAssetPath`.

    Raises:
        ServiceError: The service refuses, or does not tell.
    """
    check(response)
    base = read_json(response, _Publication).defaultMediaAssetPath
    if not base:
        raise UnexpectedAnswer(
            "Blue Billywig does not tell where its files are: the publication lacks "
            "defaultMediaAssetPath."
        )
    return base


def read_picture(response: Response) -> bytes:
    """Return a picture that is the whole of an answer.

    Raises:
        ServiceError: The service refuses, or answers with something else.
    """
    check(response)
    kind = response.headers.get("content-type", "")
    if not kind.startswith("image/"):
        raise UnexpectedAnswer(
            f"Blue Billywig answered with “{clean(kind, 60)}” instead of a picture."
        )
    return response.body


def read_pictures(response: Response) -> tuple[bytes, ...]:
    """Return small pictures, in the order of their frames.

    Raises:
        ServiceError: The service refuses, or answers with something else.
    """
    check(response)
    try:
        return tuple(b64decode(img, validate=True) for img in read_json(response, _Pictures).imgs)
    except (binascii.Error, ValueError) as error:
        raise UnexpectedAnswer("Blue Billywig's pictures are not in base64.") from error


def asset_of(clip: MediaClip) -> Asset:
    """Return what a mediaclip is as an asset of a library.

    Raises:
        UnexpectedAnswer: Our extension tells frames that cannot be.
    """
    told = clip.members.get(FRAMES_MEMBER)
    facts = msgspec.convert(told, FrameFacts) if told else FrameFacts()
    return Asset(
        asset_id=clip.mediaclip_id,
        name=clip.title or clip.source_id or clip.mediaclip_id,
        duration_s=facts.end_ms / 1000 or float(clip.length_s),
        state=_state(clip, facts.reason),
        created_ms=_unix_ms(clip.created),
        reason=facts.reason,
        timing=timing_of(facts),
        external_id=clip.source_id,
        notes=tuple((name, note) for name, note in _notes(clip).items() if note),
    )


def _notes(clip: MediaClip) -> dict[str, str]:
    return {
        "author": clip.author,
        "tags": ", ".join(clip.tags),
        "description": clip.description,
    }


def _state(clip: MediaClip, reason: str) -> AssetState:
    if reason:
        return AssetState.ERROR
    if clip.has_jobs or not (clip.is_transcoded and clip.renditions):
        return AssetState.ENCODING
    return AssetState.READY


def _unix_ms(date: str) -> int:
    try:
        return int(datetime.fromisoformat(date).timestamp() * 1000)
    except (ValueError, OverflowError):
        return 0


def _mediaclip(members: Mapping[str, object]) -> MediaClip:
    try:
        record = msgspec.convert(members, MediaClipRecord, strict=False)
    except msgspec.ValidationError as error:
        raise UnexpectedAnswer(
            f"Blue Billywig's mediaclip is not as its documentation says: {clean(str(error), 200)}."
        ) from error
    return MediaClip(
        mediaclip_id=clean(str(record.id), 40),
        title=clean(record.title or "", MAX_TEXT),
        status=clean(record.status or "", 40),
        source_id=clean(str(record.sourceid or "")),
        length_s=int(record.length or 0),
        created=clean(record.createddate or "", 40),
        is_transcoded=record.transcodingFinished is not False,
        has_jobs=bool(record.hasJobs),
        renditions=tuple(map(_rendition, record.assets or ())),
        thumbnails=_thumbnails(record),
        chapters=tuple(
            Chapter(clean(chapter.title or ""), chapter.time_offset or 0.0)
            for chapter in record.chapters or ()
        ),
        description=clean(record.description or "", MAX_TEXT),
        author=clean(record.author or ""),
        tags=tuple(clean(tag) for tag in record.cat or () if isinstance(tag, str)),
        members={name: cleaned(value) for name, value in members.items()},
    )


def _rendition(asset: AssetRecord) -> Rendition:
    return Rendition(
        src=asset.src,
        width_px=int(asset.width or 0),
        height_px=int(asset.height or 0),
        bandwidth_kbps=int(asset.bandwidth or 0),
        mime_type=clean(asset.mimetype or "", 120),
    )


def _thumbnails(record: MediaClipRecord) -> tuple[str, ...]:
    pictures = sorted(record.thumbnails or (), key=lambda picture: not picture.main)
    return tuple(picture.src for picture in pictures)
