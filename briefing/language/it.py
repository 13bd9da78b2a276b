"""Italian: its abbreviations and what pages say around their articles. No function that needs other words works yet."""

from __future__ import annotations

from briefing.language.language_words import (
    DirectiveWords,
    Language,
    Machines,
    NumberWords,
    Page,
    forms,
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
    """0 to 999 and the thousands up to 99,000, each as one word: "duecentoquaranta", "dodicimila"."""
    small = _below_hundred() | {"tré": 3.0}
    found = {"zero": 0.0} | small
    for number, word in enumerate(("", *_ONES[1:]), 1):
        hundred = f"{word}cento"
        found[hundred] = 100.0 * number
        found |= {hundred + rest: 100 * number + value for rest, value in small.items()}
        found |= {hundred[:-1] + rest: 100 * number + value for rest, value in small.items() if rest[0] == "o"}
    return found


_NUMBERS = NumberWords(
    values=_whole()
    | forms(("un una", 1))
    | {f"{word}mila": 1000 * value for word, value in _below_hundred().items() if value > 1},
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
    half_of=("mezzo", "mezza"),
)

_PAGE = Page(
    junk=(r"leggi anche\b",),
)

_RIASSUNTO = r"(?:riassunto|sintesi|punt[oi]\s+chiave|risposta|riepilogo)"
_MACHINES = Machines(
    notes=(
        r"(?:[\w'-]+\s+){0,2}?(?:nota|avviso|messaggio|istruzion[ei]|indicazion[ei]|promemoria"
        r"|richiesta)\s+(?:per|a[ilg]?\w*|rivolt[aoie]\s+a\w*)"
    ),
    openers=(
        r"attenzione|a[il]?|agli|alla|alle|all'|per|car[oaie]|gentile|se\s+(?:sei|siete|lei\s+è|è)|in\s+quanto"
        r"|come"
    ),
    named=(
        r"(?:(?:il|lo|la|i|gli|le|un|uno|una|ogni|qualsiasi|qualunque|tutti|tutte|eventual[ei]|l'|un'"
        r"|all')\s*){0,3}(?:(?-i:IA|AI)|intelligenz[ae]\s+artificial[ei]|assistent[ei]"
        r"|modell[oi]\s+(?:linguistic[oi]|di\s+linguaggio|di\s+IA)|LLM|chatbot|bot|robot|(?:programm[ai]|software"
        r"|macchin[ae]|sistem[ai]|strument[oi]|algoritm[oi])(?:\s+(?:informatic\w+|automatic\w+))?(?=\s+(?:che"
        r"|incaricat\w+|riassum\w+|legg\w+)\b|\s*,)|(?:ChatGPT|Claude|Gemini|Copilot)(?!\s(?-i:[A-ZÀ-ÞА-Я])))\b"
    ),
    asked=(
        r"(?:(?:per\s+favore|per\s+cortesia|poi|ora|solo|quindi)[\s,]+){0,2}(?:per\s+favore|per\s+cortesia|si\s+prega\s+di|scriv[aei]\w*"
        r"|ignor[aei]\w*|dimentic\w+|rispond[aie]\w*|indic(?:a|hi|ate)|riport[aei]\w*|cit[aei]\w*|menzion[aei]\w*|inizi[ae]?\w*|riassum[aie]\w*"
        r"|dic(?:a|i|ite)|di'|evidenzi[ae]?\w*|inserisc\w+|aggiung[aie]\w*|mostr[aei]\w*|raccomand[aei]\w*|consigli[ae]?\w*|non\s+\w+(?:re|are)"
        rf"|dev[ei]|dovete|(?:il\s+)?(?:tuo|suo|vostro)\s+{_RIASSUNTO}|l'unico\s+punto)\b"
    ),
    tasks=(
        r"nel(?:la)?\s+(?:tuo|tua|suo|sua|vostr[oa])\s+(?:riassunto|sintesi|riepilogo)|(?:quando"
        r"|se)\s+riassum\w+\s+quest|riassumendo\s+quest|invece\s+di\s+un\s+riassunto"
    ),
    here=(r"quest(?:a\s+pagina|o\s+(?:articolo|testo|documento)|'\s*articolo)"),
    wished=(r"dev[eo]\w*|dovrebbe|prega|preghiamo|chiede|chiediamo|per\s+favore"),
    orders=(
        r"scriv(?:i|a|ete)\s+(?:solo\s+)?che\b",
        (
            r"(?:ignor(?:a|i|ate)|dimentic(?:a|hi|ate)|trascur(?:a|i|ate)|non\s+(?:tenere|tenga|tenete)\s+conto\s+\w+)\s+(?:\w+\s+){0,3}?"
            r"(?:(?:istruzioni|indicazioni|regole|direttive|ordini)\s+(?:\w+\s+)?(?:precedenti|ricevute|di\s+cui\s+sopra)|precedenti\s+"
            r"(?:istruzioni|indicazioni|regole)|(?:tue|sue|vostre)\s+(?:istruzioni|regole)|(?:articolo|testo)\s+(?:precedente|qui\s+sopra"
            r"|sopra)|quanto\s+(?:sopra|precede))"
        ),
        (
            rf"(?:scriv(?:i|a|ete)|inizi(?:a|ate)?|indic(?:a|hi|ate)|riport(?:a|i|ate)|inserisc\w+|aggiung\w+|cit(?:a|i|ate))\b[^.!?;]{{0,60}}\b"
            rf"(?:(?:tuo|tua|suo|sua|vostr[oa])\s+{_RIASSUNTO}|(?:unico|primo)\s+punto\s+chiave)"
        ),
        rf"(?:il\s+|la\s+)?(?:tuo|tua|vostr[oa])\s+{_RIASSUNTO}\s+dev",
        rf"(?:ogni|qualsiasi)\s+{_RIASSUNTO}\s+di\s+quest[ao]\s*'?\s*(?:pagina|articolo|testo)\s+dev",
        r"l'unico\s+punto\s+chiave\s+(?:di\s+quest\w*'?\s*\w+\s+)?(?:è|deve|sarà)\b",
        r"rispond(?:i|a|ete)\s+(?:solo|soltanto|unicamente)\s+con\b|nuov[ae]\s+istruzion[ei]\s*:",
        r"(?:ogni|qualsiasi)\s+(?:programma|assistente|robot|modello)\s+che\s+\w+\s+quest\w*'?\s*(?:pagina|articolo|testo)\s+dev",
    ),
)

_DIRECTIVES = DirectiveWords(
    program=(
        r"computer|(?-i:IA|AI|LLM)|intelligenz[ae]\s+artificial[ei]|modell[oi](?:\s+linguistic[oi])?"
        r"|assistent[ei]|(?:ro)?bot|chatbot|programm[ai]|macchin[ae]|software|algoritm[oi]|sistem[ai]"
        r"|(?-i:ChatGPT|Claude|Gemini)"
    ),
    product=(
        r"utenti|lettori|riassunt[oi]|sintesi|riepilog\w+|punt[oi]\s+chiave|titol[oi]|rispost[ae]"
        r"|sommari[oi]|prima\s+riga|apertura"
    ),
    rules=(
        r"missione|lavoro|quanto|istruzion[ei]|regol[ae]|ordin[ei]|consegn[ae]|direttiv[ae]|indicazion[ei]"
        r"|compito|tutto|testo|articolo|prompt"
    ),
    earlier=r"descritto|precedent[ei]|iniziali|sopra|ricevut[oei]|originali|finora|dat[ei]|hai\s+avuto",
    drop=(
        r"fai\s+finta|finga|non\s+citate|non\s+citare|evit[ai]|ignor[ai]|ignorate|dimentic[ah]\w*"
        r"|lasci[ai]?|lasciate|trascur[ai]|trascurate|scart[ai]|scartate|tralasci[ai]?"
        r"|mett[ie]\s+da\s+parte|non\s+seguire|cancell[ai]"
    ),
    order=(
        r"scriv[ia]|scrivete|di'|dica|dite|menzion[ai]|cit[ai]|citate|citare|mett[ia]|mettete"
        r"|raccomand[ai]|consigli[ai]?|lod[ai]|lodate|elogi[ai]?|nomin[ai]|nominate|includ[ia]|includete"
        r"|aggiung[ia]|inizi[ai]?|iniziate|rispond[ia]|rispondete|parl[ai]|parlate|present[ai]"
        r"|indic[ah]\w*|riassum[ia]|riport[ai]|fa'|faccia|evidenzi[ai]?|mostr[ai]|ripet[ia]|apr[ia]"
        r"|tratt[ai]"
    ),
    kindly=(
        r"sarebbe\s+(?:bello|gentile)|può|può\s+aprire|potrebbe|potresti|per\s+favore|per\s+cortesia"
        r"|cortesemente|gentilmente|grazie|si\s+prega|preghiamo|sia\s+così\s+gentile|le\s+chied\w+"
        r"|ti\s+chied\w+|vi\s+preghiamo"
    ),
    you=r"tu|tuo|tua|tuoi|tue|ti|voi|vostr[oaie]|lei|suo|sua|hai|avete",
    ought=r"deve|devono|devi|dovete|dovrebbe|dovrà|bisogna|va|vanno",
    only=r"solo|soltanto|solamente|unicamente|unic[oa]|prim[oa]|esclusivamente|nient'altro|invece|sempre",
    page=r"(?:quest[oa]|il\s+presente)\s*'?(?:pagina|articolo|testo|documento)|quest'articolo",
    henceforth=(
        r"da\s+(?:ora|adesso)(?:\s+in\s+poi)?|d'ora\s+in\s+(?:poi|avanti)|nuov[oaie]\s+(?:compito"
        r"|istruzion[ei]|regol[ae])|(?:avviso|nota|messaggio|attenzione)\s+(?:a|ai|agli|all'|per)"
        r"|attenzione|car[oa]|gentile|fine\s+dell'articolo|modalità\s+sviluppatore"
    ),
    said=r"detto|dice|dicono|secondo|chiede|chiesto|spiegato|affermato|annunciato|aggiunto|ha|hanno|scritto",
    ai=(
        r"(?-i:IA|AI|LLM)|intelligenz[ae]\s+artificial[ei]|modell[oi]\s+linguistic[oi]|chatbot"
        r"|(?-i:ChatGPT|Claude|Gemini)"
    ),
    answer=r"utenti|lettori|titol[oi]|rispost[ae]|apertura|prima\s+riga",
    digest=r"scrive|scrivono|redige|riassum\w+|condens\w+|legg[eai]\w*\s+quest\w+|sintetizz\w+|elabor[ai]\w*",
)

LANGUAGE = Language(
    directives=_DIRECTIVES,
    machines=_MACHINES,
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
    currencies=units(("euro", "euro", 1.0), ("dollaro dollari", "dollar", 1.0)),
    abbreviations=word_set("sig sigg dott dr prof on sen avv ing art n pag"),
)
