"""A summary -> the same summary with every shortened point that its evidence does not license shown whole again."""

from __future__ import annotations

from dataclasses import replace

from briefing.records import Document, KeyPoint, Summary
from briefing.verify import check_by_rules

__all__ = ["keep_licensed"]


def keep_licensed(summary: Summary, document: Document) -> Summary:
    """`summary` with only licensed wordings; `rejected` counts those that were dropped for the source's words."""
    points = tuple(_checked(point, document) for point in summary.key_points)
    rejected = sum(new is not old for new, old in zip(points, summary.key_points, strict=True))
    return replace(summary, key_points=points, rejected=summary.rejected + rejected) if rejected else summary


def _checked(point: KeyPoint, document: Document) -> KeyPoint:
    if point.kind == "verbatim":
        return point
    quotes = [" ".join(item.quote(document).split()) for item in point.evidence]
    reasons = check_by_rules.check(point.text, quotes, document.language, explained=True)
    if not reasons:
        return point
    return replace(point, text=quotes[0], evidence=point.evidence[:1], kind="verbatim", reasons=reasons)
