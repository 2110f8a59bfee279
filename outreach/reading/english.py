"""How English replies are read: the words that turn a meaning round, and courtesies."""

from __future__ import annotations

import re

from outreach.reading.language import Flag, Language, word_set, words_pattern

_MARKS = {
    Flag.QUESTION: re.compile(
        r"\?|^\W*(?:(?:can|could|would|will|do|did|does|have|has|is|are|was|were|shall|should|may)\s+"
        r"(?:you|we|i|it|they|the|this|that|your|our|there|someone|anyone)\b|(?:when|why|what|how|which|where|who"
        r"|whether)\b)",
        re.IGNORECASE,
    ),
    Flag.NEGATED: re.compile(
        r"(?<!\w)(?:not|never|nobody|none|nothing|nor|neither|no|no-one|without|cannot|unable|refuse[sd]?|hardly|"
        r"denied|deny|decline[sd]?|fail(?:s|ed)?|false|untrue|\w+n['’]t|cant|wont|dont|didnt|doesnt|isnt|hasnt"
        r"|havent)(?!\w)",
        re.IGNORECASE,
    ),
    Flag.CONDITIONAL: words_pattern(
        "if", "unless", "once", "as soon as", "as long as", "provided", "providing", "assuming", "subject to",
        "depending", "depends", "when", "whenever", "in case", "on condition", "conditional", "pending", "in the event",
        "upon", "on receipt", "after", "following", "until you", "until we", "until the", "only then", "otherwise",
    ),
    Flag.PAST: words_pattern("was", "were", "had", "did", "used to", "back then", "at the time"),
    Flag.HYPOTHETICAL: words_pattern(
        "would", "could", "should", "might", "may", "must", "ought", "hop(?:e|es|ing|eful|efully)", "try", "trying",
        "tries", "aim(?:ing)?", "plan(?:ning)?", "intend(?:ing)?", "expect(?:ed|ing)?", "likely", "probably", "perhaps",
        "maybe", "possibly", "possible", "ideally", "think", "thought", "believe[sd]?", "guess", "presum(?:e|ably)",
        "assumed?", "suppose(?:d|dly)?", "wish", "looking to", "want(?:ed)? to", "able to", "seems?", "imagine",
        "pretend", "we'd", "i'd", "you'd", "it'd", "they'd", "almost", "nearly",
    ),
    Flag.REPORTED: words_pattern(
        "said", "says", "told", "tells", "claim(?:s|ed)?", "according to", "apparently", "allegedly",
        "you (?:promised|agreed|confirmed)",
        "heard", "assured", "informed me", "reportedly",
    ),
}  # fmt: skip

_QUESTIONS = (
    r"(?:(?:have|there are|should you have|need|require)\s+)?(?:any(?:thing)?)\s*(?:further|other|more|else)?\s*"
    r"(?:questions?|queries|concerns|information)?"
)
_REGRET = (
    r"(?:for|about)\s+(?:the|this|that|any|our|my)\s+(?:very\s+|slight\s+"
    r"|long\s+)?(?:delay(?:ed)?(?:\s+(?:in\s+)?(?:payment|reply|response|paying|replying))?"
    r"|late\s+(?:payment|reply|response)|slow\s+(?:payment|reply|response)|oversight|inconvenience|confusion|wait)"
)
_PHRASES = words_pattern(
    r"(?:(?:many|much|kind)\s+)?(?:thanks|thank\s+you)(?:\s+(?:very\s+much|so\s+much|a\s+lot|again|all|in\s+advance"
    r"|kindly))*"
    r"(?:\s+for\s+(?:(?:the|your|this|that|sending|getting)\s+)*(?:kind\s+|friendly\s+|gentle\s+|polite\s+|quick\s+"
    r"|recent\s+)*"
    r"(?:e-?mails?|messages?|reminders?|letter|notes?|patience|understanding|help|reply|response|follow[\s-]?up|time"
    r"|call|heads[\s-]?up"
    r"|nudge|information|prompt|in\s+touch|statement|update)(?:\s+(?:and|regarding\s+this|on\s+this)\b)?)?",
    "much appreciated", "appreciated", "cheers", "ta",
    rf"(?:we\s+|i\s+)?(?:sincerely\s+|do\s+|really\s+|very\s+much\s+)?apologi[sz]e(?:\s+{_REGRET})?",
    rf"(?:with\s+)?(?:our\s+|my\s+|please\s+accept\s+(?:our|my)\s+)?(?:sincere\s+)?apologies(?:\s+{_REGRET})?",
    rf"(?:we(?:\s+are|['’]re)\s+|i(?:\s+am|['’]m)\s+)?(?:very\s+|so\s+|really\s+)?sorry(?:\s+(?:{_REGRET}"
    rf"|about\s+that))?",
    r"(?:i\s+|we\s+)?(?:hope|trust)\s+(?:that\s+)?(?:you(?:\s+are|['’]re)\s+(?:all\s+)?(?:doing\s+|keeping\s+)?well"
    r"|this\s+(?:e-?mail\s+|message\s+)?finds\s+you\s+well"
    r"|all\s+is\s+well|you\s+(?:had|have|are\s+having)\s+a\s+(?:nice|good|great|lovely)\s+(?:day|week|weekend"
    r"|start\s+to\s+the\s+week))",
    r"(?:please\s+)?(?:do\s+not|don['’]t)\s+hesitate\s+to\s+(?:contact|call|ask|get\s+in\s+touch"
    r"|reach\s+out)(?:\s+(?:us|me|to\s+us|to\s+me))?"
    rf"(?:\s+(?:if\s+you|with)\s+{_QUESTIONS})?",
    rf"(?:please\s+)?let\s+(?:me|us)\s+know\s+if\s+(?:you\s+|there\s+are\s+)?{_QUESTIONS}",
    rf"(?:if\s+you|should\s+you)\s+{_QUESTIONS}(?:,?\s+(?:please\s+|just\s+)?(?:let\s+(?:me|us)\s+know|call\s+(?:me"
    rf"|us)|give\s+(?:me|us)\s+a\s+call|ask))?",
    r"any\s+questions,?\s+(?:just|please)\s+(?:ask|call|shout)",
    r"have\s+a\s+(?:nice|good|great|lovely)\s+(?:day|weekend|week|evening|one)", "all the best", "speak soon",
    "take care",
    r"(?:with\s+)?(?:kind(?:est)?|warm|best|many)\s+(?:regards|wishes)", "regards", "best wishes", "best",
    r"yours\s+(?:sincerely|faithfully|truly)",
    "sincerely", r"sent\s+from\s+my\s+\w+", r"get\s+outlook\s+for\s+\w+",
    r"looking\s+forward\s+to\s+hearing\s+from\s+you",
    r"just\s+to\s+let\s+you\s+know(?:\s+that)?",
    r"just\s+a\s+quick\s+(?:note|reply|one)(?:\s+to\s+(?:say|let\s+you\s+know|confirm))?(?:\s+that)?",
    r"(?:(?:we|i)\s+(?:can\s+|would\s+like\s+to\s+|hereby\s+|am\s+happy\s+to\s+|are\s+happy\s+to\s+)?"
    r"|this\s+is\s+to\s+|happy\s+to\s+)"
    r"confirm(?:\s+that)?(?=\s+(?:we|i|the|it|your|both|all|payment|inv))",
    r"please\s+note(?:\s+that)?", r"please\s+be\s+(?:advised|informed|assured)(?:\s+that)?", "for your information",
    "fyi", "just for your records",
    r"as\s+(?:agreed|discussed|promised|mentioned|requested)", "as soon as possible", "if possible", "asap",
    "good news", r"this\s+(?:one\s+)?(?:slipped|fell)\s+through(?:\s+the\s+(?:net|cracks))?", "no problem",
    "no worries",
    r"(?:no|not)\s+later\s+than", "at the latest", "of course",
    r"(?:further\s+to|with\s+reference\s+to|in\s+reply\s+to|in\s+response\s+to|regarding|re"
    r"|with\s+regard\s+to)\s+(?:your|the)\s+(?:e-?mail|message|letter|reminder)(?:\s+below)?",
)  # fmt: skip

ENGLISH = Language(
    code="en",
    common=word_set(
        """
        the and of to is are we you it our your for have has not please will be this that with on by invoice
        payment paid pay thanks thank i can as from would was were been hi hello dear regards yes no sorry they
        there me any more don send my all need get when what ve already sent
        """
    ),
    plain=word_set(
        """
        a an the this these those that of for to in on by before until till at with via and we i you it us our
        ours your yours my me please kindly hereby herewith also too now already just full total whole complete
        entire entirely fully completely amount amounts balance sum sums invoice invoices bill bills inv no nr
        number numbers ref reference re regarding concerning payment payments bank transfer wire bacs sepa chaps
        ach cheque check card account outstanding overdue open latest definitely certainly yes ok okay euro
        euros pound pounds dollar dollars gbp eur usd chf batch morning afternoon evening noon online
        electronically directly immediately includes including covering above below mentioned which attached
        enclosed thereof respective
        """
    ),
    marks=_MARKS,
    greeting=re.compile(
        r"\s*(?:hi|hello|hey|dear|good\s+(?:morning|afternoon|evening|day)|greetings|morning|afternoon)\b"
        r"(?:\s+(?:there|all|team|both|everyone|sir|madam|sirs|or|mr\.?|mrs\.?|ms\.?|dr\.?|colleagues"
        r"|(?-i:[A-Z])[\w'’.-]*)){0,5}"
        r"(?:\s+[\w'’-]+(?=\s*,))?\s*[,!.:–-]*",
        re.IGNORECASE,
    ),
    closing=re.compile(
        r"(?:(?:with\s+)?(?:kind(?:est)?|warm|best|many)\s+(?:regards|wishes)|regards|best|cheers|thanks(?:\s+again"
        r"|\s+a\s+lot)?|thank\s+you|many\s+thanks|all\s+the\s+best"
        r"|yours\s+(?:sincerely|faithfully|truly)|sincerely|speak\s+soon|have\s+a\s+(?:nice|good|great"
        r"|lovely)\s+(?:day|weekend|week|evening))",
        re.IGNORECASE,
    ),
    phrases=_PHRASES,
    cuts=re.compile(
        r"\s(?=(?:but|however|whereas|although|though|except|yet|because|so\s+that|while)\b"
        r"|and\s+(?:then|so|we|i|it|they|he|she|please|this|that|will|have|has|can|could|would|the|invoice|your|our"
        r"|no|not|never|as|is|are|was|[a-z]{0,5}[\s-]?\d))",
        re.IGNORECASE,
    ),
    abbreviations=word_set(
        """
        no nr inv ref mr mrs ms dr ltd inc co corp approx est acc acct incl e.g i.e etc st dept tel attn
        """
    ),
    back=words_pattern("back", r"return(?:s|ing)?", r"in\s+the\s+office\s+(?:again|from|on)", r"available\s+again",
    "resume", r"reachable\s+again"),
    away_until=re.compile(
        r"\b(?:until(?:\s+and\s+including)?|till|through|thru|to|up\s+to|up\s+until|-"
        r"|–)(?:\s+and\s+including)?(?:\s+the)?(?:\s+end\s+of)?\s*$", re.IGNORECASE
    ),
    left=words_pattern(
        r"no\s+longer\s+(?:work(?:s|ing)?|with|employed|at|part)",
        r"(?:has|have)\s+left\s+(?:the\s+(?:company|firm|business)|us|our)",
        r"left\s+the\s+(?:company|firm|business|organi[sz]ation)",
        r"not\s+(?:with|at)\s+\w+\s+any\s*more",
    ),
)  # fmt: skip
