"""Tests of the long work."""
