"""Turkish."""

from __future__ import annotations

import re

from briefing.language.language_words import (
    SYMBOLS,
    Events,
    Language,
    NumberWords,
    Page,
    Reading,
    Verification,
    forms,
    hedging,
    opening,
    patterns,
    units,
    word_set,
)

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
        r"bizi\b[^.!?]{0,60}\b(?:takip edin|beğenin)\b.{0,60}$|bu (?:haberi|yazıyı) paylaş(?:ın)?\b.{0,60}$",
        r"(?:e-?)?bülten(?:imiz)?e (?:abone|kayıt) olun\b.{0,80}$",
    ),
    paywall=(r"(?:devamını|tamamını) okumak için (?:abone|üye|giriş)",),
    cookies=(r"site(?:de|miz|mizde|si|sinde)?\s+çerez(?:ler)?i? kullan",),
)

# A verb denies with -ma or -me before its tense; without one they make a noun of it ("yapma", doing).
_DENYING = r"m[ae](?:d[ıi]|yaca|yece|m[ıi]ş|z(?:lar|ler|s[ae])?\b|yan|yen|mak|mek|yınca|yince)\w*"

_UNITS = SYMBOLS | units(
    ("saniye", "second", 1.0),
    ("dakika", "second", 60.0),
    ("saat", "second", 3600.0),
    ("gün", "second", 86400.0),
    ("hafta", "second", 604800.0),
    ("ay", "month", 1.0),
    ("yıl sene", "month", 12.0),
    ("metre", "metre", 1.0),
    ("kilometre", "metre", 1000.0),
    ("santimetre santim", "metre", 0.01),
    ("milimetre", "metre", 0.001),
    ("mil", "metre", 1609.344),
    ("kilo kilogram", "gram", 1000.0),
    ("ton", "gram", 1e6),
    ("hektar", "hectare", 1.0),
    ("litre", "litre", 1.0),
    ("derece", "degree", 1.0),
    ("megavat", "watt", 1e6),
    ("gigavat", "watt", 1e9),
)
_CURRENCIES = units(
    ("dolar", "dollar", 1.0),
    ("sent", "cent", 1.0),
    ("euro avro", "euro", 1.0),
    ("lira tl", "lira", 1.0),
    ("kuruş", "lira", 0.01),
    ("sterlin", "pound", 1.0),
    ("kron", "crown", 1.0),
    ("frank", "franc", 1.0),
    ("yen", "yen", 1.0),
    ("ruble", "ruble", 1.0),
)

# What is counted in a report of an accident, a raid or a vote, and what keeps two figures from being of one fact.
_EVENTS = Events(
    roles=patterns(
        {
            "dead": r"öl(?:dü|en|ü|düğü|müştü|müş|enler|üm|ümü)\w*|hayatını kaybe\w+|yaşamını yitir\w+|"
            r"can kayb\w+|can verd\w+|"
            r"öldürül\w+|can aldı",
            "hurt": r"yarala\w+|yaralı\w*",
            "missing": r"kayıp(?:lar)?|kaybol\w+|haber alınamayan\w*",
            "moved": r"tahliye\w*|yerinden\w*|evsiz\w*",
            "held": r"gözaltı\w*|tutukla\w+|yakala\w+|rehine\w*|rehin",
            "rescued": r"kurtar\w+",
            "cases": r"vaka\w*|hasta(?:lar|lan\w+)?|enfekte|bulaş\w+",
            "jobs": r"istihdam|işten çıkar\w+|işini|çalışanın işine",
            "vote": r"oy(?:la|u|un|lar|ları|luk)?",
        }
    ),
    people=word_set(
        "kişi kişinin kişiyi kişiye insan yolcu sakin erkek kadın çocuk sivil asker öğrenci turist çalışan işçi "
        "hasta kurban "
        "vatandaş"
    ),
    anybody=word_set("kişi kişinin kişiyi kişiye insan kurban vatandaş"),
    clause_break=re.compile(r"[,;:()–—]|\b(?:ama|ancak|fakat|ve|ise|iken|bunların|aralarında)\b", re.IGNORECASE),
    part=re.compile(
        r"^['’]?\w{0,4}\s*(?:[\w-]+\s+){0,1}?(?:bunların|onların)\b|^['’](?:s[iıuü]|[iıuü])(?:n[iıuü]n?)?\b|"
        r"^\s*(?:ilave|ek)\b",
        re.IGNORECASE,
    ),
    further=re.compile(r"\b(?:diğer|başka|ek|ilave|yeni|daha)\s+$", re.IGNORECASE),
    moved_behind=re.compile(
        r"['’]\w{1,3}\s+(?:yükse\w+|çık(?:tı|mış|ıyor|tığı\w*)|ulaş\w+|art\w+|düş\w+|in(?:di|miş|iyor))", re.IGNORECASE
    ),
    total=re.compile(r"\b(?:sayısı|sayısının|toplam\w*|bilanço\w*|şu ana kadar|şimdiye kadar)\b", re.IGNORECASE),
    past=re.compile(
        r"\b(?:(?:yıl|ay|hafta|sene) önce|geçen (?:yıl|ay|hafta|sene)|geçtiğimiz (?:yıl|ay|hafta)|önceki\w*|"
        r"rekor\w*)\b",
        re.IGNORECASE,
    ),
    expected=re.compile(
        r"\b(?:bekle\w+|tahmin\w*|öngör\w+|ekonomist\w*|analist\w*|hedef\w*|gerek\w*|ihtiyaç)\b", re.IGNORECASE
    ),
    back=re.compile(
        r"\b(?:yıl|ay|hafta|sene) önce\b|\bgeçen (?:yıl|ay|sene)\b|\bbir önceki (?:yıl|ay)\w*\b", re.IGNORECASE
    ),
    foreseen=re.compile(
        r"\b(?:\w+(?:acak|ecek|acağ\w+|eceğ\w+|acaklar|ecekler)|plan\w+|öner\w+|\w+abilir|\w+ebilir)\b", re.IGNORECASE
    ),
    compared=re.compile(r"\b(?:yerine|karşı|oranla|kıyasla)\s+(?:yaklaşık )?$", re.IGNORECASE),
    alongside=re.compile(r"^\W*(?:\w+\s+){0,3}?(?:diğer|dahil|hariç|yanı sıra|birlikte)\b", re.IGNORECASE),
    age_before=re.compile(r",\s+$"),
    age_after=re.compile(r"\syaş\w*\b", re.IGNORECASE),
)

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
    units=_UNITS,
    currencies=_CURRENCIES,
    percent=("puan",),
    percent_before=("yüzde", "%"),
    hedges=hedging(
        about="yaklaşık|aşağı yukarı|takriben|ortalama|tahminen",
        nearly="neredeyse|hemen hemen|yalnızca",
        at_least="en az|asgari|minimum",
        at_most="en fazla|en çok|azami|maksimum",
    ),
    hedges_after=hedging(
        about="civarında|dolayında|kadar|yakın",
        more="fazla|aşkın|çok",
        at_least="veya daha fazla",
        fewer="az|daha az",
    ),
    number_case=re.compile(r"'(?:[dt][ae]n?|[ys]?[iıuüae]|n[iıuü]n|[iıuü]n|n[ae])(?![^\W\d_])"),
    rates=word_set("başına"),
    not_counted=word_set("ve ya da olan yeni diğer fazla aşkın yakın kadar çok az daha civarında dolayında"),
    relative_days=word_set("bugün dün yarın"),
    function_words=word_set(
        "ve veya ya da de ki bu şu o bir her hiç çok daha en gibi için ile kadar göre sonra önce ama ancak "
        "fakat ise değil var "
        "yok olan olarak olduğu oldu olduğunu eden etti edildi edilen tarafından üzerine üzerinde içinde "
        "arasında karşı "
        "ne nasıl neden kim onun onlar biz siz ben sen kendi tüm bütün bazı dedi söyledi açıkladı yeni"
    ),
    stem_letters=5,
    verification=Verification(
        speech=re.compile(
            r"\b(?:göre|dedi|söyle\w+|açıkla\w+|bildir\w+|belirt\w+|ifade et\w+|duyur\w+|aktar\w+|sözcü\w*)\b",
            re.IGNORECASE,
        ),
    ),
    events=_EVENTS,
    reading=Reading(
        third_person=re.compile(r"\b(?:o|onlar|onu|ona|onun|onların|onları|kendisi)\b", re.IGNORECASE),
        dangling=opening(
            r"o|onlar|onu|ona|onun|onların|bu|bunlar|bunu|buna|bunun|şu|şunlar|orada|burada|ikisi|her ikisi|"
            r"diğeri|diğerleri|böyle|öyle|kendisi"
        ),
        expletive=opening(r"bu (?:yıl|hafta|ay|sabah|akşam|gece|yaz|kış|sezon)"),
        linking=opening(
            r"ve|ayrıca|bunun üzerine|daha sonra|sonra|öte yandan|bu arada|böylece|dolayısıyla|ardından|üstelik|"
            r"nitekim|ama|ancak|fakat|buna rağmen|oysa|yine de"
        ),
        contrast=opening(r"ama|ancak|fakat|buna rağmen|oysa|yine de"),
    ),
)
