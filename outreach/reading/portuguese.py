"""How Portuguese and Brazilian replies are read, also those typed without accents: the words that turn a meaning
round, and courtesies."""

from __future__ import annotations

import re

from outreach.reading.language import Flag, Language, word_set, words_pattern

_MARKS = {
    Flag.QUESTION: re.compile(
        r"\?|^\W*(?:(?:quando|porqu[eê]|por\s+que|como\s+[eé]|qual|quais|quem|onde|o\s+que|quant[oa]s?|ser[aá]\s+que"
        r"|cad[eê])\b|(?:pode|podem|poderia|poderiam|podiam|podia|conseguem?|consegue|conseguiria\w*|seria"
        r"|h[aá]\s+hip[oó]tese"
        r"|d[aá]\s+para|d[aá]\s+pra|aceitam?|aceitariam?|podemos|poder[ií]amos|têm|tem\s+como|estariam)\b)",
        re.IGNORECASE,
    ),
    Flag.NEGATED: words_pattern(
        "n[aã]o", "ñ", r"n(?!\s*(?:[.ºo°]|\d))", "nunca", "jamais", "nada", r"nenhum\w*", "ningu[eé]m", "nem",
        "imposs[ií]vel",
        r"sem(?!\s+(?:falta|demora|falha|d[uú]vida|problemas?|mais\s+demora)\b)", r"recus\w*", r"rejeit\w*", "exceto",
        "salvo", "excepto", "errad[oa]s?", r"falh\w+", "negativo", r"cancel\w*", r"suspens\w*", r"bloque\w*",
        "uma ova", "tampouco", r"devolvid\w*", r"adi(?:ad\w*|ar|ou|amos)", "menos", "longe",
    ),
    Flag.CONDITIONAL: words_pattern(
        "(?<!-)se", "caso", "quando", "qdo", "qd", "assim que", "logo que", "mal", "depois", "ap[oó]s", "desde que",
        "a menos", "contanto", "s[oó]", "somente", "apenas", "enquanto", "at[eé] que", r"condicionad\w*", r"depend\w*",
        r"mediante", "na condi[cç][aã]o", "sob condi[cç][aã]o", "sen[aã]o", "contra", "sujeit[oa]", "uma vez",
        r"(?:com|n)a\s+(?:rece[pç][cç]?[aã]o|entrega|chegada|aprova[cç][aã]o)", "aguard\\w*", "ent[aã]o", "primeiro",
        r"no\s+caso", "em caso", "na hip[oó]tese", r"antes\s+(?:que|disso|precis\w+|t[eê]m|quer\w+)", "basta",
        r"receb(?:endo|ido)", "tendo", "logo se v[eê]", r"conforme(?!\s+(?:combinado|acordado|falado|prometido))",
        r"com a (?:fatura|factura|nota|guia|encomenda)\b",
    ),
    Flag.PAST: words_pattern(
        "era", "eram", r"tinh\w+", r"dev(?:ia|iam|[ií]amos)", r"ia", "iam", "[ií]amos", r"pensava\w*", r"queria\w*",
        "quer[ií]amos", "foram tempos", "antigamente", "estava", "estavam", "est[aá]vamos", "havia", r"julgava\w*",
        r"pagava\w*", "costumava",
    ),
    Flag.HYPOTHETICAL: words_pattern(
        # Only these verbs in -aria: a carpintaria, a tesouraria and a secretaria are no conditionals.
        r"(?:pag|gost|d|f|est|aceit|lig|envi|liquid|quit|deposit|precis|acert|trat|regulariz|sald|mand|ach|fic)aria",
        r"(?!bateria|galeria|parceria|loteria)\w*(?:eria|iria)", r"\w{2,}(?:ariam|eriam|iriam|ar[ií]amos|er[ií]amos)",
        r"\w{2,}ir[ií]amos", r"esper(?:o|amos|a|ando|an[cç]a)",
        r"tent\w+", "talvez", r"prova\w*velmente", r"prov[aá]vel\w*", r"eventual\w*", "em princ[ií]pio", "quem sabe",
        "devo", "deve", "devemos", "devem", r"dever[aáãeoi]\w*", "posso", "pode", "podemos", "podem",
        r"poder[aáãeoi]\w*",
        "quero", "queremos", "quer", r"pretend\w+", r"pens(?:o|amos|ando)", r"cont(?:o|amos)\s+(?:conseguir|poder|em)",
        r"acredit\w+", r"ach(?:o|amos|a)", "julgo", "creio", "cremos", r"prev(?:isto|ista|emos|is[aã]o|is[oõ]es|ejo)",
        "em teoria", r"teoric\w*", "quase", r"parece\w*", "oxal[aá]", "tomara", r"possivel\w*", r"poss[ií]vel",
        "precis\\w+", "temos de", "tenho de", "tem de", "t[eê]m de", "temos que", "tenho que", "tem que",
        r"inten[cç][aã]o", r"procur\w+", r"consegu\w+", "veremos", "ver se", "vou ver", "vamos ver", "normalmente",
        r"confi(?:o|amos)", r"provisori\w*", "logo vejo", "se deus", "gost\\w+", "quiser", r"sup(?:onho|omos)",
        "objetivo", "imagino", "por volta", r"agendar[ií]a\w*", "ver", r"esfor[cç]\w+",
    ),
    Flag.REPORTED: words_pattern(
        "disse", "disseram", "diz", "dizem", "dito", "segundo", r"aleg\w+", r"garantiu", "garantiram", "prometeu",
        "prometeram", "prometido", "prometida", r"afirm\w+", "parece que", "pelos vistos", "consta que", "ouvi",
        "ouvimos", "falou", "falaram", "diz-se",
    ),
}  # fmt: skip

_THANKED = (
    r"(?:e-?mail|mail|mensagem|aviso|lembrete|contato|contacto|comunica[cç][aã]o|carta|resposta|paci[eê]ncia"
    r"|compreens[aã]o|colabora[cç][aã]o|aten[cç][aã]o|ajuda|informa[cç][aã]o|alerta|envio|retorno|toque"
    r"|disponibilidade)"
)
_FOR_IT = (
    rf"(?:\s+(?:por|pelo|pela|pel[ao]s)\s*(?:o\s+|a\s+|seu\s+|sua\s+|vosso\s+|vossa\s+|teu\s+|tua\s+|nos\s+|me\s+)*"
    rf"(?:{_THANKED}|(?:ter\w*\s+)?(?:avisar|lembrar|informar|entrar\w*\s+em\s+cont[a]c?to)))"
)
_REGRET = (
    r"(?:\s+(?:(?:pelo|pela|por|d[oe]|pel[oa]s)\s*)?(?:o\s+|a\s+|est[ea]\s+|noss[oa]\s+|minha\s+|meu\s+)*"
    r"(?:atraso|demora|transtorno|inc[oó]modo|sil[eê]ncio|lapso|esquecimento|inconveniente|erro|falha|confus[aã]o"
    r"|espera)s?"
    r"(?:\s+(?:na|da|de|no|em)\s+(?:resposta|responder|retorno|pagamento|responde[rl]\w*))?(?:\s+causado)?)"
)
_REGARDS = (
    r"(?:(?:com\s+os\s+)?(?:(?:os\s+)?(?:meus|nossos)\s+)?(?:melhores|cordiais|atenciosos"
    r"|respeitosos)\s+cumprimentos|cumprimentos|cumps?|att"
    r"|atenciosamente|cordialmente|abra[cç]os?|um\s+abra[cç]o|abs|at[eé]\s+(?:breve|logo|j[aá])|grat[oa]"
    r"|com\s+os\s+(?:meus|nossos)\s+cumprimentos|sauda[cç][oõ]es(?:\s+cordiais)?"
    r"|(?:votos\s+de\s+)?(?:um\s+|uma\s+)?(?:bo[am]|excelente|[oó]tim[oa])\s+(?:dia|tarde|noite|semana"
    r"|fim\s+de\s+semana|fds|trabalho"
    r"|continua[cç][aã]o|final\s+de\s+semana))"
)
_PHRASES = words_pattern(
    rf"(?:muito\s+)?(?:obrigad[oa]|obg|brigad[oa])(?:\s+(?:desde\s+j[aá]|mais\s+uma\s+vez|na\s+mesma|a\s+voc[eê]s?"
    rf"|eu))*{_FOR_IT}?",
    rf"(?:desde\s+j[aá]\s+)?(?:agrade[cç](?:o|emos)|grat[oa]s)(?:\s+(?:desde\s+j[aá]|a\s+vossa|o\s+seu|o\s+vosso"
    rf"|a\s+sua"
    rf"|o|a|muito))*(?:\s+{_THANKED})?{_FOR_IT}?",
    rf"(?:as\s+)?(?:minhas\s+|nossas\s+)?(?:desde\s+j[aá]\s+)?(?:(?:pe[cç](?:o|imos)|pedimos"
    rf"|apresentamos)\s+)(?:(?:as\s+)?(?:nossas\s+"
    rf"|minhas\s+)?(?:imensa\s+|muita\s+)?(?:desculpas?))(?:\s+desde\s+j[aá])?{_REGRET}?",
    rf"(?:as\s+)?(?:minhas\s+|nossas\s+)desculpas{_REGRET}?",
    rf"descul(?:pe|pem|pa|pas)(?:-n?os|-me)?(?:\s+l[aá])?{_REGRET}?",
    rf"lament(?:o|amos){_REGRET}?", r"perd[aã]o",
    r"(?:espero|esperamos)\s+que\s+(?:esteja[m]?\s+(?:tudo\s+)?bem|se\s+encontrem?\s+bem|tudo\s+esteja\s+bem)",
    r"tudo\s+(?:bem|bom|j[oó]ia|certo)(?:\s+(?:com\s+voc[eê]s?|por\s+a[ií]|contigo|consigo))?",
    r"(?:fico|ficamos|estou|estamos)\s+(?:[aà]|ao)\s+(?:vosso\s+|seu\s+|sua\s+|vossa\s+"
    r"|inteir[oa]\s+)?(?:disposi[cç][aã]o|dispor)"
    r"(?:\s+para\s+(?:qualquer|quaisquer)\s+(?:\w+\s+)?(?:esclarecimento|d[uú]vida|quest[aã]o)s?)?",
    _REGARDS, r"(?:sem\s+outro\s+assunto)(?:\s+de\s+momento)?",
    r"(?:confirm(?:o|amos)|inform(?:o|amos)|comunic(?:o|amos)|venho\s+informar"
    r"|vimos\s+(?:por\s+este\s+meio\s+)?informar"
    r"|cumpre\s+informar|serve\s+a\s+presente\s+para\s+informar)(?:-\s?(?:lhe|vos|o|a)s?)?(?:\s+(?:desde\s+j[aá]"
    r"|por\s+este\s+meio))?(?:\s+que)?",
    r"(?:para|a\s+t[ií]tulo\s+de)\s+(?:vossa\s+|sua\s+)?informa[cç][aã]o",
    r"(?:conforme|como|tal\s+como)\s+(?:combin[aá]mos|combinado|acordado|falado|prometido|solicitado|pedido|alinhado"
    r"|referido"
    r"|conversado|indicado)(?:\s+(?:ao\s+telefone|por\s+telefone|consigo|contigo|com\s+\w+))?",
    r"(?:o\s+mais|t[aã]o)\s+(?:r[aá]pido|depressa|breve|cedo)\s+(?:quanto\s+)?poss[ií]vel", r"o\s+quanto\s+antes",
    r"quanto\s+antes", r"sem\s+(?:falta|falha|demora|mais\s+demora)", r"sem\s+problemas?",
    r"n[aã]o\s+(?:se\s+preocupe[m]?|te\s+preocupes|h[aá]\s+problema)",
    r"fi(?:que[m]?|ca|ques)\s+(?:descansad[oa]s?|tranquil[oa]s?|sossegad[oa]s?)",
    r"(?:pode|podem)\s+ficar\s+(?:descansad[oa]s?|tranquil[oa]s?|sossegad[oa]s?)", r"o\s+mais\s+tardar",
    r"n[aã]o\s+mais\s+tarde\s+(?:que|do\s+que)",
    r"(?:em\s+resposta|na\s+sequ[eê]ncia|com\s+refer[eê]ncia|em\s+aten[cç][aã]o|relativamente)\s+(?:ao?|d[oa])\s+"
    rf"(?:vosso|vossa|seu|sua|teu|tua)\s+(?:\w+\s+)?{_THANKED}(?:\s+(?:infra|abaixo|de\s+hoje|de\s+ontem))?",
    r"enviado\s+d[oe]\s+(?:meu\s+)?\w+", r"boas\s+not[ií]cias", r"boas\s+(?:festas|f[eé]rias)", "combinado", "prometo",
)  # fmt: skip

PORTUGUESE = Language(
    code="pt",
    common=word_set(
        """
        o os as um uma uns do da dos das ao aos à às no na nos nas pelo pela que não nao é são foi ser está estão
        temos tenho vou vamos vai fatura faturas boleto pix pagamento pagamentos pagar pagamos paguei
        pago paga transferência transferencia obrigado obrigada cumprimentos bom boa dia tarde olá ola oi prezados
        exmos senhores você vocês voce voces vosso vossa seu sua nosso nossa minha meu com mas também já ainda
        amanhã hoje ontem segunda terça quarta quinta sexta feira semana mês próxima próximo isso isto até ate dinheiro
        a de em e se mais te lhe nos vos dias número numero estamos estou estão empresa podemos podem para por quando
        nota crédito horas valor encomenda pedido este esta esse essa tempo preço como antes contrato duas dois três
        mercadoria material cliente precisamos preciso favor enviem envie faço fazer fiz fizemos só nem nunca sempre
        tudo nada quem qual aqui lá agora depois sem muito banco ou prazo segue seguem à eu ele ela vieram veio meu
        """
    ),
    plain=word_set(
        """
        o a os as um uma uns umas de do da dos das d em no na nos nas num numa ao à aos às a para pra pro por pelo pela
        com e também tambem que eu nós nos a gente lhe lhes vos te me se-lhe vosso vossa vossos vossas seu sua seus suas
        teu tua nosso nossa nossos nossas meu minha este esta estes estas esse essa esses essas isto isso fatura faturas
        factura facturas fat fact ft nf nota fiscal nfe notas boleto boletos pix ted título títulos titulo valor valores
        montante montantes quantia total totalidade integral integralmente pagamento pagamentos transferência
        transferências transferencia transf saldo conta banco bancária bancário bancaria em aberto dívida vencida
        vencidas vencido vencidos aberto n nº n.º ° º número numero euros euro eur reais real r já ja agora logo
        imediatamente imediato certamente claro seguramente obviamente naturalmente sim ok okay está bem ref
        referência referente referentes relativo relativa relativos relativas assunto favor através via iban
        multibanco mb way mbway cartão cheque débito direto online iva incluído incluindo respetivo respetiva
        respectivo acima até ate referida referido referidas mencionada indicada data dia aí ai cá completo completa
        todo toda
        todos todas tudo então portanto assim mesmo mesma próprio próprio presente vossas mail
        """
    ),
    marks=_MARKS,
    greeting=re.compile(
        r"\s*(?:bom\s+dia|boa\s+(?:tarde|noite)|ol[aá]|oi|viva|caro[s]?|cara[s]?|prezad[oa]s?"
        r"|exm[oaºª]s?\.?(?:\s*\(?as?\)?)?"
        r"|estimad[oa]s?|boas)(?!\w)"
        r"(?:[\s,]+(?:a\s+todos|todos|sr\.?|sra\.?|senhor(?:es|a|as)?|dr\.?|dra\.?|eng\.?[aªº]?|d\.|dona|colegas?"
        r"|equipa"
        r"|equipe|e|amig[oa]s?|(?-i:[A-ZÀ-Ý])[\w'’.-]*)(?!\w)){0,6}"
        r"(?:\s+[\w'’-]+(?=\s*,))?\s*[,!.:–-]*",
        re.IGNORECASE,
    ),
    closing=re.compile(rf"(?:{_REGARDS}|(?:muito\s+)?obrigad[oa]|obg|agrade[cç]id[oa]s?)", re.IGNORECASE),
    phrases=_PHRASES,
    cuts=re.compile(
        r"\s(?=(?:mas|por[eé]m|contudo|todavia|enquanto|porque|pois|no\s+entanto|embora|salvo|exceto|s[oó]\s+que)\b"
        r"|e\s+(?:n[oó]s|eu|a\s+gente|o|a|os|as|n[aã]o|temos|tenho|vamos|vou|esta?|essa?|ser[aá]|foi|depois|"
        r"pagamos|pagaremos|aguard\w+|fico|ficamos|[a-z]{0,5}[\s-]?\d))",
        re.IGNORECASE,
    ),
    abbreviations=word_set(
        """
        n nº n.º ft fat fact ref sr sra dr dra exmo exmos exma eng prof av r tel pág art ex p.ex etc lda ltda s.a ca nf
        dep d obs min max
        """
    ),
    back=words_pattern(
        r"(?:de\s+)?(?:regresso|volta|retorno)", r"regress\w+", r"volt(?:o|arei|aremos|amos|a|ar)", r"retorn\w+",
        r"reabr\w+",
        "reabertura", r"novamente\s+(?:no|dispon[ií]vel|contact[aá]vel|ao)", r"retom\w+",
        r"estarei\s+(?:de\s+novo|no\s+escrit[oó]rio|dispon[ií]vel)",
    ),
    away_until=re.compile(
        r"(?:\bat[eé](?:\s+(?:ao?|o|ao\s+fim|fim|final|dia|ao\s+dia|o\s+dia|[aà]))*"
        r"|\bd[eo]\s+(?:dia\s+)?[\w./]+(?:\s+\w+){0,3}"
        r"\s+a(?:o)?(?:\s+dia)?|[-–])\s*$",
        re.IGNORECASE,
    ),
    left=words_pattern(
        r"(?:j[aá]\s+)?n[aã]o\s+(?:trabalh[ao]|faz\s+parte|faço\s+parte|se\s+encontra|est[aá])(?:\s+mais"
        r"|\s+na\s+empresa|\s+connosco"
        r"|\s+nesta\s+empresa|\s+da\s+empresa|\s+dos\s+quadros)+",
        r"(?:saiu|sa[ií])\s+d(?:a|o)\s+(?:empresa|grupo|organiza[cç][aã]o)", r"deixou\s+(?:a|de\s+trabalhar)\s*\w*",
        r"(?:foi\s+)?deslig\w+\s+da\s+empresa", r"aposentou-se|reformou-se|se\s+aposentou",
    ),
)  # fmt: skip
