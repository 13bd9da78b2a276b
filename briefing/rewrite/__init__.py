"""Key points in a model's words: prompts, replies, and whether what comes back may be shown."""
