"""Images by the protocol of iTerm2, which WezTerm and others know too.

A frame is a JPEG at half the resolution of the cells: better than any blocks, in a tenth of
their bytes. https://iterm2.com/documentation-images.html
"""

from base64 import standard_b64encode
from io import BytesIO
from typing import Final

from PIL import Image

_QUALITY_MOVING: Final = 60
_QUALITY_RESTING: Final = 85


def frame(image: Image.Image, columns: int, rows: int, *, is_resting: bool) -> str:
    """Return what shows an image from the cursor on; the cursor stays.

    Args:
        image: An RGB image.
        columns: Width to show it in.
        rows: Height to show it in.
        is_resting: Whether it stays for a while and is worth more bytes.
    """
    file = BytesIO()
    image.save(file, "JPEG", quality=_QUALITY_RESTING if is_resting else _QUALITY_MOVING)
    data = standard_b64encode(file.getvalue()).decode()
    size = f"size={len(file.getvalue())};width={columns};height={rows}"
    options = f"inline=1;{size};preserveAspectRatio=0;doNotMoveCursor=1"
    return f"\x1b]1337;File={options}:{data}\x07"
