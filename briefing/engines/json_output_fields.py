"""Documents, summaries, points and failures -> the fields of the JSON objects that `--json` and `--jsonl` print.

These names are a public interface, described in docs/interfaces.md.
"""

from __future__ import annotations

from typing import Any

from briefing.records import Article, Document, EncodedArticle, Failure, KeyPoint

__all__ = ["Fields", "document_fields", "failure_fields", "source_fields", "summary_fields"]

_STREAM = "-"
Fields = dict[str, Any]
"""One JSON object."""


def failure_fields(failure: Failure) -> Fields:
    """What stands in the place of an article that could not be used."""
    reason = {"code": failure.code, "message": failure.message}
    if failure.hint:
        reason["hint"] = failure.hint
    return {"id": failure.subject, "failure": reason}


def document_fields(document: Document) -> Fields:
    """`{id, title, text, author, published, language, sentences}` of a document, and what else is known of it."""
    return {
        "id": document.id,
        "title": document.title,
        **source_fields(document),
        "text": document.text,
        "author": document.author,
        "published": document.published.isoformat() if document.published else None,
        "language": document.language,
        "sentences": [list(span) for span in document.sentences],
        **({"url": document.url} if document.url else {}),
        **({"outlet": document.outlet} if document.outlet else {}),
        **({"labels": list(document.labels)} if document.labels else {}),
        **({"kind": document.kind} if document.kind != "news" else {}),
    }


def source_fields(document: Document) -> Fields:
    """The file, folder or address it is from; nothing where it is a line of a stream, which has its id alone."""
    return {} if document.source in (document.id, _STREAM) else {"source": document.source}


def summary_fields(encoded: EncodedArticle, article: Article | Failure) -> Fields:
    """`{id, key_points, model}` of an encoded article; with the text that its offsets index where it came as markup."""
    document, summary = encoded.document, encoded.summary
    return {
        "id": document.id,
        **({"title": document.title} if document.title else {}),
        **source_fields(document),
        "key_points": [_point(point, document) for point in summary.key_points],
        "model": summary.model,
        **({"note": summary.note} if summary.note else {}),
        **({"rejected": summary.rejected} if summary.rejected else {}),
        **({"text": document.text} if isinstance(article, Article) and article.markup != "text" else {}),
    }


def _point(point: KeyPoint, document: Document) -> Fields:
    return {
        "text": point.text,
        "kind": point.kind,
        "verdict": point.verdict,
        "score": point.score,
        "evidence": [{"start": item.start, "end": item.end, "quote": item.quote(document)} for item in point.evidence],
    }
