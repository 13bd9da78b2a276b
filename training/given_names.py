"""Count which words are given names, and whether men's or women's, in the training articles.

    python -m training.given_names

A word that starts a name of two or more words is counted once for each surname of an article. A title, an office or an
age beside the name is a sign of a person; "he" alone or "she" alone before the next name tells men from women.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from briefing.language import of
from briefing.language.fold_words import fold
from briefing.language.language_words import Naming
from briefing.language.word_rarity_and_capitals import is_name, weight
from training.words import texts as file_texts

# Seldom seen words are left out: names per word.
FEWEST = 3
# Signs from which a word that is mostly written small may be a given name too ("Mark").
SURE = 5
# Weight in `word_rarity_and_capitals` below which a word is listed as a common one: a single sign does not make it a
# given name.
LISTED = 10.8
# As if so many more names had been seen, of which so many with a sign.
PRIOR_NAMES, PRIOR_SIGNS = 4.0, 0.2
_CAPITAL = r"[A-ZÀ-ÖØ-Þ](?:\w|['’](?!s\b)(?=\w)|-(?=\w))+"
_INNER = rf"(?: (?:[A-Z]\.|de|van|von|al|bin|el|da|di|del|la|le|ben|{_CAPITAL})){{0,2}}"
_NAME = re.compile(rf"(?<![\w'’-])({_CAPITAL}){_INNER} ({_CAPITAL})(?!\w)")
_FILES = {
    "en": (
        "summaries/train_cnndm",
        "summaries/train_cnndm_more",
        "summaries/train_inshorts",
        "summaries/train_bbc",
        "multi/train_allsides",
    ),
    "fr": ("fr/train_orangesum",),
}
_AGE = re.compile(r"(?:['’]s)?,? (?:\(?\d{1,2}\)?,|aged \d|\(?\d{1,2} ans|âgée? de)|(?:['’]s)?,? (?:who|qui)\b")
_FRENCH_SAID = re.compile(
    r"[,.]? (?:(?:a|avait|s['’]est|a-t-il|a-t-elle) )?(?:déclaré|indiqué|estimé|ajouté|expliqué|affirmé|assuré|précisé|"
    r"dit|annoncé|confié|explique|estime|affirme|assure|raconte)\b"
)
_HIM = {"en": re.compile(r"\b(?:he|him|his|himself)\b", re.I), "fr": re.compile(r"\b(?:il|lui)\b|\bM\. ", re.I)}
_HER = {"en": re.compile(r"\b(?:she|her|hers|herself)\b", re.I), "fr": re.compile(r"\belle\b|\bMme ", re.I)}
# Characters behind a name in which its pronoun is looked for.
_NEAR = 220


def texts(data: Path) -> Iterator[tuple[str, str]]:
    """(language, text) of every training article."""
    for language, names in _FILES.items():
        for name in names:
            yield from ((language, text) for text in file_texts(data / f"{name}.jsonl.gz"))


def count(articles: Iterator[tuple[str, str]]) -> dict[str, list[int]]:
    """For each first word of a name, folded: names, names with a sign, names with "he" behind, with "she" behind."""
    table: dict[str, list[int]] = {}
    for language, text in articles:
        words = of(language).naming
        found = list(_NAME.finditer(text))
        seen: set[tuple[str, str]] = set()
        for number, match in enumerate(found):
            first, last = match[1], match[2]
            if (
                (first, last) in seen
                or first.isupper()
                or first.lower() in words.openers
                or first.lower() in words.titles
            ):
                continue
            seen.add((first, last))
            row = table.setdefault(fold(first), [0, 0, 0, 0])
            row[0] += 1
            row[1] += _has_sign(text, match, words, language)
            stop = found[number + 1].start() if number + 1 < len(found) else len(text)
            near = text[match.end() : min(stop, match.end() + _NEAR)]
            him, her = bool(_HIM[language].search(near)), bool(_HER[language].search(near))
            row[2] += him and not her
            row[3] += her and not him
    return table


def _has_sign(text: str, match: re.Match[str], words: Naming, language: str) -> bool:
    before = re.findall(r"[\w-]+", text[max(0, match.start() - 20) : match.start()].rstrip(". "))
    last = before[-1].lower() if before else ""
    after = text[match.end() : match.end() + 24]
    said = language == "fr" and _FRENCH_SAID.match(after)
    return bool(last in words.titles or last in words.people or _AGE.match(after) or said)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--out", type=Path, default=Path("briefing/language/weights/given_names.tsv"))
    options = parser.parse_args()
    table = count(texts(options.data))
    lines = [
        f"{name}\t{(signs + PRIOR_SIGNS) / (names + PRIOR_NAMES):.3f}\t{he}\t{she}\n"
        for name, (names, signs, he, she) in sorted(table.items())
        if names >= FEWEST and (signs >= SURE or signs == 0 or is_name(name)) and (signs != 1 or weight(name) > LISTED)
    ]
    options.out.write_text("".join(lines), encoding="utf-8")
    shares = Counter(float(line.split("\t")[1]) >= 0.045 for line in lines)
    print(f"{len(lines)} words, {shares[True]} of them given names")


if __name__ == "__main__":
    main()
