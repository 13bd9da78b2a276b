"""Editions -> readers: messages are queued in an outbox, sent once each, and accounted for."""
