"""How each language points at an invoice without its number: "the March one", "the older one", "the first two"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class DescriptionWords:
    """Alternatives of patterns for folded text."""

    before_month: str  # "the invoice for" March
    after_month: str  # "the March" one
    oldest: str
    newest: str
    biggest: str
    smallest: str
    first: str
    last: str
    counts: Mapping[str, int]  # "the first two"
    firsts: str = r"(?!)"  # after a count: "les deux" premières
    ones: str  # what may follow "the first" or "the older"
    cut: str  # before the last digits of a number


DESCRIPTIONS: dict[str, DescriptionWords] = {
    "en": DescriptionWords(
        before_month=r"(?:invoice|bill|inv|one|the\s+invoices)\s+(?:for|from|of)\s+",
        after_month=r"(?:'s)?\s+(?:invoices?|bills?|one|inv)",
        oldest=r"(?:the\s+)?(?:oldest|older)", newest=r"(?:the\s+)?(?:newest|newer|latest|most\s+recent"
               r"|more\s+recent)",
        biggest=r"(?:the\s+)?(?:biggest|bigger|largest|larger|big)",
        smallest=r"(?:the\s+)?(?:smallest|smaller|small|lesser)",
        first=r"the\s+first", last=r"the\s+last",
        counts={"two": 2, "2": 2, "three": 3, "3": 3, "four": 4, "4": 4},
        ones=r"(?:invoices?|bills?|ones?|of\s+(?:the\s+)?(?:invoices|two|three|them))",
        cut=r"ending(?:\s+(?:in|with))?|ends\s+in",
    ),
    "de": DescriptionWords(
        before_month=r"(?:rechnung(?:en)?|die|jene)\s+(?:vom|aus\s+dem|aus|für\s+den|für|von)\s+(?:monat\s+)?",
        after_month=r"-?rechnung(?:en)?",
        oldest=r"(?:die|der)\s+(?:älteste|ältere)", newest=r"(?:die|der)\s+(?:neueste|neuere|jüngste|jüngere"
               r"|aktuellste)",
        biggest=r"(?:die|der)\s+(?:größte|größere|grösste|grössere|höchste|höhere)",
        smallest=r"(?:die|der)\s+(?:kleinste|kleinere|niedrigere|geringere)",
        first=r"die\s+(?:erste|ersten)", last=r"die\s+(?:letzte|letzten)",
        counts={"zwei": 2, "beiden": 2, "2": 2, "drei": 3, "3": 3, "vier": 4, "4": 4},
        ones=r"(?:offene\s+|offenen\s+)?(?:rechnung(?:en)?|davon|der\s+(?:beiden|drei)(?:\s+rechnungen)?)",
        cut=r"endet\s+auf|endend\s+auf|endziffern?",
    ),
    "fr": DescriptionWords(
        before_month=r"(?:factures?|celles?)\s+(?:du\s+mois\s+)?(?:de\s+|d'|pour\s+)",
        after_month=r"(?!)",
        oldest=r"la\s+plus\s+(?:ancienne|vieille)", newest=r"la\s+plus\s+récente|la\s+dernière\s+en\s+date",
        biggest=r"la\s+plus\s+(?:grosse|importante|élevée|grande)", smallest=r"la\s+(?:plus\s+petite|moins\s+élevée)",
        first=r"(?:la\s+première|les\s+premières)", last=r"(?:la\s+dernière|les\s+dernières)",
        counts={"deux": 2, "2": 2, "trois": 3, "3": 3},
        firsts=r"premières",
        ones=r"(?:factures?|d'entre\s+elles|des\s+(?:deux|trois))",
        cut=r"se\s+terminant\s+par|finissant\s+par",
    ),
    "es": DescriptionWords(
        before_month=r"(?:facturas?|la|las)\s+(?:del?\s+mes\s+)?(?:de|por)\s+",
        after_month=r"(?!)",
        oldest=r"la\s+más\s+(?:antigua|vieja)", newest=r"la\s+más\s+(?:reciente|nueva)",
        biggest=r"la\s+(?:más\s+(?:grande|alta)|mayor)", smallest=r"la\s+(?:más\s+(?:pequeña|baja|chica)|menor)",
        first=r"(?:la\s+primera|las\s+primeras)", last=r"(?:la\s+última|las\s+últimas)",
        counts={"dos": 2, "2": 2, "tres": 3, "3": 3},
        firsts=r"primeras",
        ones=r"(?:facturas?|de\s+(?:ellas|las\s+(?:dos|tres|facturas)))",
        cut=r"terminada\s+en|que\s+termina\s+en|terminación",
    ),
    "it": DescriptionWords(
        before_month=r"(?:fattura|fatture|quella|quelle)\s+(?:del\s+mese\s+)?(?:di|del|per)\s+",
        after_month=r"(?!)",
        oldest=r"la\s+(?:fattura\s+)?più\s+vecchia|la\s+meno\s+recente", newest=r"la\s+(?:fattura\s+)?più\s+recente",
        biggest=r"la\s+(?:fattura\s+)?(?:più\s+(?:grande|alta|grossa)|maggiore)",
        smallest=r"la\s+(?:fattura\s+)?(?:più\s+(?:piccola|bassa)|minore)",
        first=r"(?:la\s+prima|le\s+prime)", last=r"(?:l'ultima|le\s+ultime)",
        counts={"due": 2, "2": 2, "tre": 3, "3": 3},
        firsts=r"prime",
        ones=r"(?:fattur[ae]|delle\s+(?:due|tre|fatture))",
        cut=r"che\s+finisce\s+(?:per|con)|terminante\s+(?:per|con|in)",
    ),
    "nl": DescriptionWords(
        before_month=r"(?:facturen|factuur|die|deze)\s+(?:van|over|voor)\s+(?:de\s+maand\s+)?",
        after_month=r"-?(?:facturen|factuur)",
        oldest=r"de\s+oud(?:ste|ere)", newest=r"de\s+(?:nieuwste|nieuwere|recentste|meest\s+recente|laatste)",
        biggest=r"de\s+(?:grootste|grotere|hoogste|hogere)", smallest=r"de\s+(?:kleinste|kleinere|laagste|lagere)",
        first=r"de\s+eerste", last=r"de\s+laatste",
        counts={"twee": 2, "2": 2, "drie": 3, "3": 3},
        firsts=r"eerste",
        ones=r"(?:facturen|factuur|van\s+de\s+(?:twee|drie)|ervan)",
        cut=r"eindigend\s+op|die\s+eindigt\s+op",
    ),
    "pl": DescriptionWords(
        before_month=r"(?:faktur\w*|t[aąęe])\s+(?:za|z)\s+(?:miesiąc\s+)?",
        after_month=r"(?!)",
        oldest=r"najstarsz[aąe]\w*|starsz[aąe]\w*", newest=r"najnowsz[aąe]\w*|nowsz[aąe]\w*",
        biggest=r"największ[aąe]\w*|większ[aąe]\w*", smallest=r"najmniejsz[aąe]\w*|mniejsz[aąe]\w*",
        first=r"pierwsz(?:ą|a|e)", last=r"ostatni(?:ą|a|e)",
        counts={"dwie": 2, "2": 2, "trzy": 3, "3": 3},
        firsts=r"pierwsze",
        ones=r"(?:faktur\w*|z\s+(?:nich|faktur))",
        cut=r"kończąc\w+\s+się\s+na|o\s+końcówce",
    ),
    "pt": DescriptionWords(
        before_month=r"(?:fac?turas?|a|as)\s+(?:do\s+mês\s+)?(?:de|referente\s+a)\s+",
        after_month=r"(?!)",
        oldest=r"a\s+(?:fac?tura\s+)?mais\s+(?:antiga|velha)", newest=r"a\s+(?:fac?tura\s+)?mais\s+(?:recente|nova)",
        biggest=r"a\s+(?:fac?tura\s+)?(?:maior|mais\s+alta)", smallest=r"a\s+(?:fac?tura\s+)?(?:menor|mais\s+baixa"
                r"|mais\s+pequena)",
        first=r"(?:a\s+primeira|as\s+primeiras)", last=r"(?:a\s+última|as\s+últimas)",
        counts={"duas": 2, "2": 2, "três": 3, "3": 3},
        firsts=r"primeiras",
        ones=r"(?:fac?turas?|delas|das\s+(?:duas|três))",
        cut=r"terminada\s+em|com\s+final|que\s+termina\s+em",
    ),
}  # fmt: skip
