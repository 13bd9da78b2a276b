"""Polish."""

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
        ("zero", 0),
        ("jeden jedna jedno jednego jednej jednym", 1),
        ("dwa dwie dwóch dwu dwaj dwoje dwiema dwom", 2),
        ("trzy trzech trzej troje trzem", 3),
        ("cztery czterech czterej czworo czterem", 4),
        ("pięć pięciu pięcioro", 5),
        ("sześć sześciu sześcioro", 6),
        ("siedem siedmiu siedmioro", 7),
        ("osiem ośmiu ośmioro", 8),
        ("dziewięć dziewięciu dziewięcioro", 9),
        ("dziesięć dziesięciu dziesięcioro", 10),
        ("jedenaście jedenastu", 11),
        ("dwanaście dwunastu", 12),
        ("trzynaście trzynastu", 13),
        ("czternaście czternastu", 14),
        ("piętnaście piętnastu", 15),
        ("szesnaście szesnastu", 16),
        ("siedemnaście siedemnastu", 17),
        ("osiemnaście osiemnastu", 18),
        ("dziewiętnaście dziewiętnastu", 19),
        ("dwadzieścia dwudziestu", 20),
        ("trzydzieści trzydziestu", 30),
        ("czterdzieści czterdziestu", 40),
        ("pięćdziesiąt pięćdziesięciu", 50),
        ("sześćdziesiąt sześćdziesięciu", 60),
        ("siedemdziesiąt siedemdziesięciu", 70),
        ("osiemdziesiąt osiemdziesięciu", 80),
        ("dziewięćdziesiąt dziewięćdziesięciu", 90),
        ("sto stu", 100),
        ("dwieście dwustu", 200),
        ("trzysta trzystu", 300),
        ("czterysta czterystu", 400),
        ("pięćset pięciuset", 500),
        ("sześćset sześciuset", 600),
        ("siedemset siedmiuset", 700),
        ("osiemset ośmiuset", 800),
        ("dziewięćset dziewięciuset", 900),
    ),
    singles=word_set("jeden jedna jedno jednego jednej jednym"),
    loose=forms(("pół połowa połowę", 0.5), ("oba obie obaj dwukrotnie", 2)),
    ordinals=forms(
        ("drugi druga drugie drugiego drugiej", 2),
        ("trzeci trzecia trzecie trzeciego trzeciej", 3),
        ("czwarty czwarta czwarte czwartego czwartej", 4),
        ("piąty piąta piąte piątego piątej", 5),
    ),
    scales=forms(
        ("tysiąc tysiące tysięcy tys", 1e3),
        ("milion miliony milionów mln", 1e6),
        ("miliard miliardy miliardów mld", 1e9),
    ),
    dozens=forms(("tuzin tuziny tuzinów", 12)),
    bare=word_set("tysiąc milion miliard"),
    vague=word_set("kilka kilku parę wiele wielu"),
)

_PAGE = Page(
    junk=(
        r"(?:czytaj|przeczytaj|zobacz) (?:też|także|również)\b|czytaj (?:dalej|więcej)\W*$",
        r"(?:polub|polubcie) nas na\b.{0,160}$|(?:obserwuj|obserwujcie|śledź|śledźcie) nas\b.{0,160}$",
        r"(?:udostępnij|udostępnijcie) (?:ten|tę|to) (?:artykuł|wpis|stronę)\b.{0,60}$",
        r"(?:zapisz|zapiszcie) się (?:na|do) (?:nasz\w* )?newsletter\w*\b.{0,120}$",
        r"(?:fot\.?|zdjęcie|źródło)\s*[:/©].{0,80}$|reklama\W*$",
    ),
)


_UNITS = SYMBOLS | units(
    ("sekunda sekundy sekund sekundę", "second", 1.0),
    ("minuta minuty minut minutę", "second", 60.0),
    ("godzina godziny godzin godzinę", "second", 3600.0),
    ("dzień dni dnia", "second", 86400.0),
    ("doba doby dób dobę", "second", 86400.0),
    ("tydzień tygodnie tygodni tygodnia", "second", 604800.0),
    ("miesiąc miesiące miesięcy miesiąca", "month", 1.0),
    ("rok lata lat roku", "month", 12.0),
    ("metr metry metrów metra", "metre", 1.0),
    ("kilometr kilometry kilometrów kilometra", "metre", 1000.0),
    ("centymetr centymetry centymetrów centymetra", "metre", 0.01),
    ("milimetr milimetry milimetrów", "metre", 0.001),
    ("mila mile mil", "metre", 1609.344),
    ("kilogram kilogramy kilogramów kilograma kilo", "gram", 1000.0),
    ("tona tony ton tonę", "gram", 1e6),
    ("hektar hektary hektarów hektara", "hectare", 1.0),
    ("litr litry litrów litra", "litre", 1.0),
    ("stopień stopnie stopni stopnia", "degree", 1.0),
    ("megawat megawaty megawatów", "watt", 1e6),
    ("gigawat gigawaty gigawatów", "watt", 1e9),
)
_CURRENCIES = units(
    ("dolar dolary dolarów dolara", "dollar", 1.0),
    ("cent centy centów", "cent", 1.0),
    ("euro", "euro", 1.0),
    ("funt funty funtów", "pound", 1.0),
    ("korona korony koron", "crown", 1.0),
    ("frank franki franków", "franc", 1.0),
    ("jen jeny jenów", "yen", 1.0),
    ("rubel ruble rubli", "ruble", 1.0),
    ("złoty złote złotych złotego zł", "zloty", 1.0),
    ("grosz grosze groszy", "zloty", 0.01),
    ("hrywna hrywny hrywien", "hryvnia", 1.0),
)

# What is counted in a report of an accident, a raid or a vote, and what keeps two figures from being of one fact.
_EVENTS = Events(
    roles=patterns(
        {
            "dead": r"zgin(?:ął|ęła|ęło|ęli|ęły)|zabit\w+|zabił\w*|ofiar\w*(?! losu)|śmier\w+|zmarł\w*|nie żyje|"
            r"poniosł\w+|"
            r"zginęło|zgonów|zgony",
            "hurt": r"rann\w+|rani(?:on\w+|ł\w*)|poszkodowan\w+|obrażeni\w+|rany",
            "missing": r"zagini\w+|zaginę\w+|zaginął",
            "moved": r"ewakuowa\w+|ewakuacj\w+|przesiedl\w+|wysiedl\w+|bez dachu nad głową",
            "held": r"zatrzyman\w+|zatrzymał\w*|aresztowa\w+|zakładni\w+",
            "rescued": r"uratowa\w+|ocal(?:eni|on\w+)",
            "cases": r"przypad(?:ek|ki|ków|kach)|zakaże\w+|zakażon\w+|zachorowa\w+|chorych",
            "jobs": r"miejsc(?:a)? pracy|etat\w*|zwolnie(?:ń|nia)|zwoln\w+",
            "vote": r"głos(?:y|ów|ami|ach)|głosowa\w+",
        }
    ),
    people=word_set(
        "osoba osoby osób osobom osobami ludzie ludzi ludziom pasażer pasażerowie pasażerów mieszkańcy "
        "mieszkańców mężczyzn "
        "mężczyźni kobiet kobiety dzieci cywilów żołnierzy uczniów turystów pracowników pacjentów ofiar "
        "poszkodowanych"
    ),
    anybody=word_set("osoba osoby osób osobom osobami ludzie ludzi ludziom ofiar poszkodowanych"),
    clause_break=re.compile(r"[,;:()–—]|\b(?:podczas gdy|ale|lecz|i|a|oraz|w tym|wśród nich|z czego)\b", re.IGNORECASE),
    part=re.compile(
        r"^\s*(?:[\w-]+\s+){0,2}?(?:z nich|spośród nich|z czego)\b|^\s*(?:inn\w+|kolejn\w+|dodatkow\w+)\b",
        re.IGNORECASE,
    ),
    further=re.compile(r"\b(?:kolejn\w+|inn\w+|dalsz\w+|dodatkow\w+|jeszcze|now\w+)\s+$", re.IGNORECASE),
    moved=re.compile(
        r"\b(?:wzr(?:asta|ósł|osła|osło|osły)|zwiększy\w+|podskoczy\w+|spad(?:a|ł|ła|ło|ły)|"
        r"zmala\w+)\b[^.;:]{0,60}?\bdo\s+$",
        re.IGNORECASE,
    ),
    total=re.compile(r"\b(?:bilans\w*|liczb[aęy]|łącznie|w sumie|dotychczas|jak dotąd|ogółem)\b", re.IGNORECASE),
    past=re.compile(
        r"\b(?:(?:rok|lata|lat|miesiąc|miesiące|miesięcy|tydzień|tygodnie|tygodni) temu|(?:w )?(?:zeszłym|"
        r"ubiegłym|poprzednim)"
        r" (?:roku|miesiącu|tygodniu)|wcześniej\w*|poprzedn\w+|rekord\w*)\b",
        re.IGNORECASE,
    ),
    expected=re.compile(
        r"\b(?:oczek\w+|spodziewa\w+|prognoz\w+|szac\w+|przewid\w+|ekonomi(?:ści|stów)|anality(?:cy|ków)|cel|"
        r"potrzeb\w+)\b",
        re.IGNORECASE,
    ),
    back=re.compile(
        r"\b(?:rok|lata|lat|miesiąc|miesiące|miesięcy|tygodni\w*) temu\b|\b(?:zeszłym|ubiegłym|"
        r"poprzednim) (?:roku|miesiącu)\b|"
        r"\brok wcześniej\b",
        re.IGNORECASE,
    ),
    foreseen=re.compile(
        r"\b(?:będzie|będą|ma|mają|miałby|miałoby|może|mogą|planuj\w+|zaplanowa\w+|propon\w+|zapropon\w+)\b",
        re.IGNORECASE,
    ),
    compared=re.compile(
        r"\b(?:niż|z|od|wobec|w porównaniu (?:z|do)|zamiast|powyżej|poniżej|rekord)\s+(?:około |prawie )?$",
        re.IGNORECASE,
    ),
    alongside=re.compile(
        r"^\W*(?:\w+\s+){0,3}?(?:inn\w+|kole(?:gów|dzy)|włącznie|łącznie z|wliczając|oprócz|poza)\b", re.IGNORECASE
    ),
    age_before=re.compile(r"(?:\bw wieku\s+|,\s+)$", re.IGNORECASE),
    age_after=re.compile(
        r"-?(?:latek|latk[aięy]|letni\w*)\b|(?<=,\s\d\d)\slat\w?\b|(?<=wieku\s\d\d)\slat\b|\slat(?=,)", re.IGNORECASE
    ),
)

LANGUAGE = Language(
    page=_PAGE,
    article_kinds={
        "opinion": ("opinia", "opinie", "komentarz", "komentarze", "felieton", "felietony", "publicystyka"),
        "analysis": ("analiza", "analizy"),
        "satire": ("satyra", "parodia", "humor"),
        "sponsored": (
            "artykuł sponsorowany",
            "materiał sponsorowany",
            "reklama",
            "materiał partnera",
            "materiał promocyjny",
        ),
    },
    code="pl",
    numbers=_NUMBERS,
    percent=("procent", "procenta", "proc"),
    abbreviations=word_set("p pp dr prof ul im św gen płk ks r nr tzn np mln mld"),
    inflects_dates=True,
    denial=re.compile(r"\b(?:nie|nigdy|żad(?:en|n\w+)|nikt|nikogo|nikomu|nic|niczego|bez|ani)\b", re.IGNORECASE),
    units=_UNITS,
    currencies=_CURRENCIES,
    hedges=hedging(
        about="około|ok.|mniej więcej|w przybliżeniu|jakieś|blisko",
        nearly="prawie|niemal|niespełna|zaledwie|nieco mniej niż",
        more="ponad|więcej niż|przeszło|powyżej",
        at_least="co najmniej|przynajmniej|nie mniej niż|minimum|conajmniej",
        fewer="mniej niż|poniżej",
        at_most="co najwyżej|najwyżej|nie więcej niż|maksymalnie|maksimum",
    ),
    hedges_after=hedging(at_least="lub więcej|albo więcej", at_most="lub mniej|albo mniej"),
    rates=word_set("na za"),
    not_counted=word_set("i a oraz lub z ze w na które którzy innych nowych kolejnych jest są było był była zostało"),
    relative_days=word_set("dziś dzisiaj wczoraj jutro"),
    function_words=word_set(
        "i a oraz ale lub albo czy że żeby w we z ze na do od dla po pod nad przy przez przed za o u nie się "
        "jest są był była "
        "było były być będzie będą został została zostało zostali zostały ma mają który która które którzy "
        "których którego "
        "której jak gdy kiedy gdzie co kto on ona ono oni one jego jej ich swój swoje ten ta to te ci tym tego "
        "tej już "
        "jeszcze także też tylko bardzo więcej podczas według między potem następnie wtedy teraz dziś wczoraj jednak"
    ),
    stem_letters=5,
    verification=Verification(
        speech=re.compile(
            r"\b(?:według|jak podał\w*|powiedział\w*|poinformował\w*|oświadczył\w*|podał\w*|podaje|podają|"
            r"twierdz\w+|ogłosił\w*|"
            r"przekazał\w*|dodał\w*|wyjaśnił\w*|zapowiedział\w*|rzeczni\w+)\b",
            re.IGNORECASE,
        ),
    ),
    events=_EVENTS,
    clickbait=re.compile(
        r"\b(?:co (?:już )?wiemy|co wiadomo|co (?:musisz|trzeba) wiedzieć|nie uwierzysz)\b"
        r"|^\W*(?:\d+|dwa|trzy|cztery|pięć|sześć|siedem|osiem|dziewięć|dziesięć) (?:\w+ ){0,2}(?:rzeczy|powod\w+|pytań"
        r"|pytania|porad\w*|sposob\w+)\b",
        re.IGNORECASE,
    ),
    reading=Reading(
        contradicting=re.compile(r"^(?:ale|lecz)\b|\b(?:jednak|natomiast|z kolei|mimo to)\b", re.IGNORECASE),
        courtesy=opening(
            r"dzień dobry\b|dobry wieczór\b|witamy\b|dziękujemy(?=,| za| wszystkim| państwu)"
            r"|zostań(?:cie)? z nami\b|"
            r"odśwież(?:cie)? (?:tę )?stronę\b|napisz(?:cie)? do nas\b|będziemy (?:państwa "
            r"|was )?(?:na bieżąco )?informować\b"
        ),
        torn_opening=re.compile(r"(?:Ale|Lecz|Jednak)(?! (?:też|także|i|jak|co|kto|kiedy|nie)\b),?\s+(?=[^\W_])"),
        third_person=re.compile(
            r"\b(?:on|ona|ono|oni|one|jego|jej|ich|jemu|mu|im|go|ją|nim|nią|nimi)\b", re.IGNORECASE
        ),
        dangling=opening(
            r"on|ona|ono|oni|one|jego|jej|ich|mu|im|ten|ta|to|ci|te|tego|tej|tych|temu|tym|tam|obaj|oboje|obie|"
            r"inni|inne|taki|taka|takie|jego zdaniem|jej zdaniem|był to|była to|było to"
        ),
        expletive=opening(r"w tym (?:roku|tygodniu|miesiącu|sezonie)|tego (?:lata|roku|dnia)"),
        linking=opening(
            r"i|a|oraz|także|również|ponadto|poza tym|następnie|potem|wtedy|dlatego|tymczasem|zatem|więc|"
            r"w efekcie|wreszcie|z kolei|ale|jednak|lecz|mimo to|natomiast"
        ),
        contrast=opening(r"ale|jednak|lecz|mimo to|natomiast|tymczasem"),
    ),
)
