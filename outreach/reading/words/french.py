"""How French writes days and invoices, in France, Belgium and Switzerland."""

from __future__ import annotations

import re

from outreach.reading.language import words_pattern
from outreach.reading.names import months_of, short_weekdays_of, weekdays_of
from outreach.reading.words.vocabulary import DayWords, Vocabulary, counted, day_words, folded_pattern

_NUMBERS = counted(
    """
    un/une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit
    dix-neuf vingt vingt_et_un/vingt-et-un vingt-deux vingt-trois vingt-quatre vingt-cinq vingt-six vingt-sept
    vingt-huit vingt-neuf trente trente_et_un/trente-et-un
    """
)

_DAYS = day_words(
    DayWords(
        code="fr",
        months=months_of("fr", {"jan": 1, "fev": 2, "avr": 4, "jui": 6, "jul": 7, "sep": 9}),
        weekdays=weekdays_of("fr"),
        short_weekdays=short_weekdays_of("fr"),
        numbers=_NUMBERS | {"quarante-cinq": 45, "soixante": 60, "une quinzaine de": 14, "une dizaine de": 10},
        spelled_days=_NUMBERS | {"premier": 1},
        nth=counted("premier/première/1er deuxième/second/seconde/2e troisième/3e quatrième/4e")
        | {"dernier": -1, "dernière": -1},
        today={
            "aujourd'hui": 0, "ce jour": 0, "ce jour même": 0, "aujourd'hui même": 0, "ce soir": 0, "cet après-midi": 0,
            "cet aprem": 0, "ce matin": 0, "tout à l'heure": 0, "dans la journée": 0, "en cours de journée": 0,
            "aujourdhui": 0, "auj": 0, "demain": 1, "dès demain": 1, "demain matin": 1, "demain à la première heure": 1,
            "après-demain": 2, "après demain": 2, "apres-demain": 2, "hier": -1, "avant-hier": -2,
            "sous huitaine": 8, "sous huit jours": 8, "sous quinzaine": 15, "d'ici une quinzaine": 14,
            "dans la quinzaine": 14, "dans la huitaine": 7, "demain en huit": 8, "sous vingt-quatre heures": 1,
        },
        end_of_day=("fin de journée", "fin de la journée", "ce soir dernier délai", "fin d'après-midi", "eod", "cob",
                    "la fin de journée"),
        feasts={
            "pâques": "easter", "lundi de pâques": "easter monday", "le week-end de pâques": "easter",
            "vendredi saint": "good friday", "pentecôte": "whitsun", "lundi de pentecôte": "whit monday",
            "ascension": "ascension", "noël": "christmas", "nouvel an": "new year", "jour de l'an": "new year",
            "saint-sylvestre": "new year's eve", "épiphanie": "epiphany", "fête du travail": "labour day",
            "14 juillet": "bastille day", "assomption": "assumption", "toussaint": "all saints",
            "armistice": "armistice", "fête nationale": "national day", "mardi gras": "carnival",
            "jour férié": "bank holiday", "fêtes de fin d'année": "new year", "fêtes": "new year",
            "saint-nicolas": "st nicholas", "réveillon": "christmas eve",
        },
        week="semaine|sem",
        weekend="week-end|weekend|week end",
        month="mois",
        quarter="trimestre",
        year="année|an|exercice",
        hours="heure|heures|h",
        days="jour|jours|j",
        weeks="semaine|semaines",
        months_long="mois",
        workdays="jo",
        fortnights="quinzaine|quinzaines",
        month_ends=("fdm", "eom"),
        week_ends=("fin de semaine", "eow"),
        week_number="semaine|sem|s",
        end=r"(?:toute\s+)?fin|dernier\s+jour(?:\s+ouvr[ée]+)?|terme",
        late=r"vers\s+la\s+fin|courant\s+deuxième\s+quinzaine|deuxième\s+quinzaine|seconde\s+quinzaine"
             r"|deuxième\s+(?:moitié|partie)|seconde\s+(?:moitié|partie)",
        mid=r"mi|milieu|première\s+quinzaine|première\s+moitié|moitié",
        early=r"début|(?:tout\s+)?début|commencement|premier\s+jour(?:\s+ouvr[ée]+)?",
        next=r"prochaine?|suivante?",
        coming=r"qui\s+vient|à\s+venir|qui\s+arrive|prochains|prochaines",
        this=r"ce|cette|cet|courante?|en\s+cours|ci",
        last=r"derni(?:er|ère)|passée?|précédente?|écoulée?",
        link=r"de\s+|du\s+|des\s+|la\s+|le\s+|l'|d'|de\s+l'|au\s+|en\s+|les\s+|l'\s?|à\s+la\s+",
        day_next=r"prochain",
        mark=r"er|ème|eme|e",
        needs_mark=False,
        lead=r"(?:(?:jusqu'|d'ici\s+|avant\s+|pour\s+|dès\s+|vers\s+|à\s+partir\s+d?e?\s?|à\s+compter\s+d?e?\s?"
             r"|au\s+plus\s+tard\s+)?"
             r"(?:le|au|du)|et|ou)\s+",
        not_a_day=r"heures?|h\b|jours?|factures?|euros?|rappels?|relances?|paiements?|versements?|acomptes?|mails?"
                  r"|fois|points?"
                  r"|pour\s+cent|trimestres?|semestres?|semaines?|mensualités?|échéances?|virements?|étages?"
                  r"|articles?"
                  r"|livraisons?|commandes?|lots?|bons?|lignes?|messages?|courriers?|tranches?|mille|chèques?|mois",
        daytime=r"matin|après-midi|apres-midi|soir|midi|aprem|au\s+plus\s+tard|dernier\s+délai|(?:à|avant|vers)\s+"
                r"(?:\d{1,2}\s?h(?:\d\d)?|midi)|dans\s+la\s+(?:journée|matinée|soirée)"
                r"|en\s+(?:fin\s+de\s+)?(?:journée|matinée)",
        within=r"sous|dans\s+(?:un\s+délai\s+de|les|le\s+délai\s+de|un\s+délai\s+maximum\s+de)|d'ici\s+(?=\d)"
               r"|en\s+moins\s+de"
               r"|au\s+cours\s+des",
        loosely=r"dans(?:\s+environ)?|d'ici(?:\s+à)?|encore|laissez(?:-nous|-moi)",
        from_now=r"à\s+compter\s+(?:de\s+ce\s+jour|d'aujourd'hui)|à\s+partir\s+(?:de\s+ce\s+jour|d'aujourd'hui"
                 r"|de\s+maintenant)",
        work=r"ouvr[ée]s?|ouvrables?",
        span_of=r"après|à\s+compter\s+(?:de\s+la|du|de\s+r)|à\s+réception|dès|suivant|fin\s+de\s+mois|net"
                r"|date\s+de\s+facture"
                r"|de\s+retard|à\s+partir\s+(?:de\s+la|du)|qui\s+suivent|de\s+délai",
        week_later=r"en\s+huit",
        fortnight_later=r"en\s+quinze",
        later=r"plus\s+tard|après(?=\s*(?:[.,;:!)]|$))",
        following=r"(?!)",
        after_that=r"suivante?|d'après|après(?=\s*(?:[.,;:!)]|$))",
        before_that=r"d'avant|avant(?=\s*(?:[.,;:!)]|$))|précédent",
        next_day=r"(?:le\s+)?lendemain",
        day_before=r"la\s+veille",
        in_month=r"(?:en|courant|dans\s+le\s+courant\s+d[eu']\s?|au\s+mois\s+d[e']\s?|d'ici|pour"
                 r"|au\s+cours\s+(?:du\s+mois\s+)?d[e']\s?"
                 r"|fin)\s*(?:le\s+mois\s+d[e']\s?)?",
        before=r"avant|avant\s+d'?",
        after=r"après|passé|au\s+lendemain\s+d[eu']?|dès\s+le\s+lendemain\s+d[eu']?",
        on=r"le\s+|pour\s+|au\s+|avant\s+|,\s*|\(|en\s+",
        to=r"à|au|jusqu'au",
        either=r"ou|soit|voire",
        both=r"et",
        between=r"entre(?:\s+le)?|soit|du",
        rejects=r"(?:non\s+)?pas|non",
        corrects=r"non|pardon|désolée?|plutôt|enfin|erratum|correction|ou\s+plutôt|je\s+veux\s+dire|oups"
                 r"|excusez(?:-moi)?|en\s+fait"
                 r"|euh|je\s+corrige|ou\s+mieux|rectification|disons",
        since=r"après|à\s+compter\s+d[ue]|à\s+partir\s+d[ue]|suivant",
        week_of=r"(?:la\s+)?semaine\s+(?:du|commençant|débutant)(?:\s+le)?|sem\.?\s+du",
    )
)  # fmt: skip

FRENCH = Vocabulary(
    code="fr",
    days=_DAYS,
    date_refers=folded_pattern(
        r"(?<!virement )(?<!virements )(?<!paiement )(?<!paiements )(?<!règlements )(?<!campagne )(?<!lot )"
        r"(?<!partir )"
        r"(?<!compter )(?<!au plus tard )(?<!train )\b(?:du|(?:datée?s?|émise?s?|reçue?s?|échue?s?|envoyée?s?"
        r"|livrée?s?|due?s?|exigibles?|facturées?|échéance"
        r"|mail|e-?mail|courriel|message|relance|courrier|rappel|appel|entretien|conversation|commande|livraison"
        r"|réunion)"
        r"(?:\s+(?:en\s+date|reçue?|téléphonique))?\s+(?:du|au|le|de|d'|depuis)|en\s+date\s+du|depuis(?:\s+le)?"
        r"|\bfactures?\s+(?:du|de|d')"  # "la facture le 20 mars" is paid on that day
        r"|échéant\s+le"
        r"|de\s+retour(?:\s+(?:le|au|à\s+partir\s+du))?|absente?\s+jusqu'au|rentrerai\s+le)\s*$",
    ),
    date_is_vague=folded_pattern(
        r"(?<!\w)(?:après|vers|environ|aux\s+alentours|à\s+partir|autour|courant|entre|pas\s+avant|dès|ou|et"
        r"|peut-être"
        r"|probablement|normalement)(?:\s+(?:le|du|de))*\s+$",
    ),
    date_describes=folded_pattern(r"\s+(?:factures?|échéance|commande)\b"),
    invoice_word=r"(?:factures?|fact|facs?|fa|n°|no|num|numéros?|réf|référence|pièce)\b\.?|n°|nº|#",
    groups=re.compile(
        r"(?<!\w)(?:(?P<both>(?:toutes\s+)?les\s+(?:2|deux)(?:\s+factures)?|l'une\s+et\s+l'autre)"
        r"|(?P<others>les\s+(?:autres|(?P<n>deux|trois|quatre|cinq|\d)\s+(?:autres|restantes))(?:\s+factures)?"
        r"|l'autre(?:\s+facture)?|le\s+reste\s+des\s+factures)"
        r"|(?P<all>toutes\s+(?:(?:les|vos|nos|ces)\s+)?(?:(?P<m>trois|quatre|cinq|\d)\s+)?factures"
        r"|(?:toutes\s+)?les\s+(?P<k>trois|quatre|cinq|\d)(?:\s+factures)?|l'ensemble\s+(?:de\s+(?:vos|nos|ces)"
        r"|des)\s+factures"
        r"|vos\s+factures|la\s+totalité))(?!\w)",
        re.IGNORECASE,
    ),
    singular=words_pattern(r"(?:la|cette|votre|ladite)\s+(?:\w+\s+)?facture", r"elle\s+(?:est|sera)", "celle-ci",
    "une facture"),
)  # fmt: skip
