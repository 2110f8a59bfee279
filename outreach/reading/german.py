"""How German replies are read: the words that turn a meaning round, and courtesies."""

from __future__ import annotations

import re

from outreach.reading.language import Flag, Language, word_set, words_pattern

_MARKS = {
    Flag.QUESTION: re.compile(
        r"\?|^\W*(?:(?:kann|können|könnten|würden|werden|haben|hat|ist|sind|wird|soll|sollen|dürfen|darf|wäre)\s+"
        r"(?:Sie|wir|ich|es|ihr|du|die|der|das|man)\b|(?:wann|warum|wieso|weshalb|wie|welche\w?|wo|wer|ob)\b)",
        re.IGNORECASE,
    ),
    Flag.NEGATED: re.compile(
        r"(?<!\w)(?:nicht|nichts|kein(?:e[nmrs]?)?|nie(?:mals|mand\w*)?|weder|ohne|unmöglich|verweiger\w*|"
        r"ablehn\w*|lehnen|lehne|keinesfalls|keineswegs|mitnichten|nö|nee|nein|fehlgeschlagen|falsch|außer)(?!\w)",
        re.IGNORECASE,
    ),
    Flag.CONDITIONAL: words_pattern(
        "wenn", "falls", "sofern", "sobald", "soweit", "vorausgesetzt", "unter der (?:Bedingung|Voraussetzung|Annahme)",
        "nachdem", "erst", "im Falle?", "insofern", "solange", "andernfalls", "sonst",
        "bis (?:Sie|wir|die|der|das|dahin|ihr)",
        "nach (?:Erhalt|Eingang|Prüfung|Freigabe|Klärung|Rücksprache|Abschluss|Lieferung|der|dem|Ihrer|Vorlage"
        "|Erledigung)",
        "abhängig", "vorbehaltlich", "gegen (?:Vorlage|Gutschrift|Nachweis)", "dann",
    ),
    Flag.PAST: words_pattern("war", "waren", "hatte", "hatten", "wurde", "wurden", "damals", "früher"),
    Flag.HYPOTHETICAL: words_pattern(
        "würden?", "könnten?", "sollten?", "möchten?", "müssten?", "müssen", "muss", "dürften?", r"hoff\w+",
        r"versuch\w*",
        "bemühen", "bemühe", "wollten?", "wollen", "eventuell", "evtl", "vielleicht", "vermutlich", "wahrscheinlich",
        "hätten?",
        "voraussichtlich", "möglicherweise", "denken?", "dachten?", "glauben?", "wohl", "planen", "plane", "geplant",
        "wäre[n]?",
        r"beabsichtig\w+", "anscheinend", "scheinbar", "angenommen", r"wünsch\w+", "fast", "beinahe", "können", "kann",
    ),
    Flag.REPORTED: words_pattern(
        "sagte[n]?", "sagt", "laut", "angeblich", r"behaupte\w+", "teilte[n]?", "soll", "sollen", "gehört", "zugesagt",
        "zugesichert", "versprochen",
    ),
}  # fmt: skip

_REGRET = (
    r"(?:für\s+|wegen\s+)?(?:die|der|das|unsere|meine)\s+(?:späte\s+|verspätete\s+|lange\s+)?"
    r"(?:Verspätung|Verzögerung|Umstände|Unannehmlichkeiten|Versehen|Antwort|Rückmeldung|Zahlung)"
)
_THANKED = (
    r"(?:E-?Mails?|Mails?|Nachrichten?|Erinnerung|Zahlungserinnerung|Mahnung|Schreiben|Info|Information|Hinweis|Geduld|"
    r"Verständnis|Hilfe|Rückmeldung|Antwort|Mühe|Zusendung|Bemühungen)"
)
_PHRASES = words_pattern(
    r"(?:vielen|besten|herzlichen|lieben|schönen)\s+Dank(?:\s+(?:im\s+Voraus|vorab))?"
    rf"(?:\s+für\s+(?:die|den|das|Ihre?n?|eure?n?|deine?n?)\s+(?:\w+e[ns]?\s+)?{_THANKED})?",
    r"(?:wir\s+|ich\s+)?(?:danken?|bedanken?)(?:\s+(?:Ihnen|uns|mich|dir|euch))?(?:\s+(?:recht\s+"
    r"|sehr\s+)?(?:herzlich|sehr|schön))?"
    rf"(?:\s+für\s+(?:die|den|das|Ihre?n?|eure?n?"
    rf"|deine?n?)\s+(?:\w+e[ns]?\s+)?{_THANKED})?(?:\s+und\s+Ihr\s+Verständnis)?",
    rf"(?:wir\s+|ich\s+)?(?:bitten?(?:\s+(?:Sie|vielmals))?\s+(?:um\s+Entschuldigung|um\s+Verständnis"
    rf"|{_REGRET}\s+zu\s+entschuldigen)"
    r"|entschuldigen?\s+(?:uns|mich))",
    rf"(?:bitte\s+)?entschuldig(?:en|e|t)(?:\s+Sie)?(?:\s+bitte)?(?:\s+{_REGRET})?",
    rf"Entschuldigung(?:\s+{_REGRET})?", r"(?:es\s+)?tut\s+(?:mir|uns)\s+leid", rf"sorry(?:\s+{_REGRET})?",
    r"(?:bei|für)\s+(?:weitere[n]?\s+)?(?:Rück)?fragen\s+(?:stehen\s+wir"
    r"|stehe\s+ich)\s+(?:Ihnen\s+)?(?:jederzeit\s+)?(?:gerne?\s+)?zur\s+Verfügung",
    r"bei\s+(?:Rück)?fragen\s+(?:bitte\s+|gerne?\s+)?(?:melden|melde)(?:\s+Sie\s+sich)?(?:\s+(?:bitte|gerne?))?",
    r"(?:ich\s+|wir\s+)?hoffen?,?\s+(?:es|dass\s+es)\s+(?:geht\s+)?Ihnen\s+gut(?:\s+geht)?",
    r"(?:mit\s+)?(?:freundlichen|freundlichem|besten|herzlichen|lieben|vielen|schönen)\s+Gr(?:ü|ue)(?:ß|ss)(?:en|e)?",
    r"(?:viele|beste|herzliche|liebe|schöne|freundliche)\s+Gr(?:ü|ue)(?:ß|ss)e", r"Gr(?:ü|ue)(?:ß|ss)e?", "mfg", "vg",
    "lg", "Gruß",
    r"(?:(?:ich\s+|wir\s+)?w(?:ü|ue)nschen?(?:\s+Ihnen)?\s+)?(?:einen\s+)?sch(?:ö|oe)ne[ns]?\s+(?:Tag|Abend"
    r"|Woche(?:nende)?)(?:\s+noch)?",
    r"danke(?:\s+(?:sehr|schön|Ihnen|dir))?"
    rf"(?:\s+für\s+(?:die|den|das|Ihre?n?)\s+(?:\w+e[ns]?\s+)?{_THANKED})?",
    r"(?:(?:wir|ich)\s+(?:(?:können|kann)\s+)?(?:Ihnen\s+)?(?:hiermit\s+|gerne?\s+)?best(?:ä|ae)tigen?(?:\s+(?:Ihnen"
    r"|hiermit))*"
    r"|(?:hiermit\s+|gerne?\s+)?(?:best(?:ä|ae)tigen?\s+(?:wir|ich)|kann\s+ich)(?:\s+Ihnen)?(?:\s+best(?:ä"
    r"|ae)tigen)?),?(?:\s+dass)?",
    r"(?:wir\s+|ich\s+)?teilen?\s+Ihnen\s+(?:hiermit\s+)?mit,?(?:\s+dass)?", r"zu\s+Ihrer\s+Information", r"zur\s+Info",
    r"(?:wie|so\s+wie)\s+(?:besprochen|vereinbart|zugesagt|angekündigt|versprochen|telefonisch\s+besprochen)",
    r"(?:so\s*bald|so\s+schnell|so\s+rasch|schnellst)\s*(?:wie\s+möglich|möglich)", r"nicht\s+später\s+als",
    r"kein\s+Problem", r"keine\s+Sorge",
    r"gesendet\s+von\s+meinem\s+\w+", r"von\s+meinem\s+\w+\s+gesendet",
    r"(?:bezugnehmend\s+auf|Bezug\s+nehmend\s+auf|in\s+Bezug\s+auf|auf)\s+Ihre?n?\s+(?:\w+e[ns]?\s+)?(?:E-?Mail|Mail"
    r"|Nachricht|Schreiben|Mahnung|Erinnerung|Zahlungserinnerung)",
)  # fmt: skip

GERMAN = Language(
    code="de",
    common=word_set(
        """
        der die das und ist wir sie ich ihr ihre ihnen unser nicht bitte wird werden haben hat am zum bis den
        dem mit für rechnung zahlung danke vielen dank hallo grüße grüßen auf von ein eine noch bereits schon
        zahlen bezahlt überwiesen es guten tag sehr geehrte kein keine nein ja im vom mich mir uns du dir euch dein
        sind war wurde worden waren kann können wenn aber auch nur dann schon bitten freitag montag heute morgen
        gestern woche monat geld betrag rechnungen wäre könnten nie nichts über aus bei ordnung erst immer dieser diese
        dieses
        """
    ),
    plain=word_set(
        """
        der die das den dem des ein eine einen einem einer wir ich uns unser unsere unserer unserem unseren mein
        meine sie ihnen ihr ihre ihrer ihrem ihren euch eure eurer du dir dich deine es auf von vom zum zur für
        mit per am bis an in im bei und auch bereits schon jetzt nun hiermit bitte gerne natürlich
        selbstverständlich rechnung rechnungen betrag beträge zahlung zahlungen überweisung konto
        rechnungsbetrag gesamtbetrag rechnungsnummer summe gesamtsumme offene offenen offener ausstehende
        ausstehenden fällige fälligen gesamte gesamten volle vollen voller vollem höhe vollständig komplett nr
        nummer re euro eur chf usd spätestens ja ok okay lastschrift bank banküberweisung sofort umgehend
        unverzüglich online elektronisch inklusive inkl mwst sofortüberweisung noch heutigem heutigen tag
        alles zahllauf rg oben genannte genannten genannter o.g og diese dieser diesen dieses
        """
    ),
    marks=_MARKS,
    greeting=re.compile(
        r"\s*(?:hallo|hi|moin(?:\s+moin)?|servus|grüß\s+gott|grüezi|liebe[rs]?|sehr\s+geehrte[rs]?|guten\s+(?:tag"
        r"|morgen|abend)|werte[rs]?)\b"
        r"(?:[^\S\n]+(?:frau|herr|herrn|dr\.?|prof\.?|damen|und|herren|zusammen|team|kollegen|kolleginnen|liebe[rs]?"
        r"|geehrte[rs]?|sehr|(?-i:[A-ZÄÖÜ])[\w'’.-]*)){0,6}"
        r"(?:[^\S\n]+[\w'’-]+(?=\s*,))?\s*[,!.:–-]*",
        re.IGNORECASE,
    ),
    closing=re.compile(
        r"(?:(?:mit\s+)?(?:freundlichen|freundlichem|besten|herzlichen|lieben|vielen|schönen)\s+Gr(?:ü|ue)(?:ß"
        r"|ss)(?:en|e)?"
        r"|(?:viele|beste|herzliche|liebe|schöne|freundliche)\s+Gr(?:ü|ue)(?:ß|ss)e|Gr(?:ü|ue)(?:ß|ss)e?|mfg|vg|lg"
        r"|(?:(?:freundlicher|lieber|schöner|bester)\s+)?Gru(?:ß|ss)"
        r"|danke|vielen\s+dank|besten\s+dank"
        r"|(?:einen\s+)?schöne[ns]?\s+(?:Tag|Abend|Woche(?:nende)?)(?:\s+noch)?)",
        re.IGNORECASE,
    ),
    phrases=_PHRASES,
    cuts=re.compile(
        r"\s(?=(?:aber|jedoch|allerdings|sondern|obwohl|während|weil|da\s+(?:die|der|das|wir|uns|Sie|es)|denn|außer"
        r"|doch)\b"
        r"|und\s+(?:wir|ich|es|sie|er|bitte|die|der|das|diese|dieser|Rechnung|Ihre|unsere|haben|werden|wird|ist|sind"
        r"|nicht|kein\w*|dann|[a-z]{0,5}[\s-]?\d))",
        re.IGNORECASE,
    ),
    abbreviations=word_set(
        """
        nr rg re hr fr dr prof ca bzw inkl exkl zzgl ggf evtl z.b d.h u.a i.h.v st str abs tel usw o.g lt
        """
    ),
    back=words_pattern(r"zurück",
    r"wieder\s+(?:im\s+Büro|erreichbar|da|für\s+Sie|im\s+Haus|verfügbar|anwesend|im\s+Dienst|persönlich)",
    r"zurückkehren", "erreichen Sie mich wieder", "wieder"),
    away_until=re.compile(
        r"\b(?:bis|bis\s+(?:einschließlich|inklusive|inkl\.|einschl\.)|bis\s+(?:zum|einschließlich\s+(?:den|dem)?)|-"
        r"|–|bis\s+(?:einschließlich\s+)?(?:zum|dem|den|Ende))\s*$",
        re.IGNORECASE,
    ),
    left=words_pattern(
        r"nicht\s+mehr\s+(?:im\s+Unternehmen|in\s+der\s+Firma|für|bei|tätig|in\s+unserem|im\s+Hause?)",
        r"(?:das\s+Unternehmen|die\s+Firma|unser\s+Haus|uns)\s+verlassen", "ausgeschieden",
    ),
)  # fmt: skip
