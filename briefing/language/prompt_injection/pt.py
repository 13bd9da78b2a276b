"""Portuguese: how texts speak to the programs that read them."""

from __future__ import annotations

from briefing.language.prompt_injection.pattern_fields import DirectiveWords, Machines

__all__ = ["DIRECTIVES", "MACHINES"]

_RESUMO = r"(?:resumo|síntese|pontos?[\s-]chave|resposta)"
MACHINES = Machines(
    notes=(
        r"(?:[\w'-]+\s+){0,2}?(?:nota|aviso|mensagem|instruç(?:ão|ões)|recado|lembrete|pedido|indicaç(?:ão"
        r"|ões))\s+(?:a|à|ao|aos|às|para|dirigid[oa]s?\s+a\w*)"
    ),
    openers=(
        r"atenção|ao|aos|à|às|para|car[oa]s?|prezad[oa]s?|olá|se\s+(?:você\s+|tu\s+)?(?:é|és|for|fores|está)|você\s+é|como"
        r"|caso\s+(?:você\s+)?seja"
    ),
    named=(
        r"(?:(?:o|a|os|as|um|uma|ao|à|qualquer|todos?|todas?|cada|prezad[oa]|car[oa]|eventuais"
        r"|grande)\s+){0,3}(?:(?-i:IA)|inteligências?\s+artificia(?:l|is)|assistentes?"
        r"|modelos?\s+(?:de\s+(?:linguagem|IA)|linguísticos?)|LLM|chatbots?|bots?|robôs?|robots?|(?:programas?"
        r"|software|máquinas?|sistemas?|ferramentas?|algoritmos?)(?:\s+(?:informátic\w+"
        r"|automátic\w+))?(?=\s+(?:que|encarregad\w+)\b|\s*,)|agentes?\s+(?:de\s+IA|virtuais|automáticos)"
        r"|leitor(?:es)?\s+automáticos?|(?:ChatGPT|Claude|Gemini|Copilot)(?!\s(?-i:[A-ZÀ-ÞА-Я])))\b"
    ),
    asked=(
        r"(?:(?:por\s+favor|depois|agora|apenas|só|então)[\s,]+){0,2}(?:por\s+favor|escrev[ae]\w*|ignor[ae]m?|esqueç[ae]m?|esquece|respond[ae]m?"
        r"|destaqu?[ae]m?|mencion[ae]m?|dig[ae]m?|diz|comec[ea]m?|começ[ae]m?|inclu[ai]m?|resum[ae]m?|indiqu?[ae]m?|recomend[ae]m?|mostr[ae]m?"
        r"|acrescent[ae]m?|apresent[ae]m?|cit[ae]m?|limit[ae]-se|não\s+(?:mencione|inclua|diga|cite)|(?:você\s+)?dev[ae]s?"
        rf"|(?:o\s+)?(?:seu|teu)\s+{_RESUMO}|o\s+(?:único|primeiro)\s+ponto)\b"
    ),
    tasks=(
        r"n[oa]\s+(?:seu|sua|teu|tua)\s+(?:resumo|síntese)|(?:quando|se|ao)\s+resum\w+\s+est[ae]"
        r"|em\s+vez\s+de\s+um\s+resumo"
    ),
    here=(r"(?:est|dest)[ea]\s+(?:página|artigo|texto|documento)"),
    wished=(r"devem?|deverá|deveria|pede-se|pedimos|roga-se|solicita-se|por\s+favor"),
    orders=(
        r"escreva\s+(?:apenas\s+|só\s+)?que\b",
        (
            r"(?:ignor[ae]m?|esqueç[ae]m?|esquece|desconsider[ae]m?|não\s+(?:leve|tenha)\s+em\s+conta)\s+(?:\w+\s+){0,3}?(?:(?:instruções|ordens"
            r"|indicações|regras|diretrizes)\s+(?:\w+\s+)?(?:anteriores|prévias|acima|recebidas)|(?:anteriores|prévias)\s+(?:instruções|regras)"
            r"|(?:suas|tuas)\s+(?:instruções|regras)|(?:artigo|texto)\s+(?:acima|anterior)|tudo\s+(?:acima|o\s+que\s+(?:foi\s+dito|está\s+acima"
            r"|veio\s+antes)))"
        ),
        (
            rf"(?:escrev[ae]|comec[ea]|começ[ae]|inclu[ai]|mencion[ae]|coloqu?[ae]|destaqu?[ae]|acrescent[ae])\b[^.!?;]{{0,60}}\b(?:(?:seu|sua|teu|tua)"
            rf"\s+{_RESUMO}|(?:único|primeiro)\s+ponto[\s-]chave)"
        ),
        rf"(?:o\s+|a\s+)?(?:seu|sua|teu|tua)\s+{_RESUMO}\s+dev",
        rf"(?:todo|qualquer)\s+{_RESUMO}\s+dest[ea]\s+(?:página|artigo|texto)\s+dev",
        r"o\s+(?:único|principal|primeiro)\s+ponto[\s-]chave\s+(?:deste\s+artigo\s+)?(?:é|deve|será)\b",
        r"respond[ae]\s+(?:apenas|só|somente|unicamente)\s+com\b|novas?\s+instruç(?:ão|ões)\s*:",
        r"(?:todo|qualquer)\s+(?:programa|assistente|robô|modelo)\s+que\s+\w+\s+est[ea]\s+(?:página|artigo|texto)\s+dev",
    ),
)
DIRECTIVES = DirectiveWords(
    program=(
        r"computador(?:es)?|(?-i:IAs?|LLM)|inteligências?\s+artificia(?:l|is)"
        r"|modelos?(?:\s+de\s+linguagem)?|assistentes?|(?:ro)?bots?|robôs?|chatbots?|programas?|máquinas?"
        r"|software|algoritmos?|sistemas?|(?-i:ChatGPT|Claude|Gemini)"
    ),
    product=(
        r"usuários?|leitores|resumos?|sínteses?|pontos?[\s-]+chaves?|títulos?|manchetes?|respostas?"
        r"|destaques?|pontos?\s+principa(?:l|is)"
    ),
    rules=(
        r"missão|trabalho|o\s+que|instruções|instrução|regras?|ordens|diretrizes|orientações|tarefa|tudo"
        r"|texto|artigo|comandos?"
    ),
    earlier=(
        r"descrito|anterior(?:es)?|prévi[ao]s|acima|iniciais|recebeu|recebid[ao]s|até\s+agora|dadas"
        r"|originais"
    ),
    drop=(
        r"finja|finge|faça\s+de\s+conta|não\s+cit\w+|evit[ae]|ignor[ae]m?|esque[cç][ae]m?|deix[ae]m?"
        r"|desconsider[ae]m?|descart[ae]m?|não\s+sig[ao]m?|abandon[ae]m?|pul[ae]m?|omit[ae]m?"
    ),
    order=(
        r"escrev[ae]m?|dig[ao]m?|diz|mencion[ae]m?|cit[ae]m?|citar|coloqu?[ae]m?|ponha|recomend[ae]m?"
        r"|elogi[ae]m?|inclu[ai]m?|acrescent[ae]m?|nomei[ae]m?|comec[ea]m?|comece|respond[ae]m?|fal[ae]m?"
        r"|apresent[ae]m?|indiqu?[ae]m?|resum[ae]m?|faça|façam|destaqu?[ae]m?|mostr[ae]m?|repit[ae]m?"
        r"|abr[ae]m?|redij[ae]m?|trat[ae]m?"
    ),
    kindly=(
        r"seria\s+(?:bom|ótimo)|pode|poderia|por\s+favor|por\s+gentileza|faça\s+o\s+favor|favor|queira"
        r"|obrigad[oa]|pedimos|peço|tenha\s+a\s+bondade|seria\s+gentil"
    ),
    you=r"você|vocês|seu|sua|seus|suas|teu|tua|tu|te",
    ought=r"deve|devem|deverá|deveria|precisa|tem\s+de|tem\s+que",
    only=r"só|somente|apenas|unicamente|únic[oa]|primeir[oa]|exclusivamente|nada\s+além|em\s+vez|sempre",
    page=(
        r"(?:est[ea]|o\s+presente)\s+(?:página|artigo|texto|documento)|desta\s+página|deste\s+(?:artigo"
        r"|texto)"
    ),
    henceforth=(
        r"a\s+partir\s+de\s+agora|de\s+agora\s+em\s+diante|doravante|nov[ao]s?\s+(?:tarefa|instruç\w+"
        r"|regra)s?|(?:aviso|nota|mensagem|atenção|recado)\s+(?:a|ao|aos|à|às|para)|atenção|car[oa]"
        r"|prezad[oa]|fim\s+do\s+artigo|modo\s+desenvolvedor"
    ),
    said=r"disse|disseram|diz|segundo|pediu|pede|explicou|afirmou|acrescentou|anunciou|informou|alertou|foi",
    ai=(
        r"(?-i:IAs?|LLM)|inteligências?\s+artificia(?:l|is)|modelos?\s+de\s+linguagem|chatbots?"
        r"|(?-i:ChatGPT|Claude|Gemini)"
    ),
    answer=r"usuários?|leitores|títulos?|manchetes?|respostas?|destaques?",
    digest=(
        r"escreve[m]?|redige[m]?|resum[aei]\w*|condens\w+|lê\w*\s+est\w+|leem\s+est\w+|leia\w*\s+est\w+"
        r"|sintetiz\w+"
    ),
)
