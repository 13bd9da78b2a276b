"""Sound inputs that `fuzz.py` damages, of kinds that the sample articles of seeds/ lack."""

from __future__ import annotations

import gzip
import io
from email.message import EmailMessage

__all__ = [
    "ATOM", "CONFIG", "DSN", "FRONT", "JSON_FEED", "JSON_LINES", "MODEL", "OPML", "PDF", "READERS", "ROBOTS", "TOKEN",
    "compressed", "letter", "word_document",
]  # fmt: skip

ATOM = b"""<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"
xml:lang="en" xml:base="/b/">
<title>Post</title><id>urn:x</id><updated>2025-10-22T08:00:00Z</updated><entry><id>tag:a,2025:1</id>
<title type="html">Bridge &lt;b&gt;closed&lt;/b&gt;</title>
<link href="a.html"/><published>2025-10-22T07:00:00+02:00</published>
<author><name>A</name></author><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>The bridge of Orlin is
closed.</p></div></content></entry></feed>"""
JSON_FEED = b"""{"version": "https://jsonfeed.org/version/1.1", "title": "Post", "home_page_url": "https://x.example/",
"items": [{"id": "1", "url": "https://x.example/1", "title": "Bridge", "content_html": "<p>The bridge is closed.</p>",
"date_published": "2025-10-22T08:00:00Z", "authors": [{"name": "A"}], "tags": ["a"], "attachments": []}]}"""
JSON_LINES = b"""{"id": "1", "title": "Bridge", "text": "The bridge of Orlin is closed.", "published": "2025-10-22"}
{"id": "2", "html": "<p>The pool is open.</p>", "url": "https://x.example/2", "outlet": "Post", "language": "en"}
"""
FRONT = b"""---
title: "Bridge: closed"
published: 2025-10-22T08:00:00+02:00
author: [Ann, Bo]
tags: {a: 1, b: [x, y]}
note: |
  Two
  lines
---

# Bridge

The bridge of Orlin is **closed**, see [the map](https://x.example/map "Map").

| a | b |
|---|---|
| 1 | 2 |

- One[^1]

[^1]: A note.
"""
OPML = b"""<?xml version="1.0"?><opml version="2.0"><head><title>Feeds</title></head><body><outline text="News">
<outline type="rss" text="Post" xmlUrl="https://x.example/feed" htmlUrl="https://x.example/"/></outline>
</body></opml>"""
DSN = b"""From: MAILER-DAEMON@mx.example\nTo: news+12-abcdefghijklmnop@x.example\nSubject: Undelivered
Message-ID: <1@mx>
MIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary="b"\n
--b
Content-Type: text/plain; charset=utf-8\n
It could not be delivered.\n--b\nContent-Type: message/delivery-status\n
Reporting-MTA: dns; mx.example\nArrival-Date: Tue, 21 Oct 2025 08:00:00 +0000\n
Final-Recipient: rfc822; ann@x.example\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 unknown\n
--b\nContent-Type: message/rfc822\n\nMessage-ID: <a.12@x.example>\nSubject: News\n\nText\n--b--\n"""
READERS = b'address,name,hour,language,days\nann@x.example,"B, Ann",7,en,mon tue\nbo@x.example,Bo,,de,\n'
CONFIG = b"""[briefing]\ntitle = "News"\ntimezone = "Europe/Paris"\nmax_stories = 5\n[[source]]\nurl = "https://x.example/"
name = "Post"\n[email]\nsender = "News <news@x.example>"\n[[section]]\nname = "World"\nwords = ["war"]\n"""
ROBOTS = b"User-agent: *\nDisallow: /a*b$\nAllow: /a\nCrawl-delay: 3\nSitemap: https://x.example/s.xml\n"
TOKEN = b"mfrggzdfmztwq2lknnwg23tpobyxe43uov3ho6dzpiytemzugu3donrx"
MODEL = b"Sure! Here it is:\n\n1. The bridge of Orlin is closed until May.\n"
PDF = b"""%PDF-1.4
1 0 obj
<< /Type /Catalog /Pages 2 0 R >>
endobj
2 0 obj
<< /Type /Pages /Count 1 /Kids [4 0 R] >>
endobj
3 0 obj
<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>
endobj
4 0 obj
<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources << /Font << /F1 3 0 R >> >> >>
endobj
5 0 obj
<< /Length 72 >>
stream
BT /F1 11 Tf 40 780 Td 14 TL (The bridge of Orlin is closed.) Tj T* ET
endstream
endobj
xref
0 6
trailer
<< /Size 6 /Root 1 0 R >>
startxref
9
%%EOF"""


def letter() -> bytes:
    """A mail with text, HTML and an attached mail."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "Ann <ann@x.example>", "news@x.example", "Brücke – gesperrt"
    message["Date"], message["Message-ID"] = "Tue, 21 Oct 2025 08:00:00 +0100", "<1@x.example>"
    message["List-Id"] = "Post <post.x.example>"
    message.set_content("The bridge of Orlin is closed.\n\nunsubscribe mfrggzdfmztwq2lknnwg23tpobyxe43u\n")
    message.add_alternative("<html><body><p>The bridge of Orlin is <b>closed</b>.</p></body></html>", subtype="html")
    message.add_attachment(b"a,b\n1,2\n", maintype="text", subtype="csv", filename="a.csv")
    return message.as_bytes()


def word_document() -> bytes:
    """A Word document."""
    import docx

    made = docx.Document()
    made.add_heading("Bridge closed", 0)
    made.add_paragraph("The bridge of Orlin is closed until May, the council said.")
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def compressed() -> bytes:
    """A page as a server compresses it."""
    return gzip.compress(b"<p>The bridge of Orlin is closed.</p>" * 20, mtime=0)
