"""Tests of what is said, pinned by material of the vendors."""
