"""What is known of a file, as it is sent between processes and kept on disk."""

from array import array
from fractions import Fraction
from typing import TypeAlias

import msgspec

from cliptui.media.facts import MediaFile, VideoFacts
from cliptui.media.index import FrameIndex

_Ratio: TypeAlias = tuple[int, int]


class IndexRecord(msgspec.Struct, frozen=True, array_like=True):
    """A `FrameIndex`; its times as the bytes of 64-bit integers, its fractions as pairs."""

    pts: bytes
    keyframes: bytes
    time_base: _Ratio
    start: _Ratio
    end: _Ratio
    rate: _Ratio | None
    late: _Ratio
    is_counted: bool

    @classmethod
    def of(cls, index: FrameIndex) -> "IndexRecord":
        """Write an index."""
        return cls(
            pts=index.pts.tobytes(),
            keyframes=index.keyframes.tobytes(),
            time_base=index.time_base.as_integer_ratio(),
            start=index.start.as_integer_ratio(),
            end=index.end.as_integer_ratio(),
            rate=None if index.rate is None else index.rate.as_integer_ratio(),
            late=index.late.as_integer_ratio(),
            is_counted=index.is_counted,
        )

    def index(self) -> FrameIndex:
        """Read an index.

        Raises:
            ValueError: It is none.
            ZeroDivisionError: It is none.
        """
        return FrameIndex(
            pts=array("q", self.pts),
            time_base=Fraction(*self.time_base),
            start=Fraction(*self.start),
            keyframes=array("q", self.keyframes),
            end=Fraction(*self.end),
            rate=None if self.rate is None else Fraction(*self.rate),
            late=Fraction(*self.late),
            is_counted=self.is_counted,
        )


class FileRecord(msgspec.Struct, frozen=True, array_like=True):
    """A `MediaFile`."""

    index: IndexRecord
    facts: VideoFacts

    @classmethod
    def of(cls, file: MediaFile) -> "FileRecord":
        """Write a file."""
        return cls(IndexRecord.of(file.index), file.facts)

    def file(self) -> MediaFile:
        """Read a file; raises as `IndexRecord.index` does."""
        return MediaFile(self.facts, self.index.index())
