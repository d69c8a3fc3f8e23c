"""A key shows in nothing that is printed by accident."""

import traceback

from cliptui.clip.secret import Secret

KEY = "k3y-of-the-house"
SECRET = Secret(KEY)


def test_a_secret_gives_its_text_to_who_asks_for_it() -> None:
    assert SECRET.text == KEY


def test_a_secret_is_stars_wherever_it_is_written() -> None:
    assert str(SECRET) == "***"
    assert f"{SECRET}" == "***"
    assert f"{SECRET:}" == "***"


def test_a_secret_shows_in_no_repr_of_what_holds_it() -> None:
    for holder in (SECRET, [SECRET], {"key": SECRET}, (SECRET,)):
        assert KEY not in repr(holder)


def test_a_secret_shows_in_no_traceback_that_prints_its_locals() -> None:
    def crash(key: Secret) -> None:
        raise ValueError(key)

    try:
        crash(SECRET)
    except ValueError as error:
        told = "".join(
            traceback.TracebackException.from_exception(error, capture_locals=True).format()
        )
    assert "key = Secret()" in told
    assert KEY not in told.replace(f"KEY = '{KEY}'", "")
