"""`cliptui assets`: what it lists, in which order, and all pages of it."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from cliptui.cli.headless import all_assets, asset_row
from cliptui.clip.asset import Asset
from cliptui.clip.catalogue import NEWEST_FIRST, PAGE_SIZE
from tests.cli.program import Run
from tests.fakes import FakeService, make_asset
from tests.jobs.services import untimed_asset

DEMO = {
    "Cup final": "50",
    "Evening at the fair": "",
    "Harbour at dawn": "24000/1001",
    "Night drive": "30000/1001",
    "Over the alps": "25",
    "Ten minutes by the clock": "25",
}


def names(listed: str) -> list[str]:
    return [line.split("\t")[-1] for line in listed.splitlines()]


def test_each_asset_is_a_line_of_id_state_seconds_rate_and_name(run: Run, library: Path) -> None:
    ended = run("assets", "--on", library)
    assert (ended.code, ended.err) == (0, "")
    cup, harbour = ended.rows
    assert cup[1:] == ["ready", "16.0", "50", "Cup final"]
    assert harbour[1:] == ["ready", "24.024", "24000/1001", "Harbour at dawn"]
    assert [len(row[0]) for row in (cup, harbour)] == [32, 32]


def test_as_json_each_asset_tells_all(run: Run, library: Path) -> None:
    [cup] = json.loads(run("assets", "--on", library, "--query", "cup", "--json").out)
    assert cup == {
        "id": run("assets", "--on", library, "--query", "cup").rows[0][0],
        "name": "Cup final",
        "state": "ready",
        "reason": "",
        "external_id": "",
        "meta": {},
        "job_type": "vod",
        "is_shared": False,
        "duration_s": 16.0,
        "created_ms": 1_700_000_000_000,
        "frame_rate": "50",
        "frame_count": 800,
    }


def test_without_a_place_the_demo_library_is_listed(run: Run) -> None:
    ended = run("assets")
    assert {row[-1]: row[3] for row in ended.rows} == DEMO


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ((), ["Cup final", "Harbour at dawn"]),
        (("--order", "created"), ["Harbour at dawn", "Cup final"]),
        (("--order", "-desc"), ["Harbour at dawn", "Cup final"]),
        (("--query", "dawn"), ["Harbour at dawn"]),
        (("--query", "nothing of the kind"), []),
        (("--limit", "1"), ["Cup final"]),
        (("--limit", "9"), ["Cup final", "Harbour at dawn"]),
        (("--order", "created", "--limit", "1"), ["Harbour at dawn"]),
    ],
    ids=" ".join,
)
def test_query_order_and_limit_decide_what_is_listed(
    run: Run, library: Path, options: tuple[str, ...], expected: list[str]
) -> None:
    ended = run("assets", "--on", library, *options)
    assert (ended.code, names(ended.out)) == (0, expected)


def test_the_variable_of_the_address_is_the_default_place(
    run: Run, monkeypatch: pytest.MonkeyPatch, library: Path
) -> None:
    monkeypatch.setenv("CLIPTUI_UPLYNK_URL", "http://127.0.0.1:1")
    assert "CLIPTUI_UPLYNK_KEY" in run("assets").err  # the service is asked, and has no key
    assert len(run("assets", "--on", "demo").rows) == len(DEMO)
    assert len(run("assets", "--on", library).rows) == 2


class Strict(FakeService):
    """A service that gives no page of more than 100."""

    async def assets(
        self, *, query: str = "", order: str = NEWEST_FIRST, skip: int = 0, limit: int = PAGE_SIZE
    ) -> Sequence[Asset]:
        assert 1 <= limit <= 100
        return await super().assets(query=query, order=order, skip=skip, limit=limit)


@pytest.mark.parametrize("count", [0, 1, 99, 100, 101, 250])
@pytest.mark.parametrize("limit", [None, 1, 100, 150, 1000])
async def test_all_pages_are_asked_for_and_no_more_assets_than_wanted_are_given(
    count: int, limit: int | None
) -> None:
    library = [make_asset(number) for number in range(count)]
    service = Strict(library)
    found = [asset async for asset in all_assets(service, limit=limit)]
    assert found == library[:limit]
    pages = count // 100 + 1 if limit is None else -(-limit // 100)
    assert len(service.asked) <= pages


async def test_query_and_order_are_asked_of_every_page() -> None:
    service = Strict([make_asset(number) for number in range(150)])
    found = [asset async for asset in all_assets(service, query="asset", order="desc")]
    assert len(found) == 150
    assert service.asked == [("assets", "asset", 0), ("assets", "asset", 100)]
    assert service.orders == ["desc", "desc"]


def test_an_asset_of_unknown_timing_has_neither_rate_nor_count() -> None:
    row = asset_row(untimed_asset(12.3456))
    assert (row["frame_rate"], row["frame_count"], row["duration_s"]) == ("", None, 12.346)


def test_a_file_that_cannot_be_decoded_is_listed_with_its_reason(run: Run, library: Path) -> None:
    (library / "broken.mp4").write_text("no video")
    [broken] = json.loads(run("assets", "--on", library, "--query", "broken", "--json").out)
    assert broken["state"] == "error"
    assert broken["reason"].endswith(".")
    listed = run("assets", "--on", library, "--query", "broken")
    assert listed.err == f"{broken['reason']}\n"
    assert broken["frame_rate"] == ""


def test_a_name_with_escape_codes_is_printed_without_them(run: Run, library: Path) -> None:
    (library / "Cup final.mp4").rename(library / "take \x1b[31m2\u202e.mp4")
    ended = run("assets", "--on", library, "--query", "take")
    assert names(ended.out) == ["take ␛[31m2\ufffd"]


def test_an_order_that_would_be_passed_over_is_refused(run: Run) -> None:
    ended = run("assets", "--order", "desc", "update", "a1", "--name", "New")
    assert ended.code == 2
    assert "Write options behind “update”." in ended.err
