"""German."""

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
    shares_of={
        "eine halbe": 0.5,
        "einer halben": 0.5,
        "ein halbes": 0.5,
        "eine viertel": 0.25,
        "einer viertel": 0.25,
        "eine dreiviertel": 0.75,
        "einer dreiviertel": 0.75,
    },
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
    before_nouns=word_set(
        "der die das den dem des ein eine einen einem einer eines kein keine keinen keinem keiner am im zum zur beim "
        "vom ins ans dieser diese dieses diesem diesen jeder jede jedes alle viele mehrere einige beide zwei drei vier "
        "fünf sechs sieben acht neun zehn elf zwölf hundert tausend "
        "sein seine seinem seinen ihr ihre ihrem ihren"
    ),
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
        r"teile(?:n sie|t)? dies(?:en|e) (?:artikel|beitrag|seite)\b.{0,60}$",
        (
            r"(?:abonniere(?:n sie|t)?|melde(?:n sie|t)? (?:sich|dich|euch) (?:jetzt )?(?:für|zu)) [^.!?]{0,60}"
            r"\bnewsletter\b.{0,80}$"
        ),
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


# What is counted in a report of an accident, a raid or a vote, and what keeps two figures from being of one fact.
_EVENTS = Events(
    roles=patterns(
        {
            "dead": (
                r"tote[nrs]?|todesopfer\w*|getötet\w*|ums leben|gestorben\w*|starben|tödlich verunglückt\w*|opferzahl"
            ),
            "hurt": r"verletzt\w*|verwundet\w*",
            "missing": r"vermisst\w*|verschollen\w*",
            "moved": r"evakuier\w*|in sicherheit gebracht|obdachlos\w*",
            "held": r"festgenommen\w*|verhaftet\w*|festnahmen?|verhaftungen|geiseln?",
            "rescued": r"gerettet\w*|geborgen\w*",
            "cases": r"fälle[n]?|infizier\w*|erkrankt\w*|infektionen",
            "jobs": r"arbeitsplätze[n]?|stellen|jobs",
            "vote": r"stimmen|stimmten|gegenstimmen",
        }
    ),
    people=word_set(
        "menschen personen passagiere passagieren fahrgäste fahrgästen bewohner bewohnern männer frauen kinder kindern "
        "zivilisten soldaten schüler touristen beschäftigte beschäftigten patienten"
    ),
    clause_break=re.compile(r"[,;:()–—]|\b(?:während|aber|und|darunter|davon|von denen)\b", re.IGNORECASE),
    part=re.compile(
        r"^\s*(?:[\w-]+\s+){0,2}?(?:von ihnen|davon|darunter)\b|^\s*(?:weitere|zusätzliche)\w*\b", re.IGNORECASE
    ),
    further=re.compile(r"\b(?:weitere|zusätzliche|noch)\w*\s+$", re.IGNORECASE),
    moved=re.compile(
        r"\b(?:steigt|stieg|gestiegen|erhöht|erhöhte|wuchs|klettert|fiel|sank|gesunken)\b[^.;:]{0,60}?\bauf\s+$",
        re.IGNORECASE,
    ),
    total=re.compile(r"\b(?:opferzahl|zahl der|insgesamt|bisher|bislang|bilanz)\b", re.IGNORECASE),
    past=re.compile(
        r"\b(?:vor (?:\w+ )?(?:jahren?|monaten?|wochen?)|(?:im )?(?:vorigen|letzten|vergangenen) (?:jahr|"
        r"monat|woche)|vorjahr\w*|"
        r"vormonat\w*|früher|rekord\w*)\b",
        re.IGNORECASE,
    ),
    expected=re.compile(
        r"\b(?:erwart\w+|rechnet|rechnen|prognos\w+|schätz\w+|geschätzt\w*|voraussichtlich|ökonomen|"
        r"analysten|ziel|braucht|"
        r"brauchen|benötig\w+)\b",
        re.IGNORECASE,
    ),
    back=re.compile(
        r"\bvor (?:einem|einer|zwei|drei|\w+) (?:jahre?n?|monate?n?|wochen?)\b|\b(?:im|des) (?:vorjahr|vormonat)\w*\b|"
        r"\b(?:vorigen|letzten|vergangenen) (?:jahr|monat)\w*\b",
        re.IGNORECASE,
    ),
    foreseen=re.compile(
        r"\b(?:soll|sollen|wird|werden|würde|würden|könnte|könnten|plan\w*|vorgeschlagen\w*)\b", re.IGNORECASE
    ),
    compared=re.compile(
        r"\b(?:als|von|gegenüber|statt|nach zuvor|im vergleich zu|über|unter|rekord von|marke von|nach)\s+"
        r"(?:den |die |der |dem |etwa |rund |zuvor )?$",
        re.IGNORECASE,
    ),
    alongside=re.compile(
        r"^\W*(?:\w+\s+){0,3}?(?:andere\w*|kollegen|einschließlich|darunter|samt|neben)\b", re.IGNORECASE
    ),
    age_before=re.compile(r"(?:\balter von\s+|,\s+)$", re.IGNORECASE),
    age_after=re.compile(r"(?:[\s-]jahre?)?[\s-](?:alt(?:e[nrs]?)?\b|jährige)", re.IGNORECASE),
)

LANGUAGE = Language(
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
    events=_EVENTS,
    failing=re.compile(
        r"\b(?:scheiter|gescheiter|weiger|verweiger|ablehn|abgelehn|lehnt|verhinder|bestreit|bestritt|dementier|"
        r"unmöglich|außerstande)\w*",
        re.IGNORECASE,
    ),
    denial=re.compile(r"\b(?:nicht|nie|niemals|kein\w*|ohne|weder)\b", re.IGNORECASE),
    verification=_VERIFICATION,
    clickbait=re.compile(
        r"\b(?:was (?:wir|man|bisher|bislang)(?: \w+){0,3}? (?:wissen|weiß|bekannt ist)|das (?:wissen wir|ist bekannt)"
        r"|(?:was|das) (?:sie|du) (?:jetzt )?(?:wissen|beachten) (?:müssen|sollten|musst)|fragen und antworten)\b"
        r"|^\W*(?:die )?(?:\d+|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn) (?:\w+ ){0,2}(?:dinge|gründe|tipps"
        r"|fakten|fragen|tricks|wege)\b",
        re.IGNORECASE,
    ),
    reading=Reading(
        contradicting=re.compile(
            r"^(?:aber|doch)\b|\b(?:jedoch|allerdings|hingegen|dagegen(?! gestimmt)|dennoch|trotzdem|indes(?:sen)?)\b",
            re.IGNORECASE,
        ),
        definite=re.compile(r"\b(?:der|die|das|den|dem|des|diese[rsnm]?)\s([^\W\d_]{4,})"),
        courtesy=opening(
            r"guten (?:morgen|tag|abend)\b|(?:herzlich )?willkommen (?:zu|zum|zur|bei|im|in (?:un|die))|hallo (?:und"
            r"|zusammen|aus)\b|"
            r"(?:vielen |herzlichen )?danke? fürs?\b|wir (?:halten (?:sie|euch)|melden uns|verabschieden uns)\b|"
            r"(?:bitte )?(?:laden|aktualisieren) sie (?:die|diese) seite\b|(?:schreiben|schicken|senden) sie uns\b|"
            r"lesen sie (?:hier|mehr|auch|dazu)\b|damit (?:beenden|schließen|verabschieden) wir\b"
            r"|bleiben sie (?:dran|bei uns)\b"
        ),
        torn_opening=re.compile(
            r"(?:Aber|Doch)(?! (?:auch|dann|da|noch|doch|nicht|was|wie|warum|wann|wer|wo|ob|selbst)\b),?\s+(?=[^\W_])"
        ),
        third_person=re.compile(
            r"\b(?:er|sie|es|ihn|ihm|ihr|ihre|ihren|ihrem|ihrer|sein|seine|seinen|seinem|seiner|dessen|deren)\b",
            re.IGNORECASE,
        ),
        dangling=opening(
            r"er|sie(?! selbst)|es|ihn|ihm|ihr|ihre|ihren|ihrem|ihrer|sein|seine|seinen|seinem|seiner|dies|"
            r"diese[rsmn]?|das(?= (?:ist|war|sei|sagte|teilte|gilt|hat|habe|soll|wird|heißt|zeigt|geht))|dabei|"
            r"dafür|dagegen|damit|danach|daran|daraufhin|darin|darüber|davon|dazu|dort|beide|letztere\w*|"
            r"solche\w*|deren|dessen"
        ),
        expletive=opening(
            r"es (?:gibt|gab|ist (?:un)?klar|heißt|handelt|war de[rs])|diese (?:woche|saison)|dieses jahr|"
            r"diesen (?:sommer|winter|herbst|monat)"
        ),
        linking=opening(
            r"auch|außerdem|zudem|ferner|so|ebenso|unterdessen|inzwischen|anschließend|schließlich|deshalb|daher|"
            r"deswegen|somit|und|oder|denn|zuvor|darüber hinaus|aber|doch|jedoch|allerdings|dennoch|"
            r"trotzdem|hingegen|dagegen"
        ),
        contrast=opening(r"aber|doch|jedoch|allerdings|dennoch|trotzdem|hingegen|dagegen"),
        label=re.compile(
            r"(?:warum (?:das|es) wichtig ist|(?:der )?hintergrund|das wichtigste(?: in kürze)?|eilmeldung|update|"
            r"aktualisiert|was (?:bisher )?bekannt ist|die lage|kurz gefasst|auf einen blick|in kürze|"
            r"wie es weitergeht|in zahlen|exklusiv|der anlass|was dahintersteckt)\s*[:–—]\s+(?=[\"“«„‘¿¡]?[^\W_])",
            re.IGNORECASE,
        ),
    ),
)
