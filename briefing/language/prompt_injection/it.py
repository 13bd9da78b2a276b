"""Italian: how texts speak to the programs that read them."""

from __future__ import annotations

from briefing.language.prompt_injection.pattern_fields import DirectiveWords, Machines

__all__ = ["DIRECTIVES", "MACHINES"]

_RIASSUNTO = r"(?:riassunto|sintesi|punt[oi]\s+chiave|risposta|riepilogo)"
MACHINES = Machines(
    notes=(
        r"(?:[\w'-]+\s+){0,2}?(?:nota|avviso|messaggio|istruzion[ei]|indicazion[ei]|promemoria"
        r"|richiesta)\s+(?:per|a[ilg]?\w*|rivolt[aoie]\s+a\w*)"
    ),
    openers=(
        r"attenzione|a[il]?|agli|alla|alle|all'|per|car[oaie]|gentile|se\s+(?:sei|siete|lei\s+è|è)|in\s+quanto"
        r"|come"
    ),
    named=(
        r"(?:(?:il|lo|la|i|gli|le|un|uno|una|ogni|qualsiasi|qualunque|tutti|tutte|eventual[ei]|l'|un'"
        r"|all')\s*){0,3}(?:(?-i:IA|AI)|intelligenz[ae]\s+artificial[ei]|assistent[ei]"
        r"|modell[oi]\s+(?:linguistic[oi]|di\s+linguaggio|di\s+IA)|LLM|chatbot|bot|robot|(?:programm[ai]|software"
        r"|macchin[ae]|sistem[ai]|strument[oi]|algoritm[oi])(?:\s+(?:informatic\w+|automatic\w+))?(?=\s+(?:che"
        r"|incaricat\w+|riassum\w+|legg\w+)\b|\s*,)|(?:ChatGPT|Claude|Gemini|Copilot)(?!\s(?-i:[A-ZÀ-ÞА-Я])))\b"
    ),
    asked=(
        r"(?:(?:per\s+favore|per\s+cortesia|poi|ora|solo|quindi)[\s,]+){0,2}(?:per\s+favore|per\s+cortesia|si\s+prega\s+di|scriv[aei]\w*"
        r"|ignor[aei]\w*|dimentic\w+|rispond[aie]\w*|indic(?:a|hi|ate)|riport[aei]\w*|cit[aei]\w*|menzion[aei]\w*|inizi[ae]?\w*|riassum[aie]\w*"
        r"|dic(?:a|i|ite)|di'|evidenzi[ae]?\w*|inserisc\w+|aggiung[aie]\w*|mostr[aei]\w*|raccomand[aei]\w*|consigli[ae]?\w*|non\s+\w+(?:re|are)"
        rf"|dev[ei]|dovete|(?:il\s+)?(?:tuo|suo|vostro)\s+{_RIASSUNTO}|l'unico\s+punto)\b"
    ),
    tasks=(
        r"nel(?:la)?\s+(?:tuo|tua|suo|sua|vostr[oa])\s+(?:riassunto|sintesi|riepilogo)|(?:quando"
        r"|se)\s+riassum\w+\s+quest|riassumendo\s+quest|invece\s+di\s+un\s+riassunto"
    ),
    here=(r"quest(?:a\s+pagina|o\s+(?:articolo|testo|documento)|'\s*articolo)"),
    wished=(r"dev[eo]\w*|dovrebbe|prega|preghiamo|chiede|chiediamo|per\s+favore"),
    orders=(
        r"scriv(?:i|a|ete)\s+(?:solo\s+)?che\b",
        (
            r"(?:ignor(?:a|i|ate)|dimentic(?:a|hi|ate)|trascur(?:a|i|ate)|non\s+(?:tenere|tenga|tenete)\s+conto\s+\w+)\s+(?:\w+\s+){0,3}?"
            r"(?:(?:istruzioni|indicazioni|regole|direttive|ordini)\s+(?:\w+\s+)?(?:precedenti|ricevute|di\s+cui\s+sopra)|precedenti\s+"
            r"(?:istruzioni|indicazioni|regole)|(?:tue|sue|vostre)\s+(?:istruzioni|regole)|(?:articolo|testo)\s+(?:precedente|qui\s+sopra"
            r"|sopra)|quanto\s+(?:sopra|precede))"
        ),
        (
            rf"(?:scriv(?:i|a|ete)|inizi(?:a|ate)?|indic(?:a|hi|ate)|riport(?:a|i|ate)|inserisc\w+|aggiung\w+|cit(?:a|i|ate))\b[^.!?;]{{0,60}}\b"
            rf"(?:(?:tuo|tua|suo|sua|vostr[oa])\s+{_RIASSUNTO}|(?:unico|primo)\s+punto\s+chiave)"
        ),
        rf"(?:il\s+|la\s+)?(?:tuo|tua|vostr[oa])\s+{_RIASSUNTO}\s+dev",
        rf"(?:ogni|qualsiasi)\s+{_RIASSUNTO}\s+di\s+quest[ao]\s*'?\s*(?:pagina|articolo|testo)\s+dev",
        r"l'unico\s+punto\s+chiave\s+(?:di\s+quest\w*'?\s*\w+\s+)?(?:è|deve|sarà)\b",
        r"rispond(?:i|a|ete)\s+(?:solo|soltanto|unicamente)\s+con\b|nuov[ae]\s+istruzion[ei]\s*:",
        r"(?:ogni|qualsiasi)\s+(?:programma|assistente|robot|modello)\s+che\s+\w+\s+quest\w*'?\s*(?:pagina|articolo|testo)\s+dev",
    ),
)
DIRECTIVES = DirectiveWords(
    program=(
        r"computer|(?-i:IA|AI|LLM)|intelligenz[ae]\s+artificial[ei]|modell[oi](?:\s+linguistic[oi])?"
        r"|assistent[ei]|(?:ro)?bot|chatbot|programm[ai]|macchin[ae]|software|algoritm[oi]|sistem[ai]"
        r"|(?-i:ChatGPT|Claude|Gemini)"
    ),
    product=(
        r"utenti|lettori|riassunt[oi]|sintesi|riepilog\w+|punt[oi]\s+chiave|titol[oi]|rispost[ae]"
        r"|sommari[oi]|prima\s+riga|apertura"
    ),
    rules=(
        r"missione|lavoro|quanto|istruzion[ei]|regol[ae]|ordin[ei]|consegn[ae]|direttiv[ae]|indicazion[ei]"
        r"|compito|tutto|testo|articolo|prompt"
    ),
    earlier=r"descritto|precedent[ei]|iniziali|sopra|ricevut[oei]|originali|finora|dat[ei]|hai\s+avuto",
    drop=(
        r"fai\s+finta|finga|non\s+citate|non\s+citare|evit[ai]|ignor[ai]|ignorate|dimentic[ah]\w*"
        r"|lasci[ai]?|lasciate|trascur[ai]|trascurate|scart[ai]|scartate|tralasci[ai]?"
        r"|mett[ie]\s+da\s+parte|non\s+seguire|cancell[ai]"
    ),
    order=(
        r"scriv[ia]|scrivete|di'|dica|dite|menzion[ai]|cit[ai]|citate|citare|mett[ia]|mettete"
        r"|raccomand[ai]|consigli[ai]?|lod[ai]|lodate|elogi[ai]?|nomin[ai]|nominate|includ[ia]|includete"
        r"|aggiung[ia]|inizi[ai]?|iniziate|rispond[ia]|rispondete|parl[ai]|parlate|present[ai]"
        r"|indic[ah]\w*|riassum[ia]|riport[ai]|fa'|faccia|evidenzi[ai]?|mostr[ai]|ripet[ia]|apr[ia]"
        r"|tratt[ai]"
    ),
    kindly=(
        r"sarebbe\s+(?:bello|gentile)|può|può\s+aprire|potrebbe|potresti|per\s+favore|per\s+cortesia"
        r"|cortesemente|gentilmente|grazie|si\s+prega|preghiamo|sia\s+così\s+gentile|le\s+chied\w+"
        r"|ti\s+chied\w+|vi\s+preghiamo"
    ),
    you=r"tu|tuo|tua|tuoi|tue|ti|voi|vostr[oaie]|lei|suo|sua|hai|avete",
    ought=r"deve|devono|devi|dovete|dovrebbe|dovrà|bisogna|va|vanno",
    only=r"solo|soltanto|solamente|unicamente|unic[oa]|prim[oa]|esclusivamente|nient'altro|invece|sempre",
    page=r"(?:quest[oa]|il\s+presente)\s*'?(?:pagina|articolo|testo|documento)|quest'articolo",
    henceforth=(
        r"da\s+(?:ora|adesso)(?:\s+in\s+poi)?|d'ora\s+in\s+(?:poi|avanti)|nuov[oaie]\s+(?:compito"
        r"|istruzion[ei]|regol[ae])|(?:avviso|nota|messaggio|attenzione)\s+(?:a|ai|agli|all'|per)"
        r"|attenzione|car[oa]|gentile|fine\s+dell'articolo|modalità\s+sviluppatore"
    ),
    said=r"detto|dice|dicono|secondo|chiede|chiesto|spiegato|affermato|annunciato|aggiunto|ha|hanno|scritto",
    ai=(
        r"(?-i:IA|AI|LLM)|intelligenz[ae]\s+artificial[ei]|modell[oi]\s+linguistic[oi]|chatbot"
        r"|(?-i:ChatGPT|Claude|Gemini)"
    ),
    answer=r"utenti|lettori|titol[oi]|rispost[ae]|apertura|prima\s+riga",
    digest=r"scrive|scrivono|redige|riassum\w+|condens\w+|legg[eai]\w*\s+quest\w+|sintetizz\w+|elabor[ai]\w*",
)
