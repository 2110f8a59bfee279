"""How Italian replies are read, also those typed without accents: the words that turn a meaning round, and
courtesies."""

from __future__ import annotations

import re

from outreach.reading.language import Flag, Language, word_set, words_pattern

_MARKS = {
    # Italian asks by the voice alone, so what begins like a question counts as one even without its sign.
    Flag.QUESTION: re.compile(
        r"\?|^\W*(?:(?:quando|perch[eé]|come\s+mai|quale|quali|qual|chi|dove|cosa|che\s+cosa|quant[oaie])\b"
        r"|(?:[eè]|sarebbe)\s+(?:possibile|accettabile|sufficiente)\b"
        r"|(?:potete|potreste|potresti|puoi|pu[oò]|potrebbe|avete|avreste|riuscite|riuscireste|sareste|vi\s+risulta"
        r"|possiamo|potremmo|dobbiamo|accettereste|accettate|va\s+bene\s+se|vi\s+va)\b)",
        re.IGNORECASE,
    ),
    Flag.NEGATED: words_pattern(
        "non", "nn", "no", r"nessun[oa']?", "niente", "nulla", "mai", "n[éè]", "nemmeno", "neanche", "neppure", "mica",
        r"senza(?!\s+(?:fallo|ritardo|indugio|dubbio|problemi|ulteriori?|altro)\b)", "impossibile", r"rifiut\w*",
        r"respin\w*", "tranne", "salvo", "eccetto", r"esclus\w*", r"errat\w*", r"sbagliat\w*", "fallito", "scartato",
        r"blocca\w*", r"sospend\w*", r"sospension\w*", r"annulla\w*", "tutt'altro", "macch[eé]", "figuriamoci",
        r"rinvia\w*", r"slitt\w*",
    ),
    Flag.CONDITIONAL: words_pattern(
        "se", "qualora", "quando", "appena", "una volta", "dopo", "purch[eé]", "a patto", "a condizione", r"previ[oa]",
        "(?:in|nel) caso", "solo", "soltanto", "esclusivamente", "unicamente", "finch[eé]", r"fin(?:o a)? quando",
        "fintanto", "fino a che", r"subordinat\w*", r"condizionat\w*", r"dipend\w*", "altrimenti", "in attesa",
        "in assenza", "a fronte", "a seguito", "a ricevimento", r"alla?\s+(?:ricezione|ricevimento|consegna|conferma)",
        "contro", r"prima\s+(?:che|dobbiamo|dovete|vogliamo|vorrei|vorremmo|deve|devono|serve|bisogna|occorre|ci)",
        "allora", "a meno", "intanto che", "mentre", "compatibilmente", "in base", "nell'ipotesi", "ammesso", "basta",
        r"con (?:la|il|i|le|un|una) (?:fattura|nota|documento|durc|ordine|storno)\b",
    ),
    Flag.PAST: words_pattern(
        "era", "erano", "eravamo", "ero", r"avev\w+", "fu", "furono", r"dovev\w+", r"pensav\w+", r"credev\w+",
        r"volev\w+", r"andav\w+", r"potev\w+", r"stav\w+", r"sapev\w+", "un tempo", "all'epoca", r"pagav\w+",
    ),
    Flag.HYPOTHETICAL: words_pattern(
        r"(?!andrei\b)\w{2,}(?:rei|resti|rebbe|remmo|reste|rebbero)", r"sper\w+", r"prov(?:o|iamo|a|er[oòe]\w*)",
        r"cerc\w+",
        r"tent\w+", "forse", r"probabil\w*", r"eventual\w*", "magari", "devo", "deve", "dobbiamo", "devono", r"dovr\w+",
        "posso", "pu[oò]", "possiamo", "possono", r"potr\w+", "voglio", "vogliamo", "vorr[aà]", r"intend\w+",
        r"pens\w+", r"cred(?:o|iamo|ono|ete)", r"cont(?:o|iamo) (?:di|che)", "conto", "contiamo", r"previst\w*",
        "prevedo", "prevediamo", r"presum\w*", r"teori\w*", "in linea di massima", r"sembr\w*", "pare", "quasi",
        "indicativamente",
        r"auspic\w*", r"augur\w*", r"confid\w*", r"possibil\w*", "bisogna", "occorre", r"vedr\w+", "vediamo",
        "ci proviamo", "l'intenzione", "intenzione", r"cercher\w+", r"riuscir\w*", r"riusc\w+", "obiettivo",
        r"suppon\w+", r"immagin\w+", "di solito", "normalmente", "in genere", "salute permettendo", "permettendo",
        r"ipotizz\w*", r"valut(?:o|iamo|are|er\w+)", "piacerebbe", "verso", "prometteva",
    ),
    Flag.REPORTED: words_pattern(
        "dice", "dicono", "dicevano?", "detto", "secondo", r"sostien\w*", r"sostenet\w*", r"asseri\w+", "a quanto",
        r"riferi\w+", r"promess\w+", r"assicurat\w+", r"garantit\w+", "sentito", r"affermat\w*", r"affermat?e",
        "pretende", "pretendete", "parrebbe", r"comunicato\s+che", "stando",
    ),
}  # fmt: skip

_THANKED = (
    r"(?:e-?mail|mail|messaggio|sollecito|promemoria|comunicazione|lettera|nota|risposta|riscontro|pazienza"
    r"|comprensione"
    r"|collaborazione|cortesia|disponibilit[aà]|segnalazione|avviso|aiuto|gentilezza|attenzione|invio|contatto)"
)
_FOR_IT = (
    rf"(?:\s+(?:per|di|del|dell'|della|per\s+la|per\s+il|per\s+l')\s*(?:il\s+|la\s+|l'|lo\s+|tua\s+|sua\s+|vostra\s+|"
    rf"vostro\s+|suo\s+|tuo\s+|cortese\s+|gentile\s+|aver\w*\s+)*{_THANKED})"
)
_REGRET = (
    r"(?:\s+(?:(?:per|del|dell'|della|di)\s*)?(?:il\s+|la\s+|l'|lo\s+|i\s+|questo\s+|nostro\s+|mio\s+)*"
    r"(?:ritardo|disguido|inconveniente|attesa|disagio|dimenticanza|svista|silenzio|tempi|accaduto|disturbo|errore)"
    r"(?:\s+(?:nella|nel|della|di|con\s+cui)\s+(?:la\s+)?(?:risposta|rispondere|pagamento|riscontro|rispondo))?)"
)
_REGARDS = (
    r"(?:(?:(?:un\s+)?(?:cordiali|distinti|cari|migliori|caro|cordiale)\s+salut[io]|cordialmente|cordialit[aà]"
    r"|in\s+fede|con\s+osservanza|con\s+stima|a\s+presto|un\s+abbraccio)"
    r"|buon[ao]?\s+(?:lavoro|giornata|serata|weekend|fine\s+settimana|domenica|settimana|proseguimento|pomeriggio))"
)
_PHRASES = words_pattern(
    r"(?:(?:molte|tante|mille)\s+)?grazie(?:\s+(?:mille|tante|infinite|ancora|anticipatamente|comunque|in\s+anticipo"
    rf"|davvero))*(?:\s+a\s+(?:voi|lei|te))?{_FOR_IT}?",
    rf"(?:vi|la|ti|le)\s+ringrazi(?:o|amo){_FOR_IT}?", rf"ringraziando\w*(?:\s+anticipatamente)?{_FOR_IT}?",
    rf"(?:ci|mi)\s+scus(?:iamo|o){_REGRET}?", rf"(?:scus(?:a|ate|i|ateci|atemi|ami|aci|ino)|chiedo\s+scusa|chiediamo\s+"
    rf"scusa|chiedo\s+venia){_REGRET}?",
    rf"(?:le\s+|vi\s+|con\s+le\s+)?(?:nostre\s+|mie\s+)?(?:pi[uù]\s+sentite\s+)?scuse{_REGRET}?",
    rf"(?:mi|ci)\s+(?:dispiace|spiace){_REGRET}?", rf"siamo\s+spiacenti{_REGRET}?",
    r"(?:spero|speriamo|sperando)\s+(?:che\s+)?(?:tutto\s+bene|stiate\s+bene|tu\s+stia\s+bene|stia\s+bene"
    r"|vada\s+tutto\s+bene|tutto\s+vada\s+bene)(?:\s+da\s+voi)?",
    r"(?:rest(?:o|iamo)|rimang(?:o|hiamo)|riman(?:o|iamo))\s+a\s+(?:vostra\s+|sua\s+"
    r"|tua\s+)?(?:completa\s+)?disposizione"
    r"(?:\s+per\s+(?:ogni|qualsiasi|eventuali|ulteriori)\s+(?:\w+\s+)?(?:chiariment[oi]|informazion[ei]"
    r"|necessit[aà]))?",
    r"a\s+disposizione", _REGARDS, r"saluti", r"un\s+saluto",
    r"(?:le|vi|ti)?\s*conferm(?:o|iamo)(?:\s+(?:che|quanto\s+segue))?",
    r"(?:le|vi|ti)\s+(?:comunic|inform|segnal)(?:o|hiamo|iamo)(?:\s+che)?", r"si\s+comunica(?:\s+che)?",
    r"con\s+la\s+presente", r"(?:per|a\s+titolo)\s+(?:tua|vostra|sua)?\s*(?:opportuna\s+)?(?:informazione|conoscenza)",
    r"come\s+(?:da\s+)?(?:accord[oi](?:\s+telefonic[io])?|concordat[oi]|promesso|anticipato|detto|d'accordo|convenuto"
    r"|richiesto|indicato|comunicato|gi[aà]\s+detto)(?:\s+(?:al\s+telefono|telefonicamente|con\s+\w+|a\s+voce))?",
    r"(?:il|al)\s+pi[uù]\s+presto(?:\s+possibile)?", r"(?:il\s+)?prima\s+possibile", r"quanto\s+prima",
    r"nessun\s+problema", r"non\s+(?:si\s+preoccupi|preoccupar(?:ti|vi)|preoccupatevi|c'[eè]\s+problema)",
    r"senza\s+(?:fallo|problemi|indugio|ritardo|ulteriori\s+ritardi)", r"(?:e\s+)?non\s+oltre(?!\s+(?:ad|che))",
    r"(?:mi|ci)\s+(?:era|[eè])\s+(?:sfuggit[ao]|passat[ao]\s+di\s+mente)",
    r"(?:in\s+(?:riferimento|risposta|merito|relazione)\s+(?:al|alla|allo)|con\s+riferimento\s+(?:al|alla)|facendo\s+"
    rf"seguito\s+(?:al|alla))\s+(?:suo|sua|vostro|vostra|tuo|tua)(?:\s+\w+)?\s*(?:{_THANKED})?(?:\s+in\s+oggetto)?",
    r"inviato\s+da(?:l\s+mio|lla\s+mia)?\s+\w+", r"buone\s+(?:feste|vacanze|ferie)", r"tranquill[oiae]", "stia sereno",
    r"buone\s+notizie", r"(?:vedi|vedasi|come\s+da)\s+allegato", "promesso", "parola mia",
)  # fmt: skip

ITALIAN = Language(
    code="it",
    common=word_set(
        """
        il lo gli della dello degli delle dei nel nella alla allo agli che è non di sono siamo abbiamo ho ha hanno
        vi ci vostra vostro nostra nostro questa questo fattura fatture pagamento pagamenti pagata pagato pagare
        bonifico saldo saldata saldato buongiorno buonasera grazie saluti cordiali gentile gentili salve ciao anche già
        ancora però più perché quando entro settimana mese prossima prossimo lunedì martedì mercoledì giovedì venerdì
        domani oggi ieri abbia avete siete stata stato verrà sarà ricevuto ricevuta soldi adesso
        a cosa al allo la le un una per con si ne se l dell nell sull ce ti te lei voi noi e tra fra
        del
        avete potete possiamo vorremmo siamo serve sul sulla dal dalla quella quello bene due tre rate mandate inviate
        scrivete nostri nostre vostri vostre mai ogni sempre merce consegna ordine scadenza bollo contabile ufficio
        """
    ),
    plain=word_set(
        """
        il lo la i gli le l' un uno una di del dello della dei degli delle d' a al allo alla ai agli alle da dal dalla
        in nel nella nei nelle all dell dall nell sull quest quell con su sul sulla per tra fra e ed anche che ci vi ti
        mi ve te ce ne si lei voi tu noi io vostra vostro vostre vostri vs ns nostra nostro nostre nostri tua tuo sua
        suo mia mio questa questo queste questi quella quello fattura fatture ft fatt fatt. importo importi somma
        somme pagamento pagamenti bonifico bonifici saldo totale intero intera intero dovuto dovuta sospeso insoluto
        scaduta scadute scaduto aperta aperte partita partite documento documenti numero n nr n. euro eur conto c/c
        banca bancario bancaria entro già gia adesso ora subito certamente certo sicuramente senz'altro ovviamente
        naturalmente sì si ok okay va bene oggetto cortesemente gentilmente regolarmente interamente direttamente
        definitivamente immediatamente immediato tramite mezzo iva inclusa compresa relativo relativa relative
        suddetta suddetto sopra indicata indicato citata allegata tutto tutta tutte tutti quindi pertanto dunque
        bella bello posta causale assegno contestuale odierna odierno valuta stesso stessa giorno data online ordinario
        """
    ),
    marks=_MARKS,
    greeting=re.compile(
        r"\s*(?:buon\s?giorno|buona\s?sera|buon\s+pomeriggio|salve|ciao|gentil(?:e|i|issim[aio])|egregi[ao]?"
        r"|spett(?:\.le"
        r"|abile|\.)|car[aoie]|carissim[aoie]|stimat[aoi])(?!\w)"
        r"(?:[\s,]+(?:a\s+tutti|tutti|sig\.?(?:ra|na|ri)?\.?|signor[ae]?|signori|dott\.?(?:ssa|\.ssa)?\.?|dottor\w*"
        r"|ing\.?"
        r"|rag\.?|geom\.?|avv\.?|ditta|colleghi|e|(?-i:[A-ZÀ-Ý])[\w'’.-]*)(?!\w)){0,6}"
        r"(?:\s+[\w'’-]+(?=\s*,))?\s*[,!.:–-]*",
        re.IGNORECASE,
    ),
    closing=re.compile(
        rf"(?:{_REGARDS}|saluti|un\s+saluto|grazie(?:\s+(?:mille|tante|ancora|e\s+(?:saluti|buon\w*\s+\w+)))?"
        rf"|ringraziando\w*(?:\s+anticipatamente)?)",
        re.IGNORECASE,
    ),
    phrases=_PHRASES,
    cuts=re.compile(
        r"\s(?=(?:ma|per[oò]|tuttavia|mentre|perch[eé]|invece|anzi|bens[iì]|sebbene|tranne|salvo|poich[eé]|siccome)\b"
        r"|e\s+(?:noi|io|la|il|lo|le|i|l'|non|abbiamo|ho|ci|vi|mi|la\s+fattura|questa|questo|quella|sar[aà]|verr[aà]"
        r"|poi"
        r"|per|[eè]|attendiamo|resto|restiamo|paghiamo|pagheremo|[a-z]{0,5}[\s-]?\d))",
        re.IGNORECASE,
    ),
    abbreviations=word_set(
        """
        n nr ft fatt rif sig sig.ra sigg dott dott.ssa ing rag geom avv prof spett spett.le es ca c.a c.m u.s p.v gg
        art tel pag s.p.a s.r.l s.n.c ecc d.d.t d.f r.d vs ns all min max
        """
    ),
    back=words_pattern(
        r"(?:di\s+)?ritorno", r"rientr\w+", r"torner\w+", "torno", "torniamo", r"riapr\w+", r"riapertura",
        r"nuovamente",
        r"di\s+nuovo\s+(?:in\s+ufficio|operativ\w+|disponibil\w+|raggiungibil\w+)", r"riprend\w+",
        r"sar[oòàa]\w*\s+(?:in\s+ufficio|disponibile|operativ\w+)",
    ),
    away_until=re.compile(
        r"(?:\bfino\s+(?:a|al|all'|alla)|\bsino\s+(?:a|al)|\b(?:dal|da)\s+[\w./]+(?:\s+\w+){0,2}\s+al|[-–])"
        r"(?:\s*(?:fine|tutto|tutta|a|il|compres[oa])(?:\s+(?:il|di|del|la))?)*\s*$",
        re.IGNORECASE,
    ),
    left=words_pattern(
        r"non\s+(?:lavor[ao]|fa(?:ccio)?|[eè]|sono)\s+pi[uù](?:\s+(?:con|parte|presso|in|per|nell['’]"
        r"|dipendente)\s*\w*){0,3}",
        r"ha\s+(?:lasciato|cessato)\s+(?:la|l'|il|i|di|ogni)\s*(?:azienda|societ[aà]|ditta|gruppo|nostri|lavorare"
        r"|rapporto)",
        r"(?:[eè]|sono)\s+(?:andat[oa]|ormai)\s+in\s+pensione",
    ),
)  # fmt: skip
