"""Answers to Blue Billywig's SAPI."""
