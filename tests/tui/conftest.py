"""Where the snapshots of the screen lie: those of `test_snapshots` are the README's pictures."""

from pathlib import Path

import pytest_textual_snapshot
from syrupy.location import PyTestLocation
from syrupy.types import SnapshotIndex

SCREENSHOTS = Path(__file__).parents[2] / "screenshots"
BESIDE = Path(__file__).parent / "__snapshots__"


class Screenshot(pytest_textual_snapshot.SVGImageExtension):  # type: ignore[misc]  # untyped
    """Keeps a snapshot as `NAME.svg`, named by the test's parameter."""

    @classmethod
    def dirname(cls, *, test_location: PyTestLocation) -> str:
        is_picture = Path(test_location.filepath).stem == "test_snapshots"
        return str(SCREENSHOTS if is_picture else BESIDE)

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
