"""Members are sorted as what they are."""

import pytest

from cliptui.wire.bluebillywig.values import sort_key


@pytest.mark.parametrize(
    ("name", "ascending"),
    [
        ("id", ["9", "10", "200"]),
        ("length", [0, 9, 10]),
        ("title", ["", "apple", "Banana", "cherry"]),
        ("createddate", [None, "2021-11-29T14:20:37Z", "2021-11-29T14:20:37.5Z"]),
        ("rating", [4, 4.5, 10]),
    ],
)
def test_values_have_an_order(name: str, ascending: list[object]) -> None:
    keys = [sort_key(name, value) for value in ascending]
    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("value", ["soon", "9" * 5000])
def test_what_is_no_date_has_a_place_all_the_same(value: str) -> None:
    assert sort_key("createddate", value) > sort_key("createddate", None)
