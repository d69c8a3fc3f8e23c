"""Tests of frames becoming cells."""
