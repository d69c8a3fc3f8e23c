"""Images for terminals that show pixels: as many of them as a protocol is worth, encoded."""

from dataclasses import dataclass
from typing import Final

from PIL import Image
from PIL.Image import Resampling

from cliptui.preview.display import Display
from cliptui.preview.fit import CellSize

_KITTY_MOVING: Final = 3
_HALF: Final = 2


@dataclass(frozen=True, slots=True)
class Screen:
    """What images are made for.

    Attributes:
        cell_px: Width and height of a cell in pixels.
        in_tmux: Whether they must be handed through tmux.
    """

    cell_px: tuple[int, int]
    in_tmux: bool = False


def pixel_frame(
    display: Display, image: Image.Image, size: CellSize, screen: Screen, *, is_resting: bool
) -> str:
    """Return what shows an image, from the cursor on or in the placeholders.

    Args:
        display: The protocol.
        image: An RGB image.
        size: The cells that it fills.
        screen: What it is made for.
        is_resting: Whether it stays for a while.
    """
    # Each protocol is loaded only where it is spoken.
    if display is Display.ITERM:
        from cliptui.preview import iterm  # noqa: PLC0415

        scaled = _scaled(image, size, screen, _HALF)
        return iterm.frame(scaled, size.columns, size.rows, is_resting=is_resting)
    if display is Display.SIXEL:
        from cliptui.preview import sixel  # noqa: PLC0415

        return sixel.frame(_scaled(image, size, screen, 1))
    from cliptui.preview import kitty  # noqa: PLC0415

    scaled = _scaled(image, size, screen, _HALF if is_resting else _KITTY_MOVING)
    text = kitty.frame(scaled, size.columns, size.rows, is_resting=is_resting)
    return kitty.through_tmux(text) if screen.in_tmux else text


def erase(display: Display, screen: Screen) -> str:
    """Return what takes images of a protocol away when the screen is left."""
    if display is Display.KITTY:
        from cliptui.preview import kitty  # noqa: PLC0415

        return kitty.through_tmux(kitty.erase()) if screen.in_tmux else kitty.erase()
    return "\x1b[2J" if display.is_pixels else ""


def _scaled(image: Image.Image, size: CellSize, screen: Screen, divisor: int) -> Image.Image:
    width_px, height_px = screen.cell_px
    wanted = (
        max(1, size.columns * width_px // divisor),
        max(1, size.rows * height_px // divisor),
    )
    return image.resize(wanted, Resampling.BILINEAR)
