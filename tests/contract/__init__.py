"""One contract, both sides: our client asks our server, over real video files."""
