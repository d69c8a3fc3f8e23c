"""The subject: time, selections, assets, drafts and clips.

Owns: frame-exact time and its labels, selections, markers and their undo, the acts on a desk
(`marking`, `visiting`) and its state for a journal, what an asset, a draft and a clip are, and
the abilities that a service can have (`catalogue`).
Does not own: anything that needs a terminal, a network, a disk or a clock.
Imported by: every other room. Imports the standard library and `cliptui.errors` only.
"""
