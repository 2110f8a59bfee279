"""How Italian writes days and invoices."""

from __future__ import annotations

import re

from outreach.reading.language import words_pattern
from outreach.reading.names import months_of, short_weekdays_of, weekdays_of
from outreach.reading.words.vocabulary import DayWords, Vocabulary, counted, day_words, folded_pattern

_NUMBERS = counted(
    """
    un/uno/una due/un_paio_di/paio_di tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici
    quindici sedici diciassette diciotto diciannove venti ventuno ventidue ventitré ventiquattro venticinque ventisei
    ventisette ventotto ventinove trenta trentuno
    """
)
_WEEKDAYS = weekdays_of("it")

_DAYS = day_words(
    DayWords(
        code="it",
        months=months_of("it", {"sett": 9, "genn": 1, "febb": 2, "sep": 9}),
        weekdays=_WEEKDAYS | {name.replace("dì", "di'"): day for name, day in _WEEKDAYS.items()},
        short_weekdays=short_weekdays_of("it"),
        numbers=_NUMBERS | {"quarantacinque": 45, "sessanta": 60, "una decina di": 10, "una quindicina di": 15},
        spelled_days=_NUMBERS | {"primo": 1, "otto": 8},
        nth=counted("primo/prima secondo/seconda terzo/terza quarto/quarta") | {"ultimo": -1, "ultima": -1},
        today={
            "giornata odierna": 0, "in giornata": 0,
            "oggi": 0, "oggi stesso": 0, "stasera": 0, "questa sera": 0, "questo pomeriggio": 0,
            "stamattina": 0, "stamani": 0, "stamane": 0, "nel pomeriggio": 0, "in data odierna": 0, "data odierna": 0,
            "nella giornata di oggi": 0, "entro la giornata": 0, "in serata": 0, "oggi pomeriggio": 0,
            "domani": 1, "domattina": 1, "domani mattina": 1, "già domani": 1, "domani in giornata": 1,
            "domani a prima mattina": 1, "dopodomani": 2, "dopo domani": 2, "ieri": -1, "l'altro ieri": -2,
            "oggi a otto": 7, "domani a otto": 8, "giornata di domani": 1, "prima cosa domani": 1,
        },
        end_of_day=("fine giornata", "fine della giornata", "fine serata", "chiusura degli uffici", "eod",
                    "fine del giorno"),
        feasts={
            "san giuseppe": "st joseph", "festa del papà": "st joseph",
            "pasqua": "easter", "pasquetta": "easter monday", "lunedì dell'angelo": "easter monday",
            "venerdì santo": "good friday", "giovedì santo": "maundy thursday", "pentecoste": "whitsun",
            "natale": "christmas", "vigilia di natale": "christmas eve", "vigilia": "christmas eve",
            "santo stefano": "boxing day", "s. stefano": "boxing day", "capodanno": "new year",
            "san silvestro": "new year's eve", "epifania": "epiphany", "befana": "epiphany", "ferragosto": "assumption",
            "primo maggio": "may day", "festa dei lavoratori": "may day", "festa della repubblica": "republic day",
            "ognissanti": "all saints", "immacolata": "immaculate conception", "liberazione": "liberation",
            "carnevale": "carnival", "martedì grasso": "carnival", "le feste": "epiphany", "le festività": "epiphany",
            "il ponte": "bank holiday", "san giovanni": "st john", "ceneri": "ash wednesday",
        },
        week="settimana|sett",
        weekend="fine settimana|weekend|week-end|finesettimana",
        month="mese",
        quarter="trimestre",
        year="anno|esercizio",
        hours="ora|ore|h",
        days="giorno|giorni|gg",
        weeks="settimana|settimane|sett",
        months_long="mese|mesi",
        workdays="gglav",
        month_ends=("fine mese", "f.m", "eom", "fine del mese", "finemese"),
        week_ends=("eow", "fine della settimana"),
        week_number="settimana|sett|sett n",
        end=r"fine|(?:alla\s+)?chiusura|termine|ultimo\s+giorno(?:\s+lavorativo)?",
        late=r"verso\s+(?:la\s+)?fine|seconda\s+metà|tarda",
        mid=r"metà|prima\s+metà|mezz[oa]|prima\s+quindicina",
        early=r"inizi[oo]?|inizio|inizi|primi(?:\s+giorni)?|principio|primo\s+giorno(?:\s+lavorativo)?",
        next=r"prossim[oaie]|successiv[oa]|seguente|entrante|p\.?v",
        coming=r"che\s+viene|che\s+verrà|entrante",
        this=r"quest[oa]|corrente|in\s+corso|di\s+quest[oa]|c\.?m|u\.?s",
        last=r"scors[oa]|passat[oa]|ultim[oa]|precedente",
        link=r"di\s+|del\s+|della\s+|dello\s+|il\s+|la\s+|lo\s+|i\s+|le\s+|d'|dell'|all'|nell'|l'|al\s+|nel\s+"
             r"|nella\s+|di\s+quest'"
             r"|quest'|in\s+|a\s+|dei\s+|delle\s+",
        day_next=r"p\.?\s?v|prossimo",
        mark=r"º|°|o(?=\s)",
        needs_mark=False,
        lead=r"(?:(?:entro|per|prima\s+del|dopo|verso|circa|intorno|fino|non\s+oltre|a\s+partire)\s+){0,3}"
             r"(?:(?:il\s+giorno|il|al|del|dal|giorno|i\s+giorni)\s+|(?:l'|all'|dell'|dall')|(?:e|o)\s+(?:il\s+)?)",
        day_word=r"giorno",
        not_a_day=r"fatture|fattura|euro|giorni|gg|ore|h\b|per\s+cento|solleciti|sollecito|pagament[io]|settimane"
                  r"|mesi|rate|rata|acconti"
                  r"|punti|ordini|consegne|bonifici|mila|volte|mail|e-mail|trimestre|anni",
        daytime=r"mattina|pomeriggio|sera|in\s+mattinata|in\s+giornata|in\s+serata|nel\s+pomeriggio"
                r"|al\s+più\s+tardi|mattino"
                r"|(?:alle|entro\s+le)\s+(?:ore\s+)?\d{1,2}(?:[:.]\d\d)?",
        within=r"entro(?:\s+e\s+non\s+oltre)?|nell'arco\s+di|nel\s+giro\s+di|(?:in|entro)\s+un\s+termine\s+di"
               r"|non\s+oltre"
               r"|nel\s+termine\s+di|in\s+meno\s+di|nei|nelle|al\s+massimo\s+(?:in|entro)",
        loosely=r"tra|fra|in|da\s+qui\s+a|ancora",
        from_now=r"(?:a\s+partire\s+)?da\s+(?:oggi|adesso|ora)|a\s+decorrere\s+da\s+oggi",
        work=r"lavorativ[oi]|feriali|feriale|bancari|utili",
        span_of=r"dal|dalla|dopo|data\s+fattura|d\.?f|f\.?m|fine\s+mese|a\s+partire\s+dal|dal\s+ricevimento"
                r"|di\s+ritardo|successivi",
        week_later=r"a\s+otto|tra\s+una\s+settimana|fra\s+una\s+settimana",
        fortnight_later=r"a\s+quindici|tra\s+due\s+settimane",
        later=r"dopo|più\s+tardi",
        following=r"(?:il|la)\s+(?:successiv[oa]|seguente)",
        after_that=r"successiv[oa]|seguente|dopo",
        before_that=r"precedente",
        next_day=r"indomani",
        day_before=r"il\s+giorno\s+prima|alla\s+vigilia",
        in_month=r"(?:in|a|ad|entro|per|nel\s+mese\s+di|nel\s+corso\s+di|durante|entro\s+il\s+mese\s+di|nel)\s+",
        before=r"prima", after=r"dopo|passat[oae]|al\s+rientro",
        on=r"il\s+|entro\s+|per\s+|,\s*|\(|di\s+|al\s+",
        to=r"a|al|fino\s+al",
        either=r"o|oppure|ovvero",
        both=r"e|ed",
        between=r"tra(?:\s+il)?|fra(?:\s+il)?|dal|o",
        rejects=r"non",
        corrects=r"no|scusi|scusate|scusa|anzi|pardon|mi\s+correggo|correggo|volevo\s+dire|o\s+meglio|cioè|meglio"
                 r"|rettifico"
                 r"|errata\s+corrige|voglio\s+dire|piuttosto",
        since=r"da|dal|dopo|a\s+partire\s+da|a\s+partire\s+dal",
        week_of=r"(?:la\s+)?settimana\s+(?:del|dal|che\s+(?:inizia|comincia)(?:\s+il)?)",
    )
)  # fmt: skip

ITALIAN = Vocabulary(
    code="it",
    days=_DAYS,
    date_refers=folded_pattern(
        r"(?<!pagamento )(?<!pagamenti )(?<!distinta )(?<!bonifico )(?<!bonifici )(?<!prima )(?<!lotto )(?<!partire )"
        r"(?<!giro )\b(?:del|(?:datat[aeio]|emess[aeio]|ricevut[aeio]|scadut[aeio]|scadenza|scadente|scade|scadeva"
        r"|inviat[aeio]"
        r"|consegnat[aeio]"
        r"|fatture|fattura|mail|e-?mail|messaggio|sollecito|lettera|telefonata|ordine|consegna|riunione)"
        r"(?:\s+(?:in\s+data|con\s+scadenza))?\s+(?:del|dal|il|di|al|in|dell'|l'|il\s+giorno)|in\s+data"
        r"|con\s+scadenza|dal"
        r"|di\s+ritorno(?:\s+il)?|assente\s+fino\s+al|rientro(?:\s+il)?)\s*$",
    ),
    date_is_vague=folded_pattern(
        r"(?<!\w)(?:dopo|verso|circa|intorno|a\s+partire|tra|fra|non\s+prima|o|e|forse|probabilmente|indicativamente)"
        r"(?:\s+(?:il|al|dal|del))*\s+$",
    ),
    date_describes=folded_pattern(r"\s+(?:fatture|fattura|scadenza|ordine)\b"),
    invoice_word=r"(?:fatture|fattura|fatt|ft|fatt\.?\s+n|n|nr|num|numero|numeri|rif|riferimento|doc)\b\.?|n[°º]|#",
    groups=re.compile(
        r"\b(?:(?P<both>entrambe(?:\s+le\s+fatture)?|tutte\s+e\s+due(?:\s+le\s+fatture)?|le\s+(?:2|due)\s+fatture)"
        r"|(?P<others>le\s+(?:altre|rimanenti|restanti)(?:\s+(?P<n>due|tre|quattro|cinque|\d))?(?:\s+fatture)?"
        r"|l'altra(?:\s+fattura)?|il\s+resto\s+delle\s+fatture)"
        r"|(?P<all>tutte\s+(?:(?:le|e)\s+)?(?:(?P<m>tre|quattro|cinque|\d)\s+)?(?:le\s+)?(?:vostre\s+)?fatture"
        r"|tutte\s+e\s+(?P<k>tre|quattro|cinque|\d)|le\s+fatture(?=\s+(?:sono|saranno|verranno|vengono|le|vi)\b)))(?!\w)",
        re.IGNORECASE,
    ),
    singular=words_pattern(r"(?:la|questa|quella|detta)\s+(?:\w+\s+)?fattura", r"(?:la\s+)?vostra\s+fattura",
    "una fattura"),
)  # fmt: skip
