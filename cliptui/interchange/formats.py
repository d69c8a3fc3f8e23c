"""All formats in which lists of cuts are written."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from cliptui.clip.text import clean
from cliptui.interchange.csv import write_csv
from cliptui.interchange.cuts import CutList
from cliptui.interchange.edl import write_edl
from cliptui.interchange.ffmpeg import write_ffmpeg
from cliptui.interchange.llc import write_llc
from cliptui.interchange.otio import write_otio
from cliptui.interchange.webvtt import write_webvtt
from cliptui.interchange.youtube import write_youtube


@dataclass(frozen=True, slots=True)
class Format:
    """A format of another program.

    Attributes:
        name: What it is asked for by.
        label: What a person knows it as.
        suffix: The end of the names of its files.
        write: Writes a list of cuts as text.
    """

    name: str
    label: str
    suffix: str
    write: Callable[[CutList], str]

    def encoded(self, cuts: CutList) -> bytes:
        """Write a list of cuts as the bytes of a file.

        Raises:
            BadCutList: The format cannot say it.
        """
        return self.write(cuts).encode("utf-8", "surrogateescape")

    def file_name(self, asset_name: str) -> str:
        """Return a name for the file of an asset's cuts that is safe in any folder."""
        stem = clean(asset_name).replace("/", "-").lstrip(". -").strip() or "cuts"
        return f"{stem}{self.suffix}"


FORMATS: Final = (
    Format("llc", "LosslessCut project", ".llc", write_llc),
    Format("csv", "CSV, in seconds", ".csv", write_csv),
    Format("edl", "EDL, CMX 3600", ".edl", write_edl),
    Format("otio", "OpenTimelineIO", ".otio", write_otio),
    Format("youtube", "YouTube chapters", ".txt", write_youtube),
    Format("webvtt", "WebVTT chapters", ".vtt", write_webvtt),
    Format("ffmpeg", "ffmpeg commands", ".sh", write_ffmpeg),
)
"""Every format, the one that holds most first."""
