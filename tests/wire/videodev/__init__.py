"""video.dev on the wire: what is said is what the vendor documents."""
