"""The screen.

Owns: the app, its screens and widgets, the one table of commands.
Does not own: services, HTTP, files, video: it knows the Protocols of `clip.catalogue`, the jobs
and the previews.
Imported by: `cli` only. The only room with Textual, and `commands` does without it too, so that
`cliptui keys` need not load it.
"""
