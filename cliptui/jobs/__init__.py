"""Long work with progress, no screen and no vendor.

Owns: the journal of what is at work, sending what was saved exactly once, following drafts until
they are clips, finding out a frame rate, fetching pictures ahead of the eye.
Does not own: widgets, HTTP, the spelling of any vendor: it knows the Protocols of
`clip.catalogue`.
Imported by: `tui` and `cli`.
"""
