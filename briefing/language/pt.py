"""Portuguese."""

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
        ("um uma", 1),
        ("dois duas", 2),
        ("três", 3),
        ("quatro", 4),
        ("cinco", 5),
        ("seis", 6),
        ("sete", 7),
        ("oito", 8),
        ("nove", 9),
        ("dez", 10),
        ("onze", 11),
        ("doze", 12),
        ("treze", 13),
        ("catorze quatorze", 14),
        ("quinze", 15),
        ("dezesseis dezasseis", 16),
        ("dezessete dezassete", 17),
        ("dezoito", 18),
        ("dezenove dezanove", 19),
        ("vinte", 20),
        ("trinta", 30),
        ("quarenta", 40),
        ("cinquenta", 50),
        ("sessenta", 60),
        ("setenta", 70),
        ("oitenta", 80),
        ("noventa", 90),
        ("cem cento", 100),
        ("duzentos duzentas", 200),
        ("trezentos trezentas", 300),
        ("quatrocentos quatrocentas", 400),
        ("quinhentos quinhentas", 500),
        ("seiscentos seiscentas", 600),
        ("setecentos setecentas", 700),
        ("oitocentos oitocentas", 800),
        ("novecentos novecentas", 900),
    ),
    articles=word_set("um uma"),
    loose=forms(("meio meia metade", 0.5), ("ambos ambas dobro", 2)),
    ordinals=forms(
        ("segundo segunda", 2),
        ("terceiro terceira", 3),
        ("quarto quarta", 4),
        ("quinto quinta", 5),
        ("sexto sexta", 6),
        ("sétimo sétima", 7),
        ("oitavo oitava", 8),
        ("nono nona", 9),
        ("décimo décima", 10),
    ),
    ordinal_marks=("º", "ª"),
    scales=forms(("mil", 1e3), ("milhão milhões mi", 1e6), ("bilhão bilhões bi", 1e9)),
    dozens=forms(("dúzia dúzias", 12)),
    round=forms(("dezena", 10), ("vintena", 20), ("centena", 100)),
    bare=word_set("mil"),
    before_bare=word_set("um uma"),
    vague=word_set("vários várias alguns algumas uns umas"),
    joiners=frozenset(("e",)),
    joins="both",
    halves=("e meio", "e meia"),
    shares_of={"meio": 0.5, "meia": 0.5, "um quarto de": 0.25, "três quartos de": 0.75},
)


_UNITS = SYMBOLS | units(
    ("segundos", "second", 1.0),
    ("minuto minutos", "second", 60.0),
    ("hora horas", "second", 3600.0),
    ("dia dias", "second", 86400.0),
    ("semana semanas", "second", 604800.0),
    ("mês meses", "month", 1.0),
    ("ano anos", "month", 12.0),
    ("metro metros", "metre", 1.0),
    ("quilômetro quilômetros quilómetro quilómetros", "metre", 1000.0),
    ("centímetro centímetros", "metre", 0.01),
    ("milímetro milímetros", "metre", 0.001),
    ("milha milhas", "metre", 1609.344),
    ("quilo quilos quilograma quilogramas", "gram", 1000.0),
    ("tonelada toneladas", "gram", 1e6),
    ("hectare hectares", "hectare", 1.0),
    ("litro litros", "litre", 1.0),
    ("grau graus", "degree", 1.0),
    ("megawatt megawatts", "watt", 1e6),
    ("gigawatt gigawatts", "watt", 1e9),
    ("nó nós", "knot", 1.0),
)
_CURRENCIES = units(
    ("dólar dólares", "dollar", 1.0),
    ("centavo centavos cêntimo cêntimos", "cent", 1.0),
    ("euro euros", "euro", 1.0),
    ("real reais", "real", 1.0),
    ("libra libras", "pound", 1.0),
    ("coroa coroas", "crown", 1.0),
    ("franco francos", "franc", 1.0),
    ("iene ienes", "yen", 1.0),
    ("peso pesos", "peso", 1.0),
    ("rublo rublos", "ruble", 1.0),
)

# What is counted in a report of an accident, a raid or a vote, and what keeps two figures from being of one fact.
_EVENTS = Events(
    roles=patterns(
        {
            "dead": r"mort[oae]s?|morr(?:eu|eram|em)|falec\w+|óbitos?|vítimas (?:mortais|fatais)|mata(?:ram|do|"
            r"dos|ndo)|matou|"
            r"assassinad[oa]s?|perderam a vida",
            "hurt": r"ferid[oa]s?|lesionad[oa]s?|ferimentos",
            "missing": r"desaparecid[oa]s?|desaparecimentos?",
            "moved": r"retirad[oa]s? de casa|evacuad[oa]s?|desalojad[oa]s?|desabrigad[oa]s?|deslocad[oa]s?",
            "held": r"detid[oa]s?|pres[oa]s|preso|detenções|prisões|reféns",
            "rescued": r"resgatad[oa]s?|salv[oa]s|socorrid[oa]s?",
            "cases": r"casos|contági\w+|infetad[oa]s?|infectad[oa]s?|doentes",
            "jobs": r"empregos|postos de trabalho|demissões|despedimentos",
            "vote": r"votos|votaram",
        }
    ),
    people=word_set(
        "pessoas pessoa passageiros moradores habitantes homens mulheres crianças civis soldados alunos estudantes "
        "turistas funcionários trabalhadores pacientes vítimas"
    ),
    anybody=word_set("pessoas pessoa vítimas"),
    clause_break=re.compile(
        r"[,;:()–—]|\b(?:enquanto|mas|e|entre eles|entre elas|inclu\w+|dos quais|das quais)\b", re.IGNORECASE
    ),
    part=re.compile(
        r"^\s*(?:[\w-]+\s+){0,2}?(?:del[ea]s|dos quais|das quais)\b|^\s*(?:outr[oa]s|adicionais|a mais)\b",
        re.IGNORECASE,
    ),
    further=re.compile(r"\b(?:outr[oa]s|mais|nov[oa]s)\s+$", re.IGNORECASE),
    moved=re.compile(
        r"\b(?:sobe|sobem|sub(?:iu|iram|ir|ido)|aument\w+|cresc\w+|chega\w*|chegou|elev\w+|cai|caiu|desce\w*"
        r"|pass(?:a|ou)|"
        r"recu\w+)\b"
        r"[^.;:]{0,60}?\b(?:para|a)\s+$",
        re.IGNORECASE,
    ),
    total=re.compile(r"\b(?:balanço|número de|no total|ao todo|até (?:agora|ao momento)|total de)\b", re.IGNORECASE),
    past=re.compile(
        r"\b(?:há (?:\w+ )?(?:anos?|mês|meses|semanas?)|(?:\w+ )?(?:anos?|meses|semanas?) atrás|(?:ano|mês) passado|"
        r"semana passada|anterior\w*|recorde)\b",
        re.IGNORECASE,
    ),
    expected=re.compile(
        r"\b(?:esper\w+|prev(?:ê|eem|ia|isto|ista|isão|isões)|estim\w+|projet\w+|calcul\w+|economistas|analistas|"
        r"objetivo|meta|precis(?:a|am))\b",
        re.IGNORECASE,
    ),
    back=re.compile(
        r"\bhá (?:\w+) (?:anos?|mês|meses|semanas?)\b|\b(?:anos?|meses) atrás\b|\b(?:ano|mês) (?:passado|anterior)\b",
        re.IGNORECASE,
    ),
    foreseen=re.compile(
        r"\b(?:vai|vão|poder(?:á|ão|ia|iam)|dever(?:á|ão|ia|iam)|planej\w+|plane(?:ia|iam)|propo(?:sto|sta|"
        r"st\w+|s|e|ndo)|"
        r"\w{2,}(?:ará|erá|irá|arão|erão|irão|aria|eria|iria))\b",
        re.IGNORECASE,
    ),
    compared=re.compile(
        r"\b(?:de|do que|que|ante|contra|frente a|em comparação com|acima de|abaixo de|supera\w*|recorde de|"
        r"em vez de)\s+"
        r"(?:os |as |cerca de |quase )?$",
        re.IGNORECASE,
    ),
    alongside=re.compile(r"^\W*(?:\w+\s+){0,3}?(?:outr[oa]s|colegas|inclu\w+|além|junto)\b", re.IGNORECASE),
    age_before=re.compile(r"(?:\b(?:idade|homem|mulher|menin[oa]|jovem) de\s+|,\s+)$", re.IGNORECASE),
    age_after=re.compile(
        r"(?:\sanos|(?<=anos))(?! (?:e \w+ \w+ )?(?:de (?:prisão|cadeia|reclusão)|atrás|depois|após))(?!\w)",
        re.IGNORECASE,
    ),
)

_PAGE = Page(
    junk=(
        r"(?:leia|veja) (?:também|mais)\b[^.!?]{0,120}$|publicidade\W*$",
        r"(?:siga|acompanhe)(?:-nos| a gente) (?:no|na|nas|nos|em|pelo)\b.{0,160}$",
        r"(?:curta|compartilhe|partilhe) (?:a nossa|nossa|est[ae]|a) (?:página|notícia|artigo|reportagem)\b.{0,100}$",
        r"(?:assine|subscreva) (?:a nossa|nossa|a) newsletter\b.{0,80}$|(?:foto|crédito)\s*[:/©].{0,80}$",
    ),
)

LANGUAGE = Language(
    page=_PAGE,
    article_kinds={
        "opinion": ("opinião", "opiniões", "coluna", "colunas", "colunistas", "editorial", "editoriais", "crônica"),
        "analysis": ("análise", "análises"),
        "satire": ("sátira", "paródia", "humor"),
        "sponsored": ("patrocinado", "conteúdo patrocinado", "publieditorial", "publicidade"),
    },
    code="pt",
    numbers=_NUMBERS,
    of=("de",),
    percent=("por cento",),
    abbreviations=word_set("sr sra dr dra prof av núm art"),
    denial=re.compile(r"\b(?:não|nunca|jamais|nenhu\w+|ninguém|nada|sem|nem)\b", re.IGNORECASE),
    units=_UNITS,
    currencies=_CURRENCIES,
    hedges=hedging(
        about="cerca de|aproximadamente|em torno de|por volta de|à volta de|uns|umas",
        nearly="quase|perto de|pouco menos de|apenas",
        more="mais de|mais do que|acima de|superior a|superiores a",
        at_least="pelo menos|ao menos|no mínimo|não menos de|um mínimo de|não menos que",
        fewer="menos de|abaixo de|inferior a|inferiores a|menos do que",
        at_most="no máximo|não mais de|não mais que|não mais do que|até|um máximo de|quando muito",
    ),
    hedges_after=hedging(
        about="aproximadamente", at_least="ou mais|no mínimo|pelo menos", at_most="no máximo|ou menos"
    ),
    rates=word_set("por ao"),
    not_counted=word_set("o a os as de da dos das e ou que outros outras novos novas mais em foram são"),
    relative_days=word_set("hoje ontem amanhã"),
    function_words=word_set(
        "o a os as um uma uns umas de do da dos das em no na nos nas por pelo pela pelos pelas para com sem "
        "sobre entre "
        "até desde após e ou mas que quem qual quais cujo onde quando como se não é são era eram foi foram ser sido "
        "estar está estão estava tem têm tinha há havia ao aos à às ele ela eles elas seu sua seus suas este esta "
        "estes estas esse essa isso mais muito também já ainda só todos todas durante segundo enquanto"
    ),
    verification=Verification(
        speech=re.compile(
            r"\b(?:segundo|disse|disseram|diz|dizem|de acordo com|afirm\w+|anunci\w+|declar\w+|explic\w+|inform\w+|"
            r"acrescent\w+|indic\w+|advert\w+|porta-voz)\b",
            re.IGNORECASE,
        )
    ),
    events=_EVENTS,
    clickbait=re.compile(
        r"\b(?:o que (?:já )?(?:se sabe|sabemos|(?:você )?precisa saber)|(?:saiba|veja|entenda) (?:como|por que"
        r"|o que|o caso))\b"
        r"|^\W*(?:as )?(?:\d+|duas|três|quatro|cinco|seis|sete|oito|nove|dez) (?:\w+ ){0,2}(?:coisas|motivos|razões"
        r"|dicas"
        r"|perguntas)\b",
        re.IGNORECASE,
    ),
    reading=Reading(
        contradicting=re.compile(
            r"^mas\b|\b(?:no entanto|porém|contudo|todavia|pelo contrário|em contrapartida)\b", re.IGNORECASE
        ),
        definite=re.compile(r"\b(?:o|a|os|as|est[ae]s?|ess[ae]s?)\s([^\W\d_]{4,})"),
        courtesy=opening(
            r"bom dia\b|boa (?:tarde|noite)\b|bem-vind[oa]s?\b|(?:muito )?obrigad[oa] (?:por|pela|a todos)\b|"
            r"(?:fique|continue)m? (?:conosco|connosco|com a gente)\b|atualize (?:a|esta) página\b|escreva-nos\b"
            r"|até amanhã\b"
        ),
        torn_opening=re.compile(
            r"(?:Mas(?! (?:também|então|se|sim|quando|como|que|quem|não)\b),?"
            r"|(?:No entanto|Porém|Contudo|Todavia),)\s+(?=[^\W_])"
        ),
        third_person=re.compile(
            r"\b(?:ele|ela|eles|elas|seu|sua|seus|suas|dele|dela|deles|delas|lhe|lhes)\b", re.IGNORECASE
        ),
        dangling=opening(
            r"ele|ela|eles|elas|seu|sua|seus|suas|o seu|a sua|est[ea]s?|ess[ea]s?|isto|isso|aquilo|aquel[ea]s?|"
            r"ali|lá|ambos|ambas|outr[oa]s?|tal|tais"
        ),
        expletive=opening(r"(?:est[ea]|ess[ea]) (?:semana|ano|mês|manhã|tarde|noite|verão|inverno|temporada)"),
        linking=opening(
            r"e|ou|além disso|também|assim|depois|então|portanto|por isso|enquanto isso|por fim|"
            r"em seguida|já|mas|porém|contudo|entretanto|no entanto|todavia"
        ),
        contrast=opening(r"mas|porém|contudo|entretanto|no entanto|todavia"),
    ),
)
