"""Which address a delivery failure in words is about: every address in it is weighed by what stands around it.

Mail servers have reported in words of their own for forty years, and no list of their sentences is complete. But all of
them put the address at the beginning of a line, behind a label, beside an error code or a word for failure, or below a
line that announces it; and what they name besides (themselves, the sender, whom to ask) has its marks, too.
"""

# ruff: noqa: E501 - a wording and its variants read best on one line

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import islice

from outreach.mail.phrases import alternatives

ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}")
LINES, LINE_CHARS, BELOW = 600, 500, 6
NEAR, ADDRESSES = 90, 400  # characters before an address that tell what it is; addresses that are weighed

FAILURE = re.compile(
    alternatives(r"""
        undeliver|non-?deliver|not (?:be )?(?:deliver|reach|found|exist|accept|recogni|valid|known|listed|allowed)|does(?:n't| not) (?:exist|have|like|accept)
        did not reach|could(?:n't| not)|can(?:'t|not)|unable to|fail(?:ed|ure|ing)?\b|fatal|permanent|invalid|unknown|no such|no mailbox|rejected|refused|denied
        disabled|inactive|suspended|expired|over ?quota|quota|mailbox (?:is )?full|exceed|unavailable|unrout(?:e)?able|bounce|returned|gave up|given up|error|blocked|wasn't able
        delay|deferred|temporar|not yet|retry|will keep trying|timed out|problem|no longer|illegal|bad (?:address|destination)|mistyped|not our customer|non-?exist
        unzustellbar|nicht (?:zugestellt|zustellbar|gefunden|vorhanden|erreicht|existiert|ausgeliefert|möglich)|unbekannt|konnte|fehl|abgelehnt|verweigert|verzögert|überschritten
        échec|échou|non remis|introuvable|inconnu|n'a pas pu|impossible|rejeté|n'existe pas|pas été|plein|refus|invalide
        no (?:se )?(?:ha |pudo|existe|entregad)|desconocid|rechazad|devuelt|no fue|imposible|falló|no válid
        mancat|impossibile|sconosciut|rifiutat|non (?:è stato|esiste|recapit|consegn)|inesistente|respint
        niet (?:bezorgd|afgeleverd|bestaa|gevonden|worden)|onbestelbaar|onbekend|geweigerd|mislukt
        nie (?:można|zostala|została|istnieje|dostarcz)|niedostarcz|nieznan|odrzucon|błąd
        não (?:foi|pôde|existe|entreg)|desconhecid|rejeitad|falha|erro\b|inválid|inexistente
        配信|配送|届け|不明|エラー|存在|失敗|失败|退回|无法|無法
    """),
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"(?:(?:original|final|failed|intended|bad|invalid|unknown)?[- ]?(?:recipients?|addresse?s?|addressees?)|rcpt(?:[- ]to)?|user(?:name)?|mailbox|account|to"
    r"|empfänger(?:adresse)?|an|destinataires?|destinatari[oa]s?|adresat|ontvanger|geadresseerde|deliver(?:y|ed|ing)? (?:to|for)|mail(?:ed)? to"
    r"|send(?:ing)? (?:mail |message )?to|message to|forward(?:ed)? to|for|à|para|aan|do|nachricht an|e-?mail an)"
    r"(?:\([es]+\))?\s*(?:address)?\s*[:=;]?\s*(?:rfc ?822|smtp|internet)?[;:]?\s*[<\"'(\[]{0,3}$",
    re.IGNORECASE,
)
_ALONE = re.compile(r"[\s<>\"'\[\](){},;:.*-]*")
_ERROR_CODE = re.compile(r"(?<![\d.])[45]\d\d(?![\d.])|(?<![\d.])[45]\.\d{1,3}\.\d{1,3}(?![\d.])")
_NOT_THE_RECIPIENT = re.compile(
    r"\b(?:contact|please (?:e-?mail|write|send)|questions|assistance|further (?:help|information)|reporting[- ]mta|message-?id|mts-?id|in-reply-to"
    r"|(?:mail|message) from|from|sender|return-path|reply-to|helo|abuse|unsubscribe|kontaktieren|wenden sie|absender|expéditeur|remitente|mittente|von)\b[^@\n]{0,60}$",
    re.IGNORECASE,
)
_ROLES = re.compile(
    r"(?:mailer[-_]?daemon|post(?:master|office)|mail[-_]?daemon|abuse|hostmaster|helpdesk|help|support|admin(?:istrator)?|noc|root|no-?reply|virusmaster)@",
    re.IGNORECASE,
)


def failed_addresses(words: str, known: Collection[str], hinted: Collection[str], ours: Collection[str]) -> list[str]:
    """The addresses in `words` that the failure seems to be about, the likeliest first, in lower case.

    `known` are those the returned letter was sent to, `hinted` what another reader found, `ours` is never one.
    """
    weights: dict[str, int] = {address: 4 for address in hinted if address not in ours}
    for address, weight in islice(_weighed(words), ADDRESSES):
        if address in ours:
            continue
        bonus = (4 if address in hinted else 0) + (3 if address in known else 0)
        weights[address] = max(weights.get(address, 0), weight + bonus)
    found = [address for address, weight in weights.items() if weight > 0]
    return sorted(found, key=lambda address: -weights[address])


def _weighed(words: str) -> Iterator[tuple[str, int]]:
    announced = 0  # lines for which an announcement above still counts
    for line in words.split("\n")[:LINES]:
        line = line[:LINE_CHARS]  # noqa: PLW2901 - the part of it that is read
        fails = bool(FAILURE.search(ADDRESS.sub(" ", line)) or _ERROR_CODE.search(line))
        for match in ADDRESS.finditer(line):
            address = match[0].strip(".'`*=").lower()
            address = address.removeprefix("smtp:").removeprefix("mailto:").removeprefix("rfc822=")
            yield address, _weight(line, match, fails, announced > 0)
        if fails:
            announced = BELOW
        elif line.strip():
            announced -= 1


def _weight(line: str, match: re.Match[str], fails: bool, announced: bool) -> int:
    before, behind = line[max(0, match.start() - NEAR) : match.start()], line[match.end() :]
    weight = 3 * fails + 2 * announced
    if match.start() < NEAR and _ALONE.fullmatch(before):
        weight += 4 if _ALONE.fullmatch(behind) or re.match(r"[>)\"']*\s*[:;(]", behind) else 2
    if _LABEL.search(before):
        weight += 4
    if _NOT_THE_RECIPIENT.search(before) and not _LABEL.search(before):
        weight -= 7
    return weight - 6 * bool(_ROLES.match(match[0])) - 8 * bool(re.search(r"message-?id", before, re.IGNORECASE))
