"""French."""

from __future__ import annotations

import re

from briefing.language.naming.base import Naming, gendered, word_set

__all__ = ["NAMING"]

_COMPANY = word_set("sa sas groupe group inc corp ltd ag holding industries énergie motors airlines")
_CLUB = word_set("fc olympique racing stade as real atlético inter sporting")

NAMING = Naming(
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
        "entreprise": _COMPANY,
        "société": _COMPANY,
        "groupe": _COMPANY,
        "compagnie": word_set("air airlines airways"),
        "club": _CLUB,
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
        r"(?:important|nécessaire|possible|impossible|difficile|clair|évident|probable|vrai|interdit|temps|question|prévu|"
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
