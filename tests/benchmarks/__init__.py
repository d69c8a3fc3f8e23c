"""Measurements, each with one documented command; none is part of the test suite."""
