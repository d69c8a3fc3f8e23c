"""What answers are made of; members that are None are not written.

What is named `cliptui` is ours: the vendor's answers do not have it.
"""

from typing import Final

import msgspec

COMPLETE: Final = "complete"
"""The status of what is done."""

PROCESSING: Final = "processing"
"""The status of what goes on."""

ERROR: Final = "error"
"""The status of what failed."""

NEW_CLIPS: Final = "new_clips"
"""The event that clips have been found; the others are called as the statuses."""


class MediaInfo(msgspec.Struct, kw_only=True, omit_defaults=True):
    """What is in a media file.

    Attributes:
        type: `video`.
        duration_ms: Length in milliseconds.
        fps: Frames per second, on average where the rate varies.
        frame_count: Number of frames.
        width: Width at which it is shown, in pixels.
        height: Height likewise.
        channels: “The number of channels in the video”, says the page; next to the size and
            the number of frames that is the colours of a picture, and ours have three.
    """

    type: str | None = None
    duration_ms: int | float | None = None
    fps: int | float | None = None
    frame_count: int | float | None = None
    width: int | float | None = None
    height: int | float | None = None
    channels: int | float | None = None


class MediaRecord(msgspec.Struct, kw_only=True, omit_defaults=True):
    """A media file.

    Attributes:
        status: One of the three.
        media_id: Its identifier.
        media_url: A link to it.
        media_info: What is in it.
    """

    status: str
    media_id: str
    media_url: str | None = None
    media_info: MediaInfo | None = None


class WebhookRecord(msgspec.Struct, kw_only=True, omit_defaults=True):
    """Where events are to be told.

    Attributes:
        url: The address.
        events: Which: `new_clips`, `complete`, `error`.
    """

    url: str
    events: list[str] | None = None


class ClipRecord(msgspec.Struct, kw_only=True, omit_defaults=True):
    """A clip: a span of a media file.

    Attributes:
        start_time_ms: Its start in the source, in milliseconds.
        end_time_ms: Its end likewise.
        clip_id: Its identifier.
        duration_ms: Its length.
        source_media: The source.
    """

    start_time_ms: int | float
    end_time_ms: int | float
    clip_id: str
    duration_ms: int | float | None = None
    source_media: MediaRecord | None = None


class RunFacts(msgspec.Struct, kw_only=True, omit_defaults=True):
    """What our server tells of a run beyond the vendor's API.

    Attributes:
        prompt: What was asked for in words.
        failure: Why it failed, as a sentence.
    """

    prompt: str | None = None
    failure: str | None = None


class RunRecord(msgspec.Struct, kw_only=True, omit_defaults=True):
    """A run that looks for clips.

    Attributes:
        status: One of the three.
        run_id: Its identifier.
        clips: What was found so far; not in the answer that a run is started.
        source_media: The source; only in the answer that a run is started.
        webhook: Where its events are told.
        cliptui: Ours.
    """

    status: str
    run_id: str
    clips: list[ClipRecord] | None = None
    source_media: MediaRecord | None = None
    webhook: WebhookRecord | None = None
    cliptui: RunFacts | None = None


class RenderFacts(msgspec.Struct, kw_only=True, omit_defaults=True):
    """What our server tells of a rendering beyond the vendor's API.

    Attributes:
        failure: Why it failed, as a sentence.
        progress: The part that is done, 0 to 1.
    """

    failure: str | None = None
    progress: float | None = None


class RenderRecord(msgspec.Struct, kw_only=True, omit_defaults=True):
    """A clip that becomes a file.

    Attributes:
        status: One of the three.
        render_id: Its identifier.
        rendered_media: The file, once it is complete.
        webhook: Where its events are told.
        cliptui: Ours.
    """

    status: str
    render_id: str
    rendered_media: MediaRecord | None = None
    webhook: WebhookRecord | None = None
    cliptui: RenderFacts | None = None


class ImportRecord(msgspec.Struct, kw_only=True, omit_defaults=True):
    """Media that was brought in.

    Attributes:
        status: One of the three.
        media_id: Its identifier.
        source_media_url: Where it came from, as it was named.
        type: `video`, `audio` or `image`.
        webhook: Where its events are told.
    """

    status: str
    media_id: str
    source_media_url: str | None = None
    type: str | None = None
    webhook: WebhookRecord | None = None


class EventRecord(msgspec.Struct, kw_only=True, omit_defaults=True):
    """What is posted to a webhook. The vendor does not document it; this is ours.

    Attributes:
        event: `new_clips`, `complete` or `error`.
        delivery_id: Another one for each event; the same when it is posted again.
        run: The run, with the new clips only where the event is `new_clips`.
        render: Or the rendering.
        media: Or the media that was imported.
    """

    event: str
    delivery_id: str
    run: RunRecord | None = None
    render: RenderRecord | None = None
    media: ImportRecord | None = None
