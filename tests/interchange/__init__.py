"""Formats of other programs, checked against readers that are not ours."""
