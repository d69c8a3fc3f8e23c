"""Asking services.

Owns: sending what `wire` builds and handing back what it reads, as the abilities of
`clip.catalogue`; connections, deadlines, retries (`transport` is the only door to httpx).
Does not own: how anything is spelt or signed (`wire`), and what an answer is good for (`jobs`).
Imported by: `cli`, which chooses a service.
"""
