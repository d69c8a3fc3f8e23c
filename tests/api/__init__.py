"""Tests of asking services."""
