"""Translation models of the Hub's families: which languages they have, how they are told, and what they write."""

from __future__ import annotations

import shutil
import warnings

import pytest
import translators
from generators import tiny_seq2seq

from briefing.config import ModelSettings
from briefing.errors import ModelError
from briefing.models.generator_protocol import Decoding, Prompt, make_generator

LONG = Decoding(60)
pytest.importorskip("sentencepiece")


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    root = tmp_path_factory.mktemp("translators")
    with warnings.catch_warnings():
        # The tokenizer of Marian recommends a package where it is made.
        warnings.simplefilter("ignore")
        return {
            "opus-de-en": translators.marian(root / "opus-de-en"),
            "opus-mul-en": translators.marian(root / "opus-mul-en", source="mul"),
            "opus-de-roa": translators.marian(
                root / "opus-de-roa", target="roa", marks=(">>fra<<", ">>spa<<"), recited=translators.FRENCH
            ),
            "m2m100": translators.m2m100(root / "m2m100"),
            "nllb": translators.nllb(root / "nllb"),
            "bart": tiny_seq2seq(root / "bart"),
        }


def _generator(folder):
    return make_generator(ModelSettings(generator=str(folder), device="cpu"))


@pytest.mark.parametrize(
    ("name", "pairs"),
    [
        ("opus-de-en", {("de", "en"): True, ("de", "fr"): False, ("en", "de"): False, ("fr", "en"): False}),
        ("opus-mul-en", {("de", "en"): True, ("ja", "en"): True, ("ja", "fr"): False}),
        ("opus-de-roa", {("de", "fr"): True, ("de", "es"): True, ("de", "it"): False, ("en", "fr"): False}),
        ("m2m100", {("de", "en"): True, ("ja", "uk"): True, ("de", "tlh"): False}),
        ("nllb", {("de", "fr"): True, ("fr", "en"): True, ("ja", "en"): False, ("de", "ja"): False}),
        ("bart", {("de", "en"): False, ("en", "fr"): False}),
    ],
)
def test_a_model_says_between_which_languages_it_translates(folders, name, pairs):
    generator = _generator(folders[name])
    assert {pair: generator.translates(*pair) for pair in pairs} == pairs


@pytest.mark.parametrize(
    ("name", "language", "expected"),
    [
        ("opus-de-en", "en", translators.ENGLISH),
        ("opus-de-roa", "fr", translators.FRENCH),
        ("m2m100", "en", translators.ENGLISH),
        ("m2m100", "fr", translators.FRENCH),
    ],
)
def test_what_it_writes_comes_back_whole_without_marks_of_its_own(folders, name, language, expected):
    reply = _generator(folders[name]).generate([Prompt(translators.GERMAN, languages=("de", language))], LONG)[0]
    assert (reply.text, reply.complete, reply.failure) == (expected, True, None)


def test_two_languages_in_one_call_are_told_apart(folders):
    asked = [Prompt(translators.GERMAN, languages=("de", code)) for code in ("fr", "en", "fr")]
    replies = _generator(folders["m2m100"]).generate(asked, LONG)
    assert [reply.text for reply in replies] == [translators.FRENCH, translators.ENGLISH, translators.FRENCH]


def test_a_text_too_long_for_the_model_fails_alone(folders):
    asked = [Prompt(text, languages=("de", "en")) for text in (translators.GERMAN * 40, translators.GERMAN)]
    replies = _generator(folders["opus-de-en"]).generate(asked, LONG)
    assert [reply.failure for reply in replies] == ["does not fit into the model's context", None]


def test_a_model_whose_tokenizer_needs_a_package_that_is_not_there_says_which(folders, monkeypatch):
    import transformers

    def lacking(*_, **__):
        raise ImportError("MarianTokenizer requires the SentencePiece library but it was not found")

    monkeypatch.setattr(transformers.AutoTokenizer, "from_pretrained", lacking)
    with pytest.raises(ModelError, match="needs one more package") as raised:
        _generator(folders["opus-de-en"]).translates("de", "en")
    assert "sentencepiece" in raised.value.hint


def test_a_damaged_model_is_told_in_one_line(folders, tmp_path):
    broken = tmp_path / "broken"
    shutil.copytree(folders["opus-de-en"], broken)
    (broken / "vocab.json").write_text("[]", encoding="utf-8")
    with pytest.raises(ModelError, match="cannot be loaded"):
        _generator(broken).translates("de", "en")
