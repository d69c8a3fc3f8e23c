"""Answering as a service does, over a folder of real video files.

Owns: the folder as a library of assets, drafts and their conversion into clips, routes.
Does not own: how requests and answers look (`wire`), decoding and cutting (`media`), the file
that drafts are kept in (`store`, which is given as a `Ledger`), sockets.
Imported by: `cli`.
"""
