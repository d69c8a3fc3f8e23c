"""Blue Billywig's SAPI over a library: mediaclips, their pictures, their files.

Owns: what each of its endpoints does.
Does not own: how things are spelled (`wire.bluebillywig`), where they are kept.
Imported by: `server.app`.
"""
