"""What answers mean to a client."""

from typing import Final

from cliptui.clip.run import Media, Rendering, Run, RunState, Suggestion
from cliptui.clip.text import clean
from cliptui.wire.message import Response
from cliptui.wire.videodev.answers import read_json, unexpected
from cliptui.wire.videodev.records import (
    ClipRecord,
    ImportRecord,
    RenderFacts,
    RenderRecord,
    RunFacts,
    RunRecord,
)
from cliptui.wire.videodev.refusals import check

_MAX_ID: Final = 200
_MAX_URL: Final = 2000


def read_imported(response: Response) -> str:
    """Read the media id of media that was brought in.

    Raises:
        ServiceError: The service refuses, or the answer is not as documented.
    """
    check(response)
    record = read_json(response, ImportRecord)
    if _state(record.status) is RunState.ERROR:
        raise unexpected("the media has the status error, so it cannot be used")
    return clean(record.media_id, _MAX_ID)


def read_run(response: Response) -> Run:
    """Read what a run has found so far; also the answer that it is started.

    Raises:
        ServiceError: The service refuses, or the answer is not as documented.
    """
    check(response)
    record = read_json(response, RunRecord)
    facts = record.cliptui or RunFacts()
    return Run(
        run_id=clean(record.run_id, _MAX_ID),
        state=_state(record.status),
        suggestions=tuple(map(_suggestion, record.clips or ())),
        prompt=clean(facts.prompt or ""),
        failure=clean(facts.failure or ""),
        media=_media(record),
    )


def read_clip(response: Response) -> Suggestion:
    """Read a clip.

    Raises:
        ServiceError: The service refuses, or the answer is not as documented.
    """
    check(response)
    return _suggestion(read_json(response, ClipRecord))


def read_render(response: Response) -> Rendering:
    """Read how far a rendering is; also the answer that it is started.

    Raises:
        ServiceError: The service refuses, or the answer is not as documented.
    """
    check(response)
    record = read_json(response, RenderRecord)
    facts, media = record.cliptui or RenderFacts(), record.rendered_media
    state = _state(record.status)
    if state is RunState.COMPLETE and (media is None or not media.media_url):
        raise unexpected("a complete rendering has no rendered_media with a media_url")
    return Rendering(
        render_id=clean(record.render_id, _MAX_ID),
        state=state,
        media_id=clean(media.media_id, _MAX_ID) if media else "",
        media_url=clean(media.media_url or "", _MAX_URL) if media else "",
        failure=clean(facts.failure or ""),
    )


def _state(status: str) -> RunState:
    try:
        return RunState(status)
    except ValueError as error:
        shown = clean(status, 40)
        raise unexpected(f"the status is “{shown}”, none of {', '.join(RunState)}") from error


def _media(record: RunRecord) -> tuple[Media, ...]:
    """Return the videos of a run, each once."""
    told = [record.source_media, *(clip.source_media for clip in record.clips or ())]
    found = {}
    for media in told:
        if media is not None:
            media_id, url = clean(media.media_id, _MAX_ID), clean(media.media_url or "", _MAX_URL)
            length_ms = media.media_info.duration_ms if media.media_info else None
            found[media_id] = Media(media_id, url, length_ms or 0.0)
    return tuple(found.values())


def _suggestion(record: ClipRecord) -> Suggestion:
    start_ms, stop_ms = round(record.start_time_ms), round(record.end_time_ms)
    if not 0 <= start_ms < stop_ms:
        raise unexpected(f"a clip goes from {start_ms} to {stop_ms} ms")
    return Suggestion(
        suggestion_id=clean(record.clip_id, _MAX_ID),
        media_id=clean(record.source_media.media_id, _MAX_ID) if record.source_media else "",
        start_ms=start_ms,
        stop_ms=stop_ms,
    )
