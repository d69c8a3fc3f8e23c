"""Tests of what is said to Uplynk and by it."""
