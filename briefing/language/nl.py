"""Dutch."""

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
        ("nul", 0),
        ("een één eén", 1),
        ("twee", 2),
        ("drie", 3),
        ("vier", 4),
        ("vijf", 5),
        ("zes", 6),
        ("zeven", 7),
        ("acht", 8),
        ("negen", 9),
        ("tien", 10),
        ("elf", 11),
        ("twaalf", 12),
        ("dertien", 13),
        ("veertien", 14),
        ("vijftien", 15),
        ("zestien", 16),
        ("zeventien", 17),
        ("achttien", 18),
        ("negentien", 19),
        ("twintig", 20),
        ("dertig", 30),
        ("veertig", 40),
        ("vijftig", 50),
        ("zestig", 60),
        ("zeventig", 70),
        ("tachtig", 80),
        ("negentig", 90),
    ),
    articles=word_set("een"),
    loose=forms(("half halve helft", 0.5), ("beide dubbele tweemaal", 2)),
    ordinals=forms(
        ("tweede", 2),
        ("derde", 3),
        ("vierde", 4),
        ("vijfde", 5),
        ("zesde", 6),
        ("zevende", 7),
        ("achtste", 8),
        ("negende", 9),
        ("tiende", 10),
    ),
    ordinal_marks=("e", "de", "ste"),
    hundreds=frozenset(("honderd",)),
    scales=forms(("duizend", 1e3), ("miljoen mln", 1e6), ("miljard mld", 1e9)),
    dozens=forms(("dozijn", 12)),
    round=forms(("tiental", 10), ("twintigtal", 20), ("dertigtal", 30), ("vijftigtal", 50), ("honderdtal", 100)),
    bare=word_set("honderd duizend dozijn"),
    before_bare=word_set("een"),
    vague=word_set("enkele meerdere paar"),
    joiners=frozenset(("en", "ën")),
    shares_of={"een half": 0.5, "een halve": 0.5, "een kwart": 0.25, "driekwart": 0.75},
    compounds=True,
)

_PAGE = Page(
    junk=(
        r"lees ook\b",
        r"volg (?:ons|mij) (?:op|via)\b.{0,160}$",
        r"(?:abonneer je|schrijf je in|meld je aan)\b[^.!?]{0,60}\bnieuwsbrief\b.{0,80}$",
        r"(?:like|vind) ons (?:leuk )?op\b.{0,100}$|deel dit (?:artikel|bericht|verhaal)\b.{0,60}$",
        r"(?:foto|beeld|bron)\s*[:/©].{0,80}$|advertentie\W*$",
    ),
)


_UNITS = SYMBOLS | units(
    ("seconde seconden", "second", 1.0),
    ("minuut minuten", "second", 60.0),
    ("uur uren", "second", 3600.0),
    ("dag dagen", "second", 86400.0),
    ("week weken", "second", 604800.0),
    ("maand maanden", "month", 1.0),
    ("jaar jaren", "month", 12.0),
    ("meter", "metre", 1.0),
    ("kilometer", "metre", 1000.0),
    ("centimeter", "metre", 0.01),
    ("millimeter", "metre", 0.001),
    ("mijl", "metre", 1609.344),
    ("kilo kilogram", "gram", 1000.0),
    ("ton", "gram", 1e6),
    ("hectare", "hectare", 1.0),
    ("liter", "litre", 1.0),
    ("graad graden", "degree", 1.0),
    ("megawatt", "watt", 1e6),
    ("gigawatt", "watt", 1e9),
    ("knoop knopen", "knot", 1.0),
)
_CURRENCIES = units(
    ("dollar", "dollar", 1.0),
    ("cent", "cent", 1.0),
    ("euro", "euro", 1.0),
    ("pond", "pound", 1.0),
    ("kroon kronen", "crown", 1.0),
    ("frank", "franc", 1.0),
    ("yen", "yen", 1.0),
    ("roebel", "ruble", 1.0),
)

# What is counted in a report of an accident, a raid or a vote, and what keeps two figures from being of one fact.
_EVENTS = Events(
    roles=patterns(
        {
            "dead": r"dod(?:e|en|elijke?)|dood|gedood\w*|omgekomen|kwam(?:en)?\b[^.;:,]{0,40}\bom|om het leven|"
            r"overled\w+|stier(?:f|ven)|"
            r"dodental|slachtoffers",
            "hurt": r"gewond\w*|verwond\w*",
            "missing": r"vermist\w*|spoorloos",
            "moved": r"geëvacueerd\w*|evacu\w+|ontheemd\w*|dakloos|in veiligheid gebracht",
            "held": r"aangehouden|gearresteerd\w*|opgepakt\w*|arrestaties|aanhoudingen|gijzelaars?|gegijzeld\w*",
            "rescued": r"gered\w*",
            "cases": r"gevallen|besmet\w*|geïnfecteerd\w*|zieken",
            "jobs": r"banen|arbeidsplaatsen|ontslagen",
            "vote": r"stemmen|stemden|gestemd|tegenstemmen",
        }
    ),
    people=word_set(
        "mensen personen passagiers reizigers bewoners inwoners mannen vrouwen kinderen burgers soldaten leerlingen "
        "studenten toeristen werknemers arbeiders patiënten slachtoffers"
    ),
    anybody=word_set("mensen personen slachtoffers"),
    clause_break=re.compile(r"[,;:()–—]|\b(?:terwijl|maar|en|onder wie|waaronder|van wie|waarvan)\b", re.IGNORECASE),
    part=re.compile(
        r"^\s*(?:[\w-]+\s+){0,2}?(?:van hen|daarvan|van wie)\b|^\s*(?:andere|extra|bijkomende)\b", re.IGNORECASE
    ),
    further=re.compile(r"\b(?:nog|nog eens|andere|extra|nieuwe)\s+$", re.IGNORECASE),
    moved=re.compile(
        r"\b(?:stijgt|steeg|gestegen|loopt|liep|opgelopen|groeit?|groeide|daalt|daalde|gedaald|zakt|zakte|"
        r"verhoogd?)\b"
        r"[^.;:]{0,60}?\b(?:naar|tot|op)\s+$",
        re.IGNORECASE,
    ),
    total=re.compile(r"\b(?:dodental|aantal|in totaal|totaal|tot nu toe|tot dusver)\b", re.IGNORECASE),
    past=re.compile(
        r"\b(?:\w+ (?:jaar|jaren|maanden?|weken|week) (?:geleden|eerder)|(?:vorig|afgelopen) jaar|(?:vorige|"
        r"afgelopen) "
        r"(?:maand|week)|eerder\w*|record\w*)\b",
        re.IGNORECASE,
    ),
    expected=re.compile(
        r"\b(?:verwacht\w*|rekent|rekenen|progno\w+|schat\w*|geschat\w*|raming\w*|economen|analisten|doel|nodig)\b",
        re.IGNORECASE,
    ),
    back=re.compile(
        r"\b\w+ (?:jaar|jaren|maanden?|weken) (?:geleden|eerder)\b|\bvorig jaar\b|\bvorige maand\b", re.IGNORECASE
    ),
    foreseen=re.compile(
        r"\b(?:zal|zullen|zou|zouden|moet|moeten|kan|kunnen|plan\w*|voorgesteld\w*|voorstel\w*)\b", re.IGNORECASE
    ),
    compared=re.compile(
        r"\b(?:dan|van|vanaf|tegen|tegenover|vergeleken met|in plaats van|boven|onder|record van)\s+"
        r"(?:de |het |ongeveer |bijna )?$",
        re.IGNORECASE,
    ),
    alongside=re.compile(
        r"^\W*(?:\w+\s+){0,3}?(?:andere|collega['’]?s|inclusief|onder wie|waaronder|naast)\b", re.IGNORECASE
    ),
    age_before=re.compile(r"(?:\bleeftijd van\s+|,\s+)$", re.IGNORECASE),
    age_after=re.compile(r"(?:[\s-]jaar oud\b|\s?\(?-?jarige\b|(?<=,\s\d\d)\sjaar\b)", re.IGNORECASE),
)

LANGUAGE = Language(
    page=_PAGE,
    article_kinds={
        "opinion": ("opinie", "column", "columns", "commentaar", "hoofdredactioneel", "ingezonden brieven"),
        "analysis": ("analyse", "analyses"),
        "satire": ("satire", "parodie"),
        "sponsored": ("gesponsord", "advertorial", "advertentie", "partnercontent", "ingezonden mededeling"),
    },
    code="nl",
    numbers=_NUMBERS,
    percent=("procent",),
    abbreviations=word_set("dhr mevr mr dr prof ir nr blz ca o.a"),
    denial=re.compile(r"\b(?:niet|geen|nooit|niemand|niets|zonder|noch)\b", re.IGNORECASE),
    units=_UNITS,
    currencies=_CURRENCIES,
    hedges=hedging(
        about="ongeveer|zo'n|circa|ca.|rond|rond de|omstreeks|grofweg",
        nearly="bijna|haast|krap|nauwelijks|slechts|net geen",
        more="meer dan|ruim|boven de|hoger dan",
        at_least="minstens|zeker|ten minste|tenminste|minimaal|niet minder dan|op zijn minst",
        fewer="minder dan|onder de|lager dan",
        at_most="hooguit|hoogstens|maximaal|ten hoogste|niet meer dan|tot wel",
    ),
    hedges_after=hedging(at_least="of meer", at_most="of minder"),
    rates=word_set("per"),
    not_counted=word_set("de het een der van en of andere nieuwe meer te in zijn waren die"),
    relative_days=word_set("vandaag gisteren morgen"),
    function_words=word_set(
        "de het een en of maar in op aan van voor met door bij naar uit over onder tegen tot na om te als dat "
        "die dit deze "
        "wie wat waar wanneer hoe is zijn was waren wordt worden werd werden heeft hebben had hadden zal zullen "
        "niet geen "
        "er hij zij ze het hun haar hem zich ook nog al meer zeer alle veel dan toen daar hier volgens terwijl "
        "tijdens"
    ),
    verification=Verification(
        speech=re.compile(
            r"\b(?:volgens|zegt|zei|zeggen|zeiden|meldt|meldde|melden|meldden|verklaart|verklaarde|liet weten|"
            r"laat weten|"
            r"aldus|vertelt|vertelde|kondigt|kondigde|bevestigt|bevestigde|woordvoerders?)\b",
            re.IGNORECASE,
        ),
    ),
    events=_EVENTS,
    clickbait=re.compile(
        r"\b(?:dit weten we|wat we (?:nu |al )?weten|wat (?:je|u) moet weten|dit moet (?:je|u) weten)\b"
        r"|^\W*(?:\d+|twee|drie|vier|vijf|zes|zeven|acht|negen|tien) (?:\w+ ){0,2}(?:dingen|redenen|tips|vragen"
        r"|feiten)\b",
        re.IGNORECASE,
    ),
    reading=Reading(
        contradicting=re.compile(r"^maar\b|\b(?:echter|daarentegen|desondanks|toch)\b", re.IGNORECASE),
        definite=re.compile(r"\b(?:de|het|deze|dit|die|dat)\s([^\W\d_]{4,})"),
        courtesy=opening(
            r"goede(?:morgen|middag|navond)\b|welkom (?:bij|in (?:ons|dit))\b|(?:dank|bedankt) voor\b|blijf bij ons\b|"
            r"we houden (?:u|je|jullie)\b|ververs (?:de|deze) pagina\b|schrijf ons\b|tot morgen\b"
        ),
        torn_opening=re.compile(
            r"(?:Maar(?! (?:liefst|ook|dan|toen|als|hoe|wat|wie|waarom|niet|één|een|twee|drie|vier|vijf|"
            r"zes|weinig)\b)"
            r"|Echter,)\s+(?=[^\W\d_])"
        ),
        third_person=re.compile(r"\b(?:hij|zij|ze|hem|haar|hen|hun)\b", re.IGNORECASE),
        dangling=opening(
            r"hij|zij|ze|het(?= (?:is|was|gaat|ging|werd|wordt)\b)|hem|haar|hun|hen|dit|dat|deze|die|"
            r"daar|daarbij|daardoor|daarmee|daarna|daarom|daarop|"
            r"daarvoor|daarover|hierdoor|hiermee|beide|beiden|andere|anderen|zulke|zo'n"
        ),
        expletive=opening(
            r"het (?:is|was) (?:on)?(?:duidelijk|bekend|mogelijk)|er (?:is|zijn|was|waren)|deze (?:week|maand|"
            r"zomer|winter|ochtend)|dit (?:jaar|seizoen)"
        ),
        linking=opening(
            r"en|of|ook|zo|verder|bovendien|daarnaast|vervolgens|intussen|ondertussen|dus|ten slotte|"
            r"tevens|eerder|maar|echter|toch|niettemin|desondanks|daarentegen"
        ),
        contrast=opening(r"maar|echter|toch|niettemin|desondanks|daarentegen"),
    ),
)
