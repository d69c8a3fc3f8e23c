"""What a server of ours keeps of runs, of the clips they find, and of what it has to tell.

The entries are kept per library, so that several libraries can share one state directory.
"""

from dataclasses import dataclass

from cliptui.clip.run import RunState


@dataclass(frozen=True, slots=True)
class Subscription:
    """Where the events of something are to be told.

    Attributes:
        url: The address; empty for nowhere.
        events: Names of the events, with blanks between them.
        base: Scheme and host under which whoever subscribed knows the server, for links.
    """

    url: str = ""
    events: str = ""
    base: str = ""

    def wants(self, event: str) -> bool:
        """Return whether an event is to be told."""
        return bool(self.url) and event in self.events.split()


@dataclass(frozen=True, slots=True)
class RunEntry:
    """A run as the server keeps it.

    Attributes:
        run_id: 32 hexadecimal digits.
        library: Key of the library that its asset is in.
        asset_id: Where clips are looked for.
        prompt: What for, in words; clean.
        subscription: Where its events are to be told.
        state: How far it is.
        failure: Why it failed, as a sentence; else empty.
    """

    run_id: str
    library: str
    asset_id: str
    prompt: str
    subscription: Subscription
    state: RunState = RunState.PROCESSING
    failure: str = ""


@dataclass(frozen=True, slots=True)
class SpanEntry:
    """A clip that was found or asked for, as the server keeps it.

    Attributes:
        clip_id: 32 hexadecimal digits.
        library: Key of the library that its asset is in.
        run_id: The run that found it; empty if it was asked for.
        asset_id: The source.
        start_ms: The start, in milliseconds from the start of the source.
        stop_ms: The end, likewise.
    """

    clip_id: str
    library: str
    run_id: str
    asset_id: str
    start_ms: int
    stop_ms: int


@dataclass(frozen=True, slots=True)
class RenderEntry:
    """A clip that is to become a file, as the server keeps it.

    The file is made by way of a draft whose identifier is that of the clip.

    Attributes:
        render_id: 32 hexadecimal digits.
        library: Key of the library.
        clip_id: The clip.
        subscription: Where its end is to be told.
    """

    render_id: str
    library: str
    clip_id: str
    subscription: Subscription


@dataclass(frozen=True, slots=True)
class EventEntry:
    """An event that is to be posted to a webhook.

    Attributes:
        event_id: 32 hexadecimal digits.
        library: Key of the library that it happened in.
        url: Where to.
        body: What, as JSON.
        due_ms: When to try next, in milliseconds since 1970.
        attempts: How often it was tried in vain.
    """

    event_id: str
    library: str
    url: str
    body: bytes
    due_ms: int
    attempts: int = 0
