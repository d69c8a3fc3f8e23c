"""The embedded server, asked over ASGI with requests that are signed here by hand."""
