"""A list of assets that grows page by page."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from cliptui.clip.asset import Asset
from cliptui.clip.catalogue import NEWEST_FIRST, PAGE_SIZE


class AssetOrder(StrEnum):
    """An order of a list of assets, as every service can be asked for it."""

    NEWEST = NEWEST_FIRST
    NAME = "desc"
    LONGEST = "-duration"
    OLDEST = "created"

    @property
    def words(self) -> str:
        """What the screen calls it."""
        if self is AssetOrder.NAME:
            return "by name"
        return f"{self.name.lower()} first"

    @property
    def next(self) -> "AssetOrder":
        """The order after it, in the order above; the first one after the last."""
        orders = list(AssetOrder)
        return orders[(orders.index(self) + 1) % len(orders)]


@dataclass(frozen=True, slots=True)
class Listing:
    """What has come so far of a list.

    Attributes:
        query: What the service was asked for; empty for all assets.
        assets: The assets so far, in the service's order.
        skip: How many the service has given, repeated ones included.
        is_complete: Whether the last page has come.
        order: The order that it was asked for in.
    """

    query: str = ""
    assets: tuple[Asset, ...] = ()
    skip: int = 0
    is_complete: bool = False
    order: AssetOrder = AssetOrder.NEWEST

    def with_page(self, page: Sequence[Asset]) -> "Listing":
        """Add a page; a short one is the last, and so is one that brings nothing new.

        Assets that are here already are left out: pages shift while a library grows.
        """
        known = {asset.asset_id for asset in self.assets}
        new = tuple(asset for asset in page if asset.asset_id not in known)
        return replace(
            self,
            assets=self.assets + new,
            skip=self.skip + len(page),
            is_complete=len(page) < PAGE_SIZE or not new,
        )
