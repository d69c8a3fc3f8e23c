"""The end of the line in a decoding process: what is stopped stops, and silence is the end."""

import socket
from collections.abc import Iterator
from threading import Event

import pytest

from cliptui.media.link import GivenUp, Link
from cliptui.media.messages import (
    HEADER_BYTES,
    Begun,
    Describe,
    Order,
    Progress,
    Stop,
    body_bytes,
    packed,
    read_reply,
)

FIRST, SECOND = Describe(1, b"/1.mp4"), Describe(2, b"/2.mp4")


class Line:
    """A link, and the program's end of its line."""

    def __init__(self) -> None:
        self.now_s = 0.0
        self.ended = Event()
        self.theirs, self.ours = socket.socketpair()
        self.link = Link(self.theirs, clock=lambda: self.now_s, on_end=self.ended.set)

    def tell(self, *orders: Order) -> None:
        for order in orders:
            self.ours.sendall(packed(order))

    def heard(self) -> object:
        header = self.ours.recv(HEADER_BYTES)
        return read_reply(self.ours.recv(body_bytes(header)))

    def close(self) -> None:
        self.ours.close()
        assert self.ended.wait(10)
        self.theirs.close()


@pytest.fixture
def line() -> Iterator[Line]:
    line = Line()
    yield line
    line.close()


def test_orders_come_in_turn(line: Line) -> None:
    line.tell(FIRST, SECOND)
    assert [line.link.next_order(), line.link.next_order()] == [FIRST, SECOND]


def test_an_order_in_pieces_is_understood(line: Line) -> None:
    for byte in packed(FIRST):
        line.ours.sendall(bytes([byte]))
    assert line.link.next_order() == FIRST


def test_only_what_is_stopped_is_given_up(line: Line) -> None:
    line.tell(FIRST, Stop(1), SECOND, Stop(7), FIRST)
    line.link.next_order()
    wait_for_orders(line)
    line.link.next_order()
    line.link.pulse()
    line.link.next_order()
    assert not line.link.is_stopped()


def test_what_is_stopped_is_given_up(line: Line) -> None:
    line.tell(FIRST)
    line.link.next_order()
    line.link.pulse()
    line.tell(Stop(1), SECOND)
    wait_for_orders(line)
    with pytest.raises(GivenUp):
        line.link.pulse()


def test_at_rest_everything_is_given_up_for_an_order(line: Line) -> None:
    line.tell(FIRST)
    line.link.next_order()
    line.link.rest()
    line.link.pulse()
    line.tell(SECOND)
    wait_for_orders(line)
    with pytest.raises(GivenUp):
        line.link.pulse()


def test_long_work_says_now_and_then_that_it_gets_on(line: Line) -> None:
    line.tell(FIRST)
    line.link.next_order()
    for now_s in (0.5, 0.9, 1.1, 1.9, 2.2):
        line.now_s = now_s
        line.link.slow_pulse()
    line.link.send(Begun())
    assert [line.heard(), line.heard(), line.heard()] == [Progress(), Progress(), Begun()]


def test_the_end_of_the_program_ends_everything() -> None:
    line = Line()
    line.tell(FIRST)
    line.link.next_order()
    line.close()
    assert line.link.next_order() is None
    line.link.send(Begun())
    with pytest.raises(GivenUp):
        line.link.pulse()


def test_a_line_that_breaks_is_the_end_too() -> None:
    line = Line()
    line.ours.sendall(packed(FIRST)[:7])
    line.close()
    assert line.link.next_order() is None


def wait_for_orders(line: Line) -> None:
    while not line.link.has_orders:
        pass
