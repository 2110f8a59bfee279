"""How German writes days and invoices, in Germany, Austria and Switzerland."""

from __future__ import annotations

import re

from outreach.reading.language import words_pattern
from outreach.reading.names import months_of, short_weekdays_of, weekdays_of
from outreach.reading.words.vocabulary import DayWords, Vocabulary, counted, day_words, folded_pattern

_NUMBERS = counted(
    """
    einem/einer/eine/ein/einen zwei/zween drei vier fünf/fuenf sechs sieben acht neun zehn elf zwölf/zwoelf dreizehn
    vierzehn fünfzehn/fuenfzehn sechzehn siebzehn achtzehn neunzehn zwanzig einundzwanzig
    """
) | {"dreißig": 30, "dreissig": 30, "sechzig": 60, "neunzig": 90, "ein paar": 0}
_ORDINAL_STEMS = counted(
    """
    erst zweit dritt viert fünft/fuenft sechst siebt/siebent acht neunt zehnt elft zwölft/zwoelft dreizehnt vierzehnt
    fünfzehnt/fuenfzehnt sechzehnt siebzehnt achtzehnt neunzehnt zwanzigst einundzwanzigst zweiundzwanzigst
    dreiundzwanzigst vierundzwanzigst fünfundzwanzigst sechsundzwanzigst siebenundzwanzigst achtundzwanzigst
    neunundzwanzigst dreißigst/dreissigst einunddreißigst/einunddreissigst
    """
)
_WEEKDAYS = weekdays_of("de", {"sonnabend": 5})
_INFLECTED = {f"{name}{ending}": day for name, day in _WEEKDAYS.items() for ending in ("s", "en")}
_PARTS_OF_DAYS = {
    f"{name}{part}": day
    for name, day in _WEEKDAYS.items()
    for part in ("morgen", "vormittag", "mittag", "nachmittag", "abend", "früh")
}

_DAYS = day_words(
    DayWords(
        code="de",
        months=months_of(
            "de",
            {"jänner": 1, "jaenner": 1, "jän": 1, "feber": 2, "maerz": 3, "mrz": 3, "juno": 6, "julei": 7, "sep": 9,
             "jul": 7, "jun": 6},
        ),
        weekdays=_WEEKDAYS | _INFLECTED | _PARTS_OF_DAYS,
        short_weekdays=short_weekdays_of("de"),
        numbers=_NUMBERS,
        spelled_days={f"{stem}e{end}": day for stem, day in _ORDINAL_STEMS.items() for end in ("n", "r", "")},
        nth={f"{stem}{end}": number for number, stem in enumerate(("erste", "zweite", "dritte", "vierte"), 1)
             for end in ("n", "r", "s", "")} | {f"letzte{end}": -1 for end in ("n", "r", "s", "")},
        today={
            "heute": 0, "heute noch": 0, "noch heute": 0, "heut": 0, "am heutigen tag": 0, "im laufe des tages": 0,
            "morgen": 1, "gleich morgen": 1, "übermorgen": 2, "uebermorgen": 2, "gestern": -1, "vorgestern": -2,
            "gleich morgen früh": 1, "tags darauf": 1, "am nächsten werktag": 1, "heute in einer woche": 7,
            "heute in acht tagen": 7, "heute in 14 tagen": 14, "heute in zwei wochen": 14, "morgen in einer woche": 8,
            "morgen in acht tagen": 8,
        },
        not_today=("guten", "guter", "schönen", "am", "den", "jeden", "diesen", "einen"),
        end_of_day=("ende des tages", "tagesende", "geschäftsschluss", "dienstschluss", "feierabend", "büroschluss",
                    "ende des arbeitstages", "zum tagesende", "eod", "cob", "ende des heutigen tages"),
        feasts={
            "ostern": "easter", "ostersonntag": "easter", "ostermontag": "easter monday", "karfreitag": "good friday",
            "gründonnerstag": "maundy thursday", "den osterfeiertagen": "easter", "den ostertagen": "easter",
            "osterfeiertage": "easter", "pfingsten": "whitsun", "pfingstsonntag": "whitsun",
            "pfingstmontag": "whit monday", "christi himmelfahrt": "ascension", "himmelfahrt": "ascension",
            "vatertag": "ascension", "fronleichnam": "corpus christi", "rosenmontag": "carnival monday",
            "faschingsdienstag": "carnival", "fasching": "carnival", "karneval": "carnival", "fasnacht": "carnival",
            "aschermittwoch": "ash wednesday", "weihnachten": "christmas eve", "heiligabend": "christmas eve",
            "heiliger abend": "christmas eve", "heiligen abend": "christmas eve",
            "den weihnachtsfeiertagen": "christmas",
            "den feiertagen": "bank holiday", "dem feiertag": "bank holiday", "silvester": "new year's eve",
            "neujahr": "new year", "dem jahreswechsel": "new year", "dreikönig": "epiphany",
            "heilige drei könige": "epiphany", "mariä himmelfahrt": "assumption", "allerheiligen": "all saints",
            "mariä empfängnis": "immaculate conception", "tag der arbeit": "labour day", "maifeiertag": "labour day",
            "tag der deutschen einheit": "unity day", "nationalfeiertag": "national day", "nikolaus": "st nicholas",
            "stephanitag": "boxing day", "stefanitag": "boxing day", "martini": "st martin", "halloween": "halloween",
        },
        week="woche",
        weekend="wochenende|wochenendes",
        month="monat|monats|monates",
        quarter="quartal|quartals|quartales|vierteljahr",
        year="jahr|jahres|jahrs",
        hours="stunde|stunden|std|h",
        days="tag|tage|tagen|tages",
        weeks="woche|wochen|kalenderwochen",
        months_long="monat|monate|monaten|monats",
        workdays="werktag|werktage|werktagen|arbeitstag|arbeitstage|arbeitstagen|bankarbeitstag|bankarbeitstage"
                 "|bankarbeitstagen|banktage|banktagen|geschäftstage|geschäftstagen|at",
        month_ends=(
            "letzten des monats", "monatsletzten",
                    "monatsende", "monatsultimo", "ultimo", "monatsletzten", "monatsletzter", "me", "eom"),
        week_ends=("ende der woche", "wochenschluss"),
        quarter_ends=("quartalsende", "quartalsultimo", "eoq"),
        year_ends=("jahresende", "jahresschluss", "jahresultimo", "eoy"),
        week_number="kw|kalenderwoche|woche|kalwoche",
        end=r"ende|zum\s+ende|letzte[rnms]?\s+(?:werk|arbeits|bankarbeits)?tag(?:es)?|schluss",
        late=r"gegen\s+ende|ende/anfang|(?:in\s+der\s+)?zweite[nr]?\s+hälfte|spät",
        mid=r"mitte|(?:in\s+der\s+)?erste[nr]?\s+hälfte",
        early=r"anfang|beginn|zu\s+beginn|erste[rnms]?\s+(?:werk|arbeits)?tag(?:es)?|gleich\s+anfang",
        next=r"n(?:ä|ae)chste[nrsm]?|folgende[nrsm]?|darauffolgende[nrsm]?|nächst",
        coming=r"kommende[nrsm]?",
        this=r"diese[nrsm]?|laufende[nrsm]?|aktuelle[nrsm]?|des\s+laufenden|lfd\.?|ds\.?|d",
        last=r"letzte[nrsm]?|vergangene[nrsm]?|vorige[nrsm]?",
        after_next=r"übern(?:ä|ae)chste[nrsm]?|uebern(?:ä|ae)chste[nrsm]?",
        link=r"der\s+|des\s+|dem\s+|den\s+|das\s+|die\s+|im\s+|in\s+|vom\s+|am\s+|zum\s+",
        mark=r"\.",
        needs_mark=True,
        day_next=r"folgemonats?|folgenden\s+monats|n\.\s?m",
        lead=r"(?:am|vom|bis|zum|den|dem|der|spätestens|per|vor|ab|gegen|um|ca\.?|und|oder)\s+(?:(?:zum|am|den|dem)\s+)?"
             r"(?:spätestens\s+)?(?:den\s+)?",
        not_a_day=r"mal|stock|tage?n?|wochen?|monate?n?(?!s)|punkt|teil|raten?|mahnung(?:en)?|position|etage|platz"
                  r"|quartal|\d|kw"
                  r"|kalenderwoche|rechnung(?:en)?|erinnerung|mails?|zahlung(?:en)?|lieferung(?:en)?|stufe|reihe"
                  r"|zahlungserinnerung|instanz|abschlag|anzahlung|hälfte|uhr|schreiben|versuch|anlauf|hand|linie"
                  r"|person",
        daytime=r"früh|morgen|vormittag|mittag|nachmittag|abend|morgens|vormittags|mittags|nachmittags|abends"
                r"|(?:um\s+|bis\s+)?\d{1,2}(?::\d\d)?\s?uhr|eod",
        within=r"innerhalb(?:\s+(?:von|der|des|eines))?|binnen|innert|spätestens\s+in|in\s+(?:längstens|maximal|max\.)",
        loosely=r"in(?:\s+(?:ca\.?|etwa|rund|ungefähr))?|noch|geben\s+sie\s+(?:mir|uns)",
        from_now=r"ab\s+(?:heute|jetzt|dato)|von\s+heute\s+an",
        work=r"werktag\w*|arbeitstag\w*|bankarbeitstag\w*",
        span_of=r"nach|ab|seit|vor|netto|ziel|skonto",
        week_later=r"in\s+einer\s+woche|in\s+acht\s+tagen|in\s+8\s+tagen",
        fortnight_later=r"in\s+(?:vierzehn|14)\s+tagen|in\s+(?:zwei|2)\s+wochen",
        later=r"später|danach|darauf|drauf",
        following=r"(?:am\s+|den\s+|der\s+|die\s+)?(?:darauf|drauf)?folgende[nr]?",
        after_that=r"darauf|drauf|danach",
        before_that=r"davor",
        next_day=r"tags\s+darauf|folgetag|am\s+nächsten\s+tag",
        day_before=r"tags\s+zuvor|am\s+tag\s+(?:davor|zuvor)",
        in_month=r"(?:im|noch\s+im|bis|für)\s+(?:laufe\s+(?:des\s+)?|lauf\s+des\s+|monat\s+)?",
        before=r"vor", after=r"nach",
        on=r"am\s+|zum\s+|,\s*|\(|bis\s+",
        to=r"bis(?:\s+zum)?|bis\s+spätestens",
        either=r"oder|bzw\.?|respektive",
        both=r"und|sowie",
        between=r"zwischen|entweder",
        rejects=r"nicht",
        corrects=r"nein|sorry|pardon|korrektur|quatsch|besser\s+gesagt|ich\s+meine|vielmehr|nee|halt|bzw\.?\s+eher"
                 r"|stopp|oder\s+besser"
                 r"|ach\s+nein|entschuldigung|verzeihung|doch\s+eher|eher|will\s+sagen|ich\s+meinte|sondern",
        since=r"nach|ab|seit",
        week_of=r"(?:in\s+)?der\s+woche\s+(?:vom|ab|um)|woche\s+(?:vom|ab|des)",
        also_words=frozenset(),
    )
)  # fmt: skip

GERMAN = Vocabulary(
    code="de",
    days=_DAYS,
    date_refers=folded_pattern(
        r"(?<!lauf )(?<!zahllauf )\b(?:vom|seit|seit dem|von|datiert|datiert auf den|fällig|fällig am|fällig zum"
        r"|fällig seit|fällig seit dem|Fälligkeit|Datum|Rechnungsdatum|erhalten am)\s+$",
    ),
    date_is_vague=folded_pattern(
        r"\b(?:ab|ab dem|nach|nach dem|nicht vor|nicht vor dem|frühestens|frühestens am|gegen|etwa|ca\.?|circa"
        r"|ungefähr|ungefähr am|um den|um|oder|und|zwischen dem)\s+$",
    ),
    date_describes=folded_pattern(r"\s+(?:fällige\w*|datierte\w*|ausgestellte\w*|Rechnung(?:en)?)\b"),
    invoice_word=r"(?:rechnung(?:en|snummern?|s-?nr)?|rg|re|nr|nummern?|beleg(?:e|nummer)?)\b\.?",
    groups=re.compile(
        r"\b(?:(?P<both>beiden?(?:\s+(?:offenen\s+)?Rechnungen)?)"
        r"|(?P<others>die\s+(?:anderen|übrigen|restlichen|weiteren)(?:\s+(?P<n>zwei|drei|vier|fünf|\d"
        r"|beiden))?(?:\s+Rechnungen)?)"
        r"|(?P<all>(?:alle|sämtliche)\s+(?:(?:offenen|offene|fälligen|ausstehenden|Ihre|unsere)\s+)*(?:(?P<m>zwei"
        r"|drei|vier|fünf|\d)\s+)?(?:Rechnungen|Posten|Beträge)"
        r"|alle\s+(?P<k>zwei|drei|vier|fünf|\d)))(?!\w)",
        re.IGNORECASE,
    ),
    singular=words_pattern(r"(?:die|diese|dieser|der|Ihre|Ihrer|eure|obige)\s+(?:\w+\s+)?Rechnung",
    r"(?:sie|diese|es|die)\s+(?:wird|ist|wurde)", "eine Rechnung"),
)  # fmt: skip
