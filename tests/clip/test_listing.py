"""A list grows page by page, and a page that has shifted repeats nothing."""

from cliptui.clip.asset import Asset, AssetState
from cliptui.clip.listing import AssetOrder, Listing


def page(first: int, count: int) -> list[Asset]:
    return [Asset(str(n), f"Take {n}", 1.0, AssetState.READY) for n in range(first, first + count)]


def test_full_pages_follow_each_other_and_a_short_one_is_the_last() -> None:
    first = Listing("take").with_page(page(0, 100))
    assert (first.skip, first.is_complete) == (100, False)
    second = first.with_page(page(100, 7))
    assert second == Listing("take", tuple(page(0, 107)), skip=107, is_complete=True)


def test_an_empty_page_is_the_last_of_a_list_of_full_ones() -> None:
    listing = Listing().with_page(page(0, 100)).with_page([])
    assert (len(listing.assets), listing.is_complete) == (100, True)


def test_assets_that_come_again_are_left_out_but_counted_as_given() -> None:
    listing = Listing().with_page(page(0, 100)).with_page(page(98, 100))
    assert listing.assets == tuple(page(0, 198))
    assert listing.skip == 200


def test_a_page_that_brings_nothing_new_is_the_last() -> None:
    listing = Listing().with_page(page(0, 100)).with_page(page(0, 100))
    assert (listing.assets, listing.is_complete) == (tuple(page(0, 100)), True)


def test_the_orders_go_round_and_say_what_they_are() -> None:
    orders = [AssetOrder.NEWEST]
    while len(orders) < 5:
        orders.append(orders[-1].next)
    assert [order.words for order in orders] == [
        "newest first", "by name", "longest first", "oldest first", "newest first",
    ]  # fmt: skip
    assert [str(order) for order in orders[:4]] == ["-created", "desc", "-duration", "created"]


def test_a_list_keeps_its_order_while_it_grows() -> None:
    listing = Listing(order=AssetOrder.NAME).with_page(page(0, 100)).with_page(page(100, 1))
    assert listing.order is AssetOrder.NAME
