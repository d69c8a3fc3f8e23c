"""Where the snapshots of the screen lie: they are the pictures of the README."""

from pathlib import Path

import pytest_textual_snapshot
from syrupy.location import PyTestLocation
from syrupy.types import SnapshotIndex

SCREENSHOTS = Path(__file__).parents[2] / "screenshots"


class Screenshot(pytest_textual_snapshot.SVGImageExtension):  # type: ignore[misc]  # untyped
    """Keeps a snapshot as `screenshots/NAME.svg`, named by the test's parameter."""

    @classmethod
    def dirname(cls, *, test_location: PyTestLocation) -> str:  # noqa: ARG003  syrupy's way
        return str(SCREENSHOTS)

    @classmethod
    def _get_file_basename(
        cls,
        *,
        test_location: PyTestLocation,
        index: SnapshotIndex,  # noqa: ARG003
    ) -> str:
        return test_location.snapshot_name.partition("[")[2].removesuffix("]")


# The plugin looks its class up by this name when a comparison starts, and has no setting for it.
pytest_textual_snapshot.SVGImageExtension = Screenshot
