"""Writing a frame to a picture file of its own."""

import asyncio
from itertools import count
from pathlib import Path
from typing import Final

from cliptui.clip.catalogue import GivesFrames
from cliptui.clip.desk import Desk
from cliptui.clip.text import clean
from cliptui.errors import BadPlace

_MAX_NAME_BYTES: Final = 150
_UNFIT: Final = str.maketrans(dict.fromkeys('/\\<>"|?*', "_") | {":": "-"})
"""Characters that one file system or another does not take, and what stands for them."""


async def write_frame(service: GivesFrames, desk: Desk, folder: Path) -> Path:
    """Write the frame under the playhead as a PNG file, as large as the service gives it.

    Args:
        service: Gives the frame.
        desk: Tells which one.
        folder: Where the file goes.

    Returns:
        The file; its name tells asset, timecode and frame, and none that was there is touched.

    Raises:
        ServiceError: The service does not give the frame.
        BadPicture: What it gives is no picture.
        BadPlace: The folder cannot be written to.
    """
    from cliptui.preview.picture import as_png  # noqa: PLC0415  loads Pillow

    ms = desk.timing.start_ms(desk.playhead)
    picture = await service.frame(desk.asset.asset_id, ms)
    png = await asyncio.to_thread(as_png, picture)
    return await asyncio.to_thread(_write_new, folder, frame_name(desk), png)


def frame_name(desk: Desk) -> str:
    """Return what the file of a frame is called, without its suffix: `Goal 00-00-12;05 f365`."""
    asset = clean(desk.asset.name).translate(_UNFIT).strip(" .")
    short = asset.encode()[:_MAX_NAME_BYTES].decode("utf-8", "ignore").strip() or "frame"
    label = desk.timing.label(desk.playhead).translate(_UNFIT)
    return f"{short} {label} f{desk.playhead}"


def _write_new(folder: Path, name: str, content: bytes) -> Path:
    for number in count(1):
        path = folder / (f"{name}.png" if number == 1 else f"{name} ({number}).png")
        try:
            with path.open("xb") as file:
                file.write(content)
        except FileExistsError:
            continue
        except OSError as error:
            raise BadPlace(
                f"The frame cannot be written to “{clean(str(folder))}” ({error.strerror}): "
                "start cliptui in a folder that you can write to."
            ) from error
        return path
    raise AssertionError  # the numbers never end
