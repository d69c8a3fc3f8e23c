"""What can be changed about an asset, and what was."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from cliptui.clip.asset import Asset

DELETED: Final = "delete"
"""The kind of a change that took an asset out of its library."""


@dataclass(frozen=True, slots=True)
class AssetEdit:
    """What shall be changed about an asset; None leaves a thing as it is.

    Attributes:
        name: What people call it.
        external_id: The owner's own identifier.
        meta: Notes to add or overwrite; none at all clears those that there are.
        poster: An encoded picture that stands for it; empty for the one that it had at first.
        expires_ms: When it is deleted by itself, in milliseconds since 1970; 0 for never.
        requires_drm: Whether playing it takes a signed URL.
        requires_studio_drm: Whether it is encrypted for studios.
        new_test_player: Whether to add a player for tests.
        new_embed_player: Whether to make a new player for web pages.
    """

    name: str | None = None
    external_id: str | None = None
    meta: Mapping[str, str] | None = None
    poster: bytes | None = field(default=None, repr=False)
    expires_ms: int | None = None
    requires_drm: bool | None = None
    requires_studio_drm: bool | None = None
    new_test_player: bool = False
    new_embed_player: bool = False

    @property
    def is_repeatable(self) -> bool:
        """Whether doing it twice is the same as doing it once."""
        return not (self.new_test_player or self.new_embed_player)


@dataclass(frozen=True, slots=True)
class AssetChange:
    """One change of a library.

    Attributes:
        at_ms: When, in milliseconds since 1970.
        kind: `create`, `update` or `delete`, as the service spells it.
        asset_id: The asset.
    """

    at_ms: int
    kind: str
    asset_id: str


@dataclass(frozen=True, slots=True)
class AssetChanges:
    """What happened to a library in a stretch of time, both ends included.

    Attributes:
        start_ms: Its start, in milliseconds since 1970.
        end_ms: Its end: where to ask from next time, which tells the last change once more.
        changes: The changes, the oldest first.
        assets: The assets named in them, as they are now, by their ids.
    """

    start_ms: int
    end_ms: int
    changes: tuple[AssetChange, ...]
    assets: Mapping[str, Asset] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Profile:
    """A set of notes that clips get.

    Attributes:
        profile_id: The service's identifier.
        name: What people call it.
        meta: Its notes with what they say unless a draft says otherwise.
    """

    profile_id: str
    name: str
    meta: Mapping[str, str] = field(default_factory=dict)
