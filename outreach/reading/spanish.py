"""How Spanish replies are read, those of Spain, Mexico and Colombia, also typed without accents: the words that turn a
meaning round, and courtesies."""

from __future__ import annotations

import re

from outreach.reading.language import Flag, Language, word_set, words_pattern

_WOULD = (
    r"(?:pagar|abonar|transferir|ingresar|liquidar|cancelar|realizar|hacer|har|efectuar|podr|deber|querr|gustar|ser"
    r"|estar"
    r"|habr|tendr|ir|dar|necesitar|preferir|agradecer|desear|convendr|valdr|pondr|saldr|vendr|encantar|servir|parecer"
    r"|aceptar|quedar|aguantar|esperar|proponer|propondr|bastar|importar|dejar|caer|recibir|cobrar|entrar)"
    r"[ií]a(?:mos|is|n|s)?"
)
_MARKS = {
    Flag.QUESTION: re.compile(
        r"\?|^\W*(?:¿|(?:pued[eo]n?|podemos|podr[ií]a(?:mos|n|is|s)?|podr[eé]is|pod[eé]is|puedes|me\s+(?:puede"
        r"|podr[ií]a)"
        r"|ser[ií]a\s+posible|es\s+posible|est[aá]\s+(?:pagad|abonad)\w+\s+ya|han\s+recibido|ha\s+recibido|os\s+import"
        r"|te\s+import|le\s+import|les\s+import|qu[ií]en\s+es|cu[aá]nto|cu[aá]l|por\s+qu[eé]\b|qué|cómo|cuándo|dónde"
        r"|quién(?:es)?|acaso)\b)",
        re.IGNORECASE,
    ),
    Flag.NEGATED: words_pattern(
        "no", "nunca", "jam[aá]s", "nada", "nadie", "ning[uú]n", "ninguna", "ninguno", "ni", "tampoco", "imposible",
        "incapaz", "incapaces", r"sin(?!\s+(?:falta|demora|dilaci[oó]n|m[aá]s\s+demora|problemas?|duda)\b)",
        "neg(?:amos|ado|ativa"
        "|aron)", "niego", "nieg[oa]n?", r"rechaz\w*", "salvo", "excepto", r"(?<!al )(?<!por lo )menos(?! mal)",
        "falso", "rehus\\w*", "cero",
        "lejos de", "q no", "nop",
    ),
    Flag.CONDITIONAL: words_pattern(
        r"si(?!\s*[,.!])", "cuando", r"en\s+cuanto", "una vez", r"tan\s+pronto", "siempre (?:que|y cuando)",
        "a condici[oó]n",
        "previ[oa]s?", "tras", r"despu[eé]s\s+de", r"despu[eé]s\s+que", "luego (?:de|que)", "hasta", "mientras",
        r"al\s+(?:recibir|tener|cobrar|llegar|contar|disponer|entregar|terminar)\w*", "en caso", "sujet[oa]s?",
        "dependiendo", "depende", "depender[aá]", "apenas",
        "de lo contrario", "entonces", "a falta de", "contra (?:entrega|factura|abono)", "condicionad[oa]s?",
        "a no ser",
        "a menos", "con tal", "a la espera", "pendientes? de", "antes de que", "reci[eé]n", "primero",
        r"el\s+d[ií]a\s+(?:en\s+)?que",
    ),
    Flag.PAST: words_pattern(
        "era", "eran", "estaba", "estaban", "est[aá]bamos", "hab[ií]a", "hab[ií]an", "hab[ií]amos", "ten[ií]a",
        "ten[ií]an",
        "ten[ií]amos", "iba", "iban", "[ií]bamos", "deb[ií]a", "deb[ií]an", "deb[ií]amos", "quer[ií]a", "pensaba",
        "pens[aá]bamos", "pod[ií]a", "antiguamente", "en su d[ií]a", "por aquel entonces",
    ),
    Flag.HYPOTHETICAL: words_pattern(
        _WOULD, "pudier\\w+", "pudi[eé]ramos", "hubier\\w+", "hubi[eé](?:ramos|semos)", "hubies\\w+",
        "fuer(?:a|an|as)",
        "fu[eé]ramos", "quisier\\w+", "quisi[eé]ramos", "esper(?:o|amos|ando|emos)", "esperanza", r"intent\w+",
        r"trat(?:o|ar|are|aré|amos|ando|aremos)\s+de", "procur\\w+", "quiz[aá]s?", "tal vez", "a lo mejor",
        "igual(?=\\s)",
        "probable(?:mente)?", "posible(?:mente)?", "seguramente", "prev[eé]", "prevemos", "previst[oa]s?", "creo",
        "creemos",
        "pienso", "pensamos", "imagino", "supongo", "suponemos", "parece", "puede", "pueden", "puedo", "podemos",
        "podr[eé]", "podremos", "podr[aá]n?", "debe", "deben", "debo", "debemos", "deber[aá]n?", "hay que", "quiero",
        "queremos",
        "ojal[aá]", "casi", "en principio", "teng(?:o|amos) que", "tenemos que", "tendr(?:é|emos) que", "intenci[oó]n",
        "a ver si", "a ver", "ya veremos", "veremos", "ver[eé] si", "ver si", "planea\\w*", "pretend\\w+",
        "deseamos", "dios quiere", "mundo ideal",
        "dios mediante", "eventualmente", "considera\\w*", "buscar(?:e|é|emos)", "necesit(?:o|amos) que",
    ),
    Flag.REPORTED: words_pattern(
        "dijo", "dice", "dicen", "dijeron", "dijiste(?:is)?", "dices", "seg[uú]n", "al parecer", "supuestamente",
        "por lo visto",
        "presuntamente", r"asegur\w+", r"afirm\w+", "prometi(?:o|ó|eron|ste|steis)", "prometido", "dizque",
        "coment[oó]", "contaron",
        "aseguran", "anunci[oó]", "usted(?:es)? (?:confirm|acept)\\w+", "qued[oó] en", "quedaron en", "cuenta que",
        "sostiene\\w*",
    ),
}  # fmt: skip

_THANKED = (
    r"(?:correos?(?:\s+electr[oó]nicos?)?|e-?mails?|mails?|mensajes?|recordatorios?|aviso|carta|nota|respuesta"
    r"|paciencia"
    r"|comprensi[oó]n|ayuda|informaci[oó]n|env[ií]o|amabilidad|llamada|colaboraci[oó]n|atenci[oó]n|apoyo|inter[eé]s"
    r"|reclamaci[oó]n|comunicaci[oó]n|solicitud)"
)
_REGRET = (
    r"(?:\s+(?:por|de|con)\s+(?:(?:el|la|los|las|este|esta|estos|estas|nuestro|nuestra|mi|cualquier|toda)\s+)*"
    r"(?:posibles?\s+|peque[nñ][oa]\s+|gran\s+)?"
    r"(?:retrasos?(?:\s+en\s+(?:el\s+pago|la\s+respuesta|contestar|responder|pagar))?|demoras?(?:\s+en\s+(?:el\s+pago"
    r"|la\s+respuesta|contestar|responder|pagar))?|tardanza(?:\s+en\s+\w+)?|descuido|despiste|olvido|error|molestias?"
    r"|inconvenientes?|espera|silencio|confusi[oó]n)(?:\s+(?:ocasionad|causad)[oa]s?)?)"
)
_PHRASES = words_pattern(
    r"(?:(?:muchas|muchísimas|mil|much[ií]simas)\s+)?gracias(?:\s+(?:de\s+nuevo|otra\s+vez|de\s+antemano|por\s+todo"
    r"|igualmente))?"
    rf"(?:\s+por\s+(?:(?:su|sus|tu|vuestro|vuestra|el|la|los|este|esta)\s+)(?:\w+\s+)?{_THANKED})?",
    r"(?:(?:le|les|os|te)\s+)?agradec(?:emos|ido|idos|iendo|iendole|iéndole)(?:\s+de\s+antemano)?"
    rf"(?:\s+(?:por\s+)?(?:(?:su|sus|tu|vuestra|la|el)\s+)(?:\w+\s+)?{_THANKED})?",
    rf"(?:(?:le|les|te|os)\s+)?(?:rog(?:amos|ando)\w*|ruego|pid[oe]"
    rf"|pedimos)\s+(?:(?:que\s+)?(?:nos\s+)?disculp(?:en|e|as)|mil\s+disculpas"
    rf"|disculpas|perd[oó]n){_REGRET}?",
    rf"(?:(?:mil|mis|nuestras|unas)\s+)?disculp(?:as?|e|en|ad|ame|adnos|enos|en?me)(?:\s+usted(?:es)?)?{_REGRET}?",
    rf"(?:lo\s+)?(?:lamentamos|lamento|sentimos|siento)(?:\s+(?:mucho|muchísimo|de\s+veras|profundamente))?{_REGRET}?",
    rf"perd[oó]n(?:a|ad|e|en)?(?:me|nos)?{_REGRET}?",
    rf"(?:qu[eé]\s+)?(?:pena|verg[uü]enza)(?:\s+con\s+usted(?:es)?)?{_REGRET}?",
    r"(?:(?:yo|nosotros)\s+)?esper(?:o|amos|ando)\s+(?:que\s+)?(?:(?:se\s+)?(?:est[eé]s?|encuentre|encuentren"
    r"|est[eé]n|est[eé]is)\s+(?:todos\s+|muy\s+)?bien"
    r"|todo\s+(?:vaya|marche|est[eé])\s+bien|haya\w*\s+(?:pasado|tenido)\s+(?:un\s+)?buen\w*\s+\w+)",
    r"(?:no\s+dud(?:e|en|es|[eé]is)\s+en\s+(?:contactar|contactarnos|contactarme|llamar|llamarnos|llamarme|escribir"
    r"|escribirnos"
    r"|consultar|consultarnos))(?:\s+(?:con\s+nosotros|conmigo))?(?:\s+(?:si\s+(?:tiene|tienen|necesita)\w*|ante"
    r"|para)\s+(?:cualquier|alguna)?\s*\w+)?",
    r"(?:quedo|quedamos|quedando|estoy|estamos|me\s+pongo)\s+(?:siempre\s+)?a\s+(?:su|tu"
    r"|vuestra)\s+(?:entera\s+)?disposici[oó]n"
    r"(?:\s+para\s+cualquier\s+\w+)?",
    r"(?:quedo|quedamos)\s+(?:muy\s+)?(?:atent[oa]s?|al\s+pendiente)",
    r"(?:(?:reciba|reciban|recibe|un|unos|con\s+un)\s+)*(?:muy\s+)?(?:cordial(?:es)?|afectuosos?|atentos?"
    r"|grandes?)?\s*saludos?"
    r"(?:\s+(?:cordial(?:es)?|a\s+todos|desde\s+\w+|y\s+gracias|afectuosos?))?", r"(?:muy\s+)?atentamente",
    "cordialmente", "atte",
    "(?:un\\s+)?(?:fuerte\\s+)?abrazo", r"sin\s+otro\s+particular", "estimad[oa]s?",
    r"(?:(?:que\s+teng(?:a|as|an|[aá]is)|te\s+deseo|le\s+deseo|les\s+deseamos"
    r"|os\s+deseo)\s+)?(?:un[oa]?\s+)?(?:muy\s+)?"
    r"(?:buen|buena|feliz|bonito|lindo|excelente)\s+(?:d[ií]a|tarde|noche|semana|fin\s+de\s+semana|finde|a[nñ]o"
    r"|jornada)",
    r"(?:en\s+respuesta\s+a|con\s+relaci[oó]n\s+a|en\s+relaci[oó]n\s+(?:a|con)|respecto\s+a|en\s+referencia\s+a"
    r"|a\s+ra[ií]z\s+de|en\s+contestaci[oó]n\s+a)"
    rf"\s+(?:su|tu|vuestro|el|la)\s+(?:\w+\s+)?{_THANKED}",
    r"(?:tal\s+(?:y\s+)?)?como\s+(?:acordamos|acordado|hablamos|hablado|qued[aá]mos|prometido|promet[ií]|convenido"
    r"|indicado|solicitado"
    r"|comentamos|le\s+coment[eé]|les\s+coment[eé]|te\s+dije|le\s+dije)(?:\s+por\s+tel[eé]fono)?",
    r"seg[uú]n\s+(?:lo\s+)?(?:hablado|acordado|convenido)",
    r"(?:(?:le|les|te|os|se\s+lo)\s+)?(?:confirm|inform|indic|comunic)(?:o|amos)(?:\s+(?:que|por\s+la\s+presente))?",
    r"(?:para|a)\s+(?:confirmar|informar)(?:le|les|te|os)(?:\s+que)?",
    r"(?:le|les|te|os)\s+(?:quiero|queremos|puedo|podemos)\s+(?:confirmar|informar)(?:\s+que)?|(?:puedo"
    r"|podemos)\s+confirmar(?:le|les|te|os)?(?:\s+que)?",
    r"(?:tenga|tengan|tened|ten)\s+en\s+cuenta\s+que", r"a\s+t[ií]tulo\s+informativo", r"por\s+la\s+presente",
    r"(?:lo\s+)?(?:antes|m[aá]s\s+pronto)\s+posible", r"a\s+la\s+(?:mayor\s+brevedad|brevedad\s+posible)",
    r"si\s+es\s+posible",
    r"cuanto\s+antes", "sin falta", r"sin\s+(?:m[aá]s\s+)?demora", r"a\s+m[aá]s\s+tardar", r"como\s+m[aá]s\s+tarde",
    r"como\s+muy\s+tarde", r"no\s+hay\s+(?:ning[uú]n\s+)?problema", r"sin\s+problemas?",
    r"no\s+(?:se|te|os)\s+preocup(?:e|es|en|[eé]is)",
    r"(?:no\s+)?m[aá]s\s+tarde\s+d(?:e|el)(?=\s)", "por supuesto", "desde luego", "buenas noticias", "por favor",
    "porfa",
    r"(?:est[aá]|ha\s+sido|fue|qued[oó])\s+(?:ya\s+)?(?:contabilizad|registrad|validad|aprobad)[oa](?=\s+y\b|[,.])",
    r"(?:favor\s+de\s+|por\s+favor,?\s+)?(?:verifi(?:que|quen|car)|revis(?:e|en|ar)|compruebe(?:n)?)"
    r"(?:\s+(?:con\s+)?su\s+(?:cuenta|banco|extracto))?",
    r"(?:estamos\s+|estoy\s+)?de\s+acuerdo",
    r"enviado\s+desde\s+mi\s+\w+", "con (?:mucho )?gusto", "una vez m[aá]s",
)  # fmt: skip

SPANISH = Language(
    code="es",
    common=word_set(
        """
        el los las del y en con por para su sus nuestra nuestro está están esta hemos han ha se les lo ya hola buenos
        buenas días dias tardes saludo saludos gracias factura facturas pago pagos pagar pagado pagada pagaremos
        transferencia transferido abonado abonada pagamos viernes jueves lunes martes miércoles mañana semana hoy ayer
        usted ustedes pero no nos muy mes cuando porque nunca nada estimado estimada señores señora cordial sí si
        queda es son un una que la lo le de pedido cliente hecho todavía estaba hay más mas nuestros nuestras aún tiempo
        mercancía nos como esto eso estamos tenemos hacer dos tres puerta puertas vamos voy fue sido sin hasta desde
        sobre antes ahora mismo dinero deuda cuenta empresa correo quien favor puede pueden podemos enviar envíen
        necesitamos muchas número recibido hecha cualquier todo todos señor abono llegó yo te mi tu paso contabilidad
        seguimos qué corresponde nota crédito cómo cuánto
        """
    ),
    plain=word_set(
        """
        el la los las lo le les un una uno de del al a en con por para y e nos nosotros yo te os usted ustedes se me mi
        mis su sus tu tus vuestro vuestra vuestros vuestras nuestro nuestra nuestros nuestras este esta estos estas ese
        esa eso esto dicho dicha ya también tambien pues así asi ahora antes hacia hasta desde factura facturas recibo
        importe importes pago pagos saldo total totales totalidad suma cantidad íntegro íntegra íntegramente completo
        completa transferencia bancaria ingreso cheque cuenta banco nº n núm num número numero números ref referencia
        euros euro eur pesos mxn cop usd dólares dolares sí ok vale claro bien mañana tarde noche mediodía día dia
        final fin pendientes vencida vencidas vencido adeudado adeudada abierta abiertas correspondiente
        correspondientes mencionada mencionadas citada citadas indicada
        inmediatamente enseguida mismo misma
        puntualmente totalmente
        spei bizum sepa iva incluido toda todo todas todos restante resto señalada arriba aquí aqui asunto que ¡ º ª
        próximo próxima remesa lote mediante deuda primera hora
        don doña
        """
    ),
    marks=_MARKS,
    greeting=re.compile(
        r"\s*¡?(?:hola|buenos\s+d[ií]as|buen\s+d[ií]a|buenas(?:\s+(?:tardes|noches))?|estimad[oa]s?|apreciad[oa]s?"
        r"|querid[oa]s?"
        r"|muy\s+se[nñ]or(?:es|a)?\s+(?:m[ií]os?|nuestros?))\b"
        r"(?:[\s,]+(?:a|todos|todas|amigos?|equipo|se[nñ]or(?:es|a|as|ita)?|sr\.?|sra\.?|sres\.?|srta\.?|don"
        r"|do[nñ]a|d\.|licenciad[oa]"
        r"|lic\.?|ingenier[oa]|ing\.?|doctor[a]?|dr\.?|dra\.?|y|compa[nñ]er[oa]s?|qu[eé]\s+tal"
        r"|(?-i:[A-ZÁÉÍÓÚÑ])[\w'’.-]*)(?!\w)){0,6}"
        r"(?:\s+[\w'’-]+(?=\s*,))?\s*[,!.:–-]*",
        re.IGNORECASE,
    ),
    closing=re.compile(
        r"(?:(?:(?:reciba|reciban|recibe|un|unos)\s+)*(?:muy\s+)?(?:cordial(?:es)?\s+"
        r"|atentos?\s+)?saludos?(?:\s+(?:cordial(?:es)?|a\s+todos))?"
        r"|(?:muy\s+)?atentamente|cordialmente|atte|(?:(?:muchas|mil)\s+)?gracias(?:\s+(?:de\s+antemano|de\s+nuevo))?"
        r"|(?:un\s+)?(?:fuerte\s+)?abrazo|(?:que\s+teng(?:a|as|an)\s+)?(?:un\s+)?(?:buen|feliz)\s+(?:d[ií]a"
        r"|fin\s+de\s+semana)"
        r"|feliz\s+(?:tarde|semana))",
        re.IGNORECASE,
    ),
    phrases=_PHRASES,
    cuts=re.compile(
        r"\s(?=(?:pero|sin\s+embargo|no\s+obstante|aunque|mientras\s+que|porque|ya\s+que|puesto\s+que|salvo|excepto"
        r"|sino"
        r"|as[ií]\s+que|pues|en\s+cambio)\b"
        r"|y\s+(?:nosotros|yo|el|la|los|las|lo|su|nuestr[oa]|est[ae]|es[ae]|no|nunca|ya|est[aá]n?|es|son|ser[aá]n?"
        r"|se|le|les|te|os"
        r"|nos|hemos|ha|han|adem[aá]s|gracias)\b|y\s+[a-z]{0,5}[\s-]?\d)",
        re.IGNORECASE,
    ),
    abbreviations=word_set(
        """
        sr sra srta sres d dña dr dra núm num nº fra fact fras ref tel tfno ud uds vd vds admón adm dpto depto cta cte
        av avda c aprox etc s.a s.l s.a.s c.v lic ing p.ej gral atte ltda cía cia
        """
    ),
    back=words_pattern(
        "de vuelta", "vuelvo", "volvemos", "volver[eé](?:mos)?", "vuelta", r"regres\w+", r"reincorpor\w+",
        "reanud\\w+", "incorporar[eé]",
        "incorporaci[oó]n", r"(?:disponible|operativ[oa])\s+(?:de\s+nuevo|a\s+partir)",
        r"de\s+nuevo\s+(?:en|disponible)", r"retom\w+",
        r"reabr\w+", "abrimos", "retorno",
    ),
    away_until=re.compile(
        r"(?:\bhasta(?:\s+el)?(?:\s+d[ií]a)?|\b(?:del|desde\s+el)\s+[\w./]+(?:\s+(?:de\s+)?\w+){0,2}\s+(?:al"
        r"|hasta\s+el)|[-–])"
        r"(?:\s+(?:finales|fin|el\s+final)\s+de)?(?:\s+(?:el|pr[oó]ximo))*\s*$",
        re.IGNORECASE,
    ),
    left=words_pattern(
        r"ya\s+no\s+(?:trabaj\w+|labor\w+|forma\w*\s+parte|est[aá]\s+en\s+la\s+(?:empresa|compa[nñ][ií]a)"
        r"|pertene\w+|presta)",
        r"(?:ha|he)\s+(?:dejado|causado\s+baja\s+en)\s+(?:la\s+)?(?:empresa|compa[nñ][ií]a|sociedad|organizaci[oó]n)",
        r"dej[oóeé]\s+(?:la|de\s+trabajar\s+en\s+la)\s+(?:empresa|compa[nñ][ií]a|organizaci[oó]n)",
        r"se\s+(?:ha\s+)?jubil(?:ado|[oó])",
        r"no\s+(?:trabaja|labora)\s+(?:ya|m[aá]s)",
    ),
)  # fmt: skip
