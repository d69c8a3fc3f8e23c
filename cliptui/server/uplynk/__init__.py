"""Answering as Uplynk does: the Asset API (v2) and the clipping API (v4).

Owns: what each request means for the library, the drafts and the clips.
Does not own: spelling and signatures (`wire.uplynk`), HTTP (`server.app`).
Imported by: `server.app`.
"""
