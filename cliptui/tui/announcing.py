"""Telling somebody who looks elsewhere: the bell, and a notification of the terminal."""

from textual.app import App

from cliptui.clip.text import clean

_OSC_9 = "\x1b]9;{}\x1b\\"
"""iTerm2's notification, which kitty, WezTerm, Ghostty and Windows Terminal have taken over."""

_MAX_WORDS = 120


def announce(app: App[None], sentence: str) -> None:
    """Ring once, and have the terminal notify where it can; others ignore the sequence.

    Args:
        app: The app whose terminal it is.
        sentence: What has happened; made safe here, since it goes to the terminal unseen.
    """
    app.bell()
    driver = app._driver  # noqa: SLF001  Textual has no other way to its terminal
    if driver is not None:
        driver.write(_OSC_9.format(clean(sentence, _MAX_WORDS)))
