from functools import cache

import pytest

from briefing.runtime import code_fingerprint


def test_the_fingerprint_names_code_and_packages(monkeypatch):
    code_fingerprint.code_fingerprint.cache_clear()
    own = code_fingerprint.code_fingerprint()
    code_fingerprint.code_fingerprint.cache_clear()
    assert code_fingerprint.code_fingerprint() == own
    code_fingerprint.code_fingerprint.cache_clear()
    monkeypatch.setattr(code_fingerprint, "versions", lambda: {"trafilatura": "0.0.1"})
    assert code_fingerprint.code_fingerprint() != own
    code_fingerprint.code_fingerprint.cache_clear()


def test_packages_that_results_rest_on_are_named():
    assert {"python", "torch", "trafilatura", "sentencex"} <= code_fingerprint.versions().keys()


@pytest.mark.parametrize(
    ("path", "results", "pages"),
    [
        ("stories/merge_points.py", True, True),
        ("models/weights/salience.safetensors", True, True),
        ("language/weights/words.tsv", True, True),
        ("render/html.py", False, True),
        ("archive/plan_and_render_pages.py", False, True),
        ("cli/build.py", False, False),
        ("deliver/queue_and_send_digest.py", False, False),
        ("stories/__pycache__/merge.py", False, False),
        ("stories/notes.md", False, False),
    ],
)
def test_a_change_of_the_code_shows_where_something_depends_on_it(tmp_path, path, results, pages):
    def both():
        return [
            code_fingerprint._fingerprint(tmp_path, left)
            for left in (code_fingerprint._NOT_RESULTS, code_fingerprint._NOT_PAGES)
        ]

    file = tmp_path / path
    file.parent.mkdir(parents=True)
    file.write_text("LIMIT = 1")
    before = both()
    file.write_text("LIMIT = 2")
    assert [one != two for one, two in zip(before, both(), strict=True)] == [results, pages]


def test_both_fingerprints_read_a_file_once(monkeypatch):
    read = []

    def digest_of(path):
        read.append(path)
        return b""

    monkeypatch.setattr(code_fingerprint, "_own_digest", cache(digest_of))
    for fingerprint in (code_fingerprint.code_fingerprint, code_fingerprint.page_fingerprint):
        fingerprint.cache_clear()
        fingerprint()
        fingerprint.cache_clear()
    assert len(read) == len(set(read)) > 300
