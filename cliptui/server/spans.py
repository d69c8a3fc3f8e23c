"""What may be cut from an asset."""

from typing import Final

from cliptui.errors import RequestRefused
from cliptui.server.library import Library, LibraryAsset

OVERSHOOT_MS: Final = 1000
"""How far an end may lie behind that of its asset: rounding of durations, not a mistake."""

_MS_PER_S: Final = 1000


async def checked_stop_ms(
    library: Library, asset: LibraryAsset, start_ms: int, stop_ms: int
) -> int:
    """Return the end of what is to be cut, within the asset.

    Raises:
        RequestRefused: Start or end lie outside the asset, or no frame lies between them.
        MediaError: The asset cannot be decoded.
    """
    index = (await library.media_file(asset)).index
    if start_ms >= index.end_ms or stop_ms > index.end_ms + OVERSHOOT_MS:
        name, far_ms = ("start", start_ms) if start_ms >= index.end_ms else ("stop", stop_ms)
        raise RequestRefused(
            f"The {name}, {far_ms / _MS_PER_S:.3f} s, lies outside “{asset.name}”, which is "
            f"{index.end_ms / _MS_PER_S:.3f} s long."
        )
    if index.boundary_near(start_ms) >= index.boundary_near(stop_ms):
        raise RequestRefused(
            f"Between {start_ms / _MS_PER_S:.3f} s and {stop_ms / _MS_PER_S:.3f} s of "
            f"“{asset.name}” there is no frame: the clip is empty."
        )
    return min(stop_ms, index.end_ms)
