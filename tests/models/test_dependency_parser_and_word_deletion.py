"""The shipped parser, and how heads become a tree."""

from __future__ import annotations

import random

import pytest

from briefing.errors import ModelError
from briefing.models.dependency_parser_and_word_deletion import DependencyParser, Parse, best_tree, is_tree

SENTENCES = [
    "The council of Port Ellery closed the old iron bridge to lorries on Monday.",
    "Mara Tesk, who had led the union since the spring, resigned after the vote.",
    "Two climbers were rescued by a crew from Orrin, where a storm had cut the only road.",
]


@pytest.fixture(scope="module")
def parser() -> DependencyParser:
    return DependencyParser()


def relations(text: str, parse: Parse | None) -> dict[str, str]:
    """The words of a parse by relation."""
    assert parse is not None
    return dict(zip(parse.relations, text.split(), strict=True))


def test_every_word_has_a_head_a_relation_a_tag_and_a_probability(parser):
    for text, parse in zip(SENTENCES, parser.parse(SENTENCES), strict=True):
        assert parse is not None
        assert {len(part) for part in (parse.heads, parse.relations, parse.tags, parse.drops)} == {len(text.split())}
        assert is_tree(parse.heads)
        assert all(0 <= drop <= 1 for drop in parse.drops)


def test_it_reads_who_did_what(parser):
    bridge, union, climbers = map(relations, SENTENCES, parser.parse(SENTENCES))
    assert (bridge["nsubj"], bridge["root"], bridge["obj"]) == ("council", "closed", "bridge")
    assert (union["root"], union["acl:relcl"]) == ("resigned", "led")
    assert (climbers["nsubj:pass"], climbers["obl:agent"]) == ("climbers", "crew")


def test_a_sentence_is_read_the_same_alone_and_in_company(parser):
    alone = [parser.parse([text])[0] for text in SENTENCES]
    assert [(each.heads, each.relations, each.drops) for each in parser.parse(SENTENCES)] == [
        (each.heads, each.relations, each.drops) for each in alone
    ]


@pytest.mark.parametrize("text", ["", "   ", "word " * 300, "\u200b \u200b"])
def test_what_cannot_be_read_has_no_parse(parser, text):
    assert parser.parse([text, SENTENCES[0]])[0] is None
    assert parser.parse([text, SENTENCES[0]])[1] is not None


def test_one_word_is_its_own_root(parser):
    (parse,) = parser.parse(["Closed."])
    assert parse is not None
    assert parse.heads == (0,)


@pytest.mark.parametrize("content", [None, b"", b"no weights at all"])
def test_damaged_weights_are_told(tmp_path, content):
    path = tmp_path / "parser.safetensors"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ModelError, match="weights that shorten sentences"):
        DependencyParser(path).parse(["The bridge closed."])


def test_any_scores_give_a_tree_and_good_heads_stay():
    chance = random.Random(7)
    for count in (1, 2, 3, 7, 25):
        for _ in range(100):
            scores = [[chance.random() for _ in range(count + 1)] for _ in range(count)]
            heads = best_tree(scores)
            assert is_tree(heads)
            wished = [max(range(count + 1), key=row.__getitem__) for row in scores]
            assert heads == wished or not is_tree(wished)


def test_a_loop_is_opened_where_it_costs_least():
    # 1 and 2 each want the other; the second hardly minds 3, which is the root.
    assert best_tree([[0, 0, 9, 1], [0, 5, 0, 4.5], [9, 0, 0, 0]]) == [2, 3, 0]


@pytest.mark.parametrize(
    ("heads", "tree"), [([0], True), ([2, 0], True), ([2, 1], False), ([0, 0], False), ([], False)]
)
def test_a_tree_has_one_root_above_every_word(heads, tree):
    assert is_tree(heads) is tree
