"""Lines that are articles, questions, or failures of an earlier command."""

import io
import itertools
import json

import pytest

from briefing.ingest import jsonl_articles_and_claims
from briefing.records import Article, Failure


def failure_of(text):
    (found,) = jsonl_articles_and_claims.parse([text.encode()])
    return found


def test_a_line_that_already_is_a_failure_keeps_its_reason():
    found = failure_of('{"id": "p7", "failure": {"code": "fetch", "message": "timed out", "hint": "Try later."}}')
    assert found == Failure("p7", "fetch", "timed out", "Try later.")
    (asked,) = jsonl_articles_and_claims.parse_questions(
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


FRENCH = "L’été à Besançon : le conseil a fermé le pont de fer jusqu’au printemps, « pour de bon », dit le maire."
RUSSIAN = "Городской совет решил закрыть железный мост до весны, потому что инженеры нашли трещины в двух опорах."
GERMAN = "Der Stadtrat schließt die eiserne Brücke bis zum Frühling, weil Ingenieure Risse gefunden haben."
WIDE = ("utf-16", "utf-16-le", "utf-16-be")
LINE_ENDS = "The council\u2028shut the\x85bridge."


def lines(*texts):
    return (
        "\n".join(json.dumps({"id": str(n), "text": text}, ensure_ascii=False) for n, text in enumerate(texts)) + "\n"
    )


def texts(data):
    """The texts of a file and of a stream with these bytes."""
    found = list(jsonl_articles_and_claims.parse(jsonl_articles_and_claims.lines_of(data)))
    streamed = list(jsonl_articles_and_claims.parse(io.BytesIO(data)))
    assert [each.content for each in found] == [each.content for each in streamed]
    return [each.content for each in found]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (FRENCH, "cp1252"), (GERMAN, "latin-1"), (RUSSIAN, "cp1251"), (RUSSIAN, "koi8-r"),
        (LINE_ENDS, "utf-8"), *itertools.product((FRENCH, RUSSIAN, LINE_ENDS), (*WIDE, "utf-8-sig")),
    ],
)  # fmt: skip
def test_lines_in_any_encoding_are_read(text, encoding):
    assert texts(lines(text, "The bridge is shut.", text).encode(encoding)) == [text, "The bridge is shut.", text]


def test_one_line_in_another_encoding_does_not_change_the_others():
    data = lines(FRENCH).encode() + lines(GERMAN).encode("latin-1") + lines(RUSSIAN).encode()
    assert texts(data) == [FRENCH, GERMAN, RUSSIAN]


def test_a_broken_byte_costs_one_letter():
    data = lines(FRENCH, GERMAN).encode().replace("ü".encode(), b"\xc3", 1)
    assert texts(data) == [FRENCH, GERMAN.replace("ü", "�", 1)]


@pytest.mark.parametrize("encoding", WIDE)
def test_a_file_in_utf_16_that_is_cut_off_loses_its_last_line_alone(encoding):
    found = list(jsonl_articles_and_claims.parse(io.BytesIO(lines(FRENCH, GERMAN).encode(encoding)[:-31])))
    assert [isinstance(each, Article) for each in found] == [True, False]


def test_questions_may_be_in_utf_16_too():
    (asked,) = jsonl_articles_and_claims.parse_questions(io.BytesIO(
        json.dumps({"id": "q", "text": FRENCH, "claim": GERMAN}, ensure_ascii=False).encode("utf-16")
    ))  # fmt: skip
    assert (asked.text, asked.claim) == (FRENCH, GERMAN)
