"""What a supplier portal tells of an invoice: a status in a few fixed words, a day, an amount. No prose is weighed."""

from __future__ import annotations

import re

from outreach.domain.finding import DisputeReason, Evidence, Finding, Intent, MailKind, StatedPromise
from outreach.reading.context import Context
from outreach.reading.folding import folded
from outreach.reading.mentions import mentions_in

_REFUSED = re.compile(folded(
    r"\b(?:reject(?:ed|s)|refused|declined|returned|disputed|blocked|abgelehnt|zurückgewiesen|gesperrt|rejetée?|refusée?"
    r"|litige|rechazad[oa]|devuelt[oa]|rifiutat[oa]|respint[oa]|scartat[oa]|afgewezen|afgekeurd|geweigerd|odrzucon\w+"
    r"|zwrócon\w+|rejeitad[oa]|recusad[oa]|devolvid[oa]|rejeitou)\b"
))  # fmt: skip
_SCHEDULED = re.compile(folded(
    r"\b(?:scheduled|approved for payment|payment date|pay(?:ment)? run|will be paid|zur zahlung|geplant"
    r"|eingeplant|zahllauf|mise en paiement|paiement (?:prévu|programmé)|programad[oa]|fecha de pago|pago previsto"
    r"|pianificat[oa]|in pagamento|programmat[oa]|ingepland|gepland|betaaldatum|betaling gepland|zaplanowano"
    r"|data przelewu|data płatności|agendad[oa]|programado|data de pagamento)\b"
))  # fmt: skip
_PAID = re.compile(folded(
    r"\b(?:paid|payment (?:sent|made|issued|completed)|settled|bezahlt|gezahlt|überwiesen|payée?|réglée?|virement émis"
    r"|pagad[oa]|abonad[oa]|pagat[oa]|saldat[oa]|betaald|voldaan|opłacon\w+|zapłacon\w+|pag[oa])\b"
))  # fmt: skip
_NOT_YET = re.compile(r"\b(?:not|un|nicht|non|no|niet|nie|nao)[\s-]+$")
_REASONS = (
    (DisputeReason.DUPLICATE, r"duplicat|already (?:in|exists|received|billed)|doppelt|doublon|duplicad|doppi|dubbel"
                              r"|zdublowan|podwójn"),
    (DisputeReason.PURCHASE_ORDER, r"\bp\.?o\.?\b|purchase order|order number|bestell|bon de commande|commande"
                                   r"|orden de compra|pedido|ordine|inkooporder|bestelnummer|zamówieni"),
    (DisputeReason.AMOUNT, r"amount|price|quantity|mismatch|betrag|preis|montant|prix|importe|precio|import[oi]|prezzo"
                           r"|bedrag|prijs|kwot|cen[ay]\b|valor|preço"),
    (DisputeReason.NOT_RECEIVED, r"not received|no goods receipt|wareneingang|non reçu|no recibid|non ricevut"
                                 r"|niet ontvangen|nie otrzyman|não recebid"),
)  # fmt: skip


def portal_finding(text: str, subject: str, context: Context) -> Finding | None:
    """The status in the subject, else in the text; None when neither holds a word that is known.

    A refusal comes first: "rejected, will not be paid". What is scheduled is a promise for the first day to come.
    """
    whole = f"{subject}\n{text}"
    mentions = mentions_in(whole, context)
    for words in (subject, text):
        plain = folded(words)
        if refused := _REFUSED.search(plain):
            return _finding(Intent.DISPUTE, refused[0], text, mentions.numbers, reason=_reason(whole))
        if scheduled := _SCHEDULED.search(plain):
            day = next((d.day for d in mentions.dates if d.day >= context.sent_on), None)
            promise = StatedPromise(day, None, mentions.numbers)
            return _finding(Intent.PROMISE, scheduled[0], text, mentions.numbers, promises=(promise,))
        paid = _PAID.search(plain)
        if paid and not _NOT_YET.search(plain[: paid.start()]):
            return _finding(Intent.PAID, paid[0], text, mentions.numbers)
    return None


def _finding(
    intent: Intent, words: str, text: str, invoices: tuple[str, ...],
    reason: DisputeReason | None = None, promises: tuple[StatedPromise, ...] = (),
) -> Finding:  # fmt: skip
    sure = bool(invoices) and intent is not Intent.DISPUTE and all(promise.day for promise in promises)
    return Finding(
        MailKind.PORTAL, (intent,), sure, confidence=1.0 if sure else 0.5, promises=promises, invoices=invoices,
        dispute_reason=reason, disputed=invoices if intent is Intent.DISPUTE else (),
        evidence=(Evidence(intent, words, f"a {MailKind.PORTAL}"),),
        warnings=() if sure else ("look at the portal: its mail does not say everything",), text=text,
    )  # fmt: skip


def _reason(whole: str) -> DisputeReason:
    plain = folded(whole)
    return next((reason for reason, words in _REASONS if re.search(folded(words), plain)), DisputeReason.OTHER)
