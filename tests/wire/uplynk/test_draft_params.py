"""What a server reads from a new draft, by the vendor's rules and its samples."""

import json
from itertools import chain, combinations
from typing import Final

import pytest

from cliptui.errors import RequestRefused
from cliptui.wire.uplynk.draft_params import DraftParams, read_draft_params

BEAM: Final = "0123456789abcdefghijklmnopqrstuv"
TIMES: Final = {
    "start": 120000,
    "stop": 130000,
    "duration": 10,
    "start_time": "2024-01-03T17:52:29Z",
    "stop_time": "2024-01-03T17:52:39Z",
}
CREATED_MS: Final = 1_704_304_229_000  # 2024-01-03T17:50:29Z, by GNU date: two minutes earlier
LEGAL: Final = {
    ("start", "stop"),
    ("duration", "start"),
    ("start_time", "stop_time"),
    ("duration", "start_time"),
}
CHOICES: Final = list(chain.from_iterable(combinations(sorted(TIMES), n) for n in range(6)))


def read(**members: object) -> DraftParams:
    """Read a draft with these members."""
    return read_draft_params(json.dumps({"beam": BEAM, **members}).encode())


def test_the_vendors_call_is_read() -> None:
    params = read(title="My Clip", start=55000, duration=10)

    assert (params.asset_id, params.title) == (BEAM, "My Clip")
    assert params.span_ms(CREATED_MS) == (55000, 65000)


@pytest.mark.parametrize("names", [names for names in CHOICES if names in LEGAL])
def test_each_legal_pair_is_the_vendors_ten_seconds_two_minutes_in(names: tuple[str, ...]) -> None:
    params = read(**{name: TIMES[name] for name in names})

    assert params.span_ms(CREATED_MS) == (120000, 130000)


@pytest.mark.parametrize("names", [names for names in CHOICES if names not in LEGAL])
def test_every_other_choice_of_times_is_refused(names: tuple[str, ...]) -> None:
    with pytest.raises(RequestRefused, match="The times are") as refused:
        read(**{name: TIMES[name] for name in names})

    assert [name for name in names if name not in str(refused.value)] == []


@pytest.mark.parametrize(
    ("members", "complaint"),
    [
        ({"start": 5, "stop": 5}, "stop must come after start"),
        ({"start": 5, "stop": 4}, "stop must come after start"),
        ({"start": 5, "duration": 0}, "duration must come after start"),
        (
            {"start_time": TIMES["stop_time"], "stop_time": TIMES["start_time"]},
            "stop_time must come after start_time",
        ),
        ({"start": "5", "stop": 6}, "start must be a whole number"),
        ({"start": 5.0, "stop": 6}, "start must be a whole number"),
        ({"start": -1, "stop": 6}, "start must be a whole number"),
        ({"start": True, "stop": 6}, "start must be a whole number"),
        ({"start": 1, "stop": 10**13}, "stop must be a whole number"),
        ({"start": 1, "duration": 1.5}, "duration must be a whole number"),
        ({"start_time": 5, "duration": 1}, "start_time must be a date"),
        ({"start_time": "today", "duration": 1}, "“today” is no date"),
        ({"start": 0, "stop": 1, "beam": None}, "lacks beam"),
        ({"start": 0, "stop": 1, "beam": "  "}, "lacks beam"),
        ({"start": 0, "stop": 1, "beam": 7}, "beam must be text"),
        ({"start": 0, "stop": 1, "title": []}, "title must be text"),
        ({"start": 0, "stop": 1, "profile": 1}, "profile must be text"),
        ({"start": 0, "stop": 1, "meta": [1]}, "meta must be an object"),
        ({"start": 0, "stop": 1, "meta": 5}, "meta must be an object"),
        ({"start": 0, "stop": 1, "meta": {"a": {}}}, "meta must hold plain values"),
        ({"start": 0, "stop": 1, "meta": "{"}, "meta is no JSON object"),
    ],
)
def test_a_draft_that_cannot_be_is_refused_by_the_name_of_the_member(
    members: dict[str, object], complaint: str
) -> None:
    with pytest.raises(RequestRefused, match=complaint):
        read(**members)


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"\xff", b'"x"', b'{"a":"\xff"}'])
def test_a_body_that_is_no_object_is_refused(body: bytes) -> None:
    with pytest.raises(RequestRefused, match="The body is no JSON object"):
        read_draft_params(body)


def test_a_start_before_the_asset_is_refused() -> None:
    params = read(start_time="2024-01-03T17:50:28Z", duration=10)

    with pytest.raises(RequestRefused, match="before the asset was created"):
        params.span_ms(CREATED_MS)


@pytest.mark.parametrize("title", [None, "", "  "])
def test_a_draft_without_a_title_leaves_it_to_the_asset(title: object) -> None:
    assert read(start=0, stop=1, title=title).title is None


@pytest.mark.parametrize(
    ("meta", "notes"),
    [
        ({"Title": "Slam Dunk", "year": 2024}, {"Title": "Slam Dunk", "year": "2024"}),
        ('{"Sport": "Basketball"}', {"Sport": "Basketball"}),
        (None, {}),
        ("", {}),
        ({}, {}),
    ],
)
def test_notes_can_be_an_object_or_its_text(meta: object, notes: dict[str, str]) -> None:
    assert read(start=0, stop=1, meta=meta).meta == notes


def test_every_text_is_cleaned_where_it_is_read() -> None:
    params = read(
        start=0, stop=1, beam="\x1b", title="\x1b[2J", profile="\x07", meta={"\x1b": "\u202e"}
    )

    assert (params.asset_id, params.title, params.profile) == ("␛", "␛[2J", "␇")
    assert params.meta == {"␛": "\ufffd"}
