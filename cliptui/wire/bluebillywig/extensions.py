"""What our own server says beyond the SAPI; asked for only after an answer has announced it."""

from typing import Final

MEDIACLIPS: Final = "mediaclip-frames"
"""Frames and small pictures of a mediaclip's file, exact to the frame; and, in every mediaclip,
when its frames are shown."""

CUTS: Final = "mediaclip-cuts"
"""A mediaclip that is created with a stretch of a file in its `assets` gets a file of its own, cut
from that: `wire.bluebillywig.cuts`."""

FRAMES_MEMBER: Final = "cliptui"
"""The member of a mediaclip that tells when its frames are shown, and how far its cut is."""

FRAME_PATH: Final = "/sapi/x-cliptui/mediaclip/{mediaclip_id}/frame"
"""Where a GET with `ms`, and `width` if one is wanted, gives a picture (PNG)."""

THUMBS_PATH: Final = "/sapi/x-cliptui/mediaclip/{mediaclip_id}/thumbs"
"""Where a GET with `start` and `stop` in milliseconds, at most 1000 apart, gives `imgs`: JPEG
pictures in base64."""

FILE_ID_DIGITS: Final = 32
"""Hexadecimal digits of a file's id; the numbers of mediaclips have fewer by far."""

MEDIA_PATH: Final = "/cliptui/media/"
"""Where the files of the library are; their names are ids, never paths."""
