"""Whether a mail speaks of new bank details, ours or theirs: the words of the commonest fraud there is among firms.

It is looked for in every kind of mail and in every language below, whatever language the client writes: who forges a
mail chooses the words. Too much is better than too little here, as all that happens is that a person is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

MOST_CHARS = 40_000  # of one text; nobody announces anything behind that
_SENTENCE_CHARS = 1_000

_IBAN = re.compile(r"(?<!\w)[A-Z]{2}\d{2}(?:\s?[A-Z0-9]{4}){2,7}(?:\s?[A-Z0-9]{1,4})?(?!\w)")
_ALSO_LETTERS = str.maketrans("ıİſ\u212a", "iisk")  # to a pattern that ignores case they are i, s and k, too
_END = re.compile(r"[.!?;](?=\s)|\n\s*\n")


def _any(lines: str) -> str:
    return "|".join(line.strip() for line in lines.strip().split("\n"))


def _whole(alternatives: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Words:
    """What one language calls an account, what is new about it, what is done to it, and what makes it no news."""

    stems: tuple[str, ...]  # small letters; no sentence without one of them announces anything
    announces: re.Pattern[str]
    unchanged: re.Pattern[str]


def _words(stems: str, account: str, new: str, change: str, directs: str, unchanged: str) -> _Words:
    """`new` stands at most two words from the account, `change` in the same sentence; `directs` is enough by itself.

    To look for all of them takes a millisecond for a thousand letters, so `stems` are looked for before. Each way to
    name an account and each line of `directs` must hold one.
    """
    one, fresh, done = _any(account), _any(new), _any(change)
    apart, far = r"(?:\W+\w+){0,2}\W+", r"\b[^\n]{0,60}?\b"
    near = (
        rf"(?:{fresh}){apart}(?:{one})", rf"(?:{one}){apart}(?:{fresh})",
        rf"(?:{done}){far}(?:{one})", rf"(?:{one}){far}(?:{done})",
    )  # fmt: skip
    return _Words(tuple(stems.split()), _whole("|".join((*near, _any(directs)))), _whole(_any(unchanged)))


_ENGLISH = _words(
    stems="bank account iban bic swift sort routing detail info instruction data coordinate particular number",
    account=r"""
        (?:bank(?:ing)?|account|payment|remittance|wire|wiring|beneficiary|payee|ach|bacs|deposit)\s(?:account\s)?(?:details|info(?:rmation)?|instructions?|data|coordinates|particulars|numbers?)
        bank\saccounts?|ibans?|bic|swift(?:\scode)?|sort\scodes?|routing\snumbers?|(?:our|your|their|the)\sbank(?:ers)?
    """,
    new=r"new|different|other|another|changed|updated|revised|amended|alternative|replacement|correct|corrected",
    change=r"""
        chang(?:es?|ed|ing)|updat(?:es?|ed|ing)|switch(?:ed|ing)?|mov(?:ed|ing)|replac(?:ed|ing|es)|clos(?:ed|ing)|amended|revised
        no\slonger\s(?:valid|active|in\suse|used?|available)|migrat(?:ed|ing)|under\saudit|(?:is\s|being\s)audited|frozen|blocked|suspended|discontinued
    """,
    directs=r"""
        (?:pay|paid|transfer(?:red)?|remit(?:ted)?|send|sent|wire|use|credit|direct(?:ed)?|payments?|funds)\b[^\n]{0,60}?\b(?:following|new|other|another|different|alternative|updated)\s(?:bank\s)?(?:account|iban|bank)
        (?:pay|transfer|remit|send|wire|use|payments?|funds)\b[^\n]{0,60}?\b(?:bank\s)?account\s(?:below|attached|instead)
        (?:old|previous|former)\s(?:bank\s)?(?:account|iban|bank\sdetails|sort\scode)|(?:changed|switched|moved)\s(?:our\s|your\s)?banks?|new\sbank(?:ers?)?
        changed?\s(?:of\s|in\s)(?:our\s|your\s)?(?:bank|account|payment\sdetails)
    """,
    unchanged=r"""
        (?:has|have|had|are|is|were|was|will|do|does|did|would)(?:n['’]t|\snot|\snever)\s(?:\w+\s){0,2}?(?:changed?|changing|moved|switch(?:ed)?|updated?)
        never\s(?:\w+\s){0,2}?(?:changed?|ask|request|notify|inform|send)|no\schanges?|unchanged|remains?\sthe\ssame
        (?:any|every|all)\s(?:\w+\s){0,8}?(?:chang\w+|new|different|amended)\b[^\n]{0,60}?\b(?:should|must|is\sto|are\sto|needs?\sto)\sbe\s(?:verified|confirmed|checked)
    """,
)
_GERMAN = _words(
    stems="bank konto konten iban bic daten verbindung informationen",
    account=r"""
        bank(?:verbindung(?:en)?|daten|konto|konten|angaben)|konto(?:verbindung|daten|nummer|angaben)?|konten|iban|bic|zahlungs(?:daten|verbindung|informationen)|hausbank|bankinstitut
        (?:unsere|ihre|eure|die)r?\sbank
    """,
    new=r"neu(?:e[nrsm]?)?|geänderte[nrsm]?|andere[nrsm]?|aktualisierte[nrsm]?|abweichende[nrsm]?|korrigierte[nrsm]?|ander(?:es|en)",
    change=r"""
        (?:ge)?änder(?:t|n|te|ten|ung|ungen)|aktualisiert|gewechselt|wechsel[nt]?|umgestellt|umzustellen|geschlossen|aufgelöst|gekündigt|gesperrt|ersetzt|umgezogen
        nicht\smehr\s(?:gültig|aktuell|nutzbar|verwende[nt]|benutz(?:en|t)|nutzen)|ungültig|umstellung|bankwechsel
    """,
    directs=r"""
        (?:zahl(?:en|ung|ungen)|überweis(?:en|ung|ungen|t)|nutzen|verwenden|benutzen)\b[^\n]{0,60}?\b(?:folgende[nrs]?|neue[nrs]?|andere[nrs]?|nachstehende[nrs]?|untenstehende[nrs]?|unten\sgenannte[nrs]?)\s(?:bank\w*|konto\w*|iban)
        (?:alte[nrs]?|bisherige[nrs]?|frühere[nrs]?)\s(?:bank\w+|konto\w*|iban)|(?:bank|bankverbindung)\s(?:gewechselt|geändert|umgestellt)|bankwechsel|neue[nr]?\sbank|bankverbindungsänderung|kontowechsel
    """,
    unchanged=r"""
        (?:nicht|nie|niemals|nichts)\s(?:\w+\s){0,2}?(?:geändert|gewechselt|ändern|umgestellt)|unverändert|keine\s(?:\w+\s)?änderung|weiterhin\sdieselbe|gleich\sgeblieben
    """,
)
_FRENCH = _words(
    stems="bancaire banque compte iban bic rib domiciliation informations coordonn",
    account=r"""
        coordonnées\sbancaires|compte(?:s)?\sbancaires?|iban|bic|rib|relevé\sd['’]identité\sbancaire|domiciliation(?:\sbancaire)?|références\sbancaires|informations\s(?:bancaires|de\spaiement)|numéro\sde\scompte|(?:notre|votre|la)\sbanque
    """,
    new=r"nouve(?:au|l|lle|aux|lles)|autres?|différente?s?|modifiée?s?|à\sjour|changée?s?",
    change=r"""
        chang(?:é|ée?s?|er|eons|ement|ements|ent)|modifi(?:é|ée?s?|er|cation|cations|ent)|mis(?:es?)?\sà\sjour|mise\sà\sjour|remplac(?:é|ée?s?|e|er)|clôturée?s?|fermée?s?|bloquée?s?|n['’](?:est|sont)\splus\s\w+|ne\splus\s(?:utiliser|payer|virer)|transférée?s?
    """,
    directs=r"""
        (?:payer|paiements?|régler|règlements?|virer|virements?|verser|utiliser)\b[^\n]{0,60}?\b(?:nouveau|autre|suivant)\s(?:compte|iban|rib)|(?:virements?|règlements?|paiements?|payer|verser|virer)\b[^\n]{0,50}?\bcompte\s(?:suivant|ci-dessous|ci-joint)
        ancien(?:ne)?s?\s(?:compte|iban|rib|banque|coordonnées)|chang(?:é|eons|er|ement)\sde\s(?:banque|compte|rib|domiciliation)|nouvelle\sbanque|nouveau\s(?:rib|compte)
    """,
    unchanged=r"""
        n['’](?:ont|a|avons)\s(?:pas|jamais)\s(?:été\s)?(?:changé|modifié)\w*|inchangée?s?|restent\sles\smêmes|aucun(?:e)?\s(?:changement|modification)|ne\s(?:change|changent|changeons|modifions)\s(?:pas|jamais)
    """,
)
_SPANISH = _words(
    stems="banc cuenta iban bic swift datos informaci domiciliaci entidad",
    account=r"""
        datos\s(?:bancarios|de\spago|de\sla\scuenta)|cuentas?\s(?:bancarias?|corriente)|iban|bic|swift|número\sde\s(?:la\s)?cuenta|información\s(?:bancaria|de\spago)|coordenadas\sbancarias|domiciliación(?:\sbancaria)?|(?:nuestro|su|el)\sbanco|nuestra\scuenta|su\scuenta
    """,
    new=r"nuev[oa]s?|otr[oa]s?|distint[oa]s?|diferentes?|actualizad[oa]s?|modificad[oa]s?",
    change=r"""
        cambi(?:ado|ados|ada|adas|amos|ar|o|os|an|a|ó|en)|modific(?:ado|ados|ada|adas|ar|ación|amos|ó)|actuali(?:zado|zados|zada|zadas|zar|zación|zamos|zó|cen|ce)|cerrad[oa]s?|cancelad[oa]s?|bloquead[oa]s?|sustituid[oa]s?|reemplazad[oa]s?|ya\sno\s(?:es|está|son|están|se)
    """,
    directs=r"""
        (?:pag(?:ar|o|os|uen|ue)|transferencias?|transferir|transfieran|ingres(?:ar|o|os|en)|abon(?:ar|en))\b[^\n]{0,60}?\b(?:nueva|otra|siguiente|distinta)\scuenta|cuenta\s(?:siguiente|nueva|indicada\sabajo|adjunta)
        (?:cuenta|iban)\s(?:anterior|antigu[oa])|antigua\scuenta|cambi(?:o|ado|amos)\sde\s(?:banco|cuenta|entidad)|nuevo\sbanco
    """,
    unchanged=r"""
        no\s(?:han?|hemos|se\shan?)\s(?:cambiado|modificado)|no\s(?:cambian?|cambiamos|cambiaremos|modificamos)|sin\scambios|nunca\s(?:\w+\s)?(?:cambi\w+|modific\w+)|siguen?\ssiendo\s(?:los\smismos|la\smisma|el\smismo)|ningún\scambio
    """,
)
_ITALIAN = _words(
    stems="banc conto conti iban bic dati estremi coordinate istituto",
    account=r"""
        coordinate\s(?:bancarie|iban)|conto\s(?:corrente|bancario)|conti\scorrenti|iban|bic|dati\s(?:bancari|di\spagamento)|estremi\s(?:bancari|di\spagamento|del\sconto)|numero\sdi\sconto|appoggio\sbancario|(?:nostra|vostra|la)\sbanca|nostro\sconto
    """,
    new=r"nuov[oaei]|altr[oaei]|divers[oaei]|aggiornat[oaei]|modificat[oaei]|variat[oaei]",
    change=r"""
        cambiat[oaei]|cambi(?:are|o|ano|amo|amento)|modific(?:at[oaei]|a|he|are)|variat[oaei]|variazion[ei]|aggiorn(?:at[oaei]|amento|are)|chius[oaei]|bloccat[oaei]|sostituit[oaei]|non\s(?:è|sono)\spiù\s\w+|non\spiù\s(?:valid|attiv|utilizz)\w+
    """,
    directs=r"""
        (?:pagare|pagament[oi]|bonific[oi]|bonificare|versare|versament[oi])\b[^\n]{0,60}?\b(?:nuovo|altro|seguente|diverso)\s(?:conto|iban)|conto\s(?:seguente|indicato\ssotto|sottostante|allegato)
        vecchi[oae]\s(?:conto|iban|coordinate|banca)|cambi(?:ato|amo|o|are)\s(?:di\s)?(?:banca|conto|istituto)|nuova\sbanca
    """,
    unchanged=r"""
        non\s(?:sono|è|abbiamo|hanno)\s(?:\w+\s)?(?:cambiat|modificat|variat)\w+|non\s(?:cambiano|cambia|cambiamo|cambieremo|modifichiamo)|invariat[oaei]|nessun[a]?\s(?:modifica|variazione|cambiamento)|restano\s(?:le|gli)\sstess\w+|mai\s(?:\w+\s)?(?:cambiat|modificat)\w+
    """,
)
_DUTCH = _words(
    stems="bank rekening iban bic gegevens informatie",
    account=r"""
        bank(?:gegevens|rekening(?:en|nummer)?|rekeningnummers?)|rekening(?:nummer|nummers|gegevens)?|iban|bic|betaal(?:gegevens|informatie|rekening)|(?:onze|uw|jullie|de)\sbank|rekeninginformatie
    """,
    new=r"nieuwe?|ander(?:e)?|gewijzigde?|aangepaste?|afwijkende?|bijgewerkte?",
    change=r"""
        gewijzigd|wijzig(?:t|en|ing|ingen)|veranderd?|verander(?:t|en|ing)|aangepast|overgestapt|overstap(?:pen)?|gesloten|opgeheven|geblokkeerd|vervangen|bijgewerkt|niet\s(?:meer|langer)\s\w+|vervallen|vervalt
    """,
    directs=r"""
        (?:betal(?:en|ing|ingen)|betaal|overmaken|overboeken|overschrijven|maak|gebruik(?:en)?|stort(?:en)?)\b[^\n]{0,60}?\b(?:nieuwe|andere|volgende|onderstaande)\s(?:bank)?(?:rekening\w*|iban)
        (?:oude|vorige|eerdere)\s(?:bank)?(?:rekening\w*|iban|gegevens|bankgegevens)|(?:van\sbank\s(?:gewisseld|veranderd)|nieuwe\sbank|andere\sbank|bankwijziging)
    """,
    unchanged=r"""
        (?:niet|nooit|niets)\s(?:\w+\s){0,2}?(?:gewijzigd|veranderd|aangepast|wijzigen|veranderen)|ongewijzigd|geen\s(?:\w+\s)?wijziging(?:en)?|(?:zelfde|hetzelfde)\sgebleven|blijven\shetzelfde
    """,
)
_POLISH = _words(
    stems="bank kont rachun iban rzelew łatności numeru",
    account=r"""
        (?:numer(?:u|em|y)?|nr)\s(?:\w+\s)?(?:konta|rachunku)|rachun(?:ek|ku|kiem|ki)(?:\sbankow\w+)?|kont(?:o|a|em|u)(?:\sbankow\w+)?|dan(?:e|ych|ymi)\s(?:bankow\w+|do\s(?:przelew\w+|płatności)|rachunku|konta)|iban|bank(?:u|iem)?
    """,
    new=r"now(?:y|e|ego|ym|ych|ymi|emu|a|ą)|inn(?:y|e|ego|ym|ych)|zmienion(?:y|e|ego|ym|ych)|zaktualizowan(?:y|e|ego|ym|ych)|odmienn\w+",
    change=r"""
        zmieni(?:ł\w*|li\w*|one|ony|amy|ć|a)|zmian(?:a|ie|ę|y)|zmienia\w*|zaktualizowa\w+|aktualizacj\w+|zamkni?ęt\w+|zablokowan\w+|nieaktualn\w+|nie\sjest\sjuż\s\w+|już\snie\s\w+|zastąpi\w+
    """,
    directs=r"""
        (?:wpłat\w*|płatnoś\w+|przelew\w*|płacić|wpłacać|przelać|kierować|zapłatę)\b[^\n]{0,60}?\b(?:now\w+|inn\w+|następując\w+|poniższ\w+)\s(?:numer\w*\s)?(?:kont\w+|rachun\w+)
        (?:star(?:y|ego|e|ym)|poprzedni\w*|dotychczasow\w+)\s(?:numer\s)?(?:kont\w+|rachun\w+)|zmian(?:a|ie|ę|y)\s(?:banku|rachunku|konta|numeru)
    """,
    unchanged=r"""
        nie\s(?:uległ\w*\szmianie|zmieni\w+|zmienia\w+|zmian\w*)|bez\szmian|nigdy\s(?:\w+\s){0,2}?zmien\w+|pozostaj\w+\s(?:bez|tak\w+|ten)\b
    """,
)
_PORTUGUESE = _words(
    stems="banc conta iban nib bic swift dados informaç",
    account=r"""
        dados\s(?:bancários|de\spagamento|da\sconta)|contas?\s(?:bancárias?|corrente)|iban|nib|bic|swift|número\sd[ae]\sconta|coordenadas\sbancárias|informaç(?:ão|ões)\s(?:bancárias?|de\spagamento)|(?:nosso|seu|vosso|o)\sbanco|(?:nossa|sua|vossa)\sconta
    """,
    new=r"nov[oa]s?|outr[oa]s?|diferentes?|alterad[oa]s?|atualizad[oa]s?|actualizad[oa]s?",
    change=r"""
        alter(?:ad[oa]s?|ámos|amos|ar|ação|ações|aram|ou)|mud(?:ad[oa]s?|ámos|amos|ar|ança|aram|ou)|atualiz(?:ad[oa]s?|ámos|amos|ar|ação|aram|ou|em|e)|encerrad[oa]s?|fechad[oa]s?|bloquead[oa]s?|substituíd[oa]s?|já\snão\s(?:é|está|são|estão)|deixou\sde|trocámos|trocamos
    """,
    directs=r"""
        (?:pag(?:ar|amentos?|uem|ue)|transferências?|transferir|transfiram|deposit(?:ar|em|os?))\b[^\n]{0,60}?\b(?:nova|outra|seguinte|diferente)\sconta|conta\s(?:seguinte|indicada\sabaixo|abaixo|em\sanexo)
        (?:conta|iban|nib)\s(?:anterior|antig[oa])|antiga\sconta|(?:mud(?:ámos|amos|ança|ar|ou)|troc(?:ámos|amos|a|ar))\sde\s(?:banco|conta)|novo\sbanco
    """,
    unchanged=r"""
        não\s(?:foram|foi|se|houve|mudámos|mudamos|alterámos|alteramos|mudaram|mudam|mudou|alteraram)\s?(?:alter\w+|mud\w+|qualquer)?|inalterad[oa]s?|sem\salteraç\w+|nunca\s(?:\w+\s)?(?:alter\w+|mud\w+)|(?:mantêm|mantém)-se|nenhuma\salteração
    """,
)
_LANGUAGES = (_ENGLISH, _GERMAN, _FRENCH, _SPANISH, _ITALIAN, _DUTCH, _POLISH, _PORTUGUESE)


def names_an_account(text: str) -> bool:
    """Whether an account number in the international form (ISO 13616) stands in `text`."""
    return bool(_IBAN.search(text[:MOST_CHARS]))


def announces_bank_details(text: str) -> bool:
    """Whether a sentence of `text` says that an account is another one now; that it is still the same is no news."""
    return any(_announces(sentence) for sentence in _sentences(text[:MOST_CHARS]))


def _announces(sentence: str) -> bool:
    small = sentence.translate(_ALSO_LETTERS).lower()
    return any(
        any(stem in small for stem in words.stems)
        and words.announces.search(sentence)
        and not words.unchanged.search(sentence)
        for words in _LANGUAGES
    )


def _sentences(text: str) -> Iterator[str]:
    """On one line each, and in pieces where one has no end."""
    for sentence in _END.split(text):
        line = " ".join(sentence.split())
        for start in range(0, len(line), _SENTENCE_CHARS):
            yield line[max(0, start - 100) : start + _SENTENCE_CHARS]
