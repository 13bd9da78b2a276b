"""What every run needs, whatever it does: files, lock, signals, the pool of processes, report, provenance, assets."""
