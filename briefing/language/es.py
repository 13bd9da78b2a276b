"""Spanish."""

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
        ("cero", 0),
        ("un uno una", 1),
        ("dos", 2),
        ("tres", 3),
        ("cuatro", 4),
        ("cinco", 5),
        ("seis", 6),
        ("siete", 7),
        ("ocho", 8),
        ("nueve", 9),
        ("diez", 10),
        ("once", 11),
        ("doce", 12),
        ("trece", 13),
        ("catorce", 14),
        ("quince", 15),
        ("dieciséis", 16),
        ("diecisiete", 17),
        ("dieciocho", 18),
        ("diecinueve", 19),
        ("veinte", 20),
        ("veintiuno veintiún veintiuna", 21),
        ("veintidós", 22),
        ("veintitrés", 23),
        ("veinticuatro", 24),
        ("veinticinco", 25),
        ("veintiséis", 26),
        ("veintisiete", 27),
        ("veintiocho", 28),
        ("veintinueve", 29),
        ("treinta", 30),
        ("cuarenta", 40),
        ("cincuenta", 50),
        ("sesenta", 60),
        ("setenta", 70),
        ("ochenta", 80),
        ("noventa", 90),
        ("cien ciento", 100),
        ("doscientos doscientas", 200),
        ("trescientos trescientas", 300),
        ("cuatrocientos cuatrocientas", 400),
        ("quinientos quinientas", 500),
        ("seiscientos seiscientas", 600),
        ("setecientos setecientas", 700),
        ("ochocientos ochocientas", 800),
        ("novecientos novecientas", 900),
    ),
    articles=word_set("un uno una"),
    loose=forms(("medio media mitad", 0.5), ("ambos ambas doble", 2)),
    ordinals=forms(
        ("segundo segunda", 2),
        ("tercero tercera tercer", 3),
        ("cuarto cuarta", 4),
        ("quinto quinta", 5),
        ("sexto sexta", 6),
        ("séptimo séptima", 7),
        ("octavo octava", 8),
        ("noveno novena", 9),
        ("décimo décima", 10),
    ),
    ordinal_marks=("º", "ª", "er"),
    scales=forms(("mil", 1e3), ("millón millones", 1e6), ("billón billones", 1e12)),
    dozens=forms(("docena docenas", 12)),
    round=forms(("decena", 10), ("veintena", 20), ("treintena", 30), ("cincuentena", 50), ("centenar", 100)),
    bare=word_set("mil"),
    before_bare=word_set("un una"),
    vague=word_set("varios varias algunos algunas unos unas"),
    joiners=frozenset(("y",)),
    joins="tens",
    halves=("y medio", "y media"),
    shares_of={"medio": 0.5, "media": 0.5, "un cuarto de": 0.25, "cuarto de": 0.25, "tres cuartos de": 0.75},
)
_UNITS = SYMBOLS | units(
    ("segundos", "second", 1.0),
    ("minuto minutos", "second", 60.0),
    ("hora horas", "second", 3600.0),
    ("día días", "second", 86400.0),
    ("semana semanas", "second", 604800.0),
    ("mes meses", "month", 1.0),
    ("año años", "month", 12.0),
    ("metro metros", "metre", 1.0),
    ("kilómetro kilómetros", "metre", 1000.0),
    ("centímetro centímetros", "metre", 0.01),
    ("milímetro milímetros", "metre", 0.001),
    ("milla millas", "metre", 1609.344),
    ("kilo kilos kilogramo kilogramos", "gram", 1000.0),
    ("tonelada toneladas", "gram", 1e6),
    ("hectárea hectáreas", "hectare", 1.0),
    ("litro litros", "litre", 1.0),
    ("grado grados", "degree", 1.0),
    ("megavatio megavatios", "watt", 1e6),
    ("gigavatio gigavatios", "watt", 1e9),
    ("nudo nudos", "knot", 1.0),
)
_CURRENCIES = units(
    ("dólar dólares", "dollar", 1.0),
    ("céntimo céntimos centavo centavos", "cent", 1.0),
    ("euro euros", "euro", 1.0),
    ("libra libras", "pound", 1.0),
    ("corona coronas", "crown", 1.0),
    ("franco francos", "franc", 1.0),
    ("yen yenes", "yen", 1.0),
    ("peso pesos", "peso", 1.0),
    ("rublo rublos", "ruble", 1.0),
)
_VERIFICATION = Verification(
    negations=word_set("no nunca jamás ningún ninguno ninguna nadie nada ni sin tampoco"),
    hedges=word_set(
        "podría podrían puede pueden habría habrían sería serían quizá quizás probablemente presunto presunta "
        "presuntos "
        "presuntamente supuesto supuesta supuestamente aparentemente si"
    ),
    stated=word_set(
        "podría podrían puede pueden habría habrían sería serían quizá quizás probablemente presunto presunta "
        "presuntos "
        "presuntamente supuesto supuesta supuestamente aparentemente si dijo según afirmó anunció acusado acusada prevé"
    ),
    pronouns=re.compile(r"\b(?:él|ella|ellos|ellas)\b", re.IGNORECASE),
    speech=re.compile(
        r"\b(?:según|dijo|dijeron|dice|dicen|afirm\w+|anunci\w+|asegur\w+|declar\w+|explic\w+|señal\w+|inform\w+"
        r"|indic\w+|"
        r"advirti\w+|añadi\w+|portavoz)\b",
        re.IGNORECASE,
    ),
    said=word_set("dijo dijeron afirmó anunció aseguró declaró explicó señaló añadió"),
    openers=word_set("según el la los las un una en para con tras por desde durante varios dos tres"),
    titles=word_set("sr sra don doña presidente presidenta ministro ministra rey reina"),
    may=word_set("podría podrían puede pueden quizá quizás probablemente presuntamente"),
    rounding=word_set("unos unas casi cerca alrededor aproximadamente más menos"),
    joining=word_set("y e o u ni"),
    small_numbers={1.0: word_set("un una uno único única sola solo"), 2.0: word_set("dos ambos ambas par pareja")},
    uncounted=word_set("otros otras más nuevos nuevas el la los las de del y en para personas"),
    clause_breaks=word_set("pero cuando tras antes que quien o"),
)

_PAGE = Page(
    junk=(
        r"publicidad\W*$",
        r"publicidad\s*[–—:|-]",
        r"(?:lea también|lee también)\b",
        r"(?:(?:también )?(?:te|le) puede interesar|notas relacionadas|más (?:leídas|noticias))\b[^.!?]{0,100}$",
        r"(?:ver también|puedes ver)\s*[:>»→]",
        r"s[ií]guenos (?:en|por)\b.{0,160}$|compart[ea] est[ea] (?:artículo|noticia|página)\b.{0,60}$",
        r"(?:suscríb[ae]se|suscríbete) a (?:nuestro|nuestra)\b[^.!?]{0,60}\b(?:boletín|newsletter)\b.{0,80}$",
        r"este artículo (?:puede contener|contiene) enlaces de afiliad",
        r"foto\s*(?:(?:by|credit|courtesy|source|caption|via)\b[^.!?]{0,160}$|[:/©].{0,160}$)",
        r"(?:fuente|crédito)\s*[:：©].{0,80}$",
        r"por [^.!?]{3,70}$",
        r"publicado\b[^.!?]{0,60}(?:\b[ap]\.m\.)?$",
    ),
    paywall=(r"solo para suscriptores|suscríbete para",),
)


# What is counted in a report of an accident, a raid or a vote, and what keeps two figures from being of one fact.
_EVENTS = Events(
    roles=patterns(
        {
            "dead": r"muert[oae]s?|fallecid[oa]s?|murieron|mataron|víctimas mortales|asesinad[oa]s?|saldo",
            "hurt": r"herid[oa]s?|lesionad[oa]s?",
            "missing": r"desaparecid[oa]s?",
            "moved": r"evacuad[oa]s?|desplazad[oa]s?|desalojad[oa]s?",
            "held": r"detenid[oa]s?|arrestad[oa]s?|detenciones|rehenes",
            "rescued": r"rescatad[oa]s?",
            "cases": r"casos|contagi\w+|infectad[oa]s?|enferm[oa]s",
            "jobs": r"empleos|puestos de trabajo",
            "vote": r"votos|votaron",
        }
    ),
    people=word_set(
        "personas pasajeros vecinos hombres mujeres niños civiles soldados alumnos turistas empleados trabajadores "
        "pacientes víctimas"
    ),
    clause_break=re.compile(
        r"[,;:()–—]|\b(?:mientras|pero|y|e|entre ellos|entre ellas|incluid\w+|de los cuales)\b", re.IGNORECASE
    ),
    part=re.compile(
        r"^\s*(?:[\w-]+\s+){0,2}?de (?:ellos|ellas|los cuales)\b|^\s*(?:más|adicionales|otros|otras)\b", re.IGNORECASE
    ),
    further=re.compile(r"\b(?:otros|otras|nuevos|nuevas)\s+$", re.IGNORECASE),
    moved=re.compile(
        r"\b(?:sube|subió|aumenta|aumentó|asciende|ascendió|crece|creció|elev\w+|baja|bajó|cae|"
        r"cayó)\b[^.;:]{0,60}?\ba\s+$",
        re.IGNORECASE,
    ),
    total=re.compile(r"\b(?:saldo|número de|en total|hasta ahora|balance|cifra de)\b", re.IGNORECASE),
    past=re.compile(
        r"\b(?:hace (?:\w+ )?(?:años?|mes|meses|semanas?)|(?:el )?(?:año|mes) pasado|la semana pasada|"
        r"anterior\w*|récord)\b",
        re.IGNORECASE,
    ),
    expected=re.compile(
        r"\b(?:esper\w+|prev(?:é|én|isto|ista|isión|isiones)|pronostic\w+|estim\w+|proyec\w+|calcul\w+|"
        r"economistas|analistas|"
        r"objetivo|meta|necesit\w+)\b",
        re.IGNORECASE,
    ),
    back=re.compile(
        r"\bhace (?:un|una|dos|tres|\w+) (?:años?|mes|meses|semanas?)\b|\b(?:año|mes) (?:pasado|anterior)\b|"
        r"\ben el mismo (?:mes|periodo) del año\b",
        re.IGNORECASE,
    ),
    foreseen=re.compile(
        r"\b(?:va a|van a|podrían?|debería\w*|planea\w*|propon\w+|propuest\w+|\w+(?:ará|erá|irá|arán|"
        r"erán|irán|aría|ería|iría))\b",
        re.IGNORECASE,
    ),
    compared=re.compile(
        r"\b(?:de|desde|que|frente a|contra|en comparación con|por encima de|por debajo de|supera\w*|"
        r"récord de|en lugar de)\s+"
        r"(?:los |las |unos |unas |casi )?$",
        re.IGNORECASE,
    ),
    alongside=re.compile(r"^\W*(?:\w+\s+){0,3}?(?:otros|otras|compañeros|incluid\w+|además|junto)\b", re.IGNORECASE),
    age_before=re.compile(r"(?:\bde\s+|,\s+)$(?<!de los )", re.IGNORECASE),
    age_after=re.compile(
        r"(?:\saños|(?<=años))(?! (?:y \w+ \w+ )?de (?:prisión|cárcel|"
        r"reclusión))(?!\w)",
        re.IGNORECASE,
    ),
)

LANGUAGE = Language(
    page=_PAGE,
    article_kinds={
        "opinion": (
            "opinión",
            "opiniones",
            "columna",
            "columnas",
            "columnistas",
            "editorial",
            "editoriales",
            "tribuna",
            "tribunas",
            "cartas al director",
            "punto de vista",
            "crítica",
        ),
        "analysis": ("análisis",),
        "satire": ("sátira", "humor", "parodia"),
        "sponsored": ("patrocinado", "contenido patrocinado", "publirreportaje", "publicidad", "contenido de marca"),
    },
    code="es",
    numbers=_NUMBERS,
    units=_UNITS,
    currencies=_CURRENCIES,
    percent=("por ciento", "puntos porcentuales"),
    hedges=hedging(
        about="unos|unas|cerca de|alrededor de|aproximadamente|en torno a|unos estimados",
        nearly="casi|poco menos de|apenas",
        more="más de|más que|por encima de|superior a|superiores a",
        at_least="al menos|por lo menos|como mínimo|no menos de|un mínimo de",
        fewer="menos de|por debajo de|inferior a|inferiores a",
        at_most="como máximo|a lo sumo|no más de|hasta|un máximo de",
    ),
    rates=word_set("por al"),
    not_counted=word_set("el la los las de del y o que otros otras nuevos nuevas más en fueron son han"),
    of=("de",),
    relative_days=word_set("hoy ayer mañana"),
    ambiguous_dates=word_set("mañana"),
    abbreviations=word_set("sr sra srta dr dra d dña ud uds lic ing prof gral cnel av núm art pág ee.uu ee uu"),
    function_words=word_set(
        "el la los las un una unos unas de del y e o u en a al con sin por para sobre entre desde hasta según tras "
        "que quien "
        "cual cuyo donde cuando como es son era eran fue fueron ha han había habían ser sido estar está están su "
        "sus se le "
        "les lo él ella ellos ellas este esta estos estas ese esa eso más muy también ya todo todos toda todas no "
        "pero porque"
    ),
    endings=re.compile(r"(?:mente|aron|ados?|adas?|es|os|as|ó|o|a|s)$"),
    events=_EVENTS,
    failing=re.compile(
        r"\b(?:rechaz|neg(?:ó|aron|ado)|fracas|carec|impid|incapaz|imposible|evit|desmint)\w*", re.IGNORECASE
    ),
    denial=re.compile(r"\b(?:no|nunca|jamás|ning[úu]n\w*|nadie|sin|ni)\b", re.IGNORECASE),
    verification=_VERIFICATION,
    clickbait=re.compile(
        r"\b(?:lo que (?:se sabe|sabemos|debes saber|hay que saber)|qué se sabe|esto es lo que|no vas a creer"
        r"|te contamos)\b"
        r"|^\W*(?:las )?(?:\d+|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez) (?:\w+ ){0,2}(?:cosas|razones"
        r"|claves|consejos"
        r"|trucos|preguntas)\b",
        re.IGNORECASE,
    ),
    reading=Reading(
        contradicting=re.compile(r"^pero\b|\b(?:sin embargo|no obstante|en cambio|por el contrario)\b", re.IGNORECASE),
        definite=re.compile(r"\b(?:el|la|los|las|est[aeo]s?|es[ae]s?)\s([^\W\d_]{4,})"),
        courtesy=opening(
            r"buenos días\b|buenas (?:tardes|noches)\b|bienvenid[oa]s?\b|(?:muchas )?gracias por\b"
            r"|sigan? con nosotros\b|"
            r"(?:les|os) mantendremos\b|actualicen? (?:la|esta) página\b|escríban(?:os|nos)\b|hasta (?:aquí|mañana)\b"
        ),
        torn_opening=re.compile(
            r"(?:Pero(?! (?:también|entonces|si|sí|qué|cómo|no)\b),?|(?:Sin embargo|No obstante),)\s+(?=[^\W_])"
        ),
        third_person=re.compile(r"\b(?:él|ella|ellos|ellas|les|su|sus|suyo|suya)\b", re.IGNORECASE),
        dangling=opening(
            r"él|ella|ellos|ellas|est[eaos]+|es[eaos]+|aquel\w*|su|sus|allí|ahí|ambos|ambas|otro|otra|otros|otras|"
            r"tal|tales|dich[oa]s?"
        ),
        expletive=opening(r"est[ea] (?:semana|año|mes|mañana|tarde|noche|verano|invierno|temporada)"),
        linking=opening(
            r"y|o|además|también|así|asimismo|después|luego|entonces|mientras tanto|por ello|por eso|por tanto|"
            r"en consecuencia|finalmente|por otra parte|por su parte|pero|sin embargo|no obstante|"
            r"aunque|en cambio|con todo"
        ),
        contrast=opening(r"pero|sin embargo|no obstante|aunque|en cambio|con todo"),
        label=re.compile(
            r"(?:por qué (?:es )?importa(?:nte)?|(?:el |en )?contexto|lo último|última hora|(?:las )?claves?|"
            r"qué sigue|lo esencial|en breve|en cifras|actualización|exclusiva|lo que (?:se sabe|sabemos)|"
            r"panorama general)\s*[:–—]\s+(?=[\"“«„‘¿¡]?[^\W_])",
            re.IGNORECASE,
        ),
    ),
)
