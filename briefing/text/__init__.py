"""Bytes and marks, whatever the language: Unicode, HTML, addresses of pages and people, dates, page metadata."""
