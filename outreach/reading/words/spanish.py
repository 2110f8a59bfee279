"""How Spanish writes days and invoices, in Spain and Latin America."""

from __future__ import annotations

import re

from outreach.reading.language import words_pattern
from outreach.reading.names import months_of, short_weekdays_of, weekdays_of
from outreach.reading.words.vocabulary import DayWords, Vocabulary, counted, day_words, folded_pattern

_NUMBERS = counted(
    """
    un/uno/una dos/un_par_de tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis
    diecisiete dieciocho diecinueve veinte veintiuno/veintiún veintidós veintitrés veinticuatro veinticinco veintiséis
    veintisiete veintiocho veintinueve treinta treinta_y_uno
    """
)

_DAYS = day_words(
    DayWords(
        code="es",
        months=months_of("es", {"setiembre": 9, "set": 9, "sep": 9}),
        weekdays=weekdays_of("es"),
        short_weekdays=short_weekdays_of("es"),
        numbers=_NUMBERS | {"cuarenta y cinco": 45, "sesenta": 60, "noventa": 90},
        spelled_days=_NUMBERS | {"primero": 1},
        nth=counted("primer/primero/primera/1er segundo/segunda tercer/tercero/tercera cuarto/cuarta")
        | {"último": -1, "última": -1},
        today={
            "hoy": 0, "hoy mismo": 0, "esta tarde": 0, "esta noche": 0, "esta mañana": 0, "el día de hoy": 0,
            "hoy en la tarde": 0, "en el transcurso del día": 0, "a lo largo del día": 0, "al rato": 0,
            "durante el día": 0,
            "mañana": 1, "mañana mismo": 1, "mañana a primera hora": 1, "mañana por la mañana": 1,
            "mañana por la tarde": 1, "mañana en la mañana": 1, "mañana en la tarde": 1, "el día de mañana": 1,
            "mañana temprano": 1, "pasado mañana": 2, "ayer": -1, "anteayer": -2, "antier": -2, "antes de ayer": -2,
        },
        not_today=("la", "esta", "buena", "toda", "cada", "una", "misma"),
        end_of_day=("fin del día", "final del día", "última hora", "a última hora", "final de la jornada",
                    "cierre del día",
                    "final de día", "cierre de jornada", "eod", "fin de jornada"),
        feasts={
            "día del padre": "st joseph",
            "semana santa": "easter", "pascua": "easter", "viernes santo": "good friday",
            "jueves santo": "maundy thursday", "lunes de pascua": "easter monday", "domingo de resurrección": "easter",
            "navidad": "christmas", "navidades": "christmas", "nochebuena": "christmas eve",
            "nochevieja": "new year's eve", "año nuevo": "new year", "reyes": "epiphany", "día de reyes": "epiphany",
            "san josé": "st joseph", "día del trabajo": "labour day", "día del trabajador": "labour day",
            "corpus": "corpus christi", "corpus christi": "corpus christi", "san juan": "st john",
            "la asunción": "assumption", "el pilar": "hispanic day", "día de la hispanidad": "hispanic day",
            "todos los santos": "all saints", "la inmaculada": "immaculate conception", "carnaval": "carnival",
            "fiestas patrias": "national day", "pentecostés": "whitsun", "el feriado": "bank holiday",
            "el festivo": "bank holiday", "el puente": "bank holiday", "día de muertos": "all souls",
        },
        week="semana",
        weekend="fin de semana|finde|findesemana",
        month="mes",
        quarter="trimestre",
        year="año",
        hours="hora|horas|hs|h",
        days="día|días",
        weeks="semana|semanas",
        months_long="mes|meses",
        workdays="hábiles",
        fortnights="quincena|quincenas",
        month_ends=("día último del mes", "último día del mes", "fin de mes", "eom", "finales de mes",
                    "final de mes", "fines de mes", "cierre de mes"),
        week_ends=("eow", "viernes de esta semana"),
        week_number="semana|sem|sem n",
        end=r"fin(?:es|al|ales)?|últimos?\s+día(?:s)?(?:\s+hábil(?:es)?|\s+laborables?)?|cierre|término",
        late=r"hacia\s+(?:el\s+)?final(?:es)?|segunda\s+(?:quincena|mitad|parte)",
        mid=r"mediados|(?:a\s+)?mitad|medio|primera\s+(?:quincena|mitad)",
        early=r"principios?|comienzos?|inicios?|primer(?:os)?\s+días?(?:\s+hábil)?|primeros",
        next=r"próxim[oa]s?|proximos|siguientes?|entrante",
        coming=r"que\s+viene|que\s+entra|venider[oa]|viniente",
        this=r"est[ea]|de\s+este|corriente|en\s+curso|del\s+corriente|del\s+presente|presente|actual|cte",
        last=r"pasad[oa]|últim[oa]|anterior",
        link=r"de\s+|del\s+|el\s+|la\s+|los\s+|las\s+|al\s+|en\s+|este\s+(?=mes)|lo\s+",
        pay_days="quincena",
        day_next=r"próximo|entrante|del\s+próximo",
        mark=r"º|ª|ro|er|°|o(?=\s)",
        needs_mark=False,
        lead=r"(?:(?:antes\s+|después\s+|a\s+partir\s+|alrededor\s+|cerca\s+|más\s+tardar\s+|para\s+|hasta\s+"
             r"|sobre\s+|hacia\s+|desde\s+){0,3}"
             r"(?:el\s+día|del\s+día|al\s+día|el|del|al|día|los\s+días|los)|y|o)\s+",
        day_word=r"día",
        not_a_day=r"facturas?|euros?|días?|pesos?|horas?|hs|h\b|por\s+ciento|correos?|mails?|recordatorios?|pagos?"
                  r"|abonos?|semanas?"
                  r"|meses|cuotas?|plazos?|puntos?|pedidos?|entregas?|transferencias?|mil|avisos?|veces|primeros?"
                  r"|restantes?"
                  r"|trimestre|años?|pm|am",
        daytime=r"por\s+la\s+(?:mañana|tarde|noche)|en\s+la\s+(?:mañana|tarde|noche)|a\s+primera\s+hora"
                r"|a\s+más\s+tardar|a\s+mediodía"
                r"|al\s+mediodía|temprano|a\s+última\s+hora|como\s+(?:muy\s+)?tarde|como\s+máximo|sin\s+falta"
                r"|a\s+las\s+\d{1,2}(?::\d\d)?",
        within=r"(?:en|dentro\s+de)\s+(?:un\s+plazo\s+(?:máximo\s+)?de|el\s+plazo\s+de|menos\s+de|los|las"
               r"|un\s+máximo\s+de)"
               r"|en\s+el\s+transcurso\s+de|a\s+más\s+tardar\s+en|durante|antes\s+de(?=\s+\d)",
        loosely=r"en(?:\s+unos|\s+unas)?|dentro\s+de(?:\s+unos|\s+unas)?|de\s+aquí\s+a|denos|deme",
        from_now=r"a\s+partir\s+de\s+(?:hoy|ahora|mañana|la\s+fecha)|desde\s+(?:hoy|ahora)|contados\s+desde\s+hoy"
                 r"|más\s+tarde",
        work=r"hábil(?:es)?|laborables?|laboral(?:es)?|bancarios?",
        span_of=r"después|desde|a\s+partir|tras|de\s+la\s+fecha|contados|fecha|posteriores|de\s+recib|de\s+retraso"
                r"|de\s+atraso"
                r"|naturales\s+(?:desde|a\s+partir|tras)|siguientes\s+a",
        week_later=r"en\s+ocho|en\s+una\s+semana|de\s+la\s+otra\s+semana",
        fortnight_later=r"en\s+quince(?:\s+días)?",
        later=r"después|más\s+tarde|luego",
        following=r"(?:el|la|al|a\s+la)\s+siguiente",
        after_that=r"siguiente|después|de\s+después",
        before_that=r"anterior",
        next_day=r"(?!)",
        day_before=r"el\s+día\s+(?:anterior|antes)|la\s+víspera",
        in_month=r"(?:en|durante|para|por)\s+(?:el\s+mes\s+de\s+|el\s+transcurso\s+de\s+)?",
        before=r"antes", after=r"después|tras|pasad[oa]s?|luego|a\s+la\s+vuelta",
        on=r"el\s+|para\s+|a\s+|al\s+|,\s*|\(|antes\s+del\s+",
        to=r"a|al|hasta(?:\s+el)?",
        either=r"o|u|ó|o\s+bien",
        both=r"y|e",
        between=r"entre(?:\s+el)?|del|desde(?:\s+el)?",
        rejects=r"no",
        corrects=r"no|perdón|perdone|disculpe|disculpa|mejor\s+dicho|corrijo|digo|quiero\s+decir|o\s+mejor"
                 r"|más\s+bien|rectifico"
                 r"|en\s+realidad|bueno|ay|o\s+sea|fe\s+de\s+erratas|corrección|mejor",
        since=r"después\s+de|a\s+partir\s+de|desde|tras|a\s+contar\s+desde",
        week_of=r"(?:la\s+)?semana\s+(?:del|que\s+(?:empieza|comienza|inicia)\s+el|de)",
    )
)  # fmt: skip

SPANISH = Vocabulary(
    code="es",
    days=_DAYS,
    date_refers=folded_pattern(
        r"(?<!pago )(?<!pagos )(?<!remesa )(?<!corrida )(?<!antes )(?<!partir )(?<!despues )(?<!alrededor )"
        r"(?<!ronda )"
        r"(?<!lote )(?<!ciclo )(?<!transferencias )(?<!cerca )\b(?:del|(?:fechad[oa]s?|emitid[oa]s?|recibid[oa]s?"
        r"|vencid[oa]s?|enviad[oa]s?|entregad[oa]s?"
        r"|correo|mail|e-?mail"
        r"|mensaje|recordatorio|carta|llamada|conversación|pedido|entrega|reunión|vencimiento|vencía|vence|venció)"
        r"(?:\s+(?:con\s+fecha|con\s+vencimiento|de\s+fecha))?\s+(?:de|del|el|desde|en|al)(?:\s+(?:el|día))*"
        r"|\bfacturas?\s+(?:de|del)(?:\s+día)?"  # "la factura el 20 de marzo" is paid on that day
        r"|con\s+fecha"
        r"|de\s+fecha|con\s+vencimiento|desde(?:\s+el)?|hace|de\s+vuelta(?:\s+el)?|vuelvo(?:\s+el)?|regreso(?:\s+el)?"
        r"|ausente\s+hasta(?:\s+el)?)\s+$",
    ),
    date_is_vague=folded_pattern(
        r"(?<!\w)(?:después|sobre|hacia|alrededor|aproximadamente|cerca|a\s+partir|desde|entre|tras|o|y|quizás"
        r"|tal\s+vez"
        r"|probablemente|posiblemente)(?:\s+(?:del?|el|día))*\s+$",
    ),
    date_describes=folded_pattern(r"\s+(?:facturas?|vencimiento|pedido)\b"),
    invoice_word=r"(?:facturas?|fact|fra|fras|fac|n°|no|núm|nro|números?|ref|referencia|folio)\b\.?|n[°º]|#",
    groups=re.compile(
        r"\b(?:(?P<both>ambas(?:\s+facturas)?|las\s+(?:2|dos)(?:\s+facturas)?)"
        r"|(?P<others>las\s+(?:demás|otras|restantes)(?:\s+(?P<n>dos|tres|cuatro|cinco|\d))?(?:\s+facturas)?"
        r"|la\s+otra(?:\s+factura)?|el\s+resto\s+de\s+(?:las\s+)?facturas)"
        r"|(?P<all>todas\s+(?:(?:las|sus|nuestras|estas)\s+)?(?:(?P<m>tres|cuatro|cinco|\d)\s+)?facturas"
        r"|todas\s+ellas"
        r"|(?:todas\s+)?las\s+(?P<k>tres|cuatro|cinco|\d)(?:\s+facturas)?|la\s+totalidad))(?!\w)",
        re.IGNORECASE,
    ),
    singular=words_pattern(r"(?:la|esta|esa|su|dicha)\s+(?:\w+\s+)?factura", r"se\s+la", "una factura", "ésta", "esta"),
)  # fmt: skip
