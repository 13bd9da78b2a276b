"""Lines that are articles, questions, or failures of an earlier command."""

import pytest

from briefing.ingest import article_and_claim_lines
from briefing.records import Article, Failure


def failure_of(text):
    (found,) = article_and_claim_lines.parse([text.encode()])
    return found


def test_a_line_that_already_is_a_failure_keeps_its_reason():
    found = failure_of('{"id": "p7", "failure": {"code": "fetch", "message": "timed out", "hint": "Try later."}}')
    assert found == Failure("p7", "fetch", "timed out", "Try later.")
    (asked,) = article_and_claim_lines.parse_questions(
        [b'{"id": "p7", "failure": {"code": "skipped", "message": "an episode"}}']
    )
    assert asked == Failure("p7", "skipped", "an episode")


def test_a_failure_without_code_or_id_is_one_all_the_same():
    assert failure_of('{"failure": {"message": "cannot be read", "hint": null}}') == Failure(
        "line 1", "format", "cannot be read"
    )


def test_a_failure_counts_more_than_what_was_kept_beside_it():
    assert failure_of('{"id": 3, "text": "Half a page", "failure": {"message": "is cut off"}}').message == "is cut off"


@pytest.mark.parametrize("failure", ["null", '"no"', "{}", '{"message": 5}', "[]"])
def test_what_is_no_failure_does_not_hide_an_article(failure):
    found = failure_of(f'{{"id": "a", "text": "The bridge is closed.", "failure": {failure}}}')
    assert isinstance(found, Article)
