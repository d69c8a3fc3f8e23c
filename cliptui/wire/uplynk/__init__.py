"""What is said to Uplynk and by it: the Asset API (v2) and the clipping API (v4).

Owns: signatures, requests, answers and refusals, times and queries, both directions; and the
few extensions of our own embedded server, named as such (`extensions`).
Does not own: sending and listening, the clock, nonces.
Imported by: `api.uplynk`, `server.uplynk` and `cli` (for credentials).
"""
