"""What is said: each vendor's format and signature, both directions.

Owns: how requests and answers look on the wire, how they are signed, what they mean.
Does not own: sending, listening, clocks, randomness, files.
Imported by: `api` (to ask), `server` (to answer) and `cli` (for credentials).
"""
