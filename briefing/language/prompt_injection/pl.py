"""Polish: how texts speak to the programs that read them."""

from __future__ import annotations

from briefing.language.prompt_injection.pattern_fields import DirectiveWords, Machines

__all__ = ["DIRECTIVES", "MACHINES"]

_STRESZCZENIE = r"(?:streszczeni[eau]\w*|podsumowani[eau]\w*|kluczow\w+\s+punk\w+|odpowied[źz]\w*)"
MACHINES = Machines(
    notes=(
        r"(?:[\w'-]+\s+){0,2}?(?:uwaga|notatka|wiadomość|instrukcj[ae]|wskazówk[ai]|prośba|informacja"
        r"|polecenie)\s+(?:dla|do)"
    ),
    openers=(
        r"uwaga,?|do|dla|drog[iae]|szanown[yae]|cześć|(?:jeśli|jeżeli|gdy|skoro)\s+(?:pan\s+|to\s+)?(?:jesteś"
        r"|jesteście|jest|czyta)|jesteś|jako"
    ),
    named=(
        r"(?:(?:każd\w+|wszystki\w+|jakikolwiek|jakiegokolwiek|tego|tej|drog\w+|automatyczn\w+|sztuczn\w+"
        r"|wirtualn\w+|duż\w+|to)\s+){0,3}(?:(?-i:AI|SI)|sztuczn\w+\s+inteligencj\w+|asysten\w+"
        r"|model\w*\s+język\w+|LLM|chatbo\w+|bo[tc]\w*|robo[tc]\w*|(?:program(?:em|u|ie|y|ów|om|owi)?"
        r"|oprogramowani\w+|maszyn\w*|system(?:em|u|ie|y|ów|om|owi)?|narzędzi\w*|algorytm\w*)(?=\s+(?:który\w*"
        r"|któr\w+|streszcza\w+|czyta\w+)\b|\s*,)|(?:ChatGPT|Claude|Gemini|Copilot)(?!\s(?-i:[A-ZÀ-ÞА-Я])))\b"
    ),
    asked=(
        r"(?:(?:proszę|teraz|potem|tylko|następnie)[\s,]+){0,2}(?:proszę|napisz(?:cie)?|pisz|zignoruj(?:cie)?|ignoruj|zapomnij(?:cie)?"
        r"|odpowiedz(?:cie)?|podaj(?:cie)?|wymień(?:cie)?|zacznij(?:cie)?|rozpocznij|streść|powiedz(?:cie)?|wspomnij(?:cie)?|dodaj(?:cie)?|poleć"
        r"|umieść|przedstaw|pomiń(?:cie)?|zaznacz|wyświetl|nie\s+wspominaj|ogranicz|musisz|musicie|należy|masz\s+\w+"
        rf"|(?:twoje|wasze)\s+{_STRESZCZENIE}|jedyny\w*\s+(?:kluczow\w+\s+)?punkt\w*)\b"
    ),
    tasks=(
        r"w\s+(?:swoim|twoim|waszym)\s+(?:streszczeniu|podsumowaniu)|(?:gdy|kiedy|jeśli)\s+streszcza\w+\s+(?:tę"
        r"|ten)|zamiast\s+streszczenia"
    ),
    here=(r"(?:tę\s+stronę|tej\s+strony|ten\s+(?:artykuł|tekst)|tego\s+(?:artykułu|tekstu))"),
    wished=(r"musi|muszą|powin\w+|proszon\w+|prosimy|ma\s+\w+ć"),
    orders=(
        r"napisz(?:cie)?(?:\s+tylko)?,?\s+że\b",
        (
            r"(?:zignoruj(?:cie)?|ignoruj(?:cie)?|zapomnij(?:cie)?\s*o?|pomiń(?:cie)?)\s+(?:\w+\s+){0,3}?(?:(?:poprzedni\w+|wcześniejsz\w+|powyższ\w+|dotychczasow\w+)"
            r"\s+(?:\w+\s+)?(?:instrukcj\w+|poleceni\w+|zasad\w*|wskazów\w+|artykuł\w*|tekst\w*)|(?:instrukcj\w+|poleceni\w+)\s+powyżej|(?:swo\w+|two\w+)\s+"
            r"(?:instrukcj\w+|zasad\w*|poleceni\w+)|wszystk\w+,?\s+co\s+(?:powyżej|wcześniej|było))"
        ),
        (
            rf"(?:napisz|zacznij|rozpocznij|umieść|podaj|dodaj|wymień)\b[^.!?;]{{0,60}}\b(?:(?:swo\w+|two\w+)\s+{_STRESZCZENIE}|(?:jedyn\w+|pierwsz\w+)"
            r"\s+kluczow\w+\s+punk\w+)"
        ),
        rf"(?:twoje|wasze)\s+{_STRESZCZENIE}\s+(?:musi|powinno|ma)\b",
        rf"każde\s+{_STRESZCZENIE}\s+(?:tej\s+strony|tego\s+(?:artykułu|tekstu))\s+(?:musi|powinno|ma)\b",
        r"jedynym\s+kluczowym\s+punktem\s+(?:\w+\s+){0,2}jest\b|odpowiedz\s+(?:tylko|wyłącznie|jedynie)\b|nowe\s+(?:polecenie|instrukcje)\s*:",
        r"każdy\s+(?:program|asystent|robot|model),?\s+który\s+\w+\s+(?:tę\s+stronę|ten\s+(?:artykuł|tekst)),?\s+(?:musi|powinien|ma)\b",
    ),
)
DIRECTIVES = DirectiveWords(
    program=(
        r"komputer\w*|(?-i:AI|SI|LLM)|sztuczn\w+\s+inteligencj\w+|model\w*(?:\s+językow\w+)?|asysten\w+"
        r"|(?:chat)?bot\w*|czatbot\w*|robo[tc]\w*|program\w*|maszyn\w*|system\w*|algorytm\w*|(?-i:ChatGPT"
        r"|Claude|Gemini)"
    ),
    product=(
        r"użytkowni\w+|czytelni\w+|streszczeni\w+|podsumowani\w+|kluczow\w+\s+punk\w+|tytu[łl]\w*"
        r"|nagłów\w+|odpowied\w+|skró\w+|punk\w+\s+kluczow\w+|wyniku?"
    ),
    rules=(
        r"misj\w+|prac\w+|zadani\w+|to|opisan\w+|poleceni\w+|instrukcj\w+|zasad\w*|reguł\w*|rozkaz\w*"
        r"|wytyczn\w+|zadani\w+|wszystko|tekst\w*|artykuł\w*|wskazów\w+"
    ),
    earlier=r"poprzedni\w*|wcześniejsz\w*|dotychczasow\w*|powyższ\w*|wyżej|pierwotn\w*|otrzyman\w*|dotąd",
    drop=(
        r"udawaj\w*|unikaj\w*|nie\s+wspominaj\w*|z?ignoruj\w*|zapomnij\w*|pomiń\w*|odłóż\w*|odrzuć\w*"
        r"|porzuć\w*|nie\s+zważaj\w*|zlekceważ\w*|skasuj\w*|wyrzuć\w*"
    ),
    order=(
        r"napisz\w*|pisz\w*|powiedz\w*|wymień\w*|wspomnij\w*|pochwal\w*|poleć\w*|podaj\w*|umieść\w*"
        r"|postaw\w*|dodaj\w*|zacznij\w*|odpowiedz\w*|odpowiadaj\w*|zrób\w*|przedstaw\w*|streść\w*"
        r"|nazwij\w*|cytuj\w*|zacytuj\w*|pokaż\w*|powtórz\w*|mów\w*|podkreśl\w*|ułóż\w*|wyróżnij\w*"
        r"|traktuj\w*"
    ),
    kindly=(
        r"byłoby\s+(?:miło|dobrze)|czy\s+mógłby|czy\s+możesz|mógłbyś|proszę|prosimy|uprzejmie|łaskawie"
        r"|dziękuj\w+|czy\s+mógłbyś|bądź\s+łaskaw\w*|zechciej\w*"
    ),
    you=r"ty|ci|cię|ciebie|tobie|twój|twoj\w+|twym|swo\w+|swój|wasz\w*|wy",
    ought=r"musi\w*|powin\w+|ma|mają|masz|należy|trzeba",
    only=r"tylko|wyłącznie|jedyn\w+|pierwsz\w+|zamiast|zawsze|najpierw|nic\s+poza",
    page=r"t[eęąa]\w*\s+(?:stron\w+|artykuł\w*|tekst\w*)|ten\s+(?:artykuł|tekst)",
    henceforth=(
        r"od\s+(?:teraz|tej\s+chwili)|odtąd|now[eay]\w*\s+(?:zadanie|polecenie|instrukcja|rola)"
        r"|(?:komunikat|uwaga|wiadomość|notatka|informacja)\s+(?:dla|do)|uwaga|drog[ia]\w*|szanown\w+"
        r"|koniec\s+artykułu|jesteś\s+teraz|tryb\s+programisty"
    ),
    said=(
        r"powiedzi\w+|mówi\w*|według|prosi|poprosił\w*|ogłosił\w*|poinformował\w*|stwierdził\w*|dodał\w*"
        r"|oświadczył\w*|ostrzega"
    ),
    ai=(
        r"(?-i:AI|SI|LLM)|sztuczn\w+\s+inteligencj\w+|model\w*\s+językow\w+|(?:chat|czat)bot\w*"
        r"|(?-i:ChatGPT|Claude|Gemini)"
    ),
    answer=r"użytkowni\w+|czytelni\w+|tytu[łl]\w*|nagłów\w+|odpowied\w+|skró\w+|wyniku?",
    digest=r"pisze|piszą|tworzy|streszcza\w*|podsumowuj\w*|czyta\w*\s+t\w+|skraca\w*",
)
