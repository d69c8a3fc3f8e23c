"""What our own server says beyond Uplynk's API.

A client uses an extension only after an answer has announced it, so that nothing of this is
ever said to Uplynk itself.
"""

from typing import Final

from cliptui.wire.message import Response

ANNOUNCEMENT: Final = "x-cliptui-extensions"
"""The header field of an answer that names the extensions, separated by blanks."""

PICTURES: Final = "pictures"
"""Frames in a width that is asked for, and small pictures as JPEG."""

CONVERT: Final = "convert"
"""Drafts are turned into clips on request; announced only where the server waits for it."""

SKIM: Final = "skim"
"""Keyframes and colours spread over an asset, in one answer."""

SCENES: Final = "scenes"
"""Where the scenes of an asset begin."""

ASSET_MEMBER: Final = "cliptui"
"""The member of an asset, and of a clip, that holds what is ours."""

WIDTH_MEMBER: Final = "cliptui_width"
"""The member of a request that asks for a picture's width in pixels."""

FORMAT_MEMBER: Final = "cliptui_format"
"""The member of a request that asks for a picture's format."""

JPEG: Final = "jpeg"
"""The one format to ask for; without it pictures are PNG, as with Uplynk."""

CONVERT_PATH: Final = "/api/v4/x-cliptui/clipping_draft/{draft_id}/convert"
"""Where a POST turns a draft into a clip."""

SKIM_PATH: Final = "/api2/x-cliptui/skim"
"""Where keyframes are spread over a stretch of an asset."""

COLOURS_PATH: Final = "/api2/x-cliptui/colours"
"""Where colours are spread over a whole asset."""

SCENES_PATH: Final = "/api2/x-cliptui/scenes"
"""Where scenes are told."""


def read_announced(response: Response) -> frozenset[str]:
    """Return the extensions that an answer announces; none for Uplynk itself."""
    return frozenset(response.headers.get(ANNOUNCEMENT, "").split())
