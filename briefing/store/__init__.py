"""The only place that imports sqlite3: one module per table family, append-only migrations in `schema`."""
