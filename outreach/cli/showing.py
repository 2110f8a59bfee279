"""How things look on a terminal: status, explanations, tasks, letters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from outreach.cli.shared import print_problems, say, table

if TYPE_CHECKING:
    from outreach.agent.again import Compared
    from outreach.agent.alive import Life
    from outreach.agent.explain import Explanation, InvoiceLine, MailExplained
    from outreach.agent.review import Reviewed
    from outreach.agent.status import Status
    from outreach.agent.trying import Tried
    from outreach.domain.finding import Finding, StatedPromise
    from outreach.domain.letter import Letter
    from outreach.domain.received import Received
    from outreach.domain.task import Task
    from outreach.mail.quoting import NewText
    from outreach.reading.telling import ToldClause


def status(found: Status, alive: Life) -> None:
    say(alive.sentence, "bold" if alive.well else "bold red")
    for halt in found.halts:
        say(f"Nothing goes out: {halt}. `outreach go` lets letters go again.", "bold red")
    taken = f"{found.book_taken_at:%Y-%m-%d %H:%M} UTC from {found.book_source}" if found.book_taken_at else "never"
    say(f"Mode: {found.mode}.  Invoices imported: {taken}.")
    table(
        "Who owes",
        ("Client", "Owed", "Overdue", "Days", "Stage", "What now, and why"),
        (
            (s.name, _sums(s.owed), _sums(s.overdue), max(s.oldest_days, 0) or "", s.stage, s.next)
            for s in found.standings
        ),
        right=("Owed", "Overdue", "Days"),
    )
    table("Aging by due date", [name for name, _ in found.aging], [[_sums(sums) for _, sums in found.aging]])
    if found.letters:
        say("Letters: " + ", ".join(f"{count} {state}" for state, count in found.letters.items()))
    if found.tasks:
        say(f"{len(found.tasks)} wait for you: `outreach review`", "bold yellow")
    print_problems(found.problems)


def _sums(sums: Iterable[object]) -> str:
    return "\n".join(str(money) for money in sums)


def explanation(found: Explanation) -> None:
    client = found.client
    say(f"{client.name} ({client.id})", "bold")
    contacts = ", ".join(f"{c.email}{f' ({c.undeliverable})' if c.undeliverable else ''}" for c in client.contacts)
    say(f"{contacts or 'no address'} · {client.language} · {client.country} · {client.zone} · {client.sequence}")
    say(f"\nNow: {found.next}", "bold")
    for reason in found.reasons:
        say(f"  because {reason}")
    say(f"Stands at: {found.stage}")
    for title, lines in (("Held", found.holds), ("Promises", found.promises), ("Waits for you", found.tasks)):
        for line in lines:
            say(f"{title}: {line}")
    table(
        "Invoices",
        ("Invoice", "Due", "Days", "Bucket", "Open", "State"),
        map(_invoice, found.invoices),
        right=("Days", "Open"),
    )
    for entry in found.history:
        say(f"{entry.at:%Y-%m-%d %H:%M}  {entry.sentence}")
        for reason in entry.reasons:
            say(f"                    {reason}", "dim")


def _invoice(line: InvoiceLine) -> tuple[object, ...]:
    """A settled invoice is neither late nor open any more."""
    if line.state in {"paid", "gone"}:
        return line.number, line.due, "", "", "", line.state
    return line.number, line.due, line.days_overdue, line.bucket, line.balance, line.state


def mail(told: MailExplained) -> None:
    """Kind and sign, what was cut, clause by clause, what it was understood to say, and what follows."""
    reading, finding = told.reading, told.finding
    if told.read:
        received = told.read.received
        say(f"{told.client.name}: {received.how_found}", "bold")
        say(f"From {received.sender}: {received.subject}")
        say(f"Trusted: {'yes' if received.trusted else 'no'} ({received.trust_reason})")
    else:
        say("This mail belongs to no case: no known contact sent it, and it answers none of our letters.", "bold")
    say(f"Kind: {finding.kind} ({reading.why})")
    _cuts(reading.new)
    if told.clauses:
        say("Clause by clause:")
    for clause in told.clauses:
        _clause(clause)
    _understood(finding)
    _follows(told)


def _follows(told: MailExplained) -> None:
    say(f"{'Done' if told.known or not told.read else 'It would be'}: {told.reaction.sentence}", "bold")
    for hold in told.reaction.case.holds:
        if told.read and hold.source == told.read.received.id:
            say(f"  {hold}")
    for wanted in told.reaction.wanted:
        say(f"  task: {wanted.title}")


def _clause(clause: ToldClause) -> None:
    flags = f" [{', '.join(clause.flags)}]" if clause.flags else ""
    read = "; ".join(f"{intent}, by {rule}" for intent, rule in clause.rules)
    say(f'  "{clause.words}"{flags}: {read or clause.why}')
    if clause.silent:
        say(f"    kept silent by what is in []: {', '.join(clause.silent)}", "dim")


def _cuts(new: NewText) -> None:
    for cut in new.cuts:
        say(f"  cut ({cut.why}): {' '.join(cut.text.split())[:100]}", "dim")


def _finding(received: Received) -> None:
    say(f"From {received.sender}: {received.subject}")
    say(f"Trusted: {'yes' if received.trusted else 'no'} ({received.trust_reason})")
    _read(received.finding)


def _read(finding: Finding) -> None:
    say(f"Kind: {finding.kind}\n")
    for line in finding.text.splitlines():
        say(f"  | {line}")
    say("")
    _understood(finding)


def _understood(finding: Finding) -> None:
    say(f"Read as: {', '.join(finding.intents) or 'nothing'} ({'sure' if finding.sure else 'not sure'})")
    for promise in finding.promises:
        say(f"  promised: {_promise(promise)}")
    for evidence in finding.evidence:
        say(f'  {evidence.intent}: "{evidence.words}" ({evidence.by})')
    for warning in finding.warnings:
        say(f"  careful: {warning}", "yellow")


def tried(found: Tried) -> None:
    """A mail that was only tried: what was cut and why, what was read, and what would follow."""
    _cuts(found.reading.new)
    _read(found.reading.finding)
    say(f"Trusted: {'yes' if found.received.trusted else 'no'} ({found.received.trust_reason})")
    held = "The case would rest" if found.holds else "Letters would go on"
    say(f"{held}{', and a person would be asked what it means' if found.asks else ''}.", "bold")


def _promise(promise: StatedPromise) -> str:
    return " ".join((f"{promise.day or 'no day'}: {promise.amount or 'all'}", *promise.invoices))


def compared(all_of_them: Sequence[Compared], names: Mapping[str, str]) -> None:
    """What is read differently now, a row for each thing that differs."""
    other = [one for one in all_of_them if one.differs]
    if other:
        rows = (row for one in other for row in _differences(one, names.get(one.mail.client, one.mail.client)))
        table("Read differently now", ("Mail of", "Client", "What", "As it was read", "As it is read now"), rows)
    count = f"{len(all_of_them)} mail{'' if len(all_of_them) == 1 else 's'} read again"
    say(f"{count}, {len(other) or 'none'} of them differently. No case was touched.", "bold")


def _differences(one: Compared, client: str) -> Iterator[tuple[str, ...]]:
    mail = f"{one.mail.sender}, {one.mail.received_at:%Y-%m-%d}"
    for field in one.differs:
        was = _shown(one.stored, field) + (f" ({one.mail.trust_reason})" if one.mail.judged else "")
        yield mail, client, field.replace("_", " "), was, _shown(one.now, field)


def _shown(finding: Finding, field: str) -> str:
    shown = {
        "intents": ", ".join(finding.intents),
        "promises": "\n".join(map(_promise, finding.promises)),
        "dispute_reason": finding.dispute_reason or "",
        "sure": "yes" if finding.sure else "no: " + "; ".join(finding.warnings),
    }
    return shown[field] or "none"


def tasks(found: Sequence[Task], names: Mapping[str, str]) -> None:
    if not found:
        say("Nothing waits for you.")
        return
    rows = ((t.id, f"{t.opened:%Y-%m-%d}", names.get(t.client, t.client), t.title, t.detail) for t in found)
    table("Waits for you", ("Task", "Since", "Client", "What", "Detail"), rows)
    say("`outreach review show T…`, then `confirm`, `correct` or `dismiss`.")


def reviewed(found: Reviewed) -> None:
    task = found.task
    say(f"{task.id} · {found.client.name} · {task.title}", "bold")
    say(f"{task.state} since {task.opened:%Y-%m-%d %H:%M} UTC. {task.detail}")
    if found.mail:
        say("")
        _finding(found.mail)
    if found.letter:
        say(f"\nLetter {found.letter.id} to {found.letter.to} ({found.letter.state}): {found.letter.subject}\n")
        say(found.letter_text)


def letters(waiting: Sequence[Letter]) -> None:
    if not waiting:
        say("No letter waits for approval.")
        return
    rows = ((w.id, w.client, w.to, w.template, ", ".join(line.number for line in w.lines)) for w in waiting)
    table("Letters that wait for approval", ("Letter", "Client", "To", "Template", "Invoices"), rows)
    say("`outreach approve L…` shows one and asks.")


def letter(chosen: Letter, raw: bytes, html: Path | None) -> None:
    """The letter as the client will read it, from the very bytes that would be sent."""
    from email import message_from_bytes

    from outreach.mail.parse import parse

    read = parse(raw)
    say(f"Letter {chosen.id} to {chosen.to}: {chosen.subject}", "bold")
    for reason in chosen.reasons:
        say(f"  because {reason}", "dim")
    say("")
    say(read.text)
    for attachment in read.attachments:
        say(f"  attached: {attachment.name}")
    if html:
        parts = [p for p in message_from_bytes(raw).walk() if p.get_content_type() == "text/html"]
        page = parts[0].get_payload(decode=True) if parts else b""
        html.write_bytes(page if isinstance(page, bytes) else b"")
        say(f"As a page: {html}")
