"""Turkish: its number words, labels of opinion and advertisements, and what pages say around their articles."""

from __future__ import annotations

import re

from briefing.language.language_words import Language, NumberWords, Page, forms, word_set

__all__ = ["LANGUAGE"]

# The reader of quantities knows "ı" as "i" as well.
_NUMBERS = NumberWords(
    values=forms(
        ("sıfır sifir", 0),
        ("bir", 1),
        ("iki", 2),
        ("üç", 3),
        ("dört", 4),
        ("beş", 5),
        ("altı alti", 6),
        ("yedi", 7),
        ("sekiz", 8),
        ("dokuz", 9),
        ("on", 10),
        ("yirmi", 20),
        ("otuz", 30),
        ("kırk kirk", 40),
        ("elli", 50),
        ("altmış altmiş", 60),
        ("yetmiş", 70),
        ("seksen", 80),
        ("doksan", 90),
    ),
    articles=word_set("bir"),
    loose=forms(("yarım yarısı", 0.5), ("çift", 2)),
    ordinals=forms(
        ("ikinci", 2),
        ("üçüncü", 3),
        ("dördüncü", 4),
        ("beşinci", 5),
        ("altıncı altinci", 6),
        ("yedinci", 7),
        ("sekizinci", 8),
        ("dokuzuncu", 9),
        ("onuncu", 10),
    ),
    hundreds=frozenset(("yüz",)),
    scales=forms(("bin", 1e3), ("milyon", 1e6), ("milyar", 1e9), ("trilyon", 1e12)),
    dozens=forms(("düzine", 12)),
    bare=word_set("yüz bin"),
    vague=word_set("birkaç birçok"),
    halves=("buçuk",),
    ten_goes_on=True,
    compounds=True,
)

_PAGE = Page(
    junk=(
        r"(?:ilgili haberler|ilginizi çekebilir|bunlar da ilginizi çekebilir|ayrıca okuyun)\s*:?[^.!?]{0,100}$",
        r"(?:fotoğraf|kaynak)\s*[:/©].{0,120}$",
        r"reklam\W*$",
    ),
    paywall=(r"(?:devamını|tamamını) okumak için (?:abone|üye|giriş)",),
    cookies=(r"site(?:de|miz|mizde|si|sinde)?\s+çerez(?:ler)?i? kullan",),
)

# A verb denies with -ma or -me before its tense; without one they make a noun of it ("yapma", doing).
_DENYING = r"m[ae](?:d[ıi]|yaca|yece|m[ıi]ş|z(?:lar|ler|s[ae])?\b|yan|yen|mak|mek|yınca|yince)\w*"

LANGUAGE = Language(
    code="tr",
    numbers=_NUMBERS,
    denial=re.compile(
        rf"\b(?:değil\w*|yok(?:tur|tu|muş|sa)?|hayır|hiç\w*|kimse|asla|ne ?(?=\w+ ne\b)|olmaksızın|"
        rf"(?!namaz)(?-i:[a-zçğıöşü]{{2,}})(?:{_DENYING}|m[ıiuü]yor\w*))(?!\w)",
        re.IGNORECASE,
    ),
    article_kinds={
        "opinion": ("görüş", "yorum", "köşe yazısı", "köşe yazıları", "başyazı", "yazarlar", "okur mektupları"),
        "analysis": ("analiz", "değerlendirme"),
        "satire": ("mizah", "hiciv"),
        "sponsored": ("reklam", "sponsorlu içerik", "sponsorlu", "ilan", "tanıtım yazısı"),
    },
    page=_PAGE,
)
