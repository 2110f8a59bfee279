"""How each language writes sums in words, parts of a sum, and payments that come back every month."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from outreach.reading.folding import folded

HALF, THIRD, QUARTER = Fraction(1, 2), Fraction(1, 3), Fraction(1, 4)


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyWords:
    """Alternatives of patterns for folded text; `numerals` are the pieces of which numbers are made."""

    numerals: Mapping[str, int]
    small: str = r"and|&"  # between the pieces: "one hundred and five"
    parts: Mapping[str, Fraction]  # phrases
    rest: str  # what is left over
    same: str  # as much again
    pays: str  # before a bare number that is an amount
    each_month: str
    each_week: str = r"(?!)"
    instalments: str  # after their number
    now: str  # beside an amount that is paid today


def _tens(words: str) -> dict[str, int]:
    return {word: 10 * tens for tens, together in enumerate(words.split(), 2) for word in together.split("/")}


def _units(words: str) -> dict[str, int]:
    return {word: number for number, together in enumerate(words.split(), 1) for word in together.split("/")}


def _hundreds(words: str) -> dict[str, int]:
    return {word: 100 * number for number, together in enumerate(words.split(), 2) for word in together.split("/")}


MONEY_WORDS: dict[str, MoneyWords] = {
    "en": MoneyWords(
        numerals=_units("one/a two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
                        "sixteen seventeen eighteen nineteen")
        | _tens("twenty thirty forty/fourty fifty sixty seventy eighty ninety")
        | {"hundred": 100, "thousand": 1000, "grand": 1000, "lakh": 100_000},
        parts={"half": HALF, "one half": HALF, "a half": HALF, "a third": THIRD, "one third": THIRD,
               "two thirds": 2 * THIRD, "a quarter": QUARTER, "one quarter": QUARTER, "three quarters": 3 * QUARTER,
               "the other half": HALF, "a fifth": Fraction(1, 5), "a tenth": Fraction(1, 10),
               "one fifth": Fraction(1, 5),
               "two fifths": Fraction(2, 5), "three fifths": Fraction(3, 5), "four fifths": Fraction(4, 5),
               "the final third": THIRD, "the last third": THIRD, "final third": THIRD, "last third": THIRD,
               "the other third": THIRD, "another third": THIRD, "the last quarter": QUARTER,
               "another quarter": QUARTER,
               "one tenth": Fraction(1, 10), "other half": HALF, "second half": HALF},
        rest=r"(?:the\s+)?(?:rest|remainder|what(?:ever)?(?:'s|\s+is)\s+left|what(?:ever)?\s+remains|(?<=the\s)remaining|remaining\s+(?:balance|amount|sum|half)|balance|difference)",
        same=r"the\s+same(?:\s+(?:again|amount|sum))?|same\s+again",
        pays=r"pay(?:ing)?|send(?:ing)?|transfer(?:ring)?|remit(?:ting)?|deposit|another|further|wire|do",
        each_month=r"(?:(?:each|every|per|of\s+(?:each|every))\s+(?:calendar\s+)?|a\s+(?!\w+\s+(?:after|later)))month|monthly|p\.?m\.?|pcm",
        each_week=r"(?:each|every|per|a(?!\s+\w+\s+(?:after|later)\b))\s+week|weekly|p\.?w\.?",
        instalments=r"(?:equal\s+|monthly\s+|weekly\s+|consecutive\s+)*(?:instal{1,2}ments?|payments|parts|tranches"
                r"|chunks|goes)",
        now=r"now|straight\s+away|right\s+away|immediately|today",
    ),
    "de": MoneyWords(
        numerals=_units("ein/eins/eine zwei drei vier fünf/fuenf sechs sieben acht neun zehn elf zwölf/zwoelf dreizehn "
                        "vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn")
        | _tens("zwanzig dreißig/dreissig vierzig fünfzig/fuenfzig sechzig siebzig achtzig neunzig")
        | {"hundert": 100, "tausend": 1000},
        small="und",
        parts={"halbe rechnung": HALF, "zwei fünftel": Fraction(2, 5), "drei fünftel": Fraction(3, 5),
               "vier fünftel": Fraction(4, 5), "das letzte drittel": THIRD, "letztes drittel": THIRD,
               "die hälfte": HALF, "zur hälfte": HALF, "andere hälfte": HALF, "zweite hälfte": HALF, "hälfte": HALF,
               "ein drittel": THIRD, "zwei drittel": 2 * THIRD,
               "ein viertel": QUARTER, "drei viertel": 3 * QUARTER, "ein fünftel": Fraction(1, 5)},
        rest=r"(?:(?:der|den|die|das)\s+)?(?:rest(?:betrag|summe|zahlung)?|restlich\w+(?:\s+(?:betrag|summe))?"
             r"|verbleibend\w+(?:\s+(?:betrag|summe))?|übrige[nr]?(?:\s+betrag)?)",
        same=r"(?:noch\s*mal\s+)?(?:das|der|den)\s*(?:selben?|gleichen?)(?:\s+betrag)?|noch\s*mal\s+so\s*viel",
        pays=r"zahlen?|überweisen?|weitere|anweisen|leisten",
        each_month=r"(?:jeden|pro|im|je)\s+monat|monatlich\w*|jeweils\s+zum|eines\s+jeden\s+monats|jeden\s+monats",
        each_week=r"(?:jede|pro)\s+woche|wöchentlich\w*",
        instalments=r"(?:gleich\w*\s+(?:hohe\w*\s+)?|monatlich\w*\s+|gleichen\s+)*(?:monats)?(?:raten?"
                r"|teilzahlungen|teilbeträgen?|tranchen)",
        now=r"sofort|jetzt|heute|gleich|umgehend",
    ),
    "fr": MoneyWords(
        numerals=_units("un/une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize")
        | _tens("vingt/vingts trente quarante cinquante soixante septante octante/huitante nonante")
        | {"cent": 100, "cents": 100, "mille": 1000, "quatre-vingt": 80, "quatre-vingts": 80},
        small="et",
        parts={"un cinquième": Fraction(1, 5), "deux cinquièmes": Fraction(2, 5), "trois cinquièmes": Fraction(3, 5),
               "quatre cinquièmes": Fraction(4, 5), "le dernier tiers": THIRD, "l'autre moitié": HALF,
               "la moitié": HALF, "moitié": HALF, "un tiers": THIRD, "le tiers": THIRD, "deux tiers": 2 * THIRD,
               "un quart": QUARTER, "trois quarts": 3 * QUARTER},
        rest=r"ce\s+qui\s+(?:reste|manque)|(?:le\s+|la\s+)?(?:solde|reste|reliquat|restant|différence|somme\s+restante|montant\s+restant"
             r"|surplus)",
        same=r"la\s+même\s+(?:somme|chose)|le\s+même\s+montant|autant|pareil|idem",
        pays=r"pay(?:er|ons|e|erons|erai)|vers(?:er|ons|e|erons|erai)|vir(?:er|ons|e|erons)|régl(?:er|ons|e|erons)"
                r"|envoyer",
        each_month=r"(?:par|chaque|de\s+chaque|tous\s+les)\s+mois|mensuel\w*|mensualités?",
        each_week=r"(?:par|chaque)\s+semaine|hebdomadaires?",
        instalments=r"(?:échéances?|mensualités?|versements?|fois|paiements?|tranches)(?:\s+(?:égales?|égaux"
                r"|mensuel\w*))*",
        now=r"maintenant|tout\s+de\s+suite|immédiatement|aujourd'hui",
    ),
    "es": MoneyWords(
        numerals=_units("un/uno/una dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince "
                        "dieciséis diecisiete dieciocho diecinueve")
        | _tens("veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa")
        | _hundreds("doscientos/doscientas trescientos/trescientas cuatrocientos/cuatrocientas quinientos/quinientas "
                    "seiscientos/seiscientas setecientos/setecientas ochocientos/ochocientas novecientos/novecientas")
        | {"cien": 100, "ciento": 100, "mil": 1000},
        small="y",
        parts={"media factura": HALF, "una cuarta parte": QUARTER, "tres cuartas partes": 3 * QUARTER,
               "un quinto": Fraction(1, 5), "dos quintos": Fraction(2, 5), "tres quintos": Fraction(3, 5),
               "cuatro quintos": Fraction(4, 5), "el último tercio": THIRD, "otro tercio": THIRD, "la mitad": HALF,
               "mitad": HALF, "un tercio": THIRD, "una tercera parte": THIRD,
               "la tercera parte": THIRD,
               "dos tercios": 2 * THIRD, "un cuarto": QUARTER, "la otra mitad": HALF, "tres cuartos": 3 * QUARTER},
        rest=r"lo\s+que\s+(?:queda|falta|resta)|(?:el\s+|la\s+|lo\s+)?(?:resto|restante|saldo(?:\s+restante)?|remanente|diferencia"
                r"|demás|importe\s+restante)",
        same=r"lo\s+mismo|la\s+misma\s+cantidad|otro\s+tanto|igual\s+cantidad|idem",
        pays=r"pag(?:ar|amos|o|aremos|aré)|transferi(?:r|mos|remos)|abon(?:ar|amos|aremos|o)|envi(?:ar|amos)|otros",
        each_month=r"al\s+mes|cada\s+mes|por\s+mes|mensual\w*|de\s+cada\s+mes|todos\s+los\s+meses",
        each_week=r"(?:a\s+la|cada|por)\s+semana|semanal\w*",
        instalments=r"(?:cuotas|plazos|pagos|partes|mensualidades|abonos|exhibiciones|veces)(?:\s+(?:iguales"
                r"|mensuales))*",
        now=r"ahora|ya|inmediatamente|hoy|de\s+inmediato",
    ),
    "it": MoneyWords(
        numerals=_units("un/uno/una due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici "
                        "quindici sedici diciassette diciotto diciannove")
        | _tens("venti/vent trenta/trent quaranta/quarant cinquanta/cinquant sessanta/sessant settanta/settant "
                "ottanta/ottant novanta/novant")
        | {"cento": 100, "cent": 100, "mille": 1000, "mila": 1000},
        small="e",
        parts={"mezza fattura": HALF, "mezza": HALF, "un quinto": Fraction(1, 5), "due quinti": Fraction(2, 5),
               "tre quinti": Fraction(3, 5), "quattro quinti": Fraction(4, 5), "l'ultimo terzo": THIRD,
               "la metà": HALF, "metà": HALF, "un terzo": THIRD, "due terzi": 2 * THIRD, "un quarto": QUARTER,
               "l'altra metà": HALF, "tre quarti": 3 * QUARTER},
        rest=r"quel(?:lo)?\s+che\s+(?:manca|resta|rimane)|(?:il\s+|la\s+|l')?(?:resto|saldo|rimanente|restante|rimanenza|differenza|residuo)",
        same=r"lo\s+stesso(?:\s+importo)?|altrettant[oie]|idem",
        pays=r"pag(?:are|hiamo|o|heremo|herò)|vers(?:are|iamo|o|eremo)|bonific(?:are|o|heremo)|invi(?:are|amo)|altri",
        each_month=r"al\s+mese|ogni\s+mese|mensil\w+|di\s+ogni\s+mese|di\s+ciascun\s+mese",
        each_week=r"(?:a|alla|ogni)\s+settimana|settimanal\w+",
        instalments=r"(?:rate|pagamenti|tranche|versamenti|soluzioni|volte)(?:\s+(?:uguali|mensili"
                r"|di\s+pari\s+importo))*",
        now=r"subito|adesso|ora|oggi|immediatamente",
    ),
    "nl": MoneyWords(
        numerals=_units("een/één twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien "
                "zestien "
                        "zeventien achttien negentien")
        | _tens("twintig dertig veertig vijftig zestig zeventig tachtig negentig")
        | {"honderd": 100, "duizend": 1000},
        small="en",
        parts={"een vijfde": Fraction(1, 5), "twee vijfde": Fraction(2, 5), "drie vijfde": Fraction(3, 5),
               "vier vijfde": Fraction(4, 5), "het laatste derde": THIRD, "de helft": HALF, "helft": HALF,
               "een derde": THIRD, "twee derde": 2 * THIRD, "een kwart": QUARTER,
               "de andere helft": HALF, "driekwart": 3 * QUARTER},
        rest=r"wat\s+(?:er\s+)?(?:overblijft|over\s+is|rest)|(?:de\s+|het\s+)?(?:rest(?:ant|bedrag|erende)?|resterende\s+bedrag|overige|saldo"
                r"|verschil)",
        same=r"hetzelfde(?:\s+bedrag)?|nog\s+eens\s+zoveel|idem",
        pays=r"beta(?:len|al)|overmaken|maken|maak|voldoen|storten|nog\s+eens",
        each_month=r"per\s+maand|elke\s+maand|iedere\s+maand|maandelijkse?|van\s+(?:elke|iedere)\s+maand|p/m",
        each_week=r"(?:per|elke)\s+week|wekelijkse?",
        instalments=r"(?:gelijke\s+|maandelijkse\s+)*(?:termijnen|delen|keer|betalingen|maandtermijnen)",
        now=r"nu|meteen|direct|vandaag",
    ),
    "pl": MoneyWords(
        numerals=_units("jeden dwa/dwie trzy cztery pięć sześć siedem osiem dziewięć dziesięć jedenaście dwanaście "
                        "trzynaście czternaście piętnaście szesnaście siedemnaście osiemnaście dziewiętnaście")
        | _tens("dwadzieścia trzydzieści czterdzieści pięćdziesiąt sześćdziesiąt siedemdziesiąt osiemdziesiąt "
                "dziewięćdziesiąt")
        | _hundreds("dwieście trzysta czterysta pięćset sześćset siedemset osiemset dziewięćset")
        | {"sto": 100, "tysiąc": 1000, "tysiące": 1000, "tysięcy": 1000, "tys": 1000},
        small="i",
        parts={"pół": HALF, "jedną piątą": Fraction(1, 5), "dwie piąte": Fraction(2, 5),
               "trzy piąte": Fraction(3, 5), "cztery piąte": Fraction(4, 5), "ostatnią trzecią": THIRD,
               "połowę": HALF, "połowa": HALF, "połowy": HALF, "jedną trzecią": THIRD, "jedna trzecia": THIRD,
               "dwie trzecie": 2 * THIRD, "ćwierć": QUARTER, "jedną czwartą": QUARTER, "drugą połowę": HALF},
        rest=r"to,?\s+co\s+zostanie|(?:reszt[aęy]|pozostał[aąy]\w*(?:\s+(?:kwot[aęy]|część|sum[aęy]))?|różnic[aęy])",
        same=r"tyle\s+samo|drugie\s+tyle|to\s+samo",
        pays=r"zapłac\w+|przele\w+|wpłac\w+|kolejne|wyśl\w+|płac\w+",
        each_month=r"miesięczn\w+|co\s+miesiąc|każdego\s+miesiąca|na\s+miesiąc",
        each_week=r"tygodniow\w+|co\s+tydzień",
        instalments=r"(?:równ\w+\s+|miesięczn\w+\s+)*(?:rat(?:y|ach|ami)?|części(?:ach)?|płatności(?:ach)?)",
        now=r"teraz|od\s+razu|natychmiast|dziś|dzisiaj|zaraz",
    ),
    "pt": MoneyWords(
        numerals=_units("um/uma dois/duas três quatro cinco seis sete oito nove dez onze doze treze "
                "catorze/quatorze quinze "
                        "dezasseis/dezesseis dezassete/dezessete dezoito dezanove/dezenove")
        | _tens("vinte trinta quarenta cinquenta sessenta setenta oitenta noventa")
        | _hundreds("duzentos/duzentas trezentos/trezentas quatrocentos/quatrocentas quinhentos/quinhentas "
                    "seiscentos/seiscentas setecentos/setecentas oitocentos/oitocentas novecentos/novecentas")
        | {"cem": 100, "cento": 100, "mil": 1000},
        small="e",
        parts={"meia fatura": HALF, "meia factura": HALF, "um quinto": Fraction(1, 5),
               "dois quintos": Fraction(2, 5), "três quintos": Fraction(3, 5), "quatro quintos": Fraction(4, 5),
               "o último terço": THIRD, "metade": HALF, "a metade": HALF, "um terço": THIRD,
               "dois terços": 2 * THIRD, "um quarto": QUARTER,
               "a outra metade": HALF, "três quartos": 3 * QUARTER, "a terça parte": THIRD},
        rest=r"o\s+que\s+(?:falta|sobra|resta)|(?:o\s+|a\s+)?(?:resto|restante|saldo(?:\s+restante)?|remanescente|diferença"
                r"|valor\s+restante)",
        same=r"o\s+mesmo(?:\s+valor)?|outro\s+tanto|idem",
        pays=r"pag(?:ar|amos|o|aremos|arei)|transferi(?:r|mos|remos)|envi(?:ar|amos)|deposit(?:ar|amos)|mais",
        each_month=r"por\s+mês|ao\s+mês|cada\s+mês|mensa(?:l|is|lmente)|de\s+cada\s+mês|todos\s+os\s+meses",
        each_week=r"(?:por|cada)\s+semana|semana(?:l|is|lmente)",
        instalments=r"(?:parcelas|prestações|pagamentos|partes|vezes|tranches)(?:\s+(?:iguais|mensais))*",
        now=r"agora|já|imediatamente|hoje",
    ),
}  # fmt: skip


def folded_words(words: Mapping[str, int]) -> dict[str, int]:
    return {folded(word): value for word, value in words.items()}
