"""Reads the frame number that every frame of the demo library carries (see assets/make_demo.py).

Owns: the reader, for pictures of 160 pixels of width or more. It imports nothing of cliptui, so
that a mistake of the application cannot cancel out. Imported by: tests only.
"""

from PIL import Image

CELLS = 24
SAMPLES_PER_CELL = 6
LEAST_CONTRAST = 96
CLEAR_SHARE = 0.35
START, END = "10", "01"
CHECKSUM_START = 0b0101


def read_frame_number(image: Image.Image) -> int:
    """Return the number in the barcode at the lower edge of a frame.

    Args:
        image: A whole frame of the demo library, scaled to any width from 160 pixels on.

    Raises:
        ValueError: There is no barcode, or it cannot be read beyond doubt.
    """
    levels = cell_levels(image)
    black = (levels[1] + levels[-2]) / 2
    white = (levels[0] + levels[-1]) / 2
    if white - black < LEAST_CONTRAST:
        raise ValueError(f"No barcode: its ends are {white:.0f} and {black:.0f}, too much alike.")
    bits = "".join(bit((level - black) / (white - black)) for level in levels)
    number = int(bits[2:18], 2)
    if (bits[:2], bits[2:22], bits[22:]) != (START, f"{number:016b}{checksum(number):04b}", END):
        raise ValueError(f"No barcode: {bits} is not what the number {number} looks like.")
    return number


def cell_levels(image: Image.Image) -> list[float]:
    """Return the brightness (0..255) in the middle of each cell."""
    # The middle of the strip, which is the lowest 1/15 of the height; 5 % is left on either side.
    left, right = image.width * 0.05, image.width * 0.95
    top, bottom = image.height * (1 - 0.7 / 15), image.height * (1 - 0.3 / 15)
    size = (CELLS * SAMPLES_PER_CELL, 1)
    row = image.convert("L").resize(size, Image.Resampling.BOX, (left, top, right, bottom))
    samples = row.tobytes()
    middle = range(0, len(samples), SAMPLES_PER_CELL)
    return [(samples[place + 2] + samples[place + 3]) / 2 for place in middle]


def bit(share: float) -> str:
    """Return the bit of a cell from its brightness, 0 for black and 1 for white."""
    if CLEAR_SHARE < share < 1 - CLEAR_SHARE:
        raise ValueError(f"No barcode: a cell is neither black nor white but {share:.0%}.")
    return "1" if share > 0.5 else "0"


def checksum(number: int) -> int:
    """Return the four bits that guard a number."""
    guard = CHECKSUM_START
    for shift in (0, 4, 8, 12):
        guard ^= number >> shift & 0b1111
    return guard
