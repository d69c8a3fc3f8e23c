"""video.dev's API on our server, asked without our own client."""
