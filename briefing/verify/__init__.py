"""Summaries -> summaries with verdicts: is every point supported by its evidence."""
