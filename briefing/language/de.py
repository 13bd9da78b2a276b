"""German."""

from __future__ import annotations

import re

from briefing.language.language_words import (
    SYMBOLS,
    DirectiveWords,
    Language,
    Machines,
    NumberWords,
    Page,
    Reading,
    Verification,
    forms,
    hedging,
    units,
    word_set,
)

__all__ = ["LANGUAGE"]

_NUMBERS = NumberWords(
    values=forms(
        ("null", 0),
        ("einhalb", 0.5),
        ("ein eine einen einem einer eines eins", 1),
        ("zwei zwo", 2),
        ("drei", 3),
        ("vier", 4),
        ("fünf", 5),
        ("sechs", 6),
        ("sieben", 7),
        ("acht", 8),
        ("neun", 9),
        ("zehn", 10),
        ("elf", 11),
        ("zwölf", 12),
        ("dreizehn", 13),
        ("vierzehn", 14),
        ("fünfzehn", 15),
        ("sechzehn", 16),
        ("siebzehn", 17),
        ("achtzehn", 18),
        ("neunzehn", 19),
        ("zwanzig", 20),
        ("dreißig dreissig", 30),
        ("vierzig", 40),
        ("fünfzig", 50),
        ("sechzig", 60),
        ("siebzig", 70),
        ("achtzig", 80),
        ("neunzig", 90),
    ),
    articles=word_set("ein eine einen einem einer eines"),
    loose=forms(("halb halbe halben", 0.5), ("beide beiden doppelt zweimal", 2)),
    ordinals=forms(
        ("zweite zweiten zweiter zweites zweitem", 2),
        ("dritte dritten dritter drittes drittem", 3),
        ("vierte vierten vierter viertes", 4),
        ("fünfte fünften fünfter fünftes", 5),
        ("sechste sechsten", 6),
        ("siebte siebten", 7),
        ("achte achten", 8),
        ("neunte neunten", 9),
        ("zehnte zehnten", 10),
    ),
    hundreds=frozenset(("hundert",)),
    scales=forms(
        ("tausend tsd.", 1e3),
        ("million millionen mio mio.", 1e6),
        ("milliarde milliarden mrd mrd.", 1e9),
        ("billion billionen bio.", 1e12),
    ),
    dozens=forms(("dutzend", 12)),
    bare=word_set("hundert tausend dutzend"),
    before_bare=word_set("ein eine"),
    vague=word_set("mehrere einige paar viele"),
    joiners=frozenset(("und",)),
    half_of=("eine halbe", "einer halben", "ein halbes"),
    compounds=True,
)
_UNITS = SYMBOLS | units(
    ("sekunde sekunden", "second", 1.0),
    ("minute minuten", "second", 60.0),
    ("stunde stunden", "second", 3600.0),
    ("tag tage tagen", "second", 86400.0),
    ("woche wochen", "second", 604800.0),
    ("monat monate monaten", "month", 1.0),
    ("jahr jahre jahren", "month", 12.0),
    ("meter metern", "metre", 1.0),
    ("kilometer kilometern", "metre", 1000.0),
    ("zentimeter zentimetern", "metre", 0.01),
    ("millimeter millimetern", "metre", 0.001),
    ("meile meilen", "metre", 1609.344),
    ("kilo kilogramm", "gram", 1000.0),
    ("tonne tonnen", "gram", 1e6),
    ("hektar", "hectare", 1.0),
    ("liter litern", "litre", 1.0),
    ("grad", "degree", 1.0),
    ("megawatt", "watt", 1e6),
    ("gigawatt", "watt", 1e9),
    ("knoten", "knot", 1.0),
)
_CURRENCIES = units(
    ("dollar", "dollar", 1.0),
    ("cent", "cent", 1.0),
    ("euro", "euro", 1.0),
    ("pfund", "pound", 1.0),
    ("krone kronen", "crown", 1.0),
    ("franken", "franc", 1.0),
    ("yen", "yen", 1.0),
    ("yuan", "yuan", 1.0),
    ("rubel", "ruble", 1.0),
    ("hrywnja", "hryvnia", 1.0),
)
_VERIFICATION = Verification(
    negations=word_set("nicht nie niemals kein keine keinen keinem keiner keines nichts niemand ohne weder noch"),
    hedges=word_set(
        "könnte könnten soll sollen sollte sollten möglicherweise vielleicht vermutlich wohl wahrscheinlich mutmaßlich "
        "mutmaßliche mutmaßlichen mutmaßlicher angeblich offenbar wenn falls"
    ),
    stated=word_set(
        "könnte könnten soll sollen sollte sollten möglicherweise vielleicht vermutlich wohl wahrscheinlich mutmaßlich "
        "mutmaßliche mutmaßlichen mutmaßlicher angeblich offenbar wenn falls sagte sagten laut zufolge will wollen wird"
    ),
    pronouns=re.compile(r"\b(?:er|sie|es)\b", re.IGNORECASE),
    speech=re.compile(
        r"\b(?:sag(?:t|te|ten|en)|laut|zufolge|erklär\w+|teil(?:t|te|ten) mit|mitgeteilt|kündig\w+|betont\w*|warnt\w*|"
        r"behaupt\w+|sprecher\w*|berichte\w*)\b",
        re.IGNORECASE,
    ),
    said=word_set("sagte sagten sagt erklärte erklärten betonte warnte"),
    openers=word_set("laut nach zwei drei der die das ein eine im in am bei mit für auf seit während mehrere"),
    titles=word_set("herr frau dr prof präsident präsidentin minister ministerin könig königin"),
    may=word_set("könnte könnten möglicherweise vielleicht angeblich"),
    rounding=word_set("etwa rund circa knapp fast mehr weniger über mindestens höchstens"),
    joining=word_set("und oder noch"),
    small_numbers={1.0: word_set("ein eine einen einem einer einzige"), 2.0: word_set("zwei beide beiden paar")},
    uncounted=word_set("weitere neue andere mehr der die das von und in für menschen personen"),
    clause_breaks=word_set("aber während als nach vor dass die der das oder"),
    nouns_have_capitals=True,
)

_PAGE = Page(
    junk=(
        r"(?:anzeige|werbung)\W*$",
        r"(?:anzeige|werbung)\s*[–—:|-](?!\s*(?-i:[a-zß-ÿ]))",
        r"(?:lesen sie auch|mehr zum thema)\b",
        (
            r"(?:(?:das )?(?:thema )?könnte (?:sie|dich|euch) auch|auch interessant|weitere (?:artikel|beiträge|"
            r"themen)|"
            r"passend dazu|meistgelesen)\b[^.!?]{0,100}$"
        ),
        r"siehe auch\s*[:>»→]",
        r"weitere (?:infos?|informationen) (?:(?:unter|auf|finden|gibt es|hier)\b.{0,90}$|[^.!?]{0,60}:$)",
        r"folge(?:n sie|t)? (?:uns|mir) (?:auf|bei|in)\b.{0,160}$",
        r"gefällt (?:dir|ihnen|euch) (?:unser|dieser|diese|das)\b.{0,120}\?",
        (
            r"bei den (?:verlinkungen|links) handelt es sich um\b|(?:diese|einige|die mit).{0,40}(?:affiliate|"
            r"werbe)-?links\b"
        ),
        r"alle rechte vorbehalten\b",
        (
            r"(?:foto|bild|illustration)s?\s*"
            r"(?:(?:by|credit|courtesy|source|caption|via)\b[^.!?]{0,160}$|[:/©].{0,160}$)"
        ),
        r"(?:titelbild|beitragsbild|bild(?:nachweis|quelle|rechte)|quelle)\s*[:：©].{0,80}$",
        r"von [^.!?]{3,70}$",
        r"veröffentlicht\b[^.!?]{0,60}(?:\b[ap]\.m\.)?$",
        r"dieser (?:text|artikel|beitrag) (?:wurde|ist|erschien)\b.{0,60}\b(?:veröffentlicht|erschienen|zuerst)\b",
        r"video verfügbar\b.{0,40}$|(?:bewerten|teilen)\s*:\s*$",
    ),
    paywall=(r"weiterlesen mit|nur für abonnenten|exklusiv für abonnenten|jetzt abonnieren",),
    cookies=(r"cookies? akzeptieren",),
)

_FASSUNG = r"(?:zusammenfassung|kernpunkte?n?|stichpunkte?n?|antwort|kurzfassung|ausgabe)"
_MACHINES = Machines(
    notes=(
        r"(?:[\w'-]+\s+){0,2}?(?:hinweis|notiz|nachricht|anweisung(?:en)?|anmerkung|mitteilung|bitte|botschaft"
        r"|information)\s+(?:an|für)"
    ),
    openers=(
        r"achtung|an|für|liebe[rs]?|hallo|(?:wenn|falls|sofern)\s+(?:sie|du)|sind\s+sie|sie\s+sind|du\s+bist|bist\s+du"
        r"|als"
    ),
    named=(
        r"(?:(?:die|der|das|den|dem|ein|eine|einen|einer|alle|allen|jede[nrs]?|jegliche|automatische[rnms]?"
        r"|künstliche[rnms]?|große[rnms]?|lesende[rn]?|digitale[rn]?|virtuelle[rn]?|du|sie|liebe[rs]?"
        r"|etwaige)\s+){0,3}(?:(?-i:KI)(?:-\w+)?|künstliche\s+intelligenz(?:en)?|(?:sprach|KI-)(?:modelle?n?"
        r"|assistent\w*)|assistent(?:en|in)?|LLMs?|chatbots?|bots?|roboter|(?:programm(?:e|en)?|software"
        r"|maschinen?|system(?:e|en)?|werkzeuge?n?|algorithm\w+)(?=\s*,|\s+(?:sind|bist|ist)\b"
        r"|\s+(?:\w+\s+)?(?:lies\w*|les\w+|zusammenfass\w+))|zusammenfass(?:er|ung)\w*|(?:ChatGPT|Claude|Gemini"
        r"|Copilot)(?!\s(?-i:[A-ZÀ-ÞА-Я])))\b"
    ),
    asked=(
        r"(?:(?:bitte|dann|nun|jetzt|nur|also)[\s,]+){0,2}(?:bitte|ignorier\w*|vergiss|vergessen\s+sie"
        r"|schreib(?:en\s+sie|e|t)?"
        r"|nenn(?:en\s+sie|e|t)?|erwähn(?:en\s+sie|e|t)?|sag(?:en\s+sie|e|t)?|meld(?:en\s+sie|e|et)|geb(?:en\s+sie|t)"
        r"|gib"
        r"|beginn(?:en\s+sie|e|t)?|antwort(?:en\s+sie|e|et)|fass(?:en\s+sie|e|t)?|stell(?:en\s+sie|e|t)?"
        r"|heb(?:en\s+sie|e|t)"
        r"|empfehl(?:en\s+sie|t)|empfiehl|füg(?:en\s+sie|e|t)|lass(?:en\s+sie|e|t)?|verwend(?:en\s+sie|e|et)"
        r"|behaupt(?:en\s+sie|e|et)"
        r"|(?:sie\s+(?:müssen|sollen|sollten)|du\s+(?:musst|sollst|solltest))|(?:müssen|sollen|sollten)\s+sie|(?:musst"
        r"|sollst)\s+du"
        rf"|(?:ihre|deine|die|jede)\s+{_FASSUNG}\s+(?:muss|soll|darf)|der\s+(?:einzige|erste)\s+kernpunkt)\b"
    ),
    tasks=(
        r"in\s+(?:ihrer|deiner)\s+(?:zusammenfassung|kurzfassung)|(?:wenn|falls|sobald)\s+(?:sie"
        r"|du)\s+dies\w+\s+\w+\s+zusammenfass\w+|statt\s+einer\s+zusammenfassung|beim\s+zusammenfassen"
    ),
    here=(r"(?:diese\s+seite|diesen\s+(?:artikel|text|beitrag)|dieses\s+dokument)"),
    wished=(r"muss|müssen|soll(?:en|te|ten)?|gebeten|bitte|bitten\s+wir|wir\s+bitten"),
    orders=(
        r"(?:bitte\s+)?schreib(?:en\s+sie|e)?,?\s+(?:bitte,?\s+|nur,?\s+)?dass\b",
        (
            r"(?:ignorier(?:e|en\s+sie|t)?|vergiss|vergessen\s+sie|missachte(?:n\s+sie)?|übergeh(?:e|en\s+sie)"
            r"|beachte(?:n\s+sie)?\s+nicht)"
            r"\s+(?:\w+\s+){0,3}?(?:(?:bisherigen?|vorherigen?|vorigen?|früheren?|obigen?|vorangehenden?|vorstehenden?"
            r"|alten?)\s+(?:\w+\s+)?"
            r"(?:anweisung(?:en)?|regeln|befehle?|vorgaben?|hinweise|artikel|text)|(?:deine"
            r"|ihre)\s+(?:\w+\s+)?(?:anweisungen|regeln"
            r"|vorgaben)|alles\s+(?:oben|obige|vorherige|bisherige|was\s+(?:oben|zuvor|bisher)))"
        ),
        (
            rf"(?:schreib(?:en\s+sie|e)?|beginn(?:en\s+sie|e)?|nenn(?:en\s+sie|e)?|erwähn(?:en\s+sie|e)?|gib"
            rf"|geben\s+sie)\b[^.!?;]{{0,60}}"
            rf"\b(?:(?:ihrer?|deiner?)\s+{_FASSUNG}|(?:einzige[rnm]?|erste[rnm]?)\s+kernpunkt)"
        ),
        rf"(?:ihre|deine)\s+{_FASSUNG}\s+(?:muss|soll|sollte|darf)\b",
        rf"jede\s+(?:\w+\s+)?{_FASSUNG}\s+(?:dieser\s+seite|dieses\s+(?:artikels|textes))\s+(?:muss|soll|hat)\b",
        r"der\s+(?:einzige|wichtigste|erste)\s+kernpunkt\s+(?:dieses\s+(?:artikels|textes)\s+)?(?:ist|lautet|muss)\b",
        r"antworte(?:n\s+sie)?\s+(?:nur|ausschließlich)\s+mit\b|neue\s+anweisung(?:en)?\s*:",
        (
            r"(?:gib|geben\s+sie|zeig(?:e|en\s+sie)?|wiederhol(?:e|en\s+sie)?)\s+(?:\w+\s+)?(?:deine|ihre|deinen"
            r"|ihren)\s+(?:\w+\s+)?"
            r"(?:anweisungen|systemprompt|prompt)"
        ),
        (
            r"jede[srn]?\s+(?:programm|assistent|sprachmodell|software|maschine),?\s+(?:das|der"
            r"|die)\s+(?:diese\s+seite|diesen\s+(?:text"
            r"|artikel))\s+\w+,?\s+(?:muss|soll|wird\s+gebeten)"
        ),
    ),
)

_DIRECTIVES = DirectiveWords(
    program=(
        r"computer|(?-i:KI|AI|LLMs?)(?:-\w+)?|künstliche\w*\s+intelligenz\w*|sprachmodell\w*|modell\w*"
        r"|assistent\w*|(?:chat|ro)?bots?|roboter\w*|programm\w*|software|maschinen?|systeme?n?"
        r"|algorithm\w+|(?-i:ChatGPT|Claude|Gemini)|vorleseprogramm\w*"
    ),
    product=(
        r"nutzer\w*|lesern?|zusammenfassung\w*|kurzfassung\w*|überblick|kernpunkt\w*|stichpunkt\w*"
        r"|überschrift\w*|schlagzeile\w*|antwort\w*|ausgabe|titel|kernaussage\w*|hauptpunkt\w*"
        r"|wichtigste\w*\s+(?:satz|punkt|meldung)|erste\w*\s+stelle|aufmacher"
    ),
    rules=(
        r"aufgaben?|pflicht|ziel|beschriebene\w*|das|anweisung\w*|vorgabe\w*|regeln?|befehle?n?"
        r"|instruktion\w*|richtlinien?|auftrag|aufgabe|prompt|alles|text|artikel|anleitung\w*"
    ),
    earlier=(
        r"bisherig\w*|vorherig\w*|frühere\w*|obige\w*|oben|vorangehende\w*|ursprünglich\w*|vorstehende\w*"
        r"|erhalten\w*|bekommen|zuvor|bislang"
    ),
    drop=(
        r"tu\s+so|tun\s+sie\s+so|erwähn\w+|verschweig\w*|vermeid\w*|ignorier\w*|vergiss|vergessen\s+sie"
        r"|vergesst|lass|lassen\s+sie|lasst|missachte\w*|überspring\w*|verwirf|verwerfen|übergeh\w*"
        r"|streiche?|lege?\s+\w*\s*beiseite|beachte?\s+nicht"
    ),
    order=(
        r"schreib\w*|sag|sage|sagen|nenn\w*|erwähn\w*|lob\w*|stell\w*|setz\w*|gib|geben|füg\w*|beginn\w*"
        r"|antwort\w*|empfiehl|empfehlen|bericht\w*|mach\w*|verfass\w*|formulier\w*|zitier\w*|nimm|nehmen"
        r"|fang\w*|zeig\w*|hebe?|lautet|betone\w*|führe?n?|fass\w*|behandl\w*|sprich|preis\w*"
    ),
    kindly=(
        r"es\s+wäre\s+(?:schön|nett|gut)|wäre\s+dankbar|könnten\s+sie|könntest\s+du|können\s+sie"
        r"|kannst\s+du|bitte|bitten|freundlicherweise|wärst|wären\s+sie|danke|so\s+nett|so\s+freundlich"
        r"|gefälligst|würdest|würden\s+sie|könntest|könnten\s+sie"
    ),
    you=r"du|dein\w*|dir|dich|sie|ihr\w*|ihnen|euch|euer\w*",
    ought=r"soll\w*|muss|müssen|musst|darf\w*|hat\s+zu|haben\s+zu",
    only=r"nur|ausschließlich|lediglich|einzig\w*|erste\w*|zuerst|stattdessen|immer|allein|nichts\s+als",
    page=r"diese\w*\s+(?:seite|artikel\w*|text\w*|meldung|beitrag\w*|dokument\w*)",
    henceforth=(
        r"ab\s+jetzt|ab\s+(?:jetzt|sofort|nun)|von\s+nun\s+an|künftig|neue\w*\s+(?:aufgabe|anweisung"
        r"|auftrag|rolle)\w*|(?:hinweis|nachricht|mitteilung|notiz|botschaft|bitte|achtung)\s+(?:an|für)"
        r"|achtung|liebe[rs]?|für|an\s+alle|ende\s+des\s+artikels|entwicklermodus"
    ),
    said=(
        r"sagte\w*|sagt|teilte|laut|erklärte\w*|berichtete\w*|forderte|bittet|warnte|hieß|mitteilte"
        r"|beschloss|meldet\w*|kritisierte"
    ),
    ai=(
        r"(?-i:KI|AI|LLMs?)(?:-\w+)?|künstliche\w*\s+intelligenz\w*|sprachmodell\w*|chatbots?|(?-i:ChatGPT"
        r"|Claude|Gemini)|vorleseprogramm\w*"
    ),
    answer=(
        r"nutzer\w*|lesern?|antwort\w*|titel|überblick|ausgabe|schlagzeile\w*|überschrift\w*"
        r"|erste\w*\s+stelle"
    ),
    digest=(
        r"schreibt|verfasst|erstellt|zusammenfass\w*|zusammenfasst|kürz\w+|liest|lesen|lest|auswerte\w*"
        r"|verarbeite\w*"
    ),
)

LANGUAGE = Language(
    directives=_DIRECTIVES,
    machines=_MACHINES,
    page=_PAGE,
    article_kinds={
        "opinion": (
            "meinung",
            "meinungen",
            "kommentar",
            "kommentare",
            "leitartikel",
            "kolumne",
            "kolumnen",
            "gastbeitrag",
            "gastkommentar",
            "standpunkt",
            "leserbriefe",
            "essay",
            "rezension",
        ),
        "analysis": ("analyse", "analysen", "hintergrund"),
        "satire": ("satire", "glosse", "glossen", "parodie"),
        "sponsored": ("anzeige", "advertorial", "gesponsert", "verlagsangebot", "pressemitteilung", "sponsored post"),
    },
    code="de",
    numbers=_NUMBERS,
    units=_UNITS,
    currencies=_CURRENCIES,
    percent=("prozent", "prozentpunkte", "prozentpunkten", "prozentpunkt"),
    hedges=hedging(
        about="etwa|rund|circa|ca.|ungefähr|zirka|gegen|schätzungsweise",
        nearly="knapp|fast|beinahe|nahezu|kaum|annähernd",
        more="mehr als|über|gut",
        at_least="mindestens|nicht weniger als|wenigstens|zumindest|minimum",
        fewer="weniger als|unter",
        at_most="höchstens|maximal|bis zu|nicht mehr als|nicht über",
    ),
    rates=word_set("pro je"),
    not_counted=word_set("der die das den dem des von und oder weitere weiteren andere anderen neue neuen mehr in zu"),
    relative_days=word_set("heute gestern morgen"),
    ambiguous_dates=word_set("morgen"),
    day_marks=(".",),
    clock_mark="uhr",
    abbreviations=word_set(
        "dr prof hr fr st nr bzw ca mio mrd z.b z d.h u.a u s.o abs art jan feb mär apr jun jul aug sep okt nov "
        "dez str "
        "tel ing dipl a.d"
    ),
    function_words=word_set(
        "der die das den dem des ein eine einen einem einer eines und oder aber in im an am auf aus bei mit nach "
        "von vom vor "
        "zu zum zur für über unter um durch gegen ohne bis seit als wie dass ob wenn weil ist sind war waren wird "
        "werden "
        "wurde wurden hat haben hatte hatten sein sei habe hätte er sie es ihr sein seine ihre ihren sich auch "
        "noch nur schon "
        "sehr mehr alle nicht so dann dort hier"
    ),
    endings=re.compile(r"(?:ern|en|er|es|em|e|n|s)$"),
    denial=re.compile(r"\b(?:nicht|nie|niemals|kein\w*|ohne|weder)\b", re.IGNORECASE),
    verification=_VERIFICATION,
    reading=Reading(
        label=re.compile(
            r"(?:warum (?:das|es) wichtig ist|(?:der )?hintergrund|das wichtigste(?: in kürze)?|eilmeldung|update|"
            r"aktualisiert|was (?:bisher )?bekannt ist|die lage|kurz gefasst|auf einen blick|in kürze|"
            r"wie es weitergeht|in zahlen|exklusiv|der anlass|was dahintersteckt)\s*[:–—]\s+(?=[\"“«„‘¿¡]?[^\W_])",
            re.IGNORECASE,
        ),
    ),
)
