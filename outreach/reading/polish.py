"""How Polish replies are read, also those typed without Polish letters: the words that turn a meaning round, and
courtesies."""

from __future__ import annotations

import re

from outreach.reading.language import Flag, Language, word_set, words_pattern

_MARKS = {
    Flag.QUESTION: re.compile(
        r"\?|^\W*(?:czy|kiedy|dlaczego|czemu|kto|komu|co|gdzie|ile|jaki|jaka|jakie|jak[iąa]m?|kt[oó]r[yaeą]\w*"
        r"|sk[aą]d|na\s+jakie"
        r"|za\s+co|mo[żz]ecie|mo[żz]e\s+pan\w*|m[oó]g[łl]by\w*|mogliby\w*|mog[łl]aby\w*)(?!\w)",
        re.IGNORECASE,
    ),
    Flag.NEGATED: words_pattern(
        "nie", "nic", "nigdy", "nikt", "nikogo", "nikomu", r"[żz]ad(?:en|na|ne|nego|nej|nych|nym)", "ani", "bynajmniej",
        r"bez(?!\s+(?:zw[łl]oki|op[oó][źz]nienia|problemu|w[aą]tpienia|dw[oó]ch)\b)", "niemo[żz]liw[eay]",
        r"odm[oóa]w\w*",
        r"odrzuc\w*", "brak", "opr[oó]cz", "poza", r"b[łl][ęe]dn\w*", r"niew[łl]a[śs]ciw\w*", r"odwo[łl]a\w*",
        r"anulo\w*",
        r"wstrzym\w*", r"zablokow\w*",
        r"nie(?:uregulowan|op[łl]acon|zap[łl]acon|prawid[łl]ow|zgodn|s[łl]uszn|aktualn)\w*", "sk[aą]d[żz]e",
        r"przesu\w*", r"przek[łl]ada\w*", r"cofni\w*",
    ),
    Flag.CONDITIONAL: words_pattern(
        "je[śs]li", "je[żz]eli", "gdyby", "gdy", "kiedy", "o ile", "pod warunkiem", "dopiero", r"dop[oó]ki", r"p[oó]ki",
        "a[żz]", "zanim", "inaczej", "w razie", r"w\s+przypadku", r"uzale[żz]nion\w*", r"zale[żz]\w*", "najpierw",
        "wtedy",
        r"jak(?!\s+(?:najszybciej|zawsze|zwykle|co|ustali\w*|uzgodni\w*|obieca\w*|rozmawia\w*|m[oó]wi\w*"
        r"|najpr[eę]dzej|wy[żz]ej)\b)",
        r"po(?=\s+(?:\w+(?:niu|ciu|cji|rcie|bie|pisie|rze|wie|cie|tce|czce|rocie)|ich|jej|jego)\b)(?!\s+po[łl]udniu\b)",
        r"warunk\w*", "tylko", "wy[łl][aą]cznie", "chyba", "skoro", "ewentualnie", "w zamian", "za okazaniem",
        r"z\s+(?:chwil[aą]|momentem)", "przed", "tymczasem", r"gdyby\w*", "je[śs]liby", r"czeka\w*", r"oczek\w*",
    ),
    Flag.PAST: words_pattern(
        "by[łl]", "by[łl][aoiy]", "byli[śs]my", "by[łl][ae]m", r"mia[łl]\w*", r"mieli\w*", "kiedy[śs]", "dawniej",
        r"chcia[łl]\w*", r"my[śs]la[łl]\w*", r"my[śs]leli\w*", r"planowa[łl]\w*", r"p[łl]aci(?:[łl]\w*|li\w*)",
    ),
    Flag.HYPOTHETICAL: words_pattern(
        r"\w{2,}[łl](?:[aoiy])?by\w*", r"\w{2,}liby\w*", r"mo[żz]e", r"mo[żz]liw\w*", r"nadziej\w*", r"postara\w*",
        r"stara(?:m|my|[ćc])", r"spr[oó]b\w*", r"powin\w*", r"planuj\w*", r"zamierz\w*", r"zamiar\w*", "chc[ęe]",
        "chcemy",
        "musz[ęe]", "musimy", "musi", "mog[ęe]", "mo[żz]emy", "mog[aą]", r"prawdopodobn\w*", "raczej", "pewnie",
        r"my[śs]l(?:[ęe]|imy)", r"s[aą]dz[ęei]\w*", r"przypuszcz\w*", "wydaje", "wygl[aą]da", "niby", "prawie", "oby",
        r"teoret\w*", r"lic[zs](?:[ęe]|ymy)", r"przewid\w*", r"wst[ęe]pn\w*", "w miar[ęe]", "uda", "spodziewa\\w*",
        r"orientac\w*", "zobaczymy", "zobacz[ęe]", "zwykle", "zazwyczaj", "normalnie", "ch[ęe]tnie", "mniej wi[ęe]cej",
        r"wierz[ęey]\w*", "trzeba", "nale[żz]y", r"proponuj\w*", "b[oó]g da", r"marz\w+y",
    ),
    Flag.REPORTED: words_pattern(
        r"m[oó]wi\w*", "podobno", "rzekomo", r"twierdz\w*", "pono[ćc]", r"powiedzia\w*", "zdaniem", r"obieca[łnl]\w*",
        r"zapewni\w*", r"s[łl]ysza\w*", "wed[łl]ug", "wg", r"deklarowa\w*", r"o[śs]wiadczy\w*", "jakoby",
        r"zapowiad\w*",
    ),
}  # fmt: skip

_THANKED = (
    r"(?:e-?maila?|mail[ae]?|wiadomo[śs][ćc]|przypomnienie|monit|pismo|informacj[ęe]|cierpliwo[śs][ćc]"
    r"|wyrozumia[łl]o[śs][ćc]"
    r"|wsp[oó][łl]prac[ęe]|pomoc|odpowied[źz]|kontakt|zrozumienie|sygna[łl]|telefon|uwag[ęe]|zwr[oó]cenie\s+uwagi|list)"
)
_FOR_IT = (
    r"(?:\s+(?:za|o)\s+(?:pani\s+|pana\s+|pa[ńn]stwa\s+|twoj[aą]\s+|tw[oó]j\s+|wasz[aą]?\s+|t[ęe]\s+"
    rf"|ten\s+)?{_THANKED})"
)
_REGRET = (
    r"(?:\s+za\s+(?:t[ęeo]\s+|tak\s+|moje\s+|nasze\s+|zaistnia[łl]\w+\s+|wszelkie\s+|p[oó][źz]n[aą]\s+)*"
    r"(?:op[oó][źz]nieni[ea]|zw[łl]ok[ęe]|k[łl]opot|zamieszanie|nieporozumienie|pomy[łl]k[ęe]|odpowied[źz]|cisz[ęe]"
    r"|milczenie"
    r"|niedogodno[śs]ci|problem|sytuacj[ęe]|utrudnienia|przeoczenie|b[łl][aą]d|niedopatrzenie)"
    r"(?:\s+(?:w|z|ze)\s+(?:odpowiedzi\w*|p[łl]atno[śs]ci\w*|zap[łl]at\w+))?)"
)
_REGARDS = (
    r"(?:z\s+powa[żz]aniem|z\s+wyrazami\s+szacunku|pozdrawiam(?:\s+serdecznie)?|serdecznie\s+pozdrawiam|pozdrowienia"
    r"|(?:serdeczne\s+)?pozdr|pzdr|z\s+szacunkiem|[łl][aą]cz[ęe]\s+(?:pozdrowienia|wyrazy\s+szacunku)"
    r"|do\s+us[łl]yszenia"
    r"|(?:mi[łl]ego|dobrego|udanego|spokojnego)\s+(?:dnia|weekendu|popo[łl]udnia|wieczoru|tygodnia))"
)
_PHRASES = words_pattern(
    rf"(?:bardzo\s+|serdecznie\s+|z\s+g[oó]ry\s+|uprzejmie\s+)*(?:dzi[ęe]kuj(?:[ęe]|emy)|dzi[ęe]ki|dzi[ęe]kuje)"
    rf"(?:\s+(?:bardzo|serdecznie|pi[ęe]knie|z\s+g[oó]ry|wielkie|pani|panu|pa[ńn]stwu))*{_FOR_IT}?",
    rf"(?:bardzo\s+|najmocniej\s+|serdecznie\s+|z\s+g[oó]ry\s+)*(?:przepraszam(?:y)?|sorry|sorki|wybacz(?:cie)?"
    rf"|prosz[ęe]\s+wybaczy[ćc])"
    rf"(?:\s+(?:bardzo|najmocniej|pani[ąa]?|pana|pa[ńn]stwa))*{_REGRET}?",
    rf"(?:jest\s+)?(?:mi|nam)\s+(?:bardzo\s+)?przykro{_REGRET}?",
    r"mam(?:y)?\s+nadziej[ęe],?\s+[żz]e\s+(?:u\s+\w+\s+)?(?:wszystko\s+)?(?:dobrze|w\s+porz[aą]dku)(?:\s+u\s+\w+)?",
    r"(?:w\s+razie|gdyby\s+by[łl]y)\s+(?:jakichkolwiek\s+|dodatkowych\s+)?pyta(?:[ńn]"
    r"|nia)(?:\s+(?:prosz[ęe]\s+o\s+kontakt|pozostaj[ęe]\w*\s+"
    r"do\s+dyspozycji|jestem\w*\s+do\s+dyspozycji))?",
    r"(?:pozostaj(?:[ęe]|emy)|jeste(?:m|[śs]my))\s+do\s+(?:pa[ńn]stwa\s+|pana\s+|pani\s+)?dyspozycji",
    _REGARDS, r"(?:szanowni\s+pa[ńn]stwo|szanowny\s+panie|szanowna\s+pani)",
    r"(?:niniejszym\s+)?(?:potwierdzam(?:y)?|informuj(?:[ęe]|emy)|zawiadamiam(?:y)?)(?:,?\s+[żz]e|\s+i[żz])?",
    r"(?:uprzejmie|niniejszym)", r"dla\s+(?:informacji|porz[aą]dku|jasno[śs]ci)",
    r"(?:tak\s+)?jak\s+(?:ustalili[śs]my|uzgodnili[śs]my|rozmawiali[śs]my|obieca[łl][ae]m|m[oó]wili[śs]my|ustalono"
    r"|uzgodniono|wspomnia[łl][ae]m)"
    r"(?:\s+(?:telefonicznie|przez\s+telefon|z\s+\w+))?",
    r"zgodnie\s+z\s+(?:ustaleniami|rozmow[aą]|umow[aą]\s+s[łl]own[aą]|obietnic[aą]"
    r"|pro[śs]b[aą])(?:\s+(?:telefoniczn[aąy]\w*|telefonicznymi))?",
    r"(?:jak|tak)\s+najszybciej", r"najszybciej\s+jak\s+to\s+mo[żz]liwe",
    r"bez\s+(?:zw[łl]oki|zb[ęe]dnej\s+zw[łl]oki|problemu)",
    r"nie\s+ma\s+(?:sprawy|problemu)", r"(?:prosz[ęe]\s+)?(?:si[ęe]\s+)?nie\s+(?:martw(?:i[ćc])?)(?:\s+si[ęe])?",
    r"nie\s+p[oó][źz]niej\s+ni[żz]",
    r"w\s+(?:odpowiedzi\s+na|nawi[aą]zaniu\s+do)\s+(?:pa[ńn]stwa\s+|pani\s+|pana\s+|poni[żz]sz\w+\s+|wasz\w*\s+)*"
    r"(?:maila?|e-?maila?|wiadomo[śs](?:[ćc]|ci)|pism[oa]|monitu?|wezwani[ea]|przypomnieni[ea])",
    r"wys[łl]ane\s+z\s+(?:mojego\s+)?\w+", r"spokojnie", r"s[łl]owo", r"obiecuj[ęe]", r"do\s+wiadomo[śs]ci",
    r"weso[łl]ych\s+[śs]wi[aą]t", r"przeoczy(?:[łl][ae]m|li[śs]my)(?:\s+to)?", r"umkn[ęe][łl]o\s+(?:mi|nam)",
)  # fmt: skip

POLISH = Language(
    code="pl",
    common=word_set(
        """
        i w na się sie nie jest są sa za że ze dzień dzien dobry proszę prosze dziękuję dziekuje
        pozdrawiam faktura faktury fakturę fakture faktur płatność platnosc przelew przelewem zapłata zaplata zapłacona
        zapłacimy zapłacę zaplace zapłacone będzie bedzie zostanie został została poważaniem szanowni państwo państwa
        pani panie jutro dzisiaj dziś wczoraj tydzień tygodnia piątek piatek poniedziałek środę środa czwartek
        tygodniu końca konca miesiąca miesiaca nam nas mnie już juz jeszcze ale czy jak co tym ten ta te my wam was
        witam cześć czesc jestem jesteśmy mamy mam
        o prosimy mi bez być tego tej tych tym towar towaru dostawa dostawy raty ratach termin terminu zamówienie
        zamówienia sprawdzimy więcej wiecej mogę moge możemy mozemy kiedy gdy kwota kwotę konto księgowość księgowości
        był była było byli nas nasz nasza państwem przez teraz tak też tez tylko wszystko gdzie kto jaki jaka oraz lub
        """
    ),
    plain=word_set(
        """
        i w we z ze na do od o u za po dla przez pod przy ten ta to te tą tę tego tej tych tym temu tymi się sie ja my
        pan pani panu państwo panstwo państwu panstwu państwa panstwa wam was wasz wasza wasze waszą waszej waszych
        nam nas nasz nasza nasze naszego naszej naszych naszą naszym mój moja moje mojej swoje swoją już juz też
        również także jeszcze teraz zaraz od razu tak oczywiście oczywiscie jasne dobrze dobra ok okej na pewno napewno
        proszę prosze faktura faktury fakturę fakture fakturą faktur fakturze fv fvat fra nr numer numerze kwota kwotę
        kwote kwoty kwotą należność naleznosc należności naleznosci zaległość zaleglosc zaległości zobowiązanie saldo
        całość calosc całości calosci całą cala cała pełna pełną pełnej pełnym suma sumę płatność platnosc płatności
        platnosci zapłata zaplata zapłatę zapłaty przelew przelewem przelewu przelewy konto konta kontem rachunek
        rachunku rachunki bank banku zł zl złotych pln euro eur vat brutto netto kartą gotówką gotowka termin terminie
        natychmiast niezwłocznie niezwlocznie osobiście wszystkie wszystko wszystkich obie obydwie obu je ją nią niej
        powyższa powyższą powyższej zaległa zaległe zaległą zaległych otwarta wymagalna zatem więc wiec dnia dniu
        najpóźniej najpozniej że iż zgodnie
        """
    ),
    marks=_MARKS,
    greeting=re.compile(
        r"\s*(?:dzie[ńn]\s+dobry|dobry\s+wiecz[oó]r|witam(?:\s+serdecznie)?|witaj|cze[śs][ćc]|hej|siema|szanown[iya]"
        r"|drog[iay])(?!\w)"
        r"(?:[\s,]+(?:pa[ńn]stwo|pani[eo]?|panowie|panu|wszystkim|zesp[oó][łl]|i"
        r"|(?-i:[A-ZŁŚŻŹĆÓŃĄĘ])[\w'’.-]*)(?!\w)){0,6}"
        r"(?:\s+[\w'’-]+(?=\s*,))?\s*[,!.:–-]*",
        re.IGNORECASE,
    ),
    closing=re.compile(
        rf"(?:{_REGARDS}|(?:z\s+g[oó]ry\s+)?dzi[ęe]kuj(?:[ęe]|emy)(?:\s+z\s+g[oó]ry)?|dzi[ęe]ki)",
        re.IGNORECASE,
    ),
    phrases=_PHRASES,
    cuts=re.compile(
        r"\s(?=(?:ale|jednak|natomiast|lecz|poniewa[żz]|bo|gdy[żz]|chocia[żz]|podczas\s+gdy|tylko\s+[żz]e|a\s+(?:my"
        r"|ja|w|na|za|"
        r"faktur\w*|reszt\w*|ta|te|t[ęe]|pozosta\w+))\b"
        r"|(?:i|oraz)\s+(?:my|ja|nie|prosz[ęe]|faktur\w*|pan\w*|to|jest|s[aą]|mamy|zap[łl]ac\w*|czeka\w*|b[ęe]d\w*"
        r"|zosta\w*|ureguluj\w*"
        r"|[a-z]{0,5}[\s-]?\d))",
        re.IGNORECASE,
    ),
    abbreviations=word_set(
        """
        nr fv f-ra faktur zł ul al dr mgr inż prof tj np m.in itd itp ok godz tel sp o.o s.a r br bm ub ds dot ww pkt
        szt tzn st pn wt śr czw pt
        """
    ),
    back=words_pattern(
        r"wrac\w+", r"wr[oó]c\w+", r"powr[oó]t\w*", r"ponownie", r"znowu\s+(?:w\s+biurze|dost[ęe]pn\w+)",
        r"b[ęe]d[ęe]\s+(?:dost[ęe]pn\w+|w\s+biurze|z\s+powrotem|osi[aą]galn\w+)", r"z\s+powrotem", r"czynne\s+od",
        r"otwieramy", r"wznawia\w+",
    ),
    away_until=re.compile(
        r"(?:\bdo(?:\s+(?:dnia|ko[ńn]ca|w[łl][aą]cznie))*|\b(?:od|w\s+dniach)\s+[\w./]+(?:\s+\w+){0,3}\s+do|[-–])\s*$",
        re.IGNORECASE,
    ),
    left=words_pattern(
        r"nie\s+(?:pracuj\w+|jest|jestem)\s+(?:ju[żz]\s+)?(?:w\s+(?:tej\s+|naszej\s+)?(?:firmie|sp[oó][łl]ce)"
        r"|u\s+nas|pracownikiem\w*|zatrudnion\w+)",
        r"ju[żz]\s+nie\s+(?:pracuj\w+|jest\s+zatrudnion\w+)", r"(?:odesz(?:ed[łl]|[łl]a)|odszed[łl])\s+(?:z|na)\s+\w+",
        r"zako[ńn]czy\w+\s+(?:prac[ęe]|wsp[oó][łl]prac[ęe])",
    ),
)  # fmt: skip
