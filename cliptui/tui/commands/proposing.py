"""Commands that have clips suggested."""

from typing import Final

from cliptui.tui.commands.command import Command, Context

_HERE: Final = Context.VIEWER

PROPOSING: Final = (
    Command(
        "suggest_clips", _HERE, ("A",), "Auto clips", "Have the service look for clips.",
    ),
    Command(
        "suggest_scenes", _HERE, ("C",), "Scenes", "Have the scenes of this asset suggested.",
    ),
)  # fmt: skip
