"""Dutch: how texts speak to the programs that read them."""

from __future__ import annotations

from briefing.language.prompt_injection.pattern_fields import DirectiveWords, Machines

__all__ = ["DIRECTIVES", "MACHINES"]

_SAMENVATTING = r"(?:samenvatting|kernpunt(?:en)?|antwoord|hoofdpunt(?:en)?)"
MACHINES = Machines(
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
DIRECTIVES = DirectiveWords(
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
