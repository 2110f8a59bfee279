"""One mail, understood: every clause is read by the rules, and the readings are combined into one finding.

The rule above all: what is not clearly understood is not sure. An unsure finding costs a person a look; a wrong sure
one costs the client's trust.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from outreach.domain.finding import Bounce, DisputeReason, Evidence, Finding, Intent, MailKind
from outreach.reading.bank_details import announces_bank_details, names_an_account
from outreach.reading.context import Context
from outreach.reading.doubts import doubts_in
from outreach.reading.invoices import invoices_in
from outreach.reading.judgement import WEIGHT, Judge
from outreach.reading.machines import absence, machine_finding, portal_status, remittance
from outreach.reading.mentions import ADDRESS, Mentions, mentions_in
from outreach.reading.passages import Cut, Passage, cut
from outreach.reading.portals import portal_finding
from outreach.reading.promises import promises_of
from outreach.reading.rules import Rule
from outreach.reading.weighing import READ_AT, weigh

LONGEST_TEXT = 10_000  # characters; a reply that is longer is not an answer to a letter
_HEAD_CHARS = 600  # of a machine's text, in which it says what it is
_SURE, _DOUBTFUL = 0.95, 0.5  # of rules alone
SURE_FROM = 0.85  # of the statistical reader; docs/reading.md says what it means in mistakes
_REMITTANCE = re.compile(
    r"remit|payment[\s_-]?(?:advice|confirmation|proof)|proof[\s_-]?of[\s_-]?payment|avis|(?:ue|ü)berweisung|zahlungs(?:beleg|best)|swift|bacs",
    re.IGNORECASE,
)
_REPLY_TO = re.compile(r"^\s*(?:(?:re|aw|fwd?|wg)\s*:\s*)+", re.IGNORECASE)
_BANK_DETAILS = "the mail speaks of new bank details: ask by telephone, under a number known before, and change nothing"
_ONE_FOR_ONE = str.maketrans(
    {"’": "'", "‘": "'", "´": "'", "`": "'", "\u00a0": " ", "\u202f": " ", "\t": " ", "\r": " "}
)


def understand(
    kind: MailKind,
    text: str,
    context: Context,
    rules: Sequence[Rule],
    *,
    bounce: Bounce | None = None,
    subject: str = "",
    attachments: Sequence[str] = (),
    around: str = "",
    out_of_time: Callable[[], bool] = lambda: False,
    judge: Judge | None = None,
) -> Finding:
    """What the new text of one mail says. `text` is without quotes and signature; `attachments` are file names.

    `rules` are tried in their order; of two that read the same words the earlier one counts. `around` is what else the
    writer sent, quotes and signature without our own letter: it says nothing, but new bank details may hide in it.
    `out_of_time` is asked before each rule; once it is true no further one is tried, and the finding is not sure.
    `judge` is the statistical reader; without it, what no rule reads is not understood.
    """
    mail = _Mail(kind, text, subject, tuple(attachments), bounce)
    finding = _read(mail, context, _Reader(rules, out_of_time, judge))
    titles = (re.sub(r"[_\W]+", " ", title) for title in (_REPLY_TO.sub("", subject), *attachments))
    if kind is MailKind.BOUNCE or not (
        names_an_account(text) or any(map(announces_bank_details, (text, around, *titles)))
    ):
        return finding  # a delivery report returns our own letter, with our bank details in it
    confidence = min(finding.confidence, _DOUBTFUL)
    warnings = (_BANK_DETAILS, *finding.warnings)
    return replace(finding, sure=False, confidence=confidence, bank_details=True, warnings=warnings)


@dataclass(frozen=True, slots=True)
class _Mail:
    kind: MailKind
    text: str
    subject: str
    attachments: tuple[str, ...]
    bounce: Bounce | None


@dataclass(frozen=True, slots=True)
class _Reader:
    rules: Sequence[Rule]
    out_of_time: Callable[[], bool]
    judge: Judge | None


def _read(mail: _Mail, context: Context, reader: _Reader) -> Finding:
    match mail.kind:
        case MailKind.PERSON:
            return _person(mail, context, reader)
        case MailKind.OUT_OF_OFFICE:
            return absence(mail.text, mail.subject, context)
        case MailKind.REMITTANCE:
            return remittance(mail.text, mail.subject, mail.attachments, context)
        case MailKind.PORTAL:
            told = portal_finding(mail.text, mail.subject, context)
            return told or portal_status(_person(mail, context, reader))
        case MailKind.AUTOMATIC | MailKind.TICKET:
            return _machine(mail, context, reader)
    return machine_finding(mail.kind, mail.text, mail.bounce)


def _machine(mail: _Mail, context: Context, reader: _Reader) -> Finding:
    """A machine that no header and no phrase told apart: somebody may be away in words that nobody listed."""
    says = reader.judge.judge([mail.text[:_HEAD_CHARS]])[0] if reader.judge and mail.text.strip() else {}
    if says.get(Intent.OUT_OF_OFFICE, 0.0) >= READ_AT:
        return absence(mail.text, mail.subject, context)
    if mail.kind is MailKind.AUTOMATIC:
        if told := portal_finding(mail.text, mail.subject, context):
            return told if told.invoices else machine_finding(mail.kind, mail.text, mail.bounce)
        if says.get(Intent.ACKNOWLEDGEMENT, 0.0) >= READ_AT:
            return machine_finding(MailKind.TICKET, mail.text, mail.bounce)
    return machine_finding(mail.kind, mail.text, mail.bounce)


def _person(mail: _Mail, context: Context, reader: _Reader) -> Finding:
    text = mail.text
    shown = text if text.strip() else _REPLY_TO.sub("", mail.subject)
    read = as_read(shown)
    mentions = mentions_in(read, context)
    made = cut(read, mentions, reader.rules, reader.out_of_time)
    confidence = None
    if reader.judge and made.news:
        weighed = weigh(read, made, mentions, reader.judge)
        made, confidence = weighed.made, weighed.confidence
    doubts = list(doubts_in(read, made, mentions, context))
    if confidence is not None and confidence < SURE_FROM:
        doubts.append(f"read with a confidence of {confidence:.0%} only")
    if not text.strip() and shown:
        doubts.append("only the subject says something")
    if len(shown) > LONGEST_TEXT:
        doubts.append(f"only the first {LONGEST_TEXT} characters were read")
    warnings = tuple(dict.fromkeys(doubts))
    if not made.passages:
        advice = _remittance(text, made, context, mail.attachments)
        return advice or _nothing_read(text, made, mentions, warnings)
    return _combined(text, read, made, mentions, warnings, confidence)


def as_read(text: str) -> str:
    """`text` as rules and grammar see it: not beyond what an answer may be long, and with one kind of apostrophe."""
    return text[:LONGEST_TEXT].translate(_ONE_FOR_ONE)


def _combined(
    text: str, read: str, made: Cut, mentions: Mentions, warnings: tuple[str, ...], confidence: float | None
) -> Finding:
    disputes = [p for p in made.passages if Intent.DISPUTE in p.intents]
    intents = _intents(made)
    return Finding(
        MailKind.PERSON,
        intents,
        sure=not warnings,
        confidence=confidence if confidence is not None else _DOUBTFUL if warnings else _SURE,
        promises=promises_of(made.passages, mentions),
        invoices=mentions.numbers,
        dispute_reason=_dispute_reason(disputes),
        disputed=tuple(dict.fromkeys(number for p in disputes for number in p.numbers)),
        plan_kind=next((m.rule.plan_kind for p in made.passages if (m := p.match(Intent.PLAN))), None),
        redirect_to=_addresses(read) if Intent.REDIRECT in intents else (),
        evidence=tuple(_evidence(made)),
        warnings=warnings,
        text=text,
    )


def _remittance(text: str, made: Cut, context: Context, attachments: Sequence[str]) -> Finding | None:
    """A remittance advice with no word of news beside it says that it is paid; sure when its name says what."""
    name = next((a for a in attachments if _REMITTANCE.search(a)), None)
    if name is None:
        return None
    invoices = invoices_in(re.sub(r"\.\w{2,4}$", "", name).replace("_", " "), context)
    sure = bool(invoices) and not made.unread
    return Finding(
        MailKind.PERSON,
        (Intent.PAID,),
        sure,
        _SURE if sure else _DOUBTFUL,
        invoices=invoices,
        evidence=(Evidence(Intent.PAID, name, "the name of the attachment"),),
        warnings=() if sure else ("a remittance advice is attached, and it is not clear for which invoices",),
        text=text,
    )


def _nothing_read(text: str, made: Cut, mentions: Mentions, warnings: tuple[str, ...]) -> Finding:
    """ "Thank you" and "ok" acknowledge the letter at most; what no rule reads is for a person."""
    if text.strip() and not made.unread:
        return Finding(
            MailKind.PERSON,
            (Intent.ACKNOWLEDGEMENT,),
            sure=False,
            warnings=("nothing but courtesies is said",),
            text=text,
        )
    return Finding(
        MailKind.PERSON, (Intent.OTHER,), sure=False, invoices=mentions.numbers, warnings=warnings, text=text
    )


def _intents(made: Cut) -> tuple[Intent, ...]:
    read = {intent for passage in made.passages for intent in passage.intents}
    return tuple(intent for intent in WEIGHT if intent in read)


def _dispute_reason(disputes: list[Passage]) -> DisputeReason | None:
    """The first that says more than "other"."""
    reasons = [match.rule.reason or DisputeReason.OTHER for p in disputes if (match := p.match(Intent.DISPUTE))]
    return next((reason for reason in reasons if reason is not DisputeReason.OTHER), reasons[0] if reasons else None)


def _addresses(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(match[0] for match in ADDRESS.finditer(text)))


def _evidence(made: Cut) -> Iterator[Evidence]:
    for passage in made.passages:
        words = " ".join(passage.clause.text.split()).strip(" ,;:-–")
        for match in passage.matches:
            yield Evidence(match.rule.intent, words[:200], match.rule.by)
