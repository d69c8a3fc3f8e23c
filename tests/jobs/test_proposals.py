"""What a service tells of an asset, as clips and points on its desk."""

from dataclasses import replace

from cliptui.clip.asset import Break
from cliptui.clip.desk import Desk
from cliptui.clip.points import PointKind, spans
from cliptui.clip.selection import Selection
from cliptui.jobs.proposals import Origin, breaks
from tests.fakes import make_asset


def desk_with(*stretches: Break) -> Desk:
    asset = make_asset(1, frame_count=1000)  # 25 frames a second, so 40 ms each
    assert asset.timing is not None
    return Desk(replace(asset, breaks=stretches), asset.timing)


def test_breaks_are_points_and_what_lies_between_advertisements_is_proposed() -> None:
    proposal = breaks(
        desk_with(
            Break(4_000, 8_000, "ad break", is_ad=True),
            Break(6_000, 12_000, "c4"),
            Break(20_000, 24_000, "ad break", is_ad=True),
        )
    )

    assert [(each.selection, each.origin) for each in proposal.suggestions] == [
        (Selection(0, 100), Origin.BREAK),
        (Selection(200, 500), Origin.BREAK),
        (Selection(600, 1000), Origin.BREAK),
    ]
    assert spans(proposal.points, PointKind.BREAK) == (Selection(100, 300), Selection(500, 600))
    assert [(p.boundary, p.label, p.is_end) for p in proposal.points][2:4] == [
        (150, "c4", False),
        (300, "c4", True),
    ]
    assert proposal.is_complete


def test_without_advertisements_nothing_is_proposed() -> None:
    proposal = breaks(desk_with(Break(4_000, 8_000, "c4")))
    assert proposal.suggestions == ()
    assert len(proposal.points) == 2


def test_breaks_are_kept_within_the_asset() -> None:
    proposal = breaks(
        desk_with(
            Break(50_000, 60_000, is_ad=True),
            Break(4_000, 4_001, is_ad=True),
            Break(38_000, 60_000, is_ad=True),
        )
    )
    assert [p.boundary for p in proposal.points] == [950, 1000]
    assert [each.selection for each in proposal.suggestions] == [Selection(0, 950)]
