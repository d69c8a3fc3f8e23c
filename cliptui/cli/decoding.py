"""What decodes the films of a folder: processes of its own, which get ready while others load."""

from collections.abc import Mapping

from cliptui.config import Places
from cliptui.media.worker import MediaWorker


def decoder(environ: Mapping[str, str]) -> MediaWorker:
    """Return what decodes, which keeps what it finds out in the cache.

    Args:
        environ: The environment, which tells where the cache is.
    """
    return MediaWorker(Places.from_environment(environ).cache_dir / "media")
