"""cliptui, the clip desk in a terminal.

The map of the house, from the street to the cellar; a room imports only rooms below it::

    __main__     python -m cliptui
    cli          argv → the composition root, one file per verb: where all rooms meet
    tui          the screen; the only room with Textual
    jobs         long work with progress, no screen and no vendor
    api          asking a service; the only room with httpx, and that only in transport
    server       answering as the services do, over a folder of real files; Starlette
    store        what is remembered between runs; SQLite
    media        files ↔ frames; the only room with PyAV
    preview      frames → cells
    wire         what is said: each vendor's format and signature, both directions, pure
    interchange  selections ↔ the files of other programs, pure
    config       where files live, settings, accounts
    clip         the subject: time, selections, assets, drafts; pure
    errors       every error raised on purpose, one tree
"""

__version__ = "0.1.0"
