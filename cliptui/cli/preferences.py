"""What the user likes, read from the directories: keys and colours."""

from collections.abc import Mapping
from functools import partial

from cliptui.config import Places, keep_theme, kept_theme, read_keymap
from cliptui.tui.keymap import Keymap, keymap_of
from cliptui.tui.preferences import Preferences


def preferences_of(environ: Mapping[str, str]) -> Preferences:
    """Return the user's keys and colours.

    Raises:
        BadSetting: The keymap cannot be used; the sentence names what in it.
        StoreError: A file cannot be read.
    """
    places = Places.from_environment(environ)
    return Preferences(
        keymap=keymap_in(places),
        theme=kept_theme(places),
        keep_theme=partial(keep_theme, places),
        is_first_run=not places.state_dir.exists(),
    )


def keymap_in(places: Places) -> Keymap:
    """Return the keys that commands have by `keymap.toml`; those of the table without it.

    Raises:
        BadSetting: It cannot be used.
        StoreError: It cannot be read.
    """
    settings, name = read_keymap(places)
    return keymap_of(settings, name)
