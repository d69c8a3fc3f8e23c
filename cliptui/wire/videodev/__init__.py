"""video.dev: importing media, auto clips, clips and renderings, as said and understood.

Owns: paths and parameters (`requests` as a client asks, `params` as a server reads), answers
(`records`, `replies`), webhooks (`messages`), refusals, the key and the links to files.
Does not own: sending, and what is behind an answer.
Imported by: `api.videodev`, `server.videodev`, and `cli` for the key.

What the vendor documents is <https://api.video.dev/v1> `GET /auto_clips/{run_id}`; errors, the
payload of webhooks and the lifetime of links are not documented and said here as we chose.
"""
