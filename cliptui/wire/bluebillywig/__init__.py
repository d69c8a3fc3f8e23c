"""What is said to Blue Billywig and by it: the SAPI's mediaclips, its search and its pictures.

Owns: tokens, requests, answers and refusals, the members of a mediaclip, Lucene queries, both
directions; and the few extensions of our own embedded server (`extensions`).
Does not own: sending and listening, the clock.
Imported by: `api.bluebillywig`, `server.bluebillywig` and `cli` (for the check of a secret).
"""
