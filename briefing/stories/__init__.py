"""Summaries -> stories: grouping, tracking from day to day, conflicts, ranking."""
