"""Commands of the tabs below: clips, drafts and status."""

from typing import Final

from cliptui.tui.commands.command import IN_CLIPS, IN_DRAFTS, IN_STATUS, Command, Context

CLIPS: Final = (
    Command("open_made", Context.CLIPS, ("enter", "l"), "Open", "Open the clip.", IN_CLIPS),
    Command(
        "check_made", Context.CLIPS, ("C",), "Compare",
        "Compare its first and last frame with the marks.", IN_CLIPS,
    ),
    Command("register_made", Context.CLIPS, ("M",), "Mediaclip", "Make a mediaclip of the clip."),
)  # fmt: skip

DRAFTS: Final = (
    Command(
        "open_draft", Context.DRAFTS, ("enter", "l"), "Open",
        "Open its asset, with the draft marked.", IN_DRAFTS,
    ),
    Command(
        "edit_draft", Context.DRAFTS, ("E",), "Edit",
        "Open it; what is saved next takes its place.", IN_DRAFTS,
    ),
    Command(
        "delete_draft", Context.DRAFTS, ("d",), "Delete",
        "Delete it in eight seconds; u keeps it.", IN_DRAFTS,
    ),
    Command("retry_draft", Context.DRAFTS, ("R",), "Retry", "Save a failed draft once more."),
)  # fmt: skip

STATUS: Final = (
    Command("open_clip", Context.STATUS, ("enter", "l"), "Open", "Open the finished clip.",
            IN_STATUS),
    Command(
        "convert", Context.STATUS, ("C",), "Convert", "Have a saved draft cut, where one must ask.",
        IN_STATUS,
    ),
    Command("retry", Context.STATUS, ("R",), "Retry", "Save a failed draft once more.", IN_STATUS),
    Command(
        "register_clip", Context.STATUS, ("M",), "Mediaclip",
        "Make a mediaclip of the finished clip.",
    ),
)  # fmt: skip
