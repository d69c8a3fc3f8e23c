"""A service is asked for an ability by what it can do, not by what it is."""

from cliptui.clip.catalogue import NEWEST_FIRST, PAGE_SIZE, ConvertsDrafts
from cliptui.clip.draft import Clip


class Converter:
    """The least that has the ability."""

    async def can_convert(self) -> bool:
        return True

    async def convert_draft(self, draft_id: str) -> Clip:
        return Clip("c1", draft_id, asset_id="", is_complete=False)


def test_whoever_has_its_methods_converts_drafts() -> None:
    assert isinstance(Converter(), ConvertsDrafts)


def test_whoever_lacks_them_does_not() -> None:
    assert not isinstance(object(), ConvertsDrafts)


def test_a_page_is_no_longer_than_the_vendor_gives_and_the_newest_come_first() -> None:
    assert PAGE_SIZE == 100
    assert NEWEST_FIRST == "-created"
