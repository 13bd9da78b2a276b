"""Editions -> bytes: Markdown, HTML, e-mail, feeds and the static archive, through the Jinja templates."""
