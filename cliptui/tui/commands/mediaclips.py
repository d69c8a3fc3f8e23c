"""Commands of the mediaclips."""

from typing import Final

from cliptui.tui.commands.command import IN_MEDIACLIPS, Command, Context

_HERE: Final = Context.MEDIACLIPS

MEDIACLIPS: Final = (
    Command(
        "edit_record", _HERE, ("enter", "e", "l"), "Edit",
        "Change title, description, author and tags.", IN_MEDIACLIPS,
    ),
    Command(
        "publish_record", _HERE, ("p",), "Publish", "Show it to everybody, or to nobody again.",
        IN_MEDIACLIPS,
    ),
    Command(
        "delete_record", _HERE, ("d",), "Delete", "Delete it; u brings it back.", IN_MEDIACLIPS,
    ),
    Command(
        "restore_record", _HERE, ("u",), "Undo", "Bring back what was deleted last.",
        IN_MEDIACLIPS,
    ),
    Command("purge_record", _HERE, ("X",), "Purge", "Remove it for ever, after a question."),
    Command(
        "write_chapters", _HERE, ("m",), "Chapters",
        "Make the markers of the open asset its chapters.", IN_MEDIACLIPS,
    ),
    Command(
        "read_chapters", _HERE, ("M",), "Markers", "Make its chapters markers of the open asset.",
    ),
    Command(
        "find_records", _HERE, ("slash",), "Search", "Search in Lucene's language.", IN_MEDIACLIPS,
    ),
    Command("reload_records", _HERE, ("r",), "Refresh", "Ask for the list again."),
    Command(
        "close_records", _HERE, ("escape", "q", "Y", "h"), "Desk", "Go back to the desk.",
        IN_MEDIACLIPS,
    ),
)  # fmt: skip
