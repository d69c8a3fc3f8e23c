"""What a mediaclip is: a record about a video, with its renditions, as some services keep it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Rendition:
    """A file of a mediaclip.

    Attributes:
        src: Where it is, below the service's address for media.
        width_px: Its width; 0 if it is not known.
        height_px: Its height, likewise.
        bandwidth_kbps: Its bit rate in kilobits per second, likewise.
        mime_type: Its MIME type, with codecs if they are known.
    """

    src: str
    width_px: int = 0
    height_px: int = 0
    bandwidth_kbps: int = 0
    mime_type: str = ""

    @property
    def is_mp4(self) -> bool:
        """Whether it is one MP4 file, which can be downloaded as it is."""
        return self.mime_type.lower().startswith("video/mp4") or self.src.lower().endswith(".mp4")


@dataclass(frozen=True, slots=True)
class Chapter:
    """A named place in a mediaclip.

    Attributes:
        title: Its name; clean.
        start_s: Seconds from the start.
    """

    title: str
    start_s: float


@dataclass(frozen=True, slots=True)
class MediaClip:
    """A mediaclip.

    Attributes:
        mediaclip_id: The service's identifier.
        title: What people call it; clean, as all texts here.
        status: `draft` or `published`.
        source_id: The identifier that its owner gave it.
        length_s: Length in whole seconds, as the service rounds it.
        created: When it was created, in ISO 8601.
        is_transcoded: Whether its files are ready; true where the service does not tell.
        has_jobs: Whether the service works on it.
        renditions: Its files.
        thumbnails: Where its pictures are; the main one first.
        chapters: Its chapters.
        description: What is said of it.
        author: Who made it.
        tags: Words that it is found by.
        members: All that the service tells of it, by the service's own names.
    """

    mediaclip_id: str
    title: str
    status: str
    source_id: str = ""
    length_s: int = 0
    created: str = ""
    is_transcoded: bool = True
    has_jobs: bool = False
    renditions: tuple[Rendition, ...] = ()
    thumbnails: tuple[str, ...] = ()
    chapters: tuple[Chapter, ...] = ()
    description: str = ""
    author: str = ""
    tags: tuple[str, ...] = ()
    members: Mapping[str, object] = field(default_factory=dict, compare=False, repr=False)

    @property
    def smallest_mp4(self) -> Rendition | None:
        """The MP4 file with the least to download; None if there is none."""
        files = [rendition for rendition in self.renditions if rendition.is_mp4]
        return min(files, key=lambda file: (file.bandwidth_kbps, file.width_px), default=None)


@dataclass(frozen=True, slots=True)
class MediaClipEdit:
    """What is to be changed of a mediaclip; None leaves something as it is.

    Attributes:
        title: What people call it.
        description: What is said of it.
        author: Who made it.
        tags: Words that it is found by.
        chapters: Its chapters.
    """

    title: str | None = None
    description: str | None = None
    author: str | None = None
    tags: tuple[str, ...] | None = None
    chapters: tuple[Chapter, ...] | None = None


@dataclass(frozen=True, slots=True)
class MediaClipPage:
    """Some mediaclips of a list.

    Attributes:
        mediaclips: Those of the page.
        found: How many the whole list has.
    """

    mediaclips: Sequence[MediaClip]
    found: int


@dataclass(frozen=True, slots=True)
class MediaClipEntry:
    """A mediaclip as our own server keeps it.

    Attributes:
        number: Its identifier, never given twice; 0 until it is kept.
        library: The library that it belongs to.
        asset_id: The asset whose file it shows, or the draft that its file is cut from; empty for
            none.
        is_file: Whether it stands for that file: there is one such for each.
        status: `draft` or `published`.
        created_ms: When it was created, in milliseconds since 1970.
        updated_ms: When it was changed last, likewise.
        published_ms: When it was published first, likewise; 0 if it never was.
        members_json: The members that were given for it, as a JSON object.
        is_hidden: Whether it was deleted, and can be restored.
        is_purged: Whether it was removed for ever; kept so that its file does not come back.
    """

    number: int
    library: str
    asset_id: str
    is_file: bool
    status: str
    created_ms: int
    updated_ms: int
    published_ms: int = 0
    members_json: str = "{}"
    is_hidden: bool = False
    is_purged: bool = False
