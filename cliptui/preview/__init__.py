"""Frames → cells.

Owns: how large a picture is in cells, and the characters and colours that show it.
Does not own: decoding video, fetching, widgets.
Imported by: `tui` and `cli`. Rich types are allowed here, Textual is not.
"""
