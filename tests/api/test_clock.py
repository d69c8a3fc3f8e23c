"""A service's clock: what it explains, and what the user is told of it where access is refused."""

from email.utils import formatdate
from pathlib import Path
from typing import Final

import pytest

from cliptui.api.bluebillywig import BlueBillywigService
from cliptui.api.clock import ServiceClock
from cliptui.api.footage import Footage
from cliptui.api.transport import Transport
from cliptui.clip.secret import Secret
from cliptui.errors import AccessRefused
from cliptui.wire.bluebillywig.token import SharedSecret, verify
from cliptui.wire.message import Response
from tests.api.loopback import App
from tests.server.media import TextMedia
from tests.wire.bluebillywig.samples import as_answer

NOW_S: Final = 1_700_000_000
SETTING: Final = "CLIPTUI_X"
SECRET: Final = SharedSecret.of(Secret("490-12345678", SETTING))


def answer(status: int, off_s: float = 0) -> Response:
    """Return an answer of a service whose clock is so many seconds ahead."""
    page = as_answer({"count": 0, "numfound": 0, "items": []}, status)
    date = formatdate(NOW_S + off_s, usegmt=True)
    return Response(status, {**page.headers, "date": date}, page.body)


@pytest.mark.parametrize("off_s", [-86_400, -301, 301, 86_400])
async def test_what_a_clock_explains_is_asked_once_more_by_the_services_clock(off_s: int) -> None:
    app = App(answer(401, off_s), answer(200, off_s))
    service = BlueBillywigService(
        Transport.in_process(app),
        SECRET,
        label="demo",
        now=lambda: NOW_S,
        footage=Footage(Path("/nowhere")),
        media=TextMedia(),
    )
    for asked in (2, 3):  # and later requests go by it at once
        assert (await service.mediaclips()).mediaclips == ()
        assert len(app.asked) == asked
    for request in app.asked[1:]:
        verify(request, SECRET, now_s=NOW_S + off_s)
    with pytest.raises(AccessRefused):
        verify(app.asked[0], SECRET, now_s=NOW_S + off_s)


@pytest.mark.parametrize(
    ("off_s", "told"),
    [
        (None, "Check CLIPTUI_X, and this computer's clock."),
        (-60, "Check CLIPTUI_X; the clocks agree."),
        (150, "Check CLIPTUI_X, and set this computer's clock: it is 2 min behind."),
        (-7300, "Check CLIPTUI_X, and set this computer's clock: it is 2 h ahead."),
    ],
)
def test_the_advice_names_the_setting_and_what_is_known_of_the_clock(
    off_s: float | None, told: str
) -> None:
    clock = ServiceClock(lambda: NOW_S, SETTING)
    clock.hear(Response(401) if off_s is None else answer(401, off_s))
    assert clock.advice() == told


def test_where_nobody_has_set_anything_no_setting_is_named() -> None:
    assert ServiceClock(lambda: NOW_S).advice() == ""
