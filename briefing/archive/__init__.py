"""Editions -> the static site: pages, index, addresses, feeds, search, a check of its links, a preview server."""
