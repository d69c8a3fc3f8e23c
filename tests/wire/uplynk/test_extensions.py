"""What is ours and not the vendor's is used only when it is announced."""

from cliptui.wire.message import Response
from cliptui.wire.uplynk.extensions import CONVERT, PICTURES, read_announced


def test_the_extensions_of_an_answer_are_words_between_blanks() -> None:
    response = Response(200, {"x-cliptui-extensions": "pictures  convert future"})

    assert read_announced(response) == {PICTURES, CONVERT, "future"}


def test_an_answer_of_the_vendor_announces_nothing() -> None:
    assert read_announced(Response(200, {"server": "nginx"})) == frozenset()
