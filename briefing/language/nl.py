"""Dutch: its abbreviations and what pages say around their articles. No function that needs other words works yet."""

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
    half_of=("een half", "een halve"),
    compounds=True,
)

_PAGE = Page(
    junk=(r"lees ook\b",),
)

_SAMENVATTING = r"(?:samenvatting|kernpunt(?:en)?|antwoord|hoofdpunt(?:en)?)"
_MACHINES = Machines(
    notes=(
        r"(?:[\w'-]+\s+){0,2}?(?:opmerking|notitie|bericht|instructies?|aanwijzing(?:en)?|mededeling|verzoek|nota"
        r"|boodschap)\s+(?:aan|voor)"
    ),
    openers=(
        r"attentie|let\s+op|aan|voor|beste|geachte|hallo|(?:als|indien|wanneer)\s+(?:u|je|jij)|bent\s+u|u\s+bent|je\s+bent|ben\s+je"
        r"|als"
    ),
    named=(
        r"(?:(?:de|het|een|elke?|ieder|alle|welk|beste|automatische|digitale|virtuele|u|eventuele"
        r"|groot)\s+){0,3}(?:(?-i:AI)(?:-\w+)?|kunstmatige\s+intelligentie|assistent(?:en|e)?|taalmodel(?:len)?"
        r"|LLM|chatbots?|bots?|robots?|(?:programma(?:'s)?|software|machines?|syste(?:em|men)|hulpmiddel(?:en)?"
        r"|algoritmen?s?)(?=\s+(?:dat|die|bent|is)\b|\s*,)|samenvatters?|(?:ChatGPT|Claude|Gemini"
        r"|Copilot)(?!\s(?-i:[A-ZÀ-ÞА-Я])))\b"
    ),
    asked=(
        r"(?:(?:dan|nu|alleen|enkel|alstublieft|alsjeblieft)[\s,]+){0,2}(?:alstublieft|alsjeblieft|gelieve|graag|negeer|vergeet|schrijf(?:t\s+u)?"
        r"|noem(?:t\s+u)?|vermeld|meld|begin|antwoord|zeg|geef|vat|toon|voeg|beveel|raad|laat|zet|benadruk|gebruik|wilt\s+u|(?:u|je|jij)\s+(?:moet"
        rf"|dient|mag)|(?:moet|dient|mag)\s+(?:u|je)|(?:uw|je|jouw|de)\s+{_SAMENVATTING}\s+(?:moet|mag|dient)|het\s+enige\s+kernpunt)\b"
    ),
    tasks=(
        r"in\s+(?:je|uw|jouw)\s+samenvatting|(?:als|wanneer)\s+(?:je|u)\s+(?:deze|dit)\s+\w+\s+samenvat\w*"
        r"|in\s+plaats\s+van\s+een\s+samenvatting"
    ),
    here=(r"(?:deze\s+(?:pagina|tekst)|dit\s+(?:artikel|stuk|document))"),
    wished=(r"moet(?:en)?|dient|dienen|verzocht|gevraagd|gelieve|graag"),
    orders=(
        r"schrijf\s+(?:alleen\s+)?dat\b",
        (
            r"(?:negeer|vergeet|veronachtzaam)\s+(?:\w+\s+){0,3}?(?:(?:vorige|eerdere|voorgaande|bovenstaande|voorafgaande|bestaande)\s+(?:\w+\s+)?"
            r"(?:instructies?|opdrachten?|regels|aanwijzingen|bevelen|artikel|tekst)|(?:je|uw|jouw)\s+(?:instructies|regels|opdrachten)"
            r"|alles\s+hierboven|het\s+(?:bovenstaande|voorgaande))"
        ),
        rf"(?:schrijf|begin|noem|vermeld|zet|geef|voeg)\b[^.!?;]{{0,60}}\b(?:(?:je|uw|jouw)\s+{_SAMENVATTING}|(?:enige|eerste)\s+kernpunt)",
        rf"(?:je|uw|jouw)\s+{_SAMENVATTING}\s+(?:moet|mag|dient)\b",
        rf"elke\s+{_SAMENVATTING}\s+van\s+(?:deze\s+pagina|dit\s+artikel|deze\s+tekst)\s+(?:moet|dient)\b",
        r"het\s+(?:enige|belangrijkste|eerste)\s+kernpunt\s+(?:van\s+dit\s+artikel\s+)?(?:is|moet|luidt)\b",
        r"antwoord\s+(?:alleen|uitsluitend|enkel)\s+met\b|nieuwe\s+instructies?\s*:",
        r"(?:elk|ieder)\s+(?:programma|model|systeem)\s+dat\s+(?:deze\s+(?:pagina|tekst)|dit\s+artikel)\s+\w+,?\s+(?:moet|dient|wordt\s+verzocht)",
    ),
)

_DIRECTIVES = DirectiveWords(
    program=(
        r"computers?|(?-i:AI|KI|LLM)(?:-\w+)?|kunstmatige\s+intelligentie|taalmodel\w*|model\w*"
        r"|assistent\w*|(?:chat|ro)?bots?|robots?|programma'?s?|machines?|software|systeem|systemen"
        r"|algoritme\w*|(?-i:ChatGPT|Claude|Gemini)|samenvatter"
    ),
    product=(
        r"gebruikers|lezers|samenvatting\w*|kernpunt\w*|kop|koppen|titel|antwoord\w*|overzicht"
        r"|hoofdpunt\w*|bovenaan|kernboodschap|briefing"
    ),
    rules=(
        r"doel|werk|het|instructies?|opdracht\w*|regels?|bevel\w*|richtlijn\w*|aanwijzing\w*|taak|alles"
        r"|tekst|artikel|prompt"
    ),
    earlier=r"eerdere|vorige|voorgaande|bovenstaande|hierboven|oorspronkelijke|gekregen|eerder|tot\s+nu\s+toe",
    drop=(
        r"doe\s+alsof|vermijd|noem\s+\w+\s+\w+\s+niet|negeer|vergeet|laat|sla|verwerp|leg|schrap|omzeil"
        r"|trek\s+je\s+niets\s+aan|let\s+niet"
    ),
    order=(
        r"stel|schrijf|zeg|noem|vermeld|prijs|zet|plaats|geef|begin|antwoord|beveel|meld|voeg|maak|open"
        r"|toon|citeer|herhaal|gebruik|benadruk|vat|behandel|doe|spreek|praat|laat"
    ),
    kindly=(
        r"het\s+zou\s+(?:mooi|fijn)|kunt\s+u|kun\s+je|alstublieft|alsjeblieft|a\.u\.b|graag|bedankt|dank"
        r"|gelieve|zou\s+je|zou\s+u|wees\s+zo\s+(?:vriendelijk|goed)|we\s+vragen|vriendelijk\s+verzoek"
    ),
    you=r"je|jij|jou|jouw|u|uw|jullie",
    ought=r"moet|moeten|dient|dienen|mag|zou|hoort",
    only=r"alleen|enkel|uitsluitend|enige|eerste|eerst|slechts|altijd|in\s+plaats\s+daarvan|niets\s+anders",
    page=r"(?:deze\s+(?:pagina|tekst)|dit\s+(?:artikel|stuk|document|bericht))",
    henceforth=(
        r"vanaf\s+nu|voortaan|nieuwe\s+(?:opdracht|taak|instructie|rol)\w*|(?:bericht|opmerking|boodschap"
        r"|let\s+op|instructie|notitie)\s+(?:aan|voor)|let\s+op|beste|aan\s+(?:elk|alle)"
        r"|einde\s+van\s+het\s+artikel|ontwikkelaarsmodus"
    ),
    said=r"zei|zegt|zeiden|volgens|vraagt|vroeg|meldde|verklaarde|waarschuwt|liet|aldus|heeft|hebben|werd",
    ai=(
        r"(?-i:AI|KI|LLM)(?:-\w+)?|kunstmatige\s+intelligentie|taalmodel\w*|chatbots?|(?-i:ChatGPT|Claude"
        r"|Gemini)|samenvatter"
    ),
    answer=r"gebruikers|lezers|kop|koppen|titel|antwoord\w*|overzicht|bovenaan",
    digest=r"schrijft|schrijven|maakt|samenvat\w*|samenvatten|inkort\w*|leest|lezen|verwerkt",
)

LANGUAGE = Language(
    directives=_DIRECTIVES,
    machines=_MACHINES,
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
    currencies=units(("euro", "euro", 1.0), ("dollar", "dollar", 1.0)),
    abbreviations=word_set("dhr mevr mr dr prof ir nr blz ca o.a"),
)
