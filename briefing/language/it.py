"""Italian."""

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

_ONES = ("uno", "due", "tre", "quattro", "cinque", "sei", "sette", "otto", "nove")
_TEENS = ("undici", "dodici", "tredici", "quattordici", "quindici", "sedici", "diciassette", "diciotto", "diciannove")
_TENS = ("venti", "trenta", "quaranta", "cinquanta", "sessanta", "settanta", "ottanta", "novanta")


def _below_hundred() -> dict[str, float]:
    """1 to 99, each as one word: before "uno" and "otto" a ten loses its vowel, and a final "tre" gets an accent."""
    found: dict[str, float] = {word: number for number, word in enumerate(_ONES, 1)}
    found |= {word: number for number, word in enumerate(_TEENS, 11)} | {"dieci": 10}
    for ten, stem in zip(range(20, 100, 10), _TENS, strict=True):
        found[stem] = ten
        for number, one in enumerate(_ONES, 1):
            joined = (stem[:-1] if one[0] in "uo" else stem) + ("tré" if one == "tre" else one)
            found[joined] = ten + number
            found[joined.replace("é", "e")] = ten + number
        found[f"{stem[:-1]}un"] = ten + 1
    return found


def _whole() -> dict[str, float]:
    """0 to 999, each as one word: "duecentoquaranta"; with "mille" and "mila" they make longer ones."""
    small = _below_hundred() | {"tré": 3.0}
    found = {"zero": 0.0} | small
    for number, word in enumerate(("", *_ONES[1:]), 1):
        hundred = f"{word}cento"
        found[hundred] = 100.0 * number
        found |= {hundred + rest: 100 * number + value for rest, value in small.items()}
        found |= {hundred[:-1] + rest: 100 * number + value for rest, value in small.items() if rest[0] == "o"}
    return found


_NUMBERS = NumberWords(
    values=_whole() | forms(("un una", 1)),
    articles=word_set("un uno una"),
    loose=forms(("mezzo mezza metà", 0.5), ("entrambi entrambe doppio", 2)),
    ordinals=forms(
        ("secondo seconda", 2),
        ("terzo terza", 3),
        ("quarto quarta", 4),
        ("quinto quinta", 5),
        ("sesto sesta", 6),
        ("settimo settima", 7),
        ("ottavo ottava", 8),
        ("nono nona", 9),
        ("decimo decima", 10),
    ),
    ordinal_marks=("º", "ª", "°"),
    scales=forms(("mille mila", 1e3), ("milione milioni mln", 1e6), ("miliardo miliardi mld", 1e9)),
    dozens=forms(("dozzina dozzine", 12)),
    round=forms(
        ("decina", 10), ("ventina", 20), ("trentina", 30), ("cinquantina", 50), ("centinaio", 100), ("migliaio", 1000)
    ),
    bare=word_set("mille"),
    before_bare=word_set("un una"),
    vague=word_set("alcuni alcune diversi diverse vari varie"),
    halves=("e mezzo", "e mezza"),
    shares_of={"mezzo": 0.5, "mezza": 0.5, "un quarto di": 0.25, "tre quarti di": 0.75},
    joiners=frozenset(("e",)),
    joins="hundreds",
    compounds=True,
)

_PAGE = Page(
    junk=(
        r"leggi anche\b",
        r"(?:seguici|seguiteci) (?:su|anche su|sui)\b.{0,160}$",
        r"(?:iscriviti|iscrivetevi) alla (?:nostra )?newsletter\b.{0,120}$",
        r"(?:metti|mettete) (?:un )?mi piace\b[^.!?]{0,100}",
        r"(?:condividi|condividete) quest[oa] (?:articolo|notizia|pagina)\b.{0,60}$",
        r"(?:foto|fonte|crediti)\s*[:/©].{0,80}$|riproduzione riservata\b|pubblicità\W*$",
    ),
)


_UNITS = SYMBOLS | units(
    ("secondi", "second", 1.0),
    ("minuto minuti", "second", 60.0),
    ("ora ore", "second", 3600.0),
    ("giorno giorni", "second", 86400.0),
    ("settimana settimane", "second", 604800.0),
    ("mese mesi", "month", 1.0),
    ("anno anni", "month", 12.0),
    ("metro metri", "metre", 1.0),
    ("chilometro chilometri", "metre", 1000.0),
    ("centimetro centimetri", "metre", 0.01),
    ("millimetro millimetri", "metre", 0.001),
    ("miglio miglia", "metre", 1609.344),
    ("chilo chili chilogrammo chilogrammi", "gram", 1000.0),
    ("tonnellata tonnellate", "gram", 1e6),
    ("ettaro ettari", "hectare", 1.0),
    ("litro litri", "litre", 1.0),
    ("grado gradi", "degree", 1.0),
    ("megawatt", "watt", 1e6),
    ("gigawatt", "watt", 1e9),
    ("nodo nodi", "knot", 1.0),
)
_CURRENCIES = units(
    ("dollaro dollari", "dollar", 1.0),
    ("centesimo centesimi", "cent", 1.0),
    ("euro", "euro", 1.0),
    ("sterlina sterline", "pound", 1.0),
    ("corona corone", "crown", 1.0),
    ("franco franchi", "franc", 1.0),
    ("yen", "yen", 1.0),
    ("rublo rubli", "ruble", 1.0),
)

# What is counted in a report of an accident, a raid or a vote, and what keeps two figures from being of one fact.
_EVENTS = Events(
    roles=patterns(
        {
            "dead": r"mort[oaie]|mort[ie] accertat[ie]|decedut[oaie]|vittim[ae]|decessi|uccis[oaie]|"
            r"(?:ha|hanno) perso la vita|persero la vita",
            "hurt": r"ferit[oaie]|feriment[oi]|contus[oaie]",
            "missing": r"dispers[oaie]|scompars[oaie]",
            "moved": r"evacuat[oaie]|sfollat[oaie]|sgomberat[oaie]",
            "held": r"arrestat[oaie]|arresti|fermat[oaie]|detenut[oaie]|ostaggi",
            "rescued": r"salvat[oaie]|soccors[oaie]|tratt[oaie] in salvo",
            "cases": r"casi|contagi\w*|infett[oaie]|malat[oaie]|ammalat[oaie]",
            "jobs": r"posti di lavoro|esuberi|licenziament[oi]",
            "vote": r"voti|votarono|(?:hanno|ha) votato",
        }
    ),
    people=word_set(
        "persone persona passeggeri abitanti residenti uomini donne bambini civili soldati alunni studenti turisti "
        "dipendenti lavoratori pazienti vittime"
    ),
    anybody=word_set("persone persona vittime"),
    clause_break=re.compile(
        r"[,;:()–—]|\b(?:mentre|ma|e|ed|tra cui|fra cui|di cui|compres[oaie]|inclus[oaie])\b", re.IGNORECASE
    ),
    part=re.compile(
        r"^\s*(?:[\w-]+\s+){0,2}?(?:di (?:loro|essi|esse)|dei quali|delle quali|di cui)\b|^\s*(?:altr[ie]|"
        r"ulteriori)\b",
        re.IGNORECASE,
    ),
    further=re.compile(r"\b(?:altr[ie]|ulteriori|nuov[ie])\s+$", re.IGNORECASE),
    moved=re.compile(
        r"\b(?:sale|salito|salita|sal[iì]|aument\w+|cresc\w+|cresciut\w+|scende|sces[oa]|cal\w+|pass\w+|"
        r"port(?:a|ato|ando))"
        r"\b[^.;:]{0,60}?\ba\s+$",
        re.IGNORECASE,
    ),
    total=re.compile(
        r"\b(?:bilancio|numero (?:dei|delle|di)|in totale|in tutto|finora|complessivamente)\b", re.IGNORECASE
    ),
    past=re.compile(
        r"\b(?:\w+ (?:anni|anno|mesi|mese|settimane|settimana) fa|(?:l['’])?anno scorso|mese scorso|"
        r"scorso (?:anno|mese)|"
        r"settimana scorsa|precedent[ei]|record)\b",
        re.IGNORECASE,
    ),
    expected=re.compile(
        r"\b(?:attes[oaie]|attend\w+|preved\w+|previst[oaie]|previsioni?|stim\w+|economisti|analisti|obiettivo|"
        r"serv(?:e|ono))\b",
        re.IGNORECASE,
    ),
    back=re.compile(
        r"\b\w+ (?:anni|anno|mesi|mese|settimane) fa\b|\b(?:anno|mese) (?:scorso|precedente)\b|\bscorso (?:anno|"
        r"mese)\b",
        re.IGNORECASE,
    ),
    foreseen=re.compile(
        r"\b(?:dovrebbe\w*|potrebbe\w*|prevede di|propost[oaie]|propon\w+|\w{2,}(?:erà|irà|eranno|iranno|erebbe|"
        r"irebbe))\b",
        re.IGNORECASE,
    ),
    compared=re.compile(
        r"\b(?:da|dal|dai|dalle|rispetto a(?:i|lle|l)?|contro|che|oltre il|sotto|record di|invece di|al posto di)\s+"
        r"(?:i |gli |le |circa |quasi )?$",
        re.IGNORECASE,
    ),
    alongside=re.compile(
        r"^\W*(?:\w+\s+){0,3}?(?:altr[ie]|colleghi|compres[oaie]|inclus[oaie]|oltre)\b", re.IGNORECASE
    ),
    age_before=re.compile(r"(?:\b(?:età|bambin[oa]|uomo|donna|ragazz[oa]) di\s+|,\s+)$", re.IGNORECASE),
    age_after=re.compile(
        r"(?:\sanni|(?<=anni))(?! (?:e \w+ \w+ )?(?:di (?:carcere|reclusione|prigione|lavor[oi])|fa|dopo|prima))(?!\w)"
        r"|-?enn[ei]\b",
        re.IGNORECASE,
    ),
)

LANGUAGE = Language(
    page=_PAGE,
    article_kinds={
        "opinion": (
            "opinione",
            "opinioni",
            "commento",
            "commenti",
            "editoriale",
            "editoriali",
            "rubrica",
            "l'editoriale",
        ),
        "analysis": ("analisi",),
        "satire": ("satira", "parodia"),
        "sponsored": ("contenuto sponsorizzato", "sponsorizzato", "pubbliredazionale", "pubblicità"),
    },
    code="it",
    numbers=_NUMBERS,
    of=("di",),
    percent=("per cento", "percento"),
    abbreviations=word_set("sig sigg dott dr prof on sen avv ing art n pag"),
    denial=re.compile(r"\b(?:non|né|mai|nessun\w*|niente|nulla|senza|neppure|neanche|nemmeno)\b", re.IGNORECASE),
    units=_UNITS,
    currencies=_CURRENCIES,
    hedges=hedging(
        about="circa|all'incirca|attorno a|intorno a|intorno ai|più o meno|approssimativamente",
        nearly="quasi|poco meno di|appena",
        more="più di|oltre|oltre i|oltre le|superiore a|superiori a",
        at_least="almeno|non meno di|come minimo|perlomeno|un minimo di",
        fewer="meno di|sotto|inferiore a|inferiori a|sotto i",
        at_most="al massimo|non più di|non oltre|fino a|un massimo di|tutt'al più",
    ),
    hedges_after=hedging(about="circa", at_least="o più|almeno", at_most="al massimo|o meno"),
    rates=word_set("per al all'"),
    not_counted=word_set("il la i gli le dei delle del e o che altri altre nuovi nuove più in sono era erano circa"),
    relative_days=word_set("oggi ieri domani"),
    function_words=word_set(
        "il lo la i gli le un uno una di a da in con su per tra fra del dello della dei degli delle al allo alla ai "
        "agli alle dal dallo dalla dai dagli dalle nel nello nella nei negli nelle sul sullo sulla sui sugli "
        "sulle e ed "
        "o ma che chi cui come dove quando quanto perché se non è sono era erano ha hanno aveva avevano essere stato "
        "stata stati state si ci vi ne lui lei loro suo sua suoi sue questo questa questi queste quello quella più "
        "anche già ancora molto dopo prima durante secondo mentre"
    ),
    verification=Verification(
        speech=re.compile(
            r"\b(?:secondo|ha detto|hanno detto|dice|dicono|disse|afferm\w+|annunci\w+|dichiar\w+|spieg\w+|riferi\w+|"
            r"precis\w+|aggiun\w+|rend\w+ noto|comunic\w+|portavoce)\b",
            re.IGNORECASE,
        )
    ),
    events=_EVENTS,
    clickbait=re.compile(
        r"\b(?:(?:cosa|quello che) (?:sappiamo|si sa|c['’]è da sapere)|ecco (?:perché|come|cosa)|non crederete)\b"
        r"|^\W*(?:le )?(?:\d+|due|tre|quattro|cinque|sei|sette|otto|nove|dieci) (?:\w+ ){0,2}(?:cose|motivi|ragioni"
        r"|consigli"
        r"|domande|trucchi)\b",
        re.IGNORECASE,
    ),
    reading=Reading(
        contradicting=re.compile(r"^ma\b|\b(?:tuttavia|però|invece(?! di\b)|al contrario|eppure)\b", re.IGNORECASE),
        definite=re.compile(r"\b(?:il|lo|la|i|gli|le|quest[oaie]|quell[oaie])\s([^\W\d_]{4,})"),
        courtesy=opening(
            r"buongiorno\b|buonasera\b|benvenut[ie]\b|grazie (?:per|a tutti)\b|restate con noi\b|vi terremo\b|"
            r"(?:ri)?(?:caricate|aggiornate) (?:la|questa) pagina\b|scriveteci\b|a domani\b"
        ),
        torn_opening=re.compile(
            r"(?:Ma(?! (?:anche|allora|se|sì|quando|come|perché|che|chi|non)\b),?"
            r"|(?:Tuttavia|Però|Eppure),)\s+(?=[^\W_])"
        ),
        third_person=re.compile(r"\b(?:lui|lei|loro|egli|ella|essi|esse|suo|sua|suoi|sue)\b", re.IGNORECASE),
        dangling=opening(
            r"lui|lei|loro|egli|ella|essi|esse|suo|sua|suoi|sue|il suo|la sua|i suoi|le sue|questo|questa|questi|"
            r"queste|quello|quella|quelli|quelle|ciò|lì|là|entrambi|entrambe|altri|altre|tale|tali"
        ),
        expletive=opening(r"quest[oa'](?: |)(?:settimana|anno|mese|mattina|sera|estate|inverno|stagione)"),
        linking=opening(
            r"e|o|inoltre|anche|così|poi|quindi|dunque|perciò|infine|nel frattempo|intanto|"
            r"successivamente|dopodiché|ma|però|tuttavia|invece|eppure|al contrario"
        ),
        contrast=opening(r"ma|però|tuttavia|invece|eppure|al contrario"),
    ),
)
