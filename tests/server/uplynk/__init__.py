"""Answers to Uplynk's two APIs."""
