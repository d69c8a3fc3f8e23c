"""Cells: two colours each, and which parts of the cell show which of them.

A cell is divided into parts, two for half blocks, four for quadrants, six for sextants. Its mask
has one bit a part: set where the part shows the front colour, else the back colour shows.
Everything is kept in Pillow images of one pixel a cell, so that comparing, choosing and copying
cells is done by Pillow and not cell by cell.
"""

from dataclasses import dataclass
from typing import Self

from PIL import Image, ImageChops
from PIL.Image import Resampling, Transform

from cliptui.preview.glyphs import Blocks


@dataclass(frozen=True, slots=True)
class Cells:
    """A picture as cells.

    Attributes:
        blocks: The characters it is drawn with.
        front: RGB image of the front colours, a pixel a cell.
        back: RGB image of the back colours.
        masks: Grey image of the masks.
        parts: What each part of the cells shows, an RGB image each, in the order of the bits.
    """

    blocks: Blocks
    front: Image.Image
    back: Image.Image
    masks: Image.Image
    parts: tuple[Image.Image, ...]

    @classmethod
    def of(cls, pixels: Image.Image, blocks: Blocks) -> Self:
        """Return an image as cells.

        Args:
            pixels: An RGB image with one pixel for each part of the cells.
            blocks: The characters to draw it with.
        """
        parts = _parts(pixels, blocks)
        if blocks is Blocks.HALF:
            upper, lower = parts
            return cls(blocks, lower, upper, Image.new("L", upper.size, 0b10), parts)
        # Only these need the fit of two colours to a cell.
        from cliptui.preview.split import split  # noqa: PLC0415

        return cls(blocks, *split(parts))

    @classmethod
    def plain(cls, size: tuple[int, int], colour: tuple[int, int, int], blocks: Blocks) -> Self:
        """Return cells of one colour.

        Args:
            size: Columns and rows.
            colour: Red, green and blue.
            blocks: The characters that are drawn over it later.
        """
        width, height = size
        return cls.of(
            Image.new("RGB", (width * blocks.across, height * blocks.down), colour), blocks
        )

    @property
    def columns(self) -> int:
        """Width in cells."""
        return self.masks.width

    @property
    def rows(self) -> int:
        """Height in cells."""
        return self.masks.height

    def difference(self, other: "Cells") -> Image.Image:
        """Return how far each cell looks different: the most of any channel of any part.

        Args:
            other: Cells of the same size and blocks.
        """
        return _most(
            [
                channel
                for mine, theirs in zip(self.parts, other.parts, strict=True)
                for channel in ImageChops.difference(mine, theirs).split()
            ]
        )

    def with_cells_of(self, other: "Cells", chosen: Image.Image) -> "Cells":
        """Return these cells, and in their place those of another picture where chosen.

        Args:
            other: Cells of the same size and blocks.
            chosen: Grey image: 255 where the other's are taken, else 0.
        """

        def mixed(mine: Image.Image, theirs: Image.Image) -> Image.Image:
            return Image.composite(theirs, mine, chosen)

        return Cells(
            self.blocks,
            mixed(self.front, other.front),
            mixed(self.back, other.back),
            mixed(self.masks, other.masks),
            tuple(mixed(*pair) for pair in zip(self.parts, other.parts, strict=True)),
        )


def _parts(pixels: Image.Image, blocks: Blocks) -> tuple[Image.Image, ...]:
    across, down = blocks.across, blocks.down
    size = (pixels.width // across, pixels.height // down)
    return tuple(
        # The nearest pixel to these places is exactly the one of this part.
        pixels.transform(
            size,
            Transform.AFFINE,
            (across, 0, column + (1 - across) / 2, 0, down, row + (1 - down) / 2),
            Resampling.NEAREST,
        )
        for row in range(down)
        for column in range(across)
    )


def _most(images: list[Image.Image]) -> Image.Image:
    most = images[0]
    for image in images[1:]:
        most = ImageChops.lighter(most, image)
    return most
