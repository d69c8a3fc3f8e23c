"""Tests of what is said to Blue Billywig and by it."""
