"""Tests of the subject: time, selections, assets, drafts."""
