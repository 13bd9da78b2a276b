"""Abbreviations by language, as far as they decide where a sentence ends.

A language's own module may have more (`Language.abbreviations`). Those here are for sentences alone, so that languages
without a module have them too. In lower case, without the full stop.
"""

from __future__ import annotations

import re
from functools import cache

from briefing.language import of
from briefing.language.language_words import word_set

__all__ = ["after_names", "before_initials", "before_names", "before_numbers", "closing_list", "opening_words"]

# What stands before a name, or in the middle of a sentence: never its end.
_BEFORE_NAMES = {
    "ar": "د أ م أ.د ص ود وأ وم وأ.د ق ق.م",
    "bg": "г-н г-жа проф д-р инж ген полк ул бул акад доц гр с т.е т.н напр",
    "cs": "p pí dr ing mgr bc prof doc gen plk ul nám např tzv tj resp mj sv",
    "da": "hr fr dr prof ing bl.a f.eks dvs ca skt",
    "de": "gen obst oberst lt hptm präs ggf evtl sog ehem geb verh inkl insb st hl bspw usf fa ausg hrsg",
    "el": "κ κα κκ δρ καθ π.χ λ.χ στρ αρχιμ μητρ αγ οδ λεωφ δηλ",
    "es": "dr dra gral cap tte cnel sto sta mons pdte ej p.ej",
    "fi": "esim mm prof tri ins kenr",
    "fr": "gén col lt cap cdt amb prés av bd pl fg st ste ch hab",
    "hi": "रु ई ई.पू डॉ श्री श्रीमती प्रो पं सु कु इं स्व",
    "hr": "dr prof g gđa gosp gen sv npr tzv ul",
    "hu": "dr prof ifj id özv ún pl kb st",
    "it": "gen col ten cap sen on sig.ra dott.ssa prof.ssa geom arch rag mons ecc.za p.es v.le p.za c.so",
    "nl": "gen kol lt kapt mw drs ds jhr st bijv bv d.w.z i.v.m",
    "no": "hr fr dr prof bl.a f.eks dvs ca st jf adv",
    "pl": "podkom nadkom kom asp st.asp insp pocz poł rys pn płd kon mjr kpt por inż mgr hab red gen płk al pl os śp "
    "tys bł ks abp bp kard np m.in tj tzw ww jw woj pow gm",
    "pt": "séc gen cel cap ten eng arq dep sen exmo exma pe p.ex r",
    "ro": "dl dna d-na d-l dr prof ing gen col lt cpt mr acad av conf str bd bdul sf jud com mun ex cca pr",
    "ru": "ок ген полк подполк майор кап лейт бул просп пер наб ш пл кв гос им св тов гр г-н г-жа т.е т.н напр тыс",
    "sk": "p dr ing mgr prof doc gen plk ul nám napr tzv tj resp sv",
    "sv": "hr fr dr prof ing bl.a t.ex d.v.s dvs ca resp f.d st s.k m.fl jur",
    "tr": "m.ö m.s dr prof doç yrd av alb gen org tuğg korg yzb sn öğr müh bkz cad sok mah hz",
    "uk": "бл ген полк підполк майор кап лейт бул просп пров наб пл кв держ св тов гр п т.зв тзв напр тис",
}  # fmt: skip
# What stands before a figure. Before a capital, the full stop ends the sentence: "the engineer said no."
_BEFORE_NUMBERS = {
    "cs": "č čl odst str tel cca",
    "da": "kl nr s jan feb mar apr jun jul aug sep okt nov dec",
    "de": "abs art s jan feb mär apr jun jul aug sep sept okt nov dez ziff kap bd mind max zzgl abzgl "
    "insg ungef durchschn monatl jährl exkl inkl aufl",
    "el": "αρ αρθ σελ τηλ παρ",
    "en": "no nos jan feb mar apr may jun jul aug sep sept oct nov dec fig vol sec art pp approx est",
    "es": "no núm art pág págs n.º tel vol",
    "fr": "n° no art p pp vol janv févr juil sept oct nov déc tél",
    "hu": "sz kb old",
    "it": "no art n nn pag pagg vol tel",
    "nl": "nr art blz tel jan feb mrt apr jun jul aug sep okt nov dec",
    "no": "kl nr s jan feb mar apr jun jul aug sep okt nov des",
    "pl": "godz art ust pkt ok nr tel str poz par lit",
    "pt": "n núm art pág tel",
    "ro": "nr art alin pag tel lit pct cca",
    "ru": "ст с стр п пп тел д кв рис табл гл",
    "sv": "kl nr s jan feb mar apr jun jul aug sep okt nov dec",
    "tr": "no md s tel",
    "uk": "ст с стор п пп тел буд рис табл гл",
}
# Behind a name, a figure or an abbreviation they end a sentence, elsewhere they open a name: "on Mill St.",
# "St. Agnes", "av. J.-C.", "J.-C. Morel".
_AFTER_NAMES = {"en": "st ft", "fr": "j.-c"}
# Streets and squares, which are named for people: "via G. Verdi".
_BEFORE_INITIALS = {
    "es": "calle plaza avenida paseo",
    "fr": "rue place avenue boulevard quai",
    "it": "via viale piazza corso largo",
    "pt": "rua praça avenida travessa",
}
# "And so on": before a capital they end a sentence. They may be written with spaces: "и т. д."
_CLOSING_LISTS = {
    "bg": "т.н др",
    "cs": "atd apod",
    "da": "osv m.m mv",
    "de": "usw usf etc u.v.m u.s.w u.dgl",
    "el": "κ.λπ κλπ κ.ά κτλ",
    "en": "etc",
    "es": "etc",
    "fi": "jne yms",
    "fr": "etc",
    "hr": "itd",
    "hu": "stb",
    "it": "ecc etc",
    "nl": "enz enzovoort etc e.d",
    "no": "osv m.m mv",
    "pl": "itd itp etc",
    "pt": "etc",
    "ro": "etc ș.a ş.a ș.a.m.d ş.a.m.d",
    "ru": "т.д т.п др",
    "sk": "atď apod",
    "sv": "osv m.m etc",
    "tr": "vb vd",
    "uk": "т.д т.п ін",
}
# Words that may open a sentence, for a language whose function words its own module lacks.
_OPENING = {
    "ru": "и а но или в во на с со из от до для за о об под над при через после перед без между по к у что когда как "
    "он она оно они его её ее их ему ей им эта этот это эти тот та те ни ещё еще уже также тоже только однако",
}
_SAME = {"nb": "no", "nn": "no", "sr": "hr", "bs": "hr"}


@cache
def _words(code: str, kind: str) -> frozenset[str]:
    tables = {"names": _BEFORE_NAMES, "numbers": _BEFORE_NUMBERS, "after": _AFTER_NAMES, "initials": _BEFORE_INITIALS}
    return word_set(tables[kind].get(_SAME.get(code, code), ""))


@cache
def opening_words(code: str) -> frozenset[str]:
    """Words in lower case that open a sentence rather than a name, if they have a capital."""
    return of(code).function_words or word_set(_OPENING.get(_SAME.get(code, code), ""))


@cache
def closing_list(code: str) -> re.Pattern[str] | None:
    """The end of a text that ends in "and so on" and a full stop; None where the words for it are not known."""
    words = _CLOSING_LISTS.get(_SAME.get(code, code), "").split()
    spaced = "|".join(re.escape(word).replace(r"\.", r"\.\s?") for word in words)
    return re.compile(rf"(?<![\w.])(?:{spaced})\.$", re.IGNORECASE) if words else None


@cache
def before_names(code: str) -> frozenset[str]:
    """Abbreviations that end no sentence."""
    return (of(code).abbreviations | _words(code, "names")) - before_numbers(code) - after_names(code)


def before_numbers(code: str) -> frozenset[str]:
    """Abbreviations that end no sentence before a figure."""
    return _words(code, "numbers")


def before_initials(code: str) -> frozenset[str]:
    """Words before the initial of a name in lower case."""
    return _words(code, "initials")


def after_names(code: str) -> frozenset[str]:
    """Abbreviations that end a sentence behind a name or a figure."""
    return _words(code, "after")
