"""French."""

from __future__ import annotations

import re

from briefing.language.language_words import (
    SYMBOLS,
    Compression,
    Events,
    Language,
    Naming,
    NumberWords,
    Page,
    Reading,
    Verification,
    forms,
    gendered,
    hedging,
    patterns,
    units,
    word_set,
)

__all__ = ["COMMONEST_WORDS", "LANGUAGE"]

# Of the function words those that are no English words, for what reads both languages alike.
COMMONEST_WORDS = word_set("le la les un une des du de et en à au aux il elle que qui dans sur pour par avec")

_SMALL = "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"
_NUMBERS = NumberWords(
    values={
        **{word: float(value) for value, word in enumerate(_SMALL.split())},
        **forms(
            ("une", 1),
            ("vingt vingts", 20),
            ("trente", 30),
            ("quarante", 40),
            ("cinquante", 50),
            ("soixante", 60),
            ("septante", 70),
            ("huitante octante", 80),
            ("nonante", 90),
        ),
    },
    articles=word_set("un une"),
    loose=forms(("demi demie moitié", 0.5)),
    ordinals=forms(
        ("deuxième second seconde", 2),
        ("troisième", 3),
        ("quatrième", 4),
        ("cinquième", 5),
        ("sixième", 6),
        ("septième", 7),
        ("huitième", 8),
        ("neuvième", 9),
        ("dixième", 10),
    ),
    ordinal_marks=("er", "re", "ère", "e", "ème", "ième"),
    hundreds=word_set("cent cents"),
    scales=forms(
        ("mille", 1e3), ("million millions mn", 1e6), ("milliard milliards md mds mrd", 1e9), ("billion", 1e12)
    ),
    dozens=forms(("douzaine douzaines", 12)),
    round=forms(
        ("dizaine", 10),
        ("quinzaine", 15),
        ("vingtaine", 20),
        ("trentaine", 30),
        ("cinquantaine", 50),
        ("soixantaine", 60),
        ("centaine", 100),
        ("millier", 1000),
    ),
    bare=word_set("cent mille"),
    before_bare=word_set("un une"),
    vague=word_set("plusieurs quelques"),
    joiners=frozenset(("et",)),
    joins="tens",
    halves=("et demi", "et demie"),
    shares_of={"une demi": 0.5, "un demi": 0.5, "un quart de": 0.25, "trois quarts de": 0.75},
    by_twenties=True,
)
_UNITS = SYMBOLS | units(
    ("seconde secondes sec", "second", 1.0),
    ("minute minutes", "second", 60.0),
    ("heure heures", "second", 3600.0),
    ("jour jours", "second", 86400.0),
    ("semaine semaines", "second", 604800.0),
    ("mois", "month", 1.0),
    ("an ans année années", "month", 12.0),
    ("mètre mètres", "metre", 1.0),
    ("kilomètre kilomètres", "metre", 1000.0),
    ("centimètre centimètres", "metre", 0.01),
    ("millimètre millimètres", "metre", 0.001),
    ("milles", "metre", 1852.0),
    ("kilo kilos kilogramme kilogrammes", "gram", 1000.0),
    ("tonne tonnes", "gram", 1e6),
    ("hectare hectares", "hectare", 1.0),
    ("litre litres", "litre", 1.0),
    ("degré degrés", "degree", 1.0),
    ("mégawatt mégawatts", "watt", 1e6),
    ("gigawatt gigawatts", "watt", 1e9),
    ("nœud nœuds", "knot", 1.0),
)
_CURRENCIES = units(
    ("dollar dollars", "dollar", 1.0),
    ("cent cents centime centimes", "cent", 1.0),
    ("euro euros", "euro", 1.0),
    ("livre livres", "pound", 1.0),
    ("couronne couronnes", "crown", 1.0),
    ("franc francs", "franc", 1.0),
    ("yen yens", "yen", 1.0),
    ("yuan yuans", "yuan", 1.0),
    ("roupie roupies", "rupee", 1.0),
    ("rouble roubles", "ruble", 1.0),
    ("peso pesos", "peso", 1.0),
    ("hryvnia hryvnias", "hryvnia", 1.0),
)
_HEDGES = hedging(
    about="environ|autour de|quelque|quelques|à peu près|approximativement|aux alentours de|un total estimé à",
    nearly="près de|presque|à peine|pas loin de|un peu moins de",
    more="plus de|plus d'|au-dessus de|au-delà de|supérieur à|supérieure à",
    at_least="au moins|au minimum|pas moins de|pas moins d'|un minimum de",
    fewer="moins de|moins d'|en dessous de|inférieur à|inférieure à",
    at_most="au plus|au maximum|tout au plus|pas plus de|pas plus d'|jusqu'à|un maximum de",
)

_VERIFICATION = Verification(
    negations=word_set("ne pas non jamais aucun aucune rien ni sans nul nulle guère"),
    hedges=word_set(
        "pourrait pourraient peut peuvent serait seraient aurait auraient devrait devraient probablement peut-être "
        "apparemment présumé présumée présumés soupçonné soupçonnée soupçonnés éventuel éventuelle si selon"
    ),
    alleged=word_set("soupçonné soupçonnée soupçonnés présumé présumée présumés soupçons"),
    reports=word_set("dit déclaré selon affirmé"),
    stated=word_set(
        "pourrait pourraient peut peuvent serait seraient aurait auraient devrait devraient probablement apparemment "
        "présumé présumée présumés soupçonné soupçonnée soupçonnés éventuel éventuelle si selon dit déclaré affirmé "
        "annoncé va vont prévoit prévoient prévu accusé accusée risque menace"
    ),
    pronouns=re.compile(r"\b(?:il|elle|ils|elles)\b", re.IGNORECASE),
    speech=re.compile(
        r"\b(?:selon|d['’]après|dit|disent|déclar\w+|affirm\w+|annonc\w+|ajout\w+|assur\w+|expliqu\w+|indiqu\w+"
        r"|précis\w+|"
        r"soulign\w+|confi[ée]\w*|estim\w+|raconté\w*|reconnu\w*|confirm\w+|porte-parole)\b",
        re.IGNORECASE,
    ),
    said=word_set("dit déclaré affirmé annoncé ajouté assuré expliqué indiqué précisé"),
    openers=word_set("selon le la les un une des dans pour avec après avant pendant depuis plusieurs deux trois"),
    titles=word_set("m mm mme mlle me président présidente ministre premier roi reine prince princesse"),
    may=word_set("peut peuvent pourrait pourraient probablement apparemment"),
    rounding=word_set("environ presque près quelque plus moins"),
    joining=word_set("et ou ni"),
    small_numbers={1.0: word_set("un une seul seule"), 2.0: word_set("deux couple")},
    uncounted=word_set("autres plus nouveaux nouvelles le la les de des du et en à pour personnes"),
    clause_breaks=word_set("mais quand après avant que qui dont ou"),
)
_NEGATION = (
    r"ne|n['’]\w+|pas|non|jamais|aucune?s?|rien|personne|sans|ni|nul(?:le)?s?|guère|nie\w*|dément\w*|démenti\w*"
    r"|refus\w+|"
    r"rejet\w+|annul\w+|suspen\w+|interdi\w+|abandonn\w+|renonc\w+|échou\w+|manqu\w+|faux|fausse\w*|erron\w+"
    r"|contest\w+|"
    r"absen\w+|impossib\w+|in(?:exact|connu|achev|occup|exist|effectif|appliqu|validé|tact)\w*|faute de|à défaut|"
    r"fermé\w*|"
    r"non-\w+"
)
_QUANTITY = (
    r"deux|trois|quatre\w*|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingt\w*|trent\w+|"
    r"quarant\w+|cinquant\w+|soixant\w+|septant\w+|nonant\w+|cents?|mille|millions?|milliards?|dizaines?|douzaines?|"
    r"centaines?|milliers?|moitié|tiers|quarts?|demie?s?|double\w*|triple\w*|tous|toute?s?|chaque|chacune?|plusieurs|"
    r"quelques|certaine?s?|beaucoup|peu|seule?s?|seulement|uniquement|unique\w*|plus|moins|près|environ|presque"
    r"|quasi\w*|"
    r"à peine|premi\w+|derni\w+|seconde?s?|\w+ième|majorit\w+|minorit\w+|plupart|pour cent|total\w*|partie\w*"
)
_CONDITION = (
    r"si|s['’]ils?|sauf|hors|hormis|except\w+|exclu\w*|exempt\w*|dispens\w*|à part|outre|compris\w*|inclu\w*|"
    r"malgré|mais|"
    r"bien que|quoique|parce|tant que|jusqu\w*|à condition|conditionn\w+|pourvu|moyennant|sous réserve|réserv\w+|"
    r"en cas|"
    r"au cas|lorsqu\w*|quand|dès|depuis|avant|après|pendant|tandis|alors que|cependant|toutefois|néanmoins|pourtant|"
    r"suivant|contrairement|au lieu|plutôt|même|encore|toujours|déjà|désormais|provisoir\w+|temporair\w+|en attend\w+|"
    r"en attente|soumis\w*|limité\w*|facultati\w+|obligatoire\w*|notamment|dont"
)
_DOUBT = (
    r"pourr\w+|peut|peuvent|pouvai\w+|peut-être|aurai\w+|serai\w+|devrai\w+|doit|doivent|sembl\w+|paraî\w+|apparemment|"
    r"apparent\w*|probab\w+|sans doute|éventuel\w*|possib\w+|présumé\w*|soupçonn\w+|soupçons?|suppos\w+|suspect\w*|"
    r"prétend\w*|préten\w+|allégu\w+|croi\w+|croyai\w+|attend\w+|prévu\w*|prévoi\w*|espèr\w+|espér\w+|crain\w+"
    r"|envisag\w+|"
    r"propos\w+|projet\w*|menac\w+|potentiel\w*|vraisemblab\w+|rumeurs?|dit-on|voire|soi-disant|incertain\w*|"
    r"accus\w+|inculp\w+|condamn\w+|mise?s? en examen|mise?s? en cause|poursuivi\w*|jugé\w*|coupables?|innocent\w*|"
    r"incarcér\w+|écrou\w+|emprisonn\w+|détenu\w*|détention|garde à vue|prévenu\w*|recherché\w*|arrêté\w*|interpell\w+|"
    r"relax[ée]\w*|acquitt\w+|en appel|en fuite|contrôle judiciaire|récidiv\w*|plaintes?|litig\w+|ratifi\w+|en vigueur|"
    r"illég\w+|légal\w*|clandestin\w*|expuls\w+|ex|ex-\w+|ancien\w*"
)
# A past participle tells what has become of somebody or something: "(relâché hier)", "(fermée depuis mai)".
_PARTICIPLE = (
    r"(?!(?:marché|musée|côté|cité|comté|lycée|armée|entrée|vallée|été|café|soirée|société|santé|\w+ité"
    r"|\w+nnée)s?(?!\w))"
    r"\w{3,}ée?s?"
)
_ATTRIBUTION = (
    r"selon|d['’]après|dit|dite|dits|disent|disait|disaient|déclar\w+|affirm\w+|estim\w+|annonc\w+|ajout\w+|assur\w+|"
    r"expliqu\w+|indiqu\w+|précis\w+|rapport\w+|racont\w+|confi[ée]\w*|soulign\w+|insist\w+|reconn\w+|admet\w*"
    r"|admis\w*|"
    r"avou\w+|confirm\w+|averti\w*|répond\w*|répliqu\w+|appelé\w*|surnomm\w+|baptis\w+|nommé\w*|sources?|aux yeux"
)
_COMPRESSION = Compression(
    ranked=re.compile(
        r"\b(?:premi(?:er|ère)s?|seconde?s?|\w+ièmes?|\d+e|derni(?:er|ère)s?|seule?s?|uniques?|meilleure?s?|pires?"
        r"|plus|moins)\b",
        re.IGNORECASE,
    ),
    protected=re.compile(
        rf"(?<!\w)(?:{_NEGATION}|{_QUANTITY}|{_CONDITION}|{_DOUBT}|{_PARTICIPLE}|{_ATTRIBUTION})(?!\w)", re.IGNORECASE
    ),
    connective=re.compile(r"^(?:Par ailleurs|Pendant ce temps|De plus|En outre),\s+"),
    inner=re.compile(r",\s(?:par ailleurs|quant à (?:lui|elle|eux|elles)),(?=\s)", re.IGNORECASE),
    pronouns=re.compile(r"\b(?:ils?|elles?|lui|eux|leur|celui-ci|celle-ci|ceux-ci|celles-ci)$", re.IGNORECASE),
)
_EVENTS = Events(
    roles=patterns(
        {
            "dead": r"morte?s?|tué\w*|décéd\w+|décès|victimes|bilan",
            "hurt": r"bless\w+",
            "missing": r"disparus?|disparues?",
            "moved": r"évacu\w+|sans-abri",
            "held": r"arrêté\w*|interpell\w+|détenu\w*|garde à vue|otages",
            "rescued": r"secouru\w*|sauvé\w*",
            "cases": r"cas|malades|infect\w+",
            "jobs": r"emplois|postes",
            "vote": r"voix|suffrages|vot\w+",
        }
    ),
    people=word_set("personnes passagers habitants blessés morts victimes enfants femmes hommes"),
    clause_break=re.compile(r"[,;:()–—]|\b(?:mais|et|tandis|après|dont|parmi eux|parmi elles)\b", re.IGNORECASE),
    part=re.compile(
        r"^\s*(?:[\w-]+\s+){0,2}?d['’]entre (?:eux|elles)\b|^\s*(?:autres|supplémentaires)\b", re.IGNORECASE
    ),
    moved=re.compile(
        r"\b(?:port(?:e|ant|é)|pass(?:e|ant|é)|mont(?:e|ant|é)|s['’]élève désormais)\b[^.;:]{0,60}?\bà\s+$",
        re.IGNORECASE,
    ),
    total=re.compile(r"\b(?:bilan|nombre de|au total|en tout)\b", re.IGNORECASE),
    past=re.compile(r"\b(?:il y a|l['’]an dernier|l['’]année dernière|le mois dernier|la semaine dernière|record)\b"),
    age_before=re.compile(r"(?:\bâgée?s? de\s+|,\s+)$", re.IGNORECASE),
    age_after=re.compile(r"\sd['’]âge\b"),
    turns=patterns(
        {
            "postponed": r"report(?:é|ée)s?|ajourn\w+",
            "cancelled": r"annul\w+",
            "resumed": r"repris\w*|rouvert\w*",
            "resigned": r"démission\w*",
            "convicted": r"condamn\w+",
            "acquitted": r"acquitt\w+|relax[ée]\w*",
            "arrested": r"arrêté\w*|interpell\w+",
            "approved": r"adopt\w+|approuv\w+",
            "investigated": r"enquête",
            "died": r"mort\w*|décéd\w+",
        }
    ),
    left_open=re.compile(
        r"\b(?:ne|n['’]|pas|jamais|va|vont|doit|doivent|pourrait|pourraient|devrait|devraient|sera"
        r"|seront)\s+(?:\w+\s+)?$",
        re.IGNORECASE,
    ),
    corrected=re.compile(
        r"\b(?:rectifi\w+|corrig\w+|dément\w*|démenti\w*|finalement|annul\w+|retir(?:e|é|ée|ent)|par erreur|"
        r"contrairement|à tort|s['’]est excusée?|premiers? bilans?|un précédent bilan|levée?s?|rouvert\w*|"
        r"plus tôt dans la journée)\b",
        re.IGNORECASE,
    ),
)

_PAGE = Page(
    junk=(
        r"publicité\W*$",
        r"publicité\s*[–—:|-](?!\s*(?-i:[a-zß-ÿ]))",
        r"(?:lire aussi|à lire)\b",
        r"(?:sur le même sujet|pour aller plus loin|vous aimerez aussi|les plus lus)\b[^.!?]{0,100}$",
        r"voir aussi\s*[:>»→]",
        r"suivez[- ](?:nous|moi) sur\b.{0,160}$|partagez cet(?:te)? (?:article|page)\b.{0,60}$",
        r"(?:abonnez|inscrivez)-vous à (?:notre|la) (?:newsletter|lettre)\b.{0,80}$",
        r"cet article (?:peut contenir|contient) des liens\b",
        r"tous droits réservés\b",
        r"crédits?(?: photos?)?\s*[:：©].{0,80}$",
        r"par [^.!?]{3,70}$",
        r"publié le\b[^.!?]{0,60}(?:\b[ap]\.m\.)?$",
        r"video disponible\b.{0,40}$",
    ),
    paywall=(r"réservé aux abonnés|il vous reste .{0,20} à lire|abonnez-vous pour",),
    cookies=(r"accepter .{0,20}cookies",),
)


_COMPANY_WORDS = word_set("sa sas groupe group inc corp ltd ag holding industries énergie motors airlines")
_CLUB_WORDS = word_set("fc olympique racing stade as real atlético inter sporting")

_NAMING = Naming(
    code="fr",
    reflexives={
        "m": re.compile(r"\blui-même\b", re.IGNORECASE),
        "f": re.compile(r"\belle-même\b", re.IGNORECASE),
    },
    pronouns={
        "il": ("m", "subject"),
        "elle": ("f", "subject"),
        "lui": ("m", "object"),
    },
    titles=gendered(
        male="m mr monsieur sir lord roi prince pape père frère cheikh",
        female="mme mlle madame mademoiselle lady reine princesse soeur dame",
        either="dr docteur pr professeur président présidente sénateur maître me général colonel capitaine commandant",
    ),
    courtesy=word_set("m mr mme mlle monsieur madame"),
    people=gendered(
        male="homme garçon père fils mari époux frère oncle neveu acteur chanteur président directeur ministre "
        "sénateur avocat entraîneur joueur attaquant milieu défenseur gardien écrivain animateur humoriste "
        "réalisateur comédien député conseiller procureur patron fondateur candidat champion chef secrétaire "
        "journaliste maire préfet leader pilote coureur sélectionneur médecin professeur chercheur couturier "
        "créateur rappeur policier gendarme suspect conducteur livreur chancelier roi prince pape dirigeant "
        "opposant milliardaire",
        female="femme fille mère épouse soeur sœur tante nièce actrice chanteuse présidente directrice ministre "
        "sénatrice avocate entraîneuse joueuse écrivaine animatrice humoriste réalisatrice comédienne députée "
        "conseillère procureure patronne fondatrice candidate championne cheffe secrétaire journaliste maire "
        "préfète policière suspecte conductrice chancelière reine princesse dirigeante opposante victime "
        "romancière chercheuse professeure infirmière militante",
    ),
    kin=word_set(
        "père fils mari époux frère oncle neveu fille mère épouse soeur sœur tante nièce avocat avocate homme femme "
        "garçon victime suspect conducteur conductrice policier gendarme médecin procureur"
    ),
    heads=word_set("président présidente ministre roi reine pape"),
    speech=word_set(
        "dit déclaré indiqué expliqué affirmé assuré ajouté précisé estimé annoncé souligné confié raconté écrit "
        "répondu lancé jugé rappelé poursuivi regretté reconnu insisté déploré dénoncé conclu explique affirme assure "
        "ajoute précise estime annonce souligne confie raconte rappelle juge regrette poursuit lance déplore dénonce "
        "reconnaît insiste conclut indique répond tweeté réagi commenté plaidé martelé promis"
    ),
    human=word_set("a avait est était aura serait sera qui né née s'est n'a veut souhaite espère pense"),
    openers=word_set(
        "le la les l un une des du de d et ou mais si en dans sur à au aux pour par avec après avant quand alors que "
        "comme selon depuis pendant malgré cependant toutefois ainsi puis car donc or ni ce cet cette ces c il elle "
        "ils elles on nous vous je tu son sa ses leur leurs mon ma mes notre votre qui quoi où comment pourquoi lors "
        "face chez sans contre entre vers sous dès jusqu tout tous toute toutes autre aussi même hier aujourd'hui "
        "demain enfin ici là lire voir deux trois quatre cinq six sept huit neuf dix premier première mercredi jeudi "
        "vendredi samedi dimanche lundi mardi ancien ancienne français américain monsieur invité interrogé interrogée"
    ),
    anybody=re.compile(r"\b(?:quelqu'un|chacun|celui|celle|qui|quiconque)\b", re.IGNORECASE),
    verb=re.compile(r" [a-zà-þ]{2,}(?:ait|ent|era|e)\b"),
    places=word_set("à en dans de"),
    abbreviated=word_set("M Dr Pr Me"),
    others=word_set("son sa ses leur leurs dont"),
    particles=word_set("de du des van von al bin el da di del la le der ben d"),
    not_people=word_set(
        "université collège école lycée académie institut ville rue avenue boulevard place cour parc hôpital clinique "
        "aéroport gare comté état états royaume république région parti conseil ministère maison banque union ligue "
        "coupe club église musée théâtre bureau département agence groupe sa sas île îles rivière lac mont montagne "
        "baie mer océan nord sud est ouest saint sainte saint-denis saint-étienne nouvelle nouveau grand grande "
        "national nationale fédéral royal mondial international internationale européen européenne français française "
        "association fédération commission comité fondation société organisation autorité service services radio télé "
        "télévision chaîne loi prix festival championnat jeux stade arena tour assemblée sénat parlement police armée "
        "marine france-inter france inter info bfm bfmtv rtl rmc europe figaro monde parisien libération afp cnews "
        "lci tf1 janvier février mars avril mai juin juillet août septembre octobre novembre décembre lundi mardi "
        "mercredi jeudi vendredi samedi dimanche noël paris lyon marseille bordeaux lille nice toulouse nantes "
        "allemagne espagne italie états-unis royaume-uni belgique suisse chine russie japon canada afrique amérique "
        "asie new york los san santa white house facebook twitter google apple real madrid united city fc olympique "
        "racing dieu insoumise républicains verts écologie front rassemblement marche gilets jaunes santé défense "
        "justice intérieur ehpad covid covid-19 sars-cov-2"
    )
    - {"marine"},
    bodies={
        "entreprise": _COMPANY_WORDS,
        "société": _COMPANY_WORDS,
        "groupe": _COMPANY_WORDS,
        "compagnie": word_set("air airlines airways"),
        "club": _CLUB_WORDS,
        "banque": word_set("banque bank"),
        "parti": word_set("parti"),
        "université": word_set("université"),
        "hôpital": word_set("hôpital"),
        "ministère": word_set("ministère"),
        "agence": word_set("agence"),
        "commission": word_set("commission"),
        "association": word_set("association"),
        "organisation": word_set("organisation association fédération"),
        "fédération": word_set("fédération"),
        "syndicat": frozenset(),
        "institut": word_set("institut"),
        "musée": word_set("musée"),
    },
    many=word_set("entreprise société groupe compagnie club banque parti association syndicat"),
    businesses=word_set("entreprise société compagnie banque"),
    goes_on=re.compile(r" (?:de la|de|du|des)(?: [A-ZÀ-Þ][\w-]+)+"),
    small=word_set("de du des la le les d l et pour à au aux en"),
    articles=word_set("le la l'"),
    definite=word_set("le la l ce cette cet son sa ses leur leurs notre"),
    indefinite=word_set("un une autre"),
    joining=word_set("et ou"),
    narrowing=word_set("de du des d' qui que dont où en au aux pour à dans"),
    age=re.compile(r",? (?:\(?\d{1,2} ans|âgée? de \d)"),
    impersonal=re.compile(
        r"il\s(?:n['’]|ne\s)?(?:(?:y|s['’]agi\w*|faut|fallait|faudra\w*|pleut|neige|semble\w*|suffi\w*|vaut|rest\w+|"
        r"manqu\w+|convient|importe|paraît|arrive|exist\w+|appartient|incombe|apparaît|ressort|a fallu|aura fallu|"
        r"s['’]en|en (?:va|est|faut)|était une fois)\b|(?:est|était|sera|serait|a été|avait été|soit)\s(?:\w+\s)?"
        r"(?:important|nécessaire|possible|impossible|difficile|clair|évident|probable|vrai|interdit|temps|question"
        r"|prévu|"
        r"urgent|essentiel|tard|tôt|rare|fréquent|normal|\d)\b)",
        re.IGNORECASE,
    ),
    prepositions=word_set("selon pour avec contre chez sans"),
    stressed=True,
    barring=word_set("à sur vers en de d entre quant chacun lui elle"),
    subordinate=word_set(
        "quand lorsque si comme après avant pendant depuis dans en à au pour par avec sans malgré selon outre s'il "
        "lorsqu'il puisqu'il dès alors bien"
    ),
)


LANGUAGE = Language(
    naming=_NAMING,
    page=_PAGE,
    article_kinds={
        "opinion": (
            "opinion",
            "opinions",
            "tribune",
            "tribunes",
            "édito",
            "éditorial",
            "éditoriaux",
            "chronique",
            "chroniques",
            "débats",
            "billet",
            "point de vue",
            "idées",
            "critique",
        ),
        "analysis": ("analyse", "analyses", "décryptage"),
        "satire": ("satire", "parodie", "humour"),
        "sponsored": (
            "sponsorisé",
            "contenu sponsorisé",
            "publireportage",
            "publi-rédactionnel",
            "publicité",
            "contenu partenaire",
            "communiqué",
        ),
    },
    code="fr",
    numbers=_NUMBERS,
    units=_UNITS,
    currencies=_CURRENCIES,
    percent=("pour cent", "pourcent", "points de pourcentage"),
    hedges=_HEDGES,
    hedges_after=hedging(about="environ", at_least="ou plus|au moins", at_most="au plus|au maximum|ou moins"),
    rates=word_set("par"),
    numbered=word_set("chaîne article chapitre phase niveau chambre page vol section autoroute n°"),
    not_counted=word_set("le la les des du de et ou qui dont sont ont a à été autres nouveaux nouvelles plus en dans"),
    of=("de", "d'"),
    relative_days=word_set("hier demain aujourd'hui"),
    ambiguous_dates=word_set("mars mai"),
    day_marks=("er",),
    abbreviations=word_set(
        "m mm mme mlle mgr dr pr me st ste av bd p.ex env janv févr juil sept oct nov déc n° vol éd"
    ),
    function_words=word_set(
        "le la les l un une des du de d et ou en à au aux il elle ils elles on que qui dont où dans sur sous pour "
        "par avec "
        "ce cet cette ces se sa son ses leur leurs y est sont était étaient a ont avait avaient être avoir été "
        "plus aussi "
        "très tout tous toute toutes même encore déjà alors après avant mais donc car ne"
    ),
    endings=re.compile(r"(?:ements?|ées?|és?|er|es|s|x|e)$"),
    failing=re.compile(
        r"\b(?:refus|échou|empêch|absen|dépourv|incapable|impossible|rejet|dément|démenti)\w*", re.IGNORECASE
    ),
    # "Ne" alone denies nothing: "ne … que", "n'importe".
    denial=re.compile(
        r"\b(?:ne|n['’]\w+)\s+(?:\S+\s+){0,3}?(?:pas|plus|jamais|rien|personne|aucune?|guère|ni)\b"
        r"|\b(?:pas|jamais|aucune?|non|sans|ni|rien|nul(?:le)?)\b",
        re.IGNORECASE,
    ),
    clickbait=re.compile(
        r"\b(?:vous n['’]allez pas croire|voici (?:pourquoi|comment)|ce qu['’]il faut savoir|incroyable mais vrai"
        r"|ce que l['’]on (?:sait|ignore))\b|\ben (?:\d+|deux|trois|quatre|cinq|six|sept|huit|neuf|dix) (?:questions"
        r"|points|chiffres|dates)\b"
        r"|^\W*(?:pourquoi|comment) .*\?\W*$"
        r"|^\W*(?:voici )?(?:les )?(?:\d+|deux|trois|quatre|cinq|six|sept|huit|neuf|dix) (?:\w+ ){0,2}(?:choses|"
        r"raisons|façons|conseils|astuces|photos)\b",
        re.IGNORECASE,
    ),
    verification=_VERIFICATION,
    compression=_COMPRESSION,
    events=_EVENTS,
    reading=Reading(
        label=re.compile(
            r"(?:pourquoi (?:c['’]est|cela est) important|pourquoi c['’]est important|l['’]essentiel|à retenir|"
            r"ce qu['’]il faut (?:retenir|savoir)|ce que l['’]on sait|(?:le )?contexte|en bref|dernière minute|"
            r"mise à jour|les faits|l['’]enjeu|en chiffres|la suite|et maintenant|dernières infos|exclusif|"
            r"posté à \d{1,2}\s?[h:]\s?\d{2})\s*[:–—]\s+(?=[\"“«„‘¿¡]?[^\W_])",
            re.IGNORECASE,
        ),
        stop=word_set(
            "au aux avec ce ces cette dans de des du elle en est et il ils je la le les leur lui mais ne nous on ou "
            "par pas pour qu que qui sa se ses son sur un une y été être plus a ont sont l d s n c j m t"
        ),
        third_person=re.compile(
            r"\b(?:il|elle|ils|elles|lui|leur|leurs|son|sa|ses|celui-ci|celle-ci)\b", re.IGNORECASE
        ),
        first_person=word_set("je nous vous mon ma mes notre votre nos vos j'ai"),
        saying=word_set("dit déclaré selon affirmé expliqué indiqué assuré confié annoncé précisé estimé"),
        dangling=re.compile(
            r"^[\"“«‘'\s]*(?:il|elle|ils|elles|lui|leur|leurs|son|sa|ses|cela|ceci|ce|c['’]|cette|ces|celui|celle|ceux|"
            r"une autre|un autre|d['’]autres)\b",
            re.IGNORECASE,
        ),
        expletive=re.compile(
            r"^\W*(?:il (?:y a|est|faut)|cette (?:semaine|année)|ce (?:matin|soir|mois))\b", re.IGNORECASE
        ),
        contradicting=re.compile(
            r"\b(?:cependant|toutefois|en revanche|pourtant|néanmoins|au contraire|pour autant|par contre)\b",
            re.IGNORECASE,
        ),
        torn_opening=re.compile(
            r"(?:Mais(?! (?:aussi|alors|encore|pas|voilà|pourquoi|où|que|si|qui|quand|comment)\b),?"
            r"|Car(?= (?:le|la|les|un|une|des|ce|cette|ces|son|sa|ses|à|en|depuis|selon|pour|si)\b)|Car(?= [lL]['’])"
            r"|(?:Cependant|Toutefois|Néanmoins|Pourtant|En effet|De fait|Or),)\s+(?=[^\W_])"
        ),
        linking=re.compile(
            r"^[\"“«‘'\s]*(?:mais|et|or|donc|ainsi|cependant|toutefois|pourtant|en effet|de plus|par ailleurs|ensuite|"
            r"puis|enfin|alors|en revanche|néanmoins)\b",
            re.IGNORECASE,
        ),
        contrast=re.compile(
            r"^[\"“«‘'\s]*(?:mais|or|cependant|toutefois|pourtant|en revanche|néanmoins|au contraire)\b", re.IGNORECASE
        ),
        definite=re.compile(r"\b(?:le|la|les|l['’]|ce|cet|cette|ces)\s?([^\W\d_]{4,})"),
        boilerplate=re.compile(
            r"^\W*(?:à lire aussi\b|lire aussi\b|voir aussi\b|crédits?(?:\s*:|\sphoto)|\(?relaxnews\b|\(?afp\)?\.?$|"
            r"abonnez-vous\b|publicité\b|cliquez ici\b|partager\b.{0,20}$)|tous droits réservés",
            re.IGNORECASE,
        ),
        courtesy=re.compile(
            r"^[“\"«\s]*(?:bonjour(?: (?:et|à)\b|,|\s*!)|bonsoir\b|bienvenue\b"
            r"|merci (?:de|d['’]|à (?:tous|toutes|vous|nos|ceux)|pour|encore"
            r"|beaucoup)|"
            r"restez (?:avec nous|connectés?|à l['’]écoute)\b|à (?:tout de suite|demain|bientôt|tout à l['’]heure)\b|"
            r"c['’]est (?:tout|fini|terminé|la fin)\b[^.!?]{0,30}\b(?:direct|soir|aujourd['’]hui|live|journée|nous)\b|"
            r"(?:nous|on) (?:(?:vous )?(?:retrouv|suspend|interromp|reprend|ferm|clôtur|mett|achev|termin|revien"
            r"|reviendr|quitt|arrêt)"
            r"\w*|allons (?:suspendre|interrompre|fermer|reprendre|mettre))(?: \w+){0,3}?(?: (?:ce|notre|le) (?:direct"
            r"|live|fil|suivi)|"
            r" (?:à|demain|dès|dans)\b)|(?:ce|notre|le) (?:direct|live|suivi en direct) (?:est|s['’]arrête|se termine"
            r"|reprend|s['’]achève)"
            r"\b|(?:suivez|retrouvez|revivez) (?:avec nous|notre|nos|le|ce|la suite)\b|(?:voici"
            r"|rappel de) (?:ce que l['’]on sait"
            r"|le point|un récapitulatif|l['’]essentiel)\b|(?:écrivez|envoyez)[ -]nous\b"
            r"|plus d['’]informations (?:à venir|à suivre"
            r"|dans)\b|nos (?:journalistes|reporters|envoyés) (?:sont|est) (?:en route|sur place)\b|"
            r"vous pouvez (?:suivre|nous écrire|réagir|poser)\b|notre (?:journaliste|reporter"
            r"|envoyée?)(?: spéciale?)? est (?:en route|"
            r"sur place)\b)",
            re.IGNORECASE,
        ),
    ),
)
