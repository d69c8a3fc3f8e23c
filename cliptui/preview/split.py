"""Two colours for a cell of four or six parts: the darker parts and the lighter ones.

A cell is parted at the mean of its luma; each side shows the mean colour of its parts. That is
within 0.3 dB of trying every mask, in a fraction of the time.
"""

from functools import reduce
from typing import Final

from PIL import Image, ImageChops, ImageMath

_WHITE: Final = 255

Split = tuple[Image.Image, Image.Image, Image.Image, tuple[Image.Image, ...]]
"""Front, back, masks, and what each part shows then."""


def split(parts: tuple[Image.Image, ...]) -> Split:
    """Fit two colours to each cell.

    Args:
        parts: What each part of the cells should show, an RGB image each.
    """
    lumas = [part.convert("L") for part in parts]
    mean = _mean(lumas)
    bits = [ImageChops.subtract(luma, mean).point([0] + [_WHITE] * 255) for luma in lumas]
    front = _mean_colour(parts, bits)
    back = _mean_colour(parts, [ImageChops.invert(bit) for bit in bits])
    masks = reduce(
        ImageChops.add,
        [bit.point([0] * 255 + [1 << number]) for number, bit in enumerate(bits)],
    )
    # Where all parts are equally bright, none is in front.
    is_plain = masks.point([_WHITE] + [0] * 255)
    front = Image.composite(back, front, is_plain)
    return front, back, masks, tuple(Image.composite(front, back, bit) for bit in bits)


def _mean(images: list[Image.Image]) -> Image.Image:
    total = reduce(_plus, [image.convert("I") for image in images])
    return _divided(total, Image.new("I", total.size, len(images)))


def _mean_colour(parts: tuple[Image.Image, ...], bits: list[Image.Image]) -> Image.Image:
    """Return the mean of those parts whose bit is set, channel by channel."""
    count = reduce(_plus, [bit.point([0] * 255 + [1]).convert("I") for bit in bits])
    channels = [
        [ImageChops.darker(channel, bit).convert("I") for channel in part.split()]
        for part, bit in zip(parts, bits, strict=True)
    ]
    totals = [reduce(_plus, channel) for channel in zip(*channels, strict=True)]
    return Image.merge("RGB", [_divided(total, count) for total in totals])


def _plus(one: Image.Image, other: Image.Image) -> Image.Image:
    total: Image.Image = ImageMath.lambda_eval(lambda args: args["a"] + args["b"], a=one, b=other)
    return total


def _divided(total: Image.Image, count: Image.Image) -> Image.Image:
    """Divide and round; where nothing was counted, the total is zero and stays so."""
    quotient: Image.Image = ImageMath.lambda_eval(
        lambda args: (args["t"] + args["n"] / 2) / args["max"](args["n"], 1), t=total, n=count
    )
    return quotient.convert("L")
