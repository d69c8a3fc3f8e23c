"""What a session remembers: the drafts that it watches, and proved frame rates."""

from dataclasses import astuple, replace
from fractions import Fraction
from typing import Final

from cliptui.clip.draft import DraftState, WatchedDraft
from cliptui.clip.timecode import FrameRate
from cliptui.store.database import Tables

WATCH: Final = "INSERT OR REPLACE INTO watched VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
"""Puts a draft on the watch list: the place, and all of a `WatchedDraft` that lasts."""


def lasting(draft: WatchedDraft) -> tuple[object, ...]:
    """Return the members of a draft that are kept: all but what is true of a moment only."""
    return astuple(draft)[:-2]


class SessionMemory(Tables):
    """The watch list and the frame rates, kept apart by place."""

    def watched(self, place: str) -> tuple[WatchedDraft, ...]:
        """Return the drafts that are watched at a place, the newest first.

        Args:
            place: Key of the folder or service that they were saved to.
        """
        rows = self._database.rows(
            "SELECT draft_id, asset_id, title, start_ms, stop_ms, saved_at_s, state,"
            " clip_asset_id, failure FROM watched WHERE place = ?"
            " ORDER BY saved_at_s DESC, number DESC",
            place,
        )
        return tuple(replace(WatchedDraft(*row), state=DraftState(row[6])) for row in rows)

    def watch(self, place: str, draft: WatchedDraft) -> None:
        """Add a draft to the watch list of a place, or replace what is there under its id."""
        self._database.change(WATCH, place, *lasting(draft))

    def unwatch(self, place: str, draft_id: str) -> None:
        """Take a draft off the watch list; nothing happens if it is not on it."""
        self._database.change(
            "DELETE FROM watched WHERE place = ? AND draft_id = ?", place, draft_id
        )

    def frame_rate(self, place: str, asset_id: str) -> FrameRate | None:
        """Return the frame rate of an asset that was proved or told, if it is known."""
        rows = self._database.rows(
            "SELECT numerator, denominator, is_drop_frame FROM frame_rates"
            " WHERE place = ? AND asset_id = ?",
            place,
            asset_id,
        )
        if not rows:
            return None
        numerator, denominator, is_drop_frame = rows[0]
        fps = Fraction(numerator, denominator)
        if is_drop_frame is None:  # a store of an older version, which kept no kind of labels
            return FrameRate.of(fps)
        return FrameRate(fps, drop_frame=bool(is_drop_frame))

    def remember_frame_rate(self, place: str, asset_id: str, rate: FrameRate) -> None:
        """Remember the frame rate of an asset, proved or told."""
        sql = "INSERT OR REPLACE INTO frame_rates VALUES (?, ?, ?, ?, ?)"
        ratio = rate.fps.as_integer_ratio()
        self._database.change(sql, place, asset_id, *ratio, int(rate.drop_frame))
