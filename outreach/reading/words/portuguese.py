"""How Portuguese writes days and invoices, in Portugal and Brazil."""

from __future__ import annotations

import re

from outreach.reading.language import words_pattern
from outreach.reading.names import months_of, short_weekdays_of, weekdays_of
from outreach.reading.words.vocabulary import DayWords, Vocabulary, counted, day_words, folded_pattern

_NUMBERS = counted(
    """
    um/uma dois/duas/um_par_de três quatro cinco seis sete oito nove dez onze doze treze catorze/quatorze quinze
    dezasseis/dezesseis dezassete/dezessete dezoito dezanove/dezenove vinte vinte_e_um vinte_e_dois vinte_e_três
    vinte_e_quatro vinte_e_cinco vinte_e_seis vinte_e_sete vinte_e_oito vinte_e_nove trinta trinta_e_um
    """
)
_WEEKDAYS = weekdays_of("pt")

_DAYS = day_words(
    DayWords(
        code="pt",
        months=months_of("pt"),
        weekdays=_WEEKDAYS
        | {name.replace("-", " "): day for name, day in _WEEKDAYS.items()}
        | {"segunda": 0, "terça": 1, "quarta": 2, "quinta": 3, "sexta": 4}
        | {"2ª feira": 0, "3ª feira": 1, "4ª feira": 2, "5ª feira": 3, "6ª feira": 4}
        | {"2ª-feira": 0, "3ª-feira": 1, "4ª-feira": 2, "5ª-feira": 3, "6ª-feira": 4},
        short_weekdays=short_weekdays_of("pt"),
        numbers=_NUMBERS | {"quarenta e cinco": 45, "sessenta": 60},
        spelled_days=_NUMBERS | {"primeiro": 1},
        nth=counted("primeiro/primeira/1º/1ª segundo/segunda/2º/2ª terceiro/terceira/3º/3ª quarto/quarta/4º/4ª")
        | {"último": -1, "última": -1},
        today={
            "hoje": 0, "hoje mesmo": 0, "ainda hoje": 0, "esta tarde": 0, "esta noite": 0, "hoje à tarde": 0,
            "logo à tarde": 0,
            "durante o dia de hoje": 0, "no dia de hoje": 0, "hoje à noite": 0, "esta manhã": 0, "hj": 0,
            "amanhã": 1, "já amanhã": 1, "amanhã de manhã": 1, "amanhã cedo": 1, "amanhã sem falta": 1,
            "dia de amanhã": 1,
            "amanhã à tarde": 1, "amanhã pela manhã": 1, "amanhã logo cedo": 1, "amanhã à primeira hora": 1,
            "depois de amanhã": 2, "ontem": -1, "anteontem": -2, "antes de ontem": -2,
        },
        end_of_day=("final do dia", "fim do dia", "fim de tarde", "final da tarde", "fim da tarde",
                    "fim do expediente", "eod",
                    "final do expediente", "fecho do dia"),
        feasts={
            "dia do pai": "st joseph",
            "páscoa": "easter", "domingo de páscoa": "easter", "segunda-feira de páscoa": "easter monday",
            "sexta-feira santa": "good friday", "sexta feira santa": "good friday",
            "quinta-feira santa": "maundy thursday",
            "carnaval": "carnival", "entrudo": "carnival", "corpo de deus": "corpus christi",
            "corpus christi": "corpus christi", "natal": "christmas", "véspera de natal": "christmas eve",
            "ano novo": "new year", "réveillon": "new year's eve", "passagem de ano": "new year's eve",
            "dia de reis": "epiphany", "reis": "epiphany", "dia do trabalhador": "may day",
            "dia do trabalho": "may day",
            "25 de abril": "liberation", "são joão": "st john", "s. joão": "st john", "assunção": "assumption",
            "todos os santos": "all saints", "finados": "all souls", "imaculada conceição": "immaculate conception",
            "dia de portugal": "national day", "o feriado": "bank holiday", "independência": "national day",
            "proclamação da república": "republic day", "implantação da república": "republic day",
        },
        week="semana",
        weekend="fim de semana|fim-de-semana|final de semana|fds",
        month="mês",
        quarter="trimestre",
        year="ano",
        hours="hora|horas|h|hs",
        days="dia|dias",
        weeks="semana|semanas",
        months_long="mês|meses",
        workdays="du",
        fortnights="quinzena|quinzenas",
        month_ends=("fim do mês", "final do mês", "fim de mês", "eom", "fecho do mês", "fechamento do mês"),
        week_ends=("eow", "fim da semana"),
        week_number="semana|sem",
        end=r"fim|final|finais|fecho|fechamento|último\s+dia(?:\s+útil)?",
        late=r"(?:mais\s+)?para\s+o\s+fim|segunda\s+(?:quinzena|metade)|finalzinho",
        mid=r"meados?|meio|primeira\s+(?:quinzena|metade)",
        early=r"início|inicios|princípio|começo|primeiro\s+dia(?:\s+útil)?|primeiros\s+dias",
        next=r"próxim[oa]s?|seguintes?|que\s+segue",
        coming=r"que\s+vem|vindour[oa]|que\s+entra",
        this=r"est[ea]|dest[ea]|nest[ea]|corrente|em\s+curso|atual|dess[ea]|ess[ea]|p\.?c",
        last=r"passad[oa]|últim[oa]|anterior",
        link=r"de\s+|do\s+|da\s+|o\s+|a\s+|os\s+|as\s+|no\s+|na\s+|dos\s+|das\s+|em\s+|ao\s+|à\s+",
        day_next=r"próximo|p\.?\s?f",
        mark=r"º|ª|°|o(?=\s)",
        needs_mark=False,
        lead=r"(?:(?:no|até|ao|o|do|a|para|antes\s+do|depois\s+do|a\s+partir\s+do|por\s+volta\s+do|desde|até\s+ao"
             r"|até\s+o|para\s+o|pelo|nos"
             r"|em)\s+){0,3}(?:dias?)\s+|(?:até|ao|a|para|no)\s+(?=\d{1,2}(?:\s+(?:de|do|deste|próximo|e)\b|\s*[;,.!)]|$))",
        day_word=r"dias?",
        not_a_day=r"faturas?|facturas?|euros?|reais|dias?|horas?|h\b|por\s+cento|lembretes?|pagamentos?|parcelas?"
                  r"|semanas?|meses|pontos?"
                  r"|pedidos?|entregas?|mil|vezes|e-?mails?|avisos?|prestaç\w+|úteis|transferências?",
        daytime=r"de\s+manhã|à\s+tarde|à\s+noite|pela\s+manhã|da\s+parte\s+da\s+(?:manhã|tarde)|sem\s+falta"
                r"|o\s+mais\s+tardar|no\s+máximo"
                r"|ao\s+meio-dia|cedo|às\s+\d{1,2}(?:h\d{0,2}|:\d\d)?|de\s+tarde|feira",
        within=r"(?:no|num|em)\s+prazo\s+(?:máximo\s+)?de|(?:no|num)\s+máximo\s+(?:de|em)|em\s+até|em\s+menos\s+de"
               r"|nos|nas|dentro\s+dos"
               r"|ao\s+longo\s+d[oa]s",
        loosely=r"em|dentro\s+de|daqui\s+a|de\s+hoje\s+a|mais|por\s+mais|dê-nos",
        from_now=r"a\s+(?:contar|partir)\s+de\s+(?:hoje|agora)|a\s+partir\s+de\s+hoje|contados\s+de\s+hoje",
        work=r"út(?:il|eis)|uteis|corridos(?!)|bancários?",
        span_of=r"após|depois|a\s+contar|a\s+partir|da\s+data|desde|contados|da\s+fatura|de\s+atraso"
                r"|fora\s+o\s+mês|seguintes\s+à",
        week_later=r"a\s+oito|a\s+oito\s+dias|da\s+outra\s+semana",
        fortnight_later=r"a\s+quinze(?:\s+dias)?",
        later=r"depois|mais\s+tarde",
        following=r"(?:n?[oa])\s+(?:seguinte|outr[oa])",
        after_that=r"seguinte|depois",
        before_that=r"anterior",
        next_day=r"(?!)",
        day_before=r"na\s+véspera|no\s+dia\s+anterior",
        in_month=r"(?:em|durante|para|por|ao\s+longo\s+de|no\s+decorrer\s+de|até)\s+(?:o\s+mês\s+de\s+)?",
        before=r"antes", after=r"após|depois|passad[oa]|a\s+seguir",
        on=r"na\s+|no\s+|até\s+|,\s*|\(|à\s+|em\s+",
        to=r"a|ao|até(?:\s+a?o)?",
        either=r"ou",
        both=r"e",
        between=r"entre(?:\s+o)?|de|do|desde(?:\s+o)?|ou",
        rejects=r"não",
        corrects=r"não|desculpe|desculpa|perdão|aliás|quero\s+dizer|melhor\s+dizendo|ou\s+melhor|digo|corrijo"
                 r"|correção|na\s+verdade"
                 r"|isto\s+é|enganei-me|minto|retifico|ops|ou\s+antes",
        since=r"depois\s+d[eoa]|após|a\s+partir\s+d[eoa]|a\s+contar\s+d[eoa]|desde",
        week_of=r"(?:na\s+|a\s+)?semana\s+(?:de|do|que\s+(?:começa|inicia)\s+(?:em|a|no)|iniciada\s+em)",
    )
)  # fmt: skip

PORTUGUESE = Vocabulary(
    code="pt",
    days=_DAYS,
    date_refers=folded_pattern(
        r"(?<!pagamento )(?<!pagamentos )(?<!lote )(?<!remessa )(?<!antes )(?<!partir )(?<!depois )(?<!semana )"
        r"(?<!final )(?<!fim )(?<!transferências )\b(?:de|do dia|(?:datad[oa]s?|emitid[oa]s?|recebid[oa]s?"
        r"|vencid[oa]s?|enviad[oa]s?|entregues?|faturas?|facturas?"
        r"|e-?mail|mensagem"
        r"|lembrete|carta|telefonema|conversa|pedido|entrega|encomenda|reunião|vencimento|vence|venceu|vencia|aviso)"
        r"(?:\s+(?:com\s+data|com\s+vencimento|de\s+dia))?\s+(?:de|do|em|desde|a|no|no\s+dia|do\s+dia|de\s+dia)"
        r"|com\s+data\s+de"
        r"|com\s+vencimento(?:\s+em)?|desde(?:\s+o)?(?:\s+dia)?|de\s+volta(?:\s+(?:a|no\s+dia|em))?"
        r"|regresso(?:\s+(?:a|no\s+dia))?"
        r"|ausente\s+até)\s+$",
    ),
    date_is_vague=folded_pattern(
        r"(?<!\w)(?:depois|após|por\s+volta|cerca|aproximadamente|a\s+partir|entre|lá\s+para|ou|e|talvez"
        r"|provavelmente"
        r"|possivelmente)(?:\s+(?:d[eoa]|o|a|dia))*\s+$",
    ),
    date_describes=folded_pattern(r"\s+(?:faturas?|facturas?|vencimento|pedido)\b"),
    invoice_word=r"(?:faturas?|facturas?|fat|fact|ft|nf|nfs|nota\s+fiscal|nf-e|n\.?º|no|nr|núm|números?|ref"
                 r"|referência|doc)\b\.?|n[.°º]{1,2}|#",
    groups=re.compile(
        r"(?<!\w)(?:(?P<both>ambas(?:\s+as\s+fac?turas)?|as\s+(?:2|duas)(?:\s+fac?turas)?)"
        r"|(?P<others>as\s+(?:outras|restantes|demais)(?:\s+(?P<n>duas|três|quatro|cinco|\d))?(?:\s+fac?turas)?"
        r"|a\s+outra(?:\s+fac?tura)?|o\s+resto\s+das\s+fac?turas)"
        r"|(?P<all>todas\s+(?:(?:as|suas|nossas|estas|vossas)\s+)*(?:(?P<m>três|quatro|cinco|\d)\s+)?fac?turas"
        r"|todas\s+elas"
        r"|(?:todas\s+)?as\s+(?P<k>três|quatro|cinco|\d)(?:\s+fac?turas)?|a\s+totalidade))(?!\w)",
        re.IGNORECASE,
    ),
    singular=words_pattern(r"(?:a|esta|essa|sua|vossa|referida)\s+(?:\w+\s+)?fac?tura", "uma fatura"),
)  # fmt: skip
