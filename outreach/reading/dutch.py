"""How Dutch and Flemish replies are read: the words that turn a meaning round, and courtesies."""

from __future__ import annotations

import re

from outreach.reading.language import Flag, Language, word_set, words_pattern

_ASKING = (
    r"(?:kan|kunt|kun|kunnen|zou|zouden|zult|wil|wilt|willen|heeft|hebt|is|zijn|was|waren|wordt|worden|mag|mogen|moet"
    r"|moeten|gaat|klopt|staat|weet)\s+(?:u|je|jullie|ik|we|wij|het|er|dit|dat|deze|die|de|dan|ge|gij|mijn|uw|onze"
    r"|iemand)\b"
)
_MARKS = {
    # "Heb ik gisteren gedaan" and "Zal ik doen" are statements that left their first word out, not questions.
    Flag.QUESTION: re.compile(
        rf"\?|^\W*(?:{_ASKING}|zullen\s+(?:we|wij)\b|(?:hebben|gaan)\s+(?:jullie|ze)\b"
        r"|wat(?!\s+(?:\w+\s+)?betreft)\b|waarvoor(?!\s+(?:\w+\s+){0,2}(?:dank|excuses))\b|hoe(?!\s+dan\s+ook)\b"
        r"|(?:wanneer|waarom|welke?|wie|waar|waarmee|of|hoeveel|hoezo)\b)",
        re.IGNORECASE,
    ),
    Flag.NEGATED: words_pattern(
        "niet", "nie", "niets", "niks", "nooit", "nimmer", "niemand", "nergens", "geen", "geenszins", "zonder",
        "onmogelijk", r"weiger\w*", "nee", "neen", "nope", "evenmin", "behalve", "mislukt", "onjuist", "verkeerde?",
        "onwaar", r"ontken\w*", r"(?:be)?twijfel\w*", "amper", "nauwelijks", "afgewezen", "allesbehalve", "vergeet",
    ),
    Flag.CONDITIONAL: words_pattern(
        "als", "indien", "mits", "tenzij", "zodra", "wanneer", "zolang", "zo lang", "nadat", "pas", "eerst", "totdat",
        "zo gauw", "op voorwaarde", "onder (?:voorwaarde|voorbehoud)", "afhankelijk", "hangt af", "gesteld", "stel",
        "tot (?:u|jullie|je|we|wij|ik|dat|er|het|de)", "anders", "dan", "in (?:dat )?geval", "tegen overlegging",
        "na (?:ontvangst|goedkeuring|akkoord|controle|levering|oplevering|herstel|overleg|plaatsing|afronding|betaling"
        "|vrijgave|verwerking|de|het|uw|onze|deze|dit)",
    ),
    Flag.PAST: words_pattern("was", "waren", "had", "hadden", "werd", "werden", "destijds", "vroeger", "toen"),
    Flag.HYPOTHETICAL: words_pattern(
        "zou", "zouden", "zoudt", "kan", "kunnen", "kunt", "kon", "konden", "moet", "moeten", "moest", "moesten", "mag",
        "mogen", "mochte?n?", "wil", "willen", "wilden?", "wou", "hoop", "hopen", "hopelijk", r"probe(?:er|ren)\w*",
        r"tracht\w*", r"stre(?:ef|ven)\w*", "misschien", "wellicht", "eventueel", "evt", "mogelijk", "waarschijnlijk",
        "vermoedelijk", r"verwacht\w*", "denk", "denken", "dachte?n?", "geloof", "volgens mij", "blijkbaar",
        "kennelijk", "schijnbaar", "zogenaamd", "plannen?", "gepland", "van plan", "bedoeling", "bijna", "haast",
        "lijkt", "schijnt", r"wens\w*", "normaal", "normaliter", "in principe", "in beginsel", r"veronderstel\w*",
        "ooit", "weleens", "liefst", "idealiter",
    ),
    Flag.REPORTED: words_pattern(
        "zei", "zeiden", "zegt", "gezegd", "volgens", r"bewe(?:er|ren)\w*", "naar verluidt", "vertelden?", "verteld",
        "meldden?", "beloofd", "beloofden?", "toegezegd", "gehoord", "hoorden?", "aldus", "bevestigde", "meent",
    ),
}  # fmt: skip

_THANKED = (
    r"(?:e-?mail(?:tje)?|mail(?:tje)?|bericht(?:je)?|herinnering|betalingsherinnering|aanmaning|brief|schrijven|info"
    r"|informatie|melding|geduld|begrip|hulp|reactie|antwoord|moeite|toezending|medewerking)"
)
_FOR_IT = rf"(?:\s+(?:voor|om)\s+(?:de|het|uw|je|jouw|jullie)\s+(?:\w+e\s+)?{_THANKED})"
_REGRET = (
    r"(?:\s+voor\s+(?:de|het|mijn|onze|deze)\s+(?:late\s+|trage\s+|verlate\s+)?(?:reactie|antwoord|vertraging|betaling"
    r"|overlast|ongemak|verwarring|vergissing|moeite))"
)
_GREETINGS = (
    r"(?:(?:met\s+)?(?:vriendelijke|hartelijke|beste|collegiale|sportieve)\s+groet(?:en)?|vele\s+groetjes"
    r"|groet(?:en|jes)?|grt|gr|grtjs|mvg|mvrgr|hoogachtend|liefs)"
)
_WISHES = (
    r"(?:(?:nog\s+)?(?:een\s+)?(?:fijne|prettige|goede|mooie|leuke)\s+(?:dag|avond|week|middag|feestdagen)"
    r"|(?:nog\s+)?(?:een\s+)?(?:fijn|prettig|goed)\s+weekend)(?:\s+(?:nog|verder|gewenst|toegewenst))*"
)
_PHRASES = words_pattern(
    rf"(?:heel\s+)?(?:hartelijk\s+|alvast\s+|zeer\s+)*(?:bedankt|dank|dankjewel|dankuwel|merci)"
    rf"(?:\s+(?:u|je|jullie))?(?:\s+wel)?(?:\s+alvast|\s+bij\s+voorbaat)?{_FOR_IT}?",
    rf"(?:wij|we|ik)\s+(?:danken?|bedanken?)\s+(?:u|je|jullie)(?:\s+hartelijk)?{_FOR_IT}?",
    rf"(?:onze\s+|mijn\s+|duizendmaal\s+)?(?:excuses|excuus|sorry|pardon)(?:\s+hoor)?{_REGRET}?",
    rf"(?:wij|we|ik)\s+(?:bieden?)\s+(?:onze|mijn)\s+excuses\s+aan{_REGRET}?", r"het\s+spijt\s+(?:me|mij|ons)",
    rf"neem(?:t\s+u)?\s+(?:me|ons|mij)\s+niet\s+kwalijk{_REGRET}?",
    r"(?:mocht(?:en)?\s+(?:u|je|er|jullie)\s+(?:nog\s+)?vragen\s+(?:hebben|zijn)|(?:heeft\s+u|heb\s+je|bij)\s+"
    r"(?:nog\s+)?(?:eventuele\s+)?vragen),?"
    r"(?:\s+(?:dan\s+)?(?:hoor|horen|neem|bel|mail|laat)\s+(?:\w+\s+){0,3}(?:contact\s+op|weten|graag|gerust|mij|ons))?",
    r"(?:ik\s+|we\s+|wij\s+)?(?:hoop|hopen|hopelijk)\s+(?:dat\s+)?(?:alles|het|gaat\s+alles)\s+(?:gaat\s+)?goed"
    r"(?:\s+(?:is|gaat|met\s+(?:u|je|jullie)))*",
    _GREETINGS, _WISHES, "tot ziens", "tot horens", "sterkte", "succes",
    r"(?:hierbij\s+)?(?:bevestig|bevestigen)\s+(?:ik|wij|we)(?:\s+(?:u|je|jullie|hierbij))?(?:\s*,?\s+dat)?",
    r"(?:ik|wij|we)\s+(?:kan\s+|kunnen\s+)?(?:u\s+|je\s+|jullie\s+)?(?:hierbij\s+)?bevestig(?:en)?(?:\s+(?:u|je|hierbij))*"
    r"(?:\s*,?\s+dat)?",
    r"(?:hierbij\s+)?(?:laat|laten)\s+(?:ik|wij|we)\s+(?:u|je|jullie)\s+weten(?:\s*,?\s+dat)?",
    r"ter\s+info(?:rmatie)?", "voor de goede orde", "fyi",
    r"zoals\s+(?:net\s+|zojuist\s+|eerder\s+|telefonisch\s+|daarnet\s+)*(?:afgesproken|besproken|beloofd|toegezegd"
    r"|overeengekomen|gevraagd|vermeld)",
    r"zo\s+(?:snel|spoedig|vlug|gauw)\s+(?:als\s+)?mogelijk", r"(?:niet|geen\s+dag)\s+later\s+dan", "geen probleem",
    "geen zorgen", "geen punt", "maak je geen zorgen", "goed nieuws", "aub", "a.u.b.", "svp", "s.v.p.",
    r"(?:verstuurd|verzonden)\s+(?:vanaf|met|via)\s+(?:mijn|outlook)\s*\w*",
    rf"(?:in\s+antwoord\s+op|naar\s+aanleiding\s+van|n\.a\.v\.|onder\s+verwijzing\s+naar|met\s+betrekking\s+tot)\s+"
    rf"(?:uw|je|jullie)\s+(?:\w+e\s+)?{_THANKED}",
)  # fmt: skip

DUTCH = Language(
    code="nl",
    common=word_set(
        """
        de het een en van dat is niet we wij ik uw je u jullie te voor op aan zijn wordt hebben heeft heb deze dit
        ook nog maar bij naar kan geen factuur facturen betaling betalen betaald betaal betaalt bedankt groet groeten
        vriendelijke beste geachte graag alvast wel al zal zullen gaat komt dag hallo goedemorgen goedemiddag ja nee
        overgemaakt voldaan gestort maak maken om tot met jouw onze ons mijn hij ze moet gaan staat krijgt stuur
        rekening allebei gisteren volgende nooit niets zodra bedrag ontvangen ontvangt uit was afgesproken dagen weer
        """
    ),
    plain=word_set(
        """
        de het 't een 'n die dat deze dit van voor op in aan met bij per tot te via door over naar en ook al reeds nu
        hierbij u uw je jouw jullie ik we wij ons onze mijn er hem ze graag alstublieft alsjeblieft aub svp natuurlijk
        uiteraard vanzelfsprekend zeker gewoon factuur facturen factuurnummer nota nota's rekening rekeningen bedrag
        bedragen factuurbedrag factuurbedragen betaling betalingen overboeking overschrijving saldo openstaand
        openstaande uitstaande verschuldigde volledig volledige geheel gehele totaal totale totaalbedrag nr nummer euro
        eur uiterlijk ja jazeker oke oké ok direct meteen onmiddellijk seffens spoedig nog bank bankoverschrijving
        online elektronisch automatisch inclusief incl btw genoemde bovengenoemde vermelde bovenstaande betreffende
        omgaande namens tegen alles
        """
    ),
    marks=_MARKS,
    greeting=re.compile(
        r"\s*(?:beste|geachte|hallo|hoi|hey|hi|dag|goede(?:n|r)?dag|goede[nm]?\s?(?:morgen|middag|avond)"
        r"|goei(?:e|en)\s?(?:morgen|middag|avond|dag)|lieve|moi|l\.?s\.?(?=[,\s])|mijne\s+heren)\b"
        r"(?:[^\S\n]+(?:heer|mevrouw|meneer|mevr\.?|mw\.?|dhr\.?|heren|dames|allen|allemaal|iedereen|collega(?:['’]s)?"
        r"|team"
        r"|en|/|van|de|der|den|familie|relatie|(?-i:[A-Z])[\w'’.-]*)){0,6}"
        r"(?:[^\S\n]+[\w'’-]+(?=\s*,))?\s*[,!.:–-]*",
        re.IGNORECASE,
    ),
    closing=re.compile(
        rf"(?:{_GREETINGS}|(?:alvast\s+|hartelijk\s+|heel\s+erg\s+)?(?:bedankt|dank(?:\s+(?:u|je)(?:\s+wel)?)?|merci)"
        rf"(?:\s+alvast)?|{_WISHES}|tot\s+ziens)",
        re.IGNORECASE,
    ),
    phrases=_PHRASES,
    cuts=re.compile(
        r"\s(?=(?:maar|echter|hoewel|terwijl|omdat|want|doch|aangezien|behalve|alleen\s+(?:is|zijn|de|het))\b"
        r"|en\s+(?:we|wij|ik|het|ze|zij|hij|gelieve|graag|de|die|dat|deze|factuur|uw|onze|hebben|heb|zullen|zal|wordt"
        r"|worden|is|zijn|maak|maken|betaal|betalen|niet|geen|nooit|dan|[a-z]{0,5}[\s-]?\d))",
        re.IGNORECASE,
    ),
    abbreviations=word_set(
        """
        nr fact ref dhr mw mevr mr dr ir drs ca bijv evt incl excl t.a.v t.n.v o.v.v i.v.m m.b.t n.a.v d.d a.u.b s.v.p
        b.v n.v e.d enz tel blz resp ong max min afd
        """
    ),
    back=words_pattern(
        "terug", "weerom",
        r"(?:weer|opnieuw)\s+(?:aanwezig|bereikbaar|beschikbaar|op\s+kantoor|op\s+de\s+zaak|in\s+dienst|aan\s+het\s+werk"
        r"|open|geopend|te\s+bereiken|paraat|voor\s+u\s+klaar)",
    ),
    away_until=re.compile(
        r"(?:\b(?:tot(?:\s+en\s+met|\s+en\s+mét)?|t/m|t\.e\.m\.?|tem|tm)(?:\s+(?:het|de|einde?(?:\s+van)?))?|-|–)\s*$",
        re.IGNORECASE,
    ),
    left=words_pattern(
        r"niet\s+(?:meer|langer)\s+(?:\w+\s+){0,3}(?:werkzaam|in\s+dienst|actief|verbonden|bij\s+ons|in\s+ons\s+bedrijf)",
        r"werk(?:t|zaam)?\s+(?:\w+\s+){0,3}niet\s+meer", r"uit\s+dienst(?:\s+getreden)?",
        r"(?:het\s+bedrijf|ons\s+bedrijf|de\s+organisatie|onze\s+organisatie|ons|de\s+firma)\s+(?:heeft\s+)?verlaten",
    ),
)  # fmt: skip
