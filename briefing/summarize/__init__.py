"""Documents -> summaries: which sentences matter, and how much of each is shown."""
