"""Editions -> the static site: pages, index, addresses, feeds, search, a check of its links, and a preview server."""
