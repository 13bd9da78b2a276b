"""What every run needs, whatever it does: files, lock, signals, workers, report, provenance, assets."""
