"""Clips as video.dev tells of them."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from cliptui.clip.highlights import Span
from cliptui.clip.run_ledger import SpanEntry
from cliptui.media.index import FrameIndex
from cliptui.server.videodev.media import MediaShelf
from cliptui.wire.videodev.records import ClipRecord, MediaRecord


async def clip_records(
    spans: Iterable[SpanEntry], shelf: MediaShelf, base: str
) -> list[ClipRecord]:
    """Return what is told of clips.

    Args:
        spans: The clips; those of one source one after the other.
        shelf: Where their sources are.
        base: Scheme and host under which whoever asks knows the server.
    """
    records = []
    for media_id, found in groupby(spans, key=lambda span: span.asset_id):
        media = await shelf.record_of(media_id, base)
        records += [_record(span, media) for span in found]
    return records


def on_frames(span: Span, index: FrameIndex, borders_ms: Sequence[int]) -> Span:
    """Return a span whose ends are borders of frames.

    Args:
        span: Any span within the film.
        index: The film's frames.
        borders_ms: When each of them starts, and when the last one ends.
    """
    start, stop = index.boundary_near(span.start_ms), index.boundary_near(span.stop_ms)
    return Span(borders_ms[start], borders_ms[max(stop, start + 1)])


def _record(span: SpanEntry, media: MediaRecord) -> ClipRecord:
    return ClipRecord(
        start_time_ms=span.start_ms,
        end_time_ms=span.stop_ms,
        clip_id=span.clip_id,
        duration_ms=span.stop_ms - span.start_ms,
        source_media=media,
    )
