"""How English writes days and invoices, in Britain, Ireland, India, Australia and America."""

from __future__ import annotations

import re

from outreach.reading.language import words_pattern
from outreach.reading.names import months_of, short_weekdays_of, weekdays_of
from outreach.reading.words.vocabulary import DayWords, Vocabulary, counted, day_words, folded_pattern

_NUMBERS = counted(
    """
    a/an/one two/a_couple_of/couple_of/a_couple three four five six seven eight nine ten eleven twelve thirteen fourteen
    fifteen sixteen seventeen eighteen nineteen twenty twenty-one
    """
) | {"thirty": 30, "forty-five": 45, "sixty": 60, "ninety": 90}
_ORDINALS = counted(
    """
    first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth
    sixteenth seventeenth eighteenth nineteenth twentieth twenty-first/twenty_first twenty-second/twenty_second
    twenty-third/twenty_third twenty-fourth/twenty_fourth twenty-fifth/twenty_fifth twenty-sixth/twenty_sixth
    twenty-seventh/twenty_seventh twenty-eighth/twenty_eighth twenty-ninth/twenty_ninth thirtieth
    thirty-first/thirty_first
    """
)

_DAYS = day_words(
    DayWords(
        code="en",
        months=months_of("en", {"sept": 9, "febuary": 2, "septemeber": 9}),
        weekdays=weekdays_of(
            "en",
            {"tue": 1, "tues": 1, "wed": 2, "weds": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4,
             "wednesdy": 2, "wensday": 2, "thrusday": 3},
        ),
        short_weekdays=short_weekdays_of("en"),
        numbers=_NUMBERS,
        spelled_days=_ORDINALS,
        nth=counted("first/1st second/2nd third/3rd fourth/4th") | {"last": -1, "final": -1},
        today={
            "today": 0, "later today": 0, "tonight": 0, "this morning": 0, "this afternoon": 0, "this evening": 0,
            "this very day": 0, "same day": 0, "later on today": 0, "this arvo": 0,
            "tomorrow": 1, "tomorow": 1, "tommorow": 1, "tommorrow": 1, "tmrw": 1, "tmw": 1, "tomoz": 1,
            "first thing tomorrow": 1, "the day after tomorrow": 2, "day after tomorrow": 2, "overmorrow": 2,
            "yesterday": -1, "the day before yesterday": -2, "this day week": 7, "this day fortnight": 14,
            "today fortnight": 14, "this time next week": 7,
            "next working day": 1, "this time tomorrow": 1,
        },
        end_of_day=("eod", "cob", "cop", "end of day", "end of the day", "close of business", "close of play",
                    "close of the day", "end of business", "end of play", "the end of the day", "the end of day",
                    "end of the working day", "end of the business day", "end of business day", "end of today"),
        feasts={
            "easter": "easter", "easter sunday": "easter", "easter monday": "easter monday",
            "good friday": "good friday",
            "easter weekend": "easter", "maundy thursday": "maundy thursday", "ash wednesday": "ash wednesday",
            "shrove tuesday": "carnival", "pancake day": "carnival", "whit sunday": "whitsun", "whitsun": "whitsun",
            "pentecost": "whitsun", "whit monday": "whit monday", "whit": "whitsun", "ascension day": "ascension",
            "christmas": "christmas", "xmas": "christmas", "christmas day": "christmas",
            "christmas eve": "christmas eve",
            "the christmas break": "christmas", "boxing day": "boxing day", "st stephen's day": "boxing day",
            "st stephens day": "boxing day", "stephen's day": "boxing day", "st stephen's": "boxing day",
            "new year": "new year", "the new year": "new year", "new year's day": "new year",
            "new years day": "new year", "new year's": "new year", "new year's eve": "new year's eve",
            "new years eve": "new year's eve", "st patrick's day": "st patrick", "paddy's day": "st patrick",
            "st patricks day": "st patrick", "st paddy's day": "st patrick", "valentine's day": "valentine",
            "thanksgiving": "thanksgiving", "black friday": "black friday", "labor day": "labour day",
            "labour day": "labour day", "memorial day": "memorial day", "presidents' day": "presidents day",
            "presidents day": "presidents day", "mlk day": "mlk day", "columbus day": "columbus day",
            "veterans day": "veterans day", "juneteenth": "juneteenth", "halloween": "halloween",
            "4th of july": "fourth of july", "fourth of july": "fourth of july", "july 4th": "fourth of july",
            "july fourth": "fourth of july", "bonfire night": "guy fawkes", "anzac day": "anzac day",
            "australia day": "australia day", "independence day": "national day", "republic day": "republic day",
            "diwali": "diwali", "deepavali": "diwali", "gandhi jayanti": "gandhi jayanti", "may day": "may day",
            "bank holiday": "bank holiday", "the bank holiday": "bank holiday", "bank holiday weekend": "bank holiday",
            "canada day": "national day",
        },
        week="week|wk",
        weekend="weekend",
        month="month",
        quarter="quarter|qtr",
        year="year|yr",
        hours="hour|hours|hr|hrs",
        days="day|days",
        weeks="week|weeks|wk|wks",
        months_long="month|months|mths",
        workdays="workday|workdays|weekdays",
        fortnights="fortnight|fortnights",
        month_ends=("eom", "month end", "month-end", "monthend", "month's end", "months end", "end of month",
                    "eomonth"),
        week_ends=("eow", "week's end", "week end", "end of week"),
        quarter_ends=("eoq", "quarter end", "quarter-end", "end of quarter"),
        year_ends=("eoy", "year end", "year-end", "end of year", "yearend"),
        week_number="calendar week|cal week|week no|week number|week|wk|cw|kw|w",
        end=r"(?:very\s+|tail\s+)?end|close|last\s+(?:(?:working|business)\s+)?day",
        late=r"late(?:r)?|(?:second|latter|back)\s+(?:half|part|end)|towards?\s+the\s+end",
        mid=r"mid|middle|first\s+half|halfway\s+through",
        early=r"early|earlier|beginning|start|first\s+(?:(?:working|business)\s+)?day|early\s+part|front\s+end",
        next=r"next|the\s+following|following|nxt|proximo|prox",
        coming=r"this\s+coming|coming|upcoming",
        this=r"this|the\s+current|current|instant|inst|the\s+same|same",
        last=r"last|past|previous",
        after_next=r"after\s+next",
        link=r"of\s+|the\s+|in\s+|this\s+(?=month)|for\s+(?=the\s|\w+\s+end)",
        mark=r"st|nd|rd|th|\s(?:st|nd|rd|th)(?=\s)",
        needs_mark=True,
        day_next=r"prox(?:imo)?|nxt",
        lead=r"(?:on|by|before|until|till?|w/c|wc|week\s+commencing|no\s+later\s+than|latest|around|about|from|and|or|is|for|every|the)\s+"
             r"(?:the\s+)?(?:latest\s+)?",
        not_a_day=r"reminders?|invoices?|bills?|payments?|instal{1,2}ments?|notices?|floors?|letters?|attempts?"
                  r"|times?|ones?"
                  r"|parts?|half|halves|quarters?|items?|lines?|pages?|part(?:y|ies)|weeks?|e-?mails?|messages?"
                  r"|requests?"
                  r"|calls?|chasers?|deliver(?:y|ies)|orders?|batch(?:es)?|runs?\s+of|working|business|calendar|of\s+"
                  r"(?:the|these|those|our|your|three|two|four)\s+(?!month|next|this)|of\s+\d|century|class|copy|"
                  r"tranche|run|place|person|step|stage|phase|thing",
        daytime=r"early\s+morning|morning|afternoon|evening|lunchtime|lunch|noon|midday|night|first\s+thing|a\.?m"
                r"|p\.?m|eod|cob"
                r"|at\s+the\s+latest|(?:at\s+|by\s+)?\d{1,2}(?:[:.]\d\d)?\s?(?:am|pm)",
        within=r"within|inside(?:\s+of)?|(?:no|not)\s+later\s+than|in\s+(?:no\s+more|less|under)\s+than|over"
               r"|during|in\s+under"
               r"|in\s+at\s+most|in\s+max(?:imum)?",
        loosely=r"in(?:\s+about|\s+around|\s+roughly)?|give\s+(?:us|me|it)|allow(?:\s+(?:us|me|for))?",
        from_now=r"from\s+(?:now|today|the\s+date\s+of\s+this\s+e?-?mail)|(?:time)(?!\s+limit)|hence"
                 r"|from\s+receipt\s+of\s+this",
        work=r"working|business|banking|work|bank|biz|bd|clear",
        span_of=r"of|after|from|upon|following|once|on\s+from|past|since|ago|earlier|overdue|late|old|notice|terms"
                r"|credit"
                r"|commencing|beginning|ending|starting|before|prior",
        week_later=r"week|in\s+a\s+week|after\s+next",
        fortnight_later=r"fortnight|in\s+a\s+fortnight|(?:in\s+)?two\s+weeks",
        later=r"later|thereafter|after(?:\s+that)?(?=\s*(?:[.,;:!)]|$))|after\s+that",
        following=r"the\s+(?:following|next)|following",
        after_that=r"(?:(?:straight|right|just|immediately)\s+)?after(?:\s+(?:that|it))?(?=\s*(?:[.,;:!)]|$))"
                   r"|after\s+(?:that|it)|following(?:\s+it)?|thereafter",
        before_that=r"before(?:\s+(?:that|it))?(?=\s*(?:[.,;:!)]|$))|before\s+(?:that|it)",
        next_day=r"next\s+day|day\s+following",
        day_before=r"(?:the\s+)?day\s+before(?:\s+(?:that|it))?(?=\s*(?:[.,;:!)]|$))",
        in_month=r"(?:in|during|sometime\s+in|some\s+time\s+in|for|by|over)\s+(?:(?:early|late"
                 r"|the\s+month\s+of)\s+)?",
        before=r"before|ahead\s+of|prior\s+to|in\s+advance\s+of",
        after=r"after|following|once\s+we(?:'re|\s+are)\s+back\s+from",
        on=r"on\s+|by\s+|at\s+|,\s*|\(",
        to=r"to|until|through|thru|and|til",
        either=r"or|/",
        both=r"and|plus",
        between=r"between|either|from|sometime\s+between",
        rejects=r"not",
        corrects=r"no(?:\s+wait)?|sorry|(?:or\s+)?rather|correction|i\s+mean(?:t)?|make\s+that|actually"
                 r"|scratch\s+that|oops|wait"
                 r"|or\s+(?:better|rather|actually)|i\s+should\s+say|my\s+mistake|apologies|strike\s+that"
                 r"|make\s+it"
                 r"|no\s+sorry|edit|better\s+say|that\s+is\s+to\s+say|well",
        since=r"from|after|on|following|past",
        week_of=r"(?:the\s+)?(?:week|wk)\s+(?:of|commencing|beginning|starting|from)|w[/.]?c|wk\s?comm",
        next_is_in_next_week=True,
        also_words=frozenset({"may", "mar", "dec", "jan", "sep"}),
    )
)  # fmt: skip

ENGLISH = Vocabulary(
    code="en",
    days=_DAYS,
    date_refers=folded_pattern(
        r"(?<!run of )(?<!run of the )(?<!batch of )\b(?:dated|due|of|since|issued|received|sent|delivered|ordered"
        r"|raised"
        r"|(?:dated|due|issued|received|sent|delivered|ordered|raised|spoke|spoken|agreed) on|due by|agreed last|per"
        r"|(?:e-?mail|letter|message|note|call|chat|conversation|reminder|meeting)s? (?:of|from|on)"
        r"|(?:invoice|bill|statement|inv|deliver(?:y|ie)|order)s? (?:of|from)|back (?:on|in|from)|returns?(?: on)?"
        r"|(?:leave|away|off|office|holiday|vacation) (?:until|till))(?: the)?\s+$",
    ),
    date_is_vague=folded_pattern(
        r"\b(?:after|from|around|about|approx\.?|approximately|circa|roughly|early|earliest|starting|as of"
        r"|(?<!scheduled )(?<!planned )(?<!set )(?<!booked )(?<!lined up )for|between|not before|or|and|maybe"
        r"|perhaps|probably|hopefully|say|likely|latest maybe)(?:\s+the)?\s+$",
    ),
    date_describes=folded_pattern(
        r"\s+(?:invoices?|bills?|statements?|order|delivery|due|one(?!\s+(?:off|go)))\b",
    ),
    invoice_word=r"(?:invoices?|inv|bills?|no|nos|nr|number|numbers|ref|reference)\b\.?|#",
    groups=re.compile(
        r"\b(?:(?P<both>both(?:\s+of\s+them|(?:\s+of)?(?:\s+(?:the|your|these|those))?\s+invoices|\s+invoices)?)"
        r"|(?P<others>the\s+(?:other|remaining)\s+(?P<n>one|two|three|four|five|six|\d)(?:\s+invoices?)?"
        r"|the\s+others|the\s+(?:other|remaining)\s+invoices|(?:the\s+)?rest\s+of\s+the\s+invoices)"
        r"|(?P<all>all\s+(?:of\s+)?(?:(?:the|your|our|these|those|open|outstanding|overdue|due)\s+)*(?:(?P<m>two"
        r"|three|four|five|six|\d)\s*)?(?:invoices|bills|of\s+them|of\s+these|items)"
        r"|all\s+of\s+them|all\s+(?P<k>two|three|four|five|six|\d)))(?!\w)",
        re.IGNORECASE,
    ),
    singular=words_pattern(r"(?:the|this|that|your|said)\s+(?:\w+\s+)?(?:invoice|bill)", "it", "it's", "this one",
    "that one", "one invoice", "an invoice"),
)  # fmt: skip
