"""How Dutch writes days and invoices, in the Netherlands and Flanders."""

from __future__ import annotations

import re

from outreach.reading.language import words_pattern
from outreach.reading.names import months_of, short_weekdays_of, weekdays_of
from outreach.reading.words.vocabulary import DayWords, Vocabulary, counted, day_words, folded_pattern

_NUMBERS = counted(
    """
    een/één twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien
    achttien negentien twintig eenentwintig
    """
)
_ORDINALS = counted(
    """
    eerste tweede derde vierde vijfde zesde zevende achtste negende tiende elfde twaalfde dertiende veertiende
    vijftiende zestiende zeventiende achttiende negentiende twintigste eenentwintigste tweeëntwintigste drieëntwintigste
    vierentwintigste vijfentwintigste zesentwintigste zevenentwintigste achtentwintigste negenentwintigste dertigste
    eenendertigste
    """
)
_WEEKDAYS = weekdays_of("nl")
_PARTS_OF_DAYS = {
    f"{name}{part}": day for name, day in _WEEKDAYS.items() for part in ("ochtend", "middag", "avond", "morgen")
}

_DAYS = day_words(
    DayWords(
        code="nl",
        months=months_of("nl", {"mrt": 3, "sept": 9}),
        weekdays=_WEEKDAYS | _PARTS_OF_DAYS,
        short_weekdays=short_weekdays_of("nl"),
        numbers=_NUMBERS | {"een paar": 0, "dertig": 30, "vijfenveertig": 45, "zestig": 60, "een tiental": 10},
        spelled_days=_ORDINALS,
        nth=counted("eerste/1e tweede/2e derde/3e vierde/4e") | {"laatste": -1},
        today={
            "vandaag": 0, "vandaag nog": 0, "nog vandaag": 0, "vanmiddag": 0, "vanavond": 0, "vanochtend": 0,
            "vanmorgen": 0, "straks": 0, "in de loop van de dag": 0, "heden": 0,
            "morgen": 1, "morgenvroeg": 1, "morgenochtend": 1, "morgenmiddag": 1, "morgenavond": 1, "morgen meteen": 1,
            "overmorgen": 2, "gisteren": -1, "eergisteren": -2, "vandaag over een week": 7, "morgen over een week": 8,
        },
        not_today=("goede", "goeie", "elke", "de", "iedere"),
        end_of_day=("eind van de dag", "einde van de dag", "einde dag", "eind van de middag", "eod", "cob",
                    "einde werkdag", "sluitingstijd", "einde van de werkdag"),
        feasts={
            "pasen": "easter", "paasmaandag": "easter monday", "tweede paasdag": "easter monday",
            "paasweekend": "easter", "goede vrijdag": "good friday", "witte donderdag": "maundy thursday",
            "pinksteren": "whitsun", "tweede pinksterdag": "whit monday", "pinkstermaandag": "whit monday",
            "hemelvaart": "ascension", "hemelvaartsdag": "ascension", "kerst": "christmas", "kerstmis": "christmas",
            "kerstdagen": "christmas", "tweede kerstdag": "boxing day", "kerstavond": "christmas eve",
            "oud en nieuw": "new year", "oudjaar": "new year's eve", "oudejaarsdag": "new year's eve",
            "nieuwjaar": "new year", "nieuwjaarsdag": "new year", "koningsdag": "king's day",
            "sinterklaas": "sinterklaas",
            "driekoningen": "epiphany", "dag van de arbeid": "labour day", "allerheiligen": "all saints",
            "carnaval": "carnival", "wapenstilstand": "armistice", "nationale feestdag": "national day",
            "feestdagen": "new year", "sint-maarten": "st martin",
        },
        week="week|wk",
        weekend="weekend|weekeinde",
        month="maand",
        quarter="kwartaal",
        year="jaar|boekjaar",
        hours="uur|uren|u",
        days="dag|dagen|dgn|dg",
        weeks="week|weken|wkn|wk",
        months_long="maand|maanden|mnd",
        workdays="werkdag|werkdagen|bankwerkdag|bankwerkdagen|bankdagen",
        month_ends=("maandeinde", "ultimo", "eom", "einde maand", "eind maand"),
        week_ends=("eow", "einde week", "eind week"),
        quarter_ends=("kwartaaleinde", "eoq"),
        year_ends=("jaareinde", "eoy", "eindejaar"),
        week_number="week|wk|weeknummer|week nr|w",
        end=r"eind(?:e)?|laatste\s+(?:werk)?dag|afloop",
        late=r"later|tegen\s+het\s+eind(?:e)?|tweede\s+helft",
        mid=r"half|halverwege|midden|medio|eerste\s+helft|midde",
        early=r"begin|aanvang|eerste\s+(?:werk)?dagen|vroeg",
        next=r"volgende?|eerstvolgende|erop",
        coming=r"komende?|aanstaande|aankomende|a\.?s|eerstkomende",
        this=r"deze|dit|lopende|huidige|d\.?z",
        last=r"afgelopen|vorige?|laatste|jongstleden|jl",
        after_next=r"daarop|erna|daarna",
        link=r"van\s+|de\s+|het\s+|in\s+|der\s+|'t\s+|op\s+|deze\s+(?=maand|week)",
        mark=r"e|de|ste",
        needs_mark=True,
        lead=r"(?:op|voor|vóór|uiterlijk|tegen|per|rond|vanaf|tot|t/m|de|en|of|omstreeks)\s+(?:op\s+"
             r"|voor\s+)?(?:de\s+)?",
        not_a_day=r"facturen|factuur|herinnering(?:en)?|aanmaning(?:en)?|betaling(?:en)?|termijn(?:en)?|keer|mail"
                  r"|verdieping|helft"
                  r"|week|maand(?=en)|dag|dagen|deel|regel|levering|kwartaal|bestelling|verzoek|poging|ronde|stap"
                  r"|batch|instantie",
        daytime=r"ochtend|middag|avond|vroeg|ochtends|'s\s+(?:ochtends|middags|avonds|morgens)|(?:voor|om"
                r"|rond)\s+\d{1,2}(?:[:.]\d\d)?"
                r"\s?(?:uur|u)|in\s+de\s+(?:ochtend|middag|loop\s+van\s+de\s+dag)|uiterlijk|ten\s+laatste",
        within=r"binnen(?:\s+nu\s+en)?|uiterlijk\s+(?:over|binnen)|in\s+minder\s+dan|gedurende|in\s+de\s+loop\s+van",
        loosely=r"over(?:\s+ongeveer|\s+een\s+kleine)?|in|nog",
        from_now=r"vanaf\s+(?:nu|vandaag|heden)|na\s+(?:vandaag|heden|dato)|na\s+nu",
        work=r"werkdag(?:en)?|werkbare",
        span_of=r"na|vanaf|sinds|voor|geleden|te\s+laat|netto|na\s+ontvangst|na\s+factuurdatum|nadat",
        week_later=r"over\s+een\s+week|over\s+acht\s+dagen|in\s+acht\s+dagen",
        fortnight_later=r"over\s+(?:veertien|14)\s+dagen|over\s+(?:twee|2)\s+weken",
        later=r"later|daarna|nadien|erna|erop",
        following=r"(?:de|het)\s+(?:daarop|erop)volgende",
        after_that=r"daarna|erna|erop|daarop|nadien",
        before_that=r"ervoor|daarvoor",
        next_day=r"daags\s+(?:erna|nadien|daarna)",
        day_before=r"de\s+dag\s+(?:ervoor|daarvoor)",
        in_month=r"(?:in|gedurende|voor|tijdens|ergens\s+in|in\s+de\s+loop\s+van)\s+(?:de\s+maand\s+)?",
        before=r"vóór|voor", after=r"na",
        on=r"op\s+|voor\s+|,\s*|\(|uiterlijk\s+|a\.s\.\s+",
        to=r"tot(?:\s+en\s+met)?|t/m|tm",
        either=r"of|dan\s+wel",
        both=r"en",
        between=r"tussen|van|vanaf|of",
        rejects=r"niet",
        corrects=r"nee|sorry|pardon|excuus|correctie|ik\s+bedoel|ik\s+bedoelde|of\s+beter|beter\s+gezegd|eigenlijk"
                 r"|oeps|of\s+eigenlijk"
                 r"|of\s+liever|maak\s+daar|wacht|toch|eerder",
        since=r"na|vanaf",
        week_of=r"(?:de\s+)?week\s+(?:van|vanaf|beginnend(?:e)?(?:\s+op)?|die\s+begint\s+op)",
        next_is_in_next_week=True,
    )
)  # fmt: skip

DUTCH = Vocabulary(
    code="nl",
    days=_DAYS,
    date_refers=folded_pattern(
        r"\b(?:(?:(?:gedateerd|gedagtekend|verstuurd|verzonden|ontvangen|vervallen|vervaldatum|verviel|vervalt"
        r"|factuurdatum|geleverd)(?:\s+(?:d\.?d\.?|met\s+datum))?\s+(?:van|op|sinds|d\.?d\.?)"
        r"|(?:facturen|factuur|mail|e-?mail|bericht|herinnering|brief|telefoontje|gesprek|bestelling|levering"
        r"|overleg)"
        r"(?:\s+(?:d\.?d\.?|met\s+datum))?\s+(?:van|sinds|d\.?d\.?))(?:\s+de)?|d\.?d\.?|sinds|per\s+mail\s+van"
        r"|terug(?:\s+op)?|afwezig\s+tot|verzonden\s+op)\s+$",
    ),
    date_is_vague=folded_pattern(
        r"(?<!\w)(?:na|rond|omstreeks|ongeveer|circa|ca\.?|vanaf|tussen|niet\s+voor|of|en|misschien|waarschijnlijk)"
        r"(?:\s+de)?\s+$",
    ),
    date_describes=folded_pattern(r"\s+(?:facturen|factuur|vervallende?|bestelling)\b"),
    invoice_word=r"(?:facturen|factuur|factuurnr|factuurnummer|fact|fac|nr|no|nummers?|ref|kenmerk)\b\.?|#",
    groups=re.compile(
        r"\b(?:(?P<both>beide(?:\s+(?:openstaande\s+)?facturen)?|allebei|de\s+(?:2|twee)\s+facturen)"
        r"|(?P<others>de\s+(?:andere|overige|resterende)(?:\s+(?P<n>twee|drie|vier|vijf|\d))?(?:\s+facturen)?"
        r"|de\s+rest\s+van\s+de\s+facturen)"
        r"|(?P<all>alle\s+(?:(?:openstaande|uw|onze|deze)\s+)*(?:(?P<m>drie|vier|vijf"
        r"|\d)\s+)?(?:openstaande\s+)?facturen"
        r"|alle\s*(?P<k>drie|vier|vijf|\d)|de\s+facturen))(?!\w)",
        re.IGNORECASE,
    ),
    singular=words_pattern(r"(?:de|deze|die|uw|jullie)\s+(?:\w+\s+)?factuur", r"deze\s+(?:wordt|is)", "een factuur"),
)  # fmt: skip
