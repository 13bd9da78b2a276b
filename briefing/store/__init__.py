"""The only place that imports sqlite3: one module per table family, which its append-only migrations make."""
