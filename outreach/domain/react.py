"""react(): what an incoming mail does to a case. It can only hold, note, and ask a person (law 2).

No mail lifts a hold, closes a case, changes an address or sends a letter: a misreading costs a day, no wrong demand.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from outreach.domain.account import Account
from outreach.domain.case import Case, Dispute, Hold, HoldReason, Promise, PromiseState
from outreach.domain.clients import Client
from outreach.domain.facts import Document
from outreach.domain.finding import BounceKind, DisputeReason, Finding, Intent, MailKind, StatedPromise
from outreach.domain.policy import Policy
from outreach.domain.received import Received
from outreach.domain.task import TaskKind, Wanted

NEEDS_A_PERSON = frozenset({
    Intent.DISPUTE, Intent.PLAN, Intent.HARDSHIP, Intent.LEGAL,
    Intent.DOCUMENT, Intent.REDIRECT, Intent.STOP, Intent.OTHER,
})  # fmt: skip
"""Intents that, however well understood, somebody has to answer."""

HOLD_OF = {
    Intent.PLAN: HoldReason.PLAN,
    Intent.HARDSHIP: HoldReason.PLAN,
    Intent.LEGAL: HoldReason.PERSON,
    Intent.STOP: HoldReason.STOP,
}


@dataclass(frozen=True, slots=True)
class Reaction:
    """The case and client as they are after the mail, what a person has to do, and the reasons in words."""

    case: Case
    client: Client
    sentence: str
    wanted: tuple[Wanted, ...] = ()
    reasons: tuple[str, ...] = field(default=())

    def changes(self, account: Account) -> tuple[Document, ...]:
        return (self.case,) if self.client == account.client else (self.case, self.client)


def react(account: Account, mail: Received, policy: Policy) -> Reaction:
    """What `mail` does to this case. A person's mail always holds something, whatever it was understood to say."""
    day = account.calendar.day(mail.received_at)
    kind = mail.finding.kind
    if kind is MailKind.BOUNCE:
        return _bounced(account, mail, day)
    if not mail.finding.by_person:
        if mail.finding.bank_details:
            return ask(replace(account, case=_heard(account.case, mail)), mail, day, _doubt(mail))
        if kind is MailKind.OUT_OF_OFFICE and mail.finding.sure:
            return _absent(account, mail, day, policy)
        if mail.finding.speaks_for_client or kind is MailKind.OUT_OF_OFFICE:
            why = _doubt(mail)
            heard = replace(account, case=_heard(account.case, mail))
            return ask(heard, mail, day, why) if why else understood(heard, mail, mail.finding, day, policy)
        return Reaction(
            _heard(account.case, mail), account.client, f"{kind} from {mail.sender}: noted, nothing changes"
        )
    answered = replace(account, case=replace(_heard(account.case, mail), answered_at=mail.received_at))
    if why := _doubt(mail):
        return ask(answered, mail, day, why)
    return understood(answered, mail, mail.finding, day, policy)


def _doubt(mail: Received) -> str:
    """Why a person has to read the mail before anything is made of it; "" when nothing stands against it."""
    doubts = []
    if mail.finding.bank_details:
        doubts.append("it speaks of new bank details, as forged mails do")
    if not mail.trusted:
        doubts.append(f"not clearly the client's own mail: {mail.trust_reason}")
    return "; ".join(doubts) or ("" if mail.finding.sure else "not clear enough to act on")


def _heard(case: Case, mail: Received) -> Case:
    """The mail joins the thread, so that our next letter answers it in the client's mail program."""
    known = mail.message_id in case.thread or not mail.message_id
    return case if known else replace(case, thread=(*case.thread, mail.message_id))


def ask(account: Account, mail: Received, day: date, why: str) -> Reaction:
    """Hold the whole case until a person has read the mail."""
    hold = _hold(account.case, mail, HoldReason.QUESTION, day, note=f"a reply waits to be read: {_quote(mail)}")
    wanted = Wanted(TaskKind.REVIEW, f"Read the reply of {mail.sender}", _proposal(mail, why))
    reasons = (why, *mail.finding.warnings)
    return Reaction(with_hold(account.case, hold), account.client, "held, and a person is asked", (wanted,), reasons)


def _proposal(mail: Received, why: str) -> str:
    read = ", ".join(mail.finding.intents) or "nothing"
    return f"{why}. Proposed reading: {read}"


def understood(account: Account, mail: Received, finding: Finding, day: date, policy: Policy) -> Reaction:
    """Act on a sure reading, of the agent or of a person who reviewed it: each intent on its own invoices."""
    case, wanted = account.case, []
    for stated in finding.promises:
        case = _promised(replace(account, case=case), mail, stated, day, policy)
    if Intent.PROMISE in finding.intents and not any(p.day for p in finding.promises):
        until = account.calendar.add_working_days(day, policy.reply_hold)
        case = with_hold(
            case, _hold(case, mail, HoldReason.QUESTION, day, until, note="promised, but no day was named")
        )
        wanted.append(Wanted(TaskKind.REVIEW, f"Ask {mail.sender} on which day they will pay", _quote(mail)))
    if Intent.DISPUTE in finding.intents:
        case = _disputed(replace(account, case=case), mail, finding, day)
    if Intent.PAID in finding.intents:
        until = account.calendar.add_working_days(day, policy.paid_hold)
        scope = _others(account, finding) or _not_yet_due(account, day)
        case = with_hold(case, _hold(case, mail, HoldReason.PAID, day, until, scope, "the book should show it by then"))
    case = _other_holds(case, mail, finding, day, account, policy)
    wanted += [_to_do(intent, mail, finding) for intent in finding.intents if intent in NEEDS_A_PERSON]
    reasons = tuple(f'{e.intent}: "{e.words}" ({e.by})' for e in finding.evidence)
    return Reaction(case, account.client, _summary(finding), tuple(wanted), (*reasons, *finding.warnings))


def _promised(account: Account, mail: Received, stated: StatedPromise, day: date, policy: Policy) -> Case:
    """Record a promise with a day and hold what it covers until the bank has had its time."""
    if stated.day is None:
        return account.case
    scope = _known(account, stated.invoices)
    case, covered = account.case, scope or _due_by(account, stated.day)
    until = account.calendar.add_working_days(max(stated.day, day), policy.promise_grace)
    hold = _hold(case, mail, HoldReason.PROMISE, day, until, scope, f"promised for {stated.day:%Y-%m-%d}")
    promise = Promise(
        f"P{len(case.promises) + 1}", stated.day, day, stated.amount, covered, mail.id, PromiseState.OPEN, hold.id
    )
    return with_hold(replace(case, promises=(*case.promises, promise)), hold)


def _disputed(account: Account, mail: Received, finding: Finding, day: date) -> Case:
    """A dispute holds the invoices it names, or everything when it names none; only a person closes it."""
    case, scope = account.case, _known(account, finding.disputed)
    words = next((e.words for e in finding.evidence if e.intent is Intent.DISPUTE), "")
    reason = finding.dispute_reason or DisputeReason.OTHER
    dispute = Dispute(f"D{len(case.disputes) + 1}", reason, scope, day, mail.id, words)
    hold = _hold(case, mail, HoldReason.DISPUTE, day, None, scope, reason.value.replace("_", " "))
    return with_hold(replace(case, disputes=(*case.disputes, dispute)), hold)


def _other_holds(case: Case, mail: Received, finding: Finding, day: date, account: Account, policy: Policy) -> Case:
    """Whatever a person wrote, the case rests a few days; for what somebody must answer, until they lift it."""
    for intent in finding.intents:
        if intent in NEEDS_A_PERSON - {Intent.DISPUTE}:
            reason = HOLD_OF.get(intent, HoldReason.QUESTION)
            case = with_hold(case, _hold(case, mail, reason, day, note=f"{intent}: {_quote(mail)}"))
    until = account.calendar.add_working_days(day, policy.reply_hold)
    return with_hold(case, _hold(case, mail, HoldReason.QUESTION, day, until, note=f"{mail.sender} has just written"))


def _to_do(intent: Intent, mail: Received, finding: Finding) -> Wanted:
    who = mail.sender
    titles = {
        Intent.DISPUTE: f"Answer the dispute of {who}",
        Intent.PLAN: f"{who} asks for an arrangement",
        Intent.HARDSHIP: f"{who} is short of money",
        Intent.LEGAL: f"{who} names a lawyer",
        Intent.DOCUMENT: f"Send {who} the document asked for",
        Intent.REDIRECT: f"{who} names another contact: {', '.join(finding.redirect_to) or 'see the mail'}",
        Intent.STOP: f"{who} wants no more such mail",
        Intent.OTHER: f"Read the reply of {who}",
    }
    return Wanted(TaskKind.REVIEW, titles[intent], _quote(mail))


def _bounced(account: Account, mail: Received, day: date) -> Reaction:
    bounce = mail.finding.bounce
    case = account.case
    if bounce is None or bounce.kind is BounceKind.SOFT:
        return Reaction(case, account.client, "a delivery is late or was put off: noted", (), _words(mail))
    why = f"bounced {bounce.status}: {bounce.text}".rstrip(": ")
    contacts = tuple(
        replace(c, undeliverable=why) if c.email.lower() == bounce.recipient.lower() else c
        for c in account.client.contacts
    )
    hold = _hold(case, mail, HoldReason.BOUNCE, day, note=f"{bounce.recipient or 'a letter'} {why}")
    wanted = Wanted(TaskKind.ADDRESS, f"Find a new address for {account.client.name}", hold.note)
    client = replace(account.client, contacts=contacts)
    return Reaction(with_hold(case, hold), client, "the address does not take mail", (wanted,), _words(mail))


def _absent(account: Account, mail: Received, day: date, policy: Policy) -> Reaction:
    """Wait for the first day back; a long absence asks a person for somebody else to write to."""
    back = mail.finding.back_on
    latest = day + timedelta(days=policy.longest_absence)
    until = back - timedelta(days=1) if back else account.calendar.add_working_days(day, policy.absence_hold)
    note = f"{mail.sender} is away" + (f", back on {back:%Y-%m-%d}" if back else "")
    wanted: tuple[Wanted, ...] = ()
    if until > latest:
        until = latest
        wanted = (Wanted(TaskKind.ADDRESS, f"{mail.sender} is away for long: who else can be asked?", note),)
    if until < day:
        return Reaction(account.case, account.client, f"{note}: noted", (), _words(mail))
    hold = _hold(account.case, mail, HoldReason.OUT_OF_OFFICE, day, until, note=note)
    return Reaction(with_hold(account.case, hold), account.client, note, wanted, _words(mail))


def with_hold(case: Case, hold: Hold) -> Case:
    return replace(case, holds=(*case.holds, hold))


def _hold(
    case: Case, mail: Received, reason: HoldReason, since: date, until: date | None = None,
    invoices: tuple[str, ...] = (), note: str = "",
) -> Hold:  # fmt: skip
    return Hold(f"H{len(case.holds) + 1}", reason, since, until, invoices, note, mail.id)


def _known(account: Account, numbers: Iterable[str]) -> tuple[str, ...]:
    """Those of `numbers` that are invoices of this client; naming none, or only strange ones, means all of them."""
    own = {i.number for i in account.invoices}
    return tuple(n for n in numbers if n in own)


def _due_by(account: Account, day: date) -> tuple[str, ...]:
    """What "we will pay on Friday" speaks of: what is due by then, not the invoice of next month; if none is, all."""
    still = account.open_invoices()
    return tuple(i.number for i in still if i.due <= day) or tuple(i.number for i in still)


def _others(account: Account, finding: Finding) -> tuple[str, ...]:
    """What "paid" speaks of: the invoices named that are neither disputed nor promised in the same mail."""
    taken = {*finding.disputed, *(n for p in finding.promises for n in p.invoices)}
    return tuple(n for n in _known(account, finding.invoices) if n not in taken)


def _not_yet_due(account: Account, day: date) -> tuple[str, ...]:
    """What an unnamed "paid" speaks of while nothing is due: all that is open. Else () = whatever is due by then."""
    still = account.open_invoices()
    return () if any(i.due <= day for i in still) else tuple(i.number for i in still)


def _words(mail: Received) -> tuple[str, ...]:
    return tuple(f'"{e.words}" ({e.by})' for e in mail.finding.evidence) + mail.finding.warnings


def _quote(mail: Received, length: int = 160) -> str:
    text = " ".join((mail.finding.text or mail.subject).split())
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def _summary(finding: Finding) -> str:
    days = [f"promised for {p.day:%Y-%m-%d}" for p in finding.promises if p.day]
    others = [str(i).replace("_", " ") for i in finding.intents if i is not Intent.PROMISE or not days]
    return "; ".join([*days, *others])
