"""Proof of what cliptui does, room for room."""
