"""The colours that the desk can be shown in, all as variables of Textual's themes."""

from typing import Final

from textual.theme import Theme

HIGH_CONTRAST: Final = Theme(
    name="high-contrast",
    primary="#ffff00",
    secondary="#00ffff",
    accent="#00ffff",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#000000",
    success="#00ff00",
    warning="#ffff00",
    error="#ff6060",
    dark=True,
    text_alpha=1.0,
    variables={
        "foreground-muted": "#ffffff",
        "text-muted": "#ffffff",
        "text-success": "#00ff00",
        "text-warning": "#ffff00",
        "text-error": "#ff6060",
        "primary-muted": "#0000a0",
        "block-cursor-background": "#ffff00",
        "block-cursor-foreground": "#000000",
        "footer-key-foreground": "#ffff00",
        "footer-description-foreground": "#ffffff",
    },
)
"""Pure colours on black, nothing muted."""

THEMES: Final = {
    "dark": "textual-dark",
    "light": "textual-light",
    "high contrast": HIGH_CONTRAST.name,
}
"""The names that a user sees, and Textual's."""

DEFAULT: Final = "dark"


def theme_after(name: str) -> str:
    """Return the theme that comes after one, by the names that a user sees."""
    names = list(THEMES)
    return names[(names.index(name) + 1) % len(names)]
