"""`briefing verify --jsonl`, as its user sees it."""

from __future__ import annotations

import json

TEXT = "The council of Port Ellery voted on Monday to close the iron bridge until spring. Nobody voted against it."


def lines(*objects):
    return "".join((item if isinstance(item, str) else json.dumps(item)) + "\n" for item in objects)


def test_verdicts_come_in_order_with_a_failure_in_its_place(briefing):
    stdin = lines(
        {"id": "a", "text": TEXT, "claim": "The council voted to close the iron bridge until spring."},
        "not json",
        {"id": "c", "text": TEXT},
        {"id": 4, "text": TEXT, "claim": "Lena Dahl of Dunmore gave 90 goats to the navy in 1974."},
    )
    done = briefing("verify", "--jsonl", "-", stdin=stdin)
    out = [json.loads(line) for line in done.out.splitlines()]
    assert done.code == 3
    assert [item["id"] for item in out] == ["a", "line 2", "c", "4"]
    assert out[0]["verdict"] == "supported"
    assert out[0]["reasons"] == []
    assert out[1]["failure"]["message"] == "is not JSON"
    assert out[2]["failure"]["message"] == "has no claim"
    assert out[3]["verdict"] == "unsupported"
    assert "the evidence has no number 90" in out[3]["reasons"]
    assert set(out[0]) == {"id", "score", "verdict", "reasons"}
    assert 0 <= out[3]["score"] < 0.5 <= out[0]["score"] <= 1


def test_claim_and_text_in_two_languages_are_not_compared(briefing):
    french = "Le conseil de Port Ellery a décidé lundi de fermer le pont de fer jusqu'au printemps."
    done = briefing("verify", "--jsonl", "-", stdin=lines({"id": "a", "text": TEXT, "claim": french}))
    (answer,) = [json.loads(line) for line in done.out.splitlines()]
    assert (answer["verdict"], answer["score"]) == ("unsupported", 0.0)
    assert answer["reasons"] == [
        "the claim seems to be in another language (fr) than the text (en); the two cannot be compared"
    ]


def test_nothing_in_is_nothing_out(briefing):
    done = briefing("verify", "--jsonl", "-", stdin="\n\n")
    assert (done.code, done.out) == (0, "")


def test_without_a_file_it_is_wrong_usage(briefing):
    assert briefing("verify").code == 2
