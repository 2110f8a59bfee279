"""What a person decides: hold, lift, paid, note, approve, withdraw, judge a reply. Only a person undoes a silence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from outreach.domain.account import Account
from outreach.domain.case import Case, Dispute, Hold, HoldReason, Note, PromiseState
from outreach.domain.clients import Client, Invoice, InvoiceState, Payment
from outreach.domain.facts import Document, Fact
from outreach.domain.finding import Finding, Intent
from outreach.domain.halt import Halt, HaltKind, Halts
from outreach.domain.letter import Letter, LetterState
from outreach.domain.money import Money
from outreach.domain.passing import SECOND_BROKEN
from outreach.domain.policy import Policy
from outreach.domain.react import understood, with_hold
from outreach.domain.received import JUDGED, Received
from outreach.domain.task import Task, TaskKind, TaskState, numbered


def hold(account: Account, invoices: tuple[str, ...], until: date | None, note: str, by: str, now: datetime) -> Fact:
    day = account.calendar.day(now)
    new = Hold(f"H{len(account.case.holds) + 1}", HoldReason.PERSON, day, until, invoices, note, f"person: {by}")
    return Fact(
        now, "held by a person", account.client.id, str(new), (f"decided by {by}",), (with_hold(account.case, new),)
    )


def lift(account: Account, invoices: tuple[str, ...], by: str, now: datetime) -> Fact | None:
    """End every active hold in the scope (no invoices: all of the case); its disputes are closed with it.

    A hold on several invoices stays on those that are not lifted. None when nothing was held.
    """
    day = account.calendar.day(now)
    holds = tuple(_without(h, invoices, day) for h in account.case.holds)
    if holds == account.case.holds:
        return None
    disputes = tuple(_undisputed(d, invoices, day) for d in account.case.disputes)
    ended = [h for h, new in zip(account.case.holds, holds, strict=True) if h != new]
    case = replace(account.case, holds=holds, disputes=disputes)
    says = "lifted: " + "; ".join(str(h) for h in ended)
    puts: tuple[Document, ...] = (case, *_reachable_again(account.client, ended))
    return Fact(now, "lifted by a person", account.client.id, says, (f"decided by {by}",), puts)


def _without(held: Hold, invoices: tuple[str, ...], day: date) -> Hold:
    if not held.active(day):
        return held
    if not invoices:
        return replace(held, lifted=day)
    rest = tuple(n for n in held.invoices if n not in invoices)
    if not held.invoices or rest == held.invoices:
        return held
    return replace(held, invoices=rest) if rest else replace(held, lifted=day)


def _undisputed(dispute: Dispute, invoices: tuple[str, ...], day: date) -> Dispute:
    if dispute.closed:
        return dispute
    if not invoices:
        return replace(dispute, closed=day)
    rest = tuple(n for n in dispute.invoices if n not in invoices)
    if not dispute.invoices or rest == dispute.invoices:
        return dispute
    return replace(dispute, invoices=rest) if rest else replace(dispute, closed=day)


def _reachable_again(client: Client, ended: Iterable[Hold]) -> tuple[Client, ...]:
    """Lifting what a bounce held says that the address works again, unless another contact can be written to."""
    if client.addressee or not client.contacts or not any(h.reason is HoldReason.BOUNCE for h in ended):
        return ()
    return (replace(client, contacts=tuple(replace(c, undeliverable="") for c in client.contacts)),)


def paid(account: Account, invoice: Invoice, amount: Decimal | None, by: str, now: datetime) -> Fact:
    """A person of the firm says that money has come; the next import may say the same, or ask."""
    received = invoice.balance.amount if amount is None else amount
    left = invoice.balance.amount - received
    payment = Payment(account.calendar.day(now), received, f"person: {by}")
    state = InvoiceState.PAID if left <= 0 else InvoiceState.OPEN
    balance = Money(max(left, Decimal(0)), invoice.balance.currency)
    after = replace(invoice, balance=balance, state=state, payments=(*invoice.payments, payment))
    says = f"{invoice.number}: {Money(received, balance.currency)} received, {balance} open"
    return Fact(now, "paid, says a person", account.client.id, says, (f"decided by {by}",), (after,))


def note(account: Account, text: str, by: str, now: datetime) -> Fact:
    case = replace(account.case, notes=(*account.case.notes, Note(now, by, text)))
    return Fact(now, "noted", account.client.id, text, (f"written by {by}",), (case,))


def approve(letter: Letter, task: Task | None, by: str, now: datetime) -> Fact:
    puts: tuple[Document, ...] = (replace(letter, state=LetterState.APPROVED, approved_by=by),)
    if task:
        puts = (*puts, close(task, TaskState.DONE, by, now))
    says = f"letter {letter.id} to {letter.to} is approved as shown ({letter.digest[:12]})"
    return Fact(now, "letter approved", letter.client, says, (f"decided by {by}",), puts)


def withdraw(letter: Letter, task: Task | None, why: str, now: datetime) -> Fact:
    puts: tuple[Document, ...] = (replace(letter, state=LetterState.WITHDRAWN, answer=why, settled_at=now),)
    if task:
        puts = (*puts, close(task, TaskState.DISMISSED, "", now, why))
    return Fact(now, "letter withdrawn", letter.client, f"letter {letter.id} is withdrawn: {why}", (), puts)


def reject(account: Account, letter: Letter, task: Task, by: str, now: datetime) -> Fact:
    """A person does not want this letter sent: the case rests until they lift it, or the same would be written anew."""
    said_no = withdraw(letter, task, f"not approved by {by}", now)
    held = hold(account, (), None, f"letter {letter.id} ({letter.template}) was not approved", by, now)
    return replace(said_no, sentence=f"{said_no.sentence}; {held.sentence}", puts=(*said_no.puts, *held.puts))


def close(task: Task, state: TaskState, by: str, now: datetime, note_: str = "") -> Task:
    return replace(task, state=state, closed_by=by, closed_at=now, note=note_)


def close_task(account: Account, task: Task, state: TaskState, by: str, now: datetime, note_: str = "") -> Fact:
    """A step of the sequence is done on the day its task is closed: what comes after it waits from then on.

    A hold that waited only for this work ends with it: a question once it is answered, a call once it is made. What was
    contested, asked for or forbidden stays held until a person lifts it.
    """
    says = f"task {task.id} is {state}: {task.title}" + (f" ({note_})" if note_ else "")
    day, case = account.calendar.day(now), account.case
    if task.stage and task.stage == case.stage:
        case = replace(case, moved=day)
    if state is TaskState.DONE:
        case = replace(
            case, holds=tuple(replace(h, lifted=day) if _waited_for(account, task, h, day) else h for h in case.holds)
        )
    puts: tuple[Document, ...] = (close(task, state, by, now, note_),)
    puts = puts if case == account.case else (*puts, case)
    return Fact(now, "task closed", task.client, says, (f"decided by {by}",), puts)


def _waited_for(account: Account, task: Task, held: Hold, day: date) -> bool:
    if not held.active(day) or held.until is not None:
        return False
    if task.mail:
        last = all(t.id == task.id for t in _about(account, task.mail))
        return last and held.source == task.mail and held.reason is HoldReason.QUESTION
    return task.kind is TaskKind.CALL and held.source == SECOND_BROKEN


def judged(
    account: Account, mail: Received, finding: Finding, policy: Policy, by: str, now: datetime, tasks: int,
    others: Iterable[Account] = (),
) -> Fact:  # fmt: skip
    """A person confirms or corrects the reading of a reply: what it did so far ends, and the reading is acted on.

    What was promised counts from the day of the mail. What a person must still do becomes tasks of its own, but not the
    reading of the mail, which is done. `others` are clients that were held because the mail might have been theirs.
    """
    finding = replace(finding, sure=True, intents=tuple(i for i in finding.intents if i is not Intent.OTHER))
    case = _retracted(account, mail.id, now)
    day = account.calendar.day(mail.received_at)
    reaction = understood(replace(account, case=case), mail, finding, day, policy)
    read = replace(mail, client=account.client.id, finding=finding, trusted=True, trust_reason=f"{JUDGED}{by}")
    new = numbered(reaction.wanted, account.client.id, now, tasks, mail.id)
    done = (close(t, TaskState.DONE, by, now) for t in _about(account, mail.id))
    puts: list[Document] = [reaction.case, read, *done, *new]
    for other in others:
        theirs = f"it is the mail of {account.client.name}"
        puts += [close(t, TaskState.DISMISSED, by, now, theirs) for t in _about(other, mail.id)]
        puts.append(_retracted(other, mail.id, now))
    says = reaction.sentence or "read by a person"
    return Fact(now, "reply judged", account.client.id, says, (f"decided by {by}",), tuple(puts))


def dismiss(account: Account, task: Task, by: str, now: datetime) -> Fact:
    """The mail means nothing for the case: what it held is lifted."""
    case = _retracted(account, task.mail, now)
    ended = [h for h, new in zip(account.case.holds, case.holds, strict=True) if h != new]
    says = f"task {task.id} is dismissed, nothing is held because of it any more"
    closed = (close(t, TaskState.DISMISSED, by, now) for t in _about(account, task.mail))
    puts: tuple[Document, ...] = (case, *closed, *_reachable_again(account.client, ended))
    return Fact(now, "reply dismissed", account.client.id, says, (f"decided by {by}",), puts)


def _about(account: Account, mail: str) -> tuple[Task, ...]:
    """Open tasks of this client that the mail caused."""
    return tuple(t for t in account.tasks if t.mail == mail and t.state is TaskState.OPEN)


def _retracted(account: Account, source: str, now: datetime) -> Case:
    """The case without what the mail `source` was taken to say: its holds, open promises and disputes."""
    day, case = account.calendar.day(now), account.case
    return replace(
        case,
        holds=tuple(replace(h, lifted=day) if h.source == source and h.active(day) else h for h in case.holds),
        promises=tuple(
            replace(p, state=PromiseState.WITHDRAWN) if p.source == source and p.state is PromiseState.OPEN else p
            for p in case.promises
        ),
        disputes=tuple(replace(d, closed=day) if d.source == source and not d.closed else d for d in case.disputes),
    )


def was_sent(account: Account, letter: Letter, task: Task | None, by: str, now: datetime) -> Fact:
    """A person, or the copy in the Sent folder, says that an unknown letter did leave."""
    puts: tuple[Document, ...] = (
        replace(letter, state=LetterState.ACCEPTED, answer=f"settled by {by}", settled_at=now),
    )
    if task:
        puts = (*puts, close(task, TaskState.DONE, by, now))
    return Fact(now, "letter settled", account.client.id, f"letter {letter.id} was sent", (f"says {by}",), puts)


def was_not_sent(account: Account, letter: Letter, task: Task | None, by: str, now: datetime) -> Fact:
    """A person says that an unknown letter never left: the step is open again, and will be proposed anew."""
    case = account.case
    if (case.stage, case.step) == (letter.stage, letter.step + 1):
        thread = tuple(m for m in case.thread if m != letter.message_id)
        case = replace(case, step=letter.step, thread=thread)
    puts: tuple[Document, ...] = (case, replace(letter, state=LetterState.WITHDRAWN, answer=f"not sent, says {by}"))
    if task:
        puts = (*puts, close(task, TaskState.DONE, by, now))
    return Fact(now, "letter settled", account.client.id, f"letter {letter.id} was not sent", (f"says {by}",), puts)


def halt(halts: Halts, kind: HaltKind, reason: str, by: str, now: datetime) -> Fact:
    """Keep every letter in until a person says go."""
    new = Halt(kind, reason, now, by)
    return Fact(
        now, "all letters stopped", "", f"nothing goes out: {reason}", (f"decided by {by}",), (halts.with_(new),)
    )


def go(halts: Halts, by: str, now: datetime, here: str = "") -> Fact | None:
    """A person lets letters go out again; None when nothing was stopped. `here` is where this workspace stands."""
    if not halts.active:
        return None
    says = "letters may go out again"
    if here and halts.has(HaltKind.COPY):
        says += f", and the live workspace is the one in {here}; let no other copy run"
    says += "; what had stopped them: " + "; ".join(halt.reason for halt in halts.active)
    return Fact(now, "letters released", "", says, (f"decided by {by}",), (Halts(),))
