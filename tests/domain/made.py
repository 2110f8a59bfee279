"""A small firm for the tests of the domain: one client in London, its invoices, a sequence of three tones."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from outreach.domain.account import Account
from outreach.domain.case import Case, Hold, HoldReason
from outreach.domain.clients import Client, Contact, Invoice, Payment
from outreach.domain.finding import Evidence, Finding, Intent, MailKind, StatedPromise
from outreach.domain.letter import Letter, LetterState, Line
from outreach.domain.money import Money
from outreach.domain.policy import Mode, Policy
from outreach.domain.propose import Conditions
from outreach.domain.received import Received
from outreach.domain.sequence import Approval, LetterStep, Sequence, Stage, TaskStep, Tone
from outreach.domain.task import Task
from outreach.domain.workdays import Calendar, Span, SpanUnit

# England and Wales: New Year, Easter, the bank holidays of May and August, Christmas and Boxing Day.
HOLIDAYS_2026 = frozenset(
    date(2026, month, day) for month, day in [(1, 1), (4, 3), (4, 6), (5, 4), (5, 25), (8, 31), (12, 25), (12, 28)]
)
LONDON = Calendar(ZoneInfo("Europe/London"), HOLIDAYS_2026)
AUTO = Policy(mode=Mode.AUTO)
JO = "jo@miller-sons.example"


def day(text: str) -> date:
    return date.fromisoformat(text)


def at(text: str) -> datetime:
    """`2026-03-02` is ten o'clock UTC of that day, `2026-03-02 08:30` that minute."""
    moment = datetime.fromisoformat(text)
    return moment.replace(hour=moment.hour if ":" in text else 10, tzinfo=UTC)


def gbp(amount: str) -> Money:
    return Money(Decimal(amount), "GBP")


def business_days(count: int) -> Span:
    return Span(count, SpanUnit.BUSINESS_DAYS)


COURTESY = Stage(
    "courtesy", Tone.COURTEOUS, -5, (LetterStep("courtesy-1"), LetterStep("courtesy-2", business_days(3))), until=1,
    approve=Approval.NEVER,
)  # fmt: skip
FRIENDLY = Stage(
    "friendly", Tone.FRIENDLY, 3, (LetterStep("friendly-1"), LetterStep("friendly-2", business_days(5))),
    approve=Approval.NEVER,
)  # fmt: skip
FIRM = Stage(
    "firm", Tone.FIRM, 26,
    (
        LetterStep("firm-1", business_days(5)),
        TaskStep("call", "Ask what keeps them from paying.", business_days(3)),
        LetterStep("firm-2", business_days(5)),
    ),
    approve=Approval.FIRST,
)  # fmt: skip
STANDARD = Sequence("standard", (COURTESY, FRIENDLY, FIRM))


def invoice(number: str = "INV-1", due: str = "2026-03-02", owed: str = "1200.00", total: str = "") -> Invoice:
    return Invoice(number, "miller", day(due), gbp(total or owed), gbp(owed))


def paid(owing: Invoice, seen: str, amount: str) -> Invoice:
    """The invoice after the book showed that `amount` came in."""
    payment = Payment(day(seen), Decimal(amount), "import")
    return replace(owing, balance=owing.balance - gbp(amount), payments=(*owing.payments, payment))


MILLER = Client("miller", "Miller & Sons", (Contact(JO, "Jo Miller"),))


def account(
    *invoices: Invoice, case: Case | None = None, letters: Iterable[Letter] = (), tasks: Iterable[Task] = (),
    client: Client = MILLER, calendar: Calendar = LONDON,
) -> Account:  # fmt: skip
    return Account(client, case or Case(client.id), invoices or (invoice(),), tuple(letters), tuple(tasks), calendar)


def stood_at(stage: str, steps: int, moved: str, carrying: str = "INV-1") -> Case:
    """The case after `steps` steps of `stage`, the last of them on `moved`."""
    return Case("miller", carrying=carrying, sequence="standard", stage=stage, step=steps, moved=day(moved))


def hold(
    reason: HoldReason, since: str, until: str = "", *invoices: str, source: str = "mail-1", id_: str = "H1"
) -> Hold:
    return Hold(id_, reason, day(since), day(until) if until else None, invoices, source=source)


def letter(sent: str = "", **changes: object) -> Letter:
    """The first courtesy letter about INV-1; `sent` is the moment at which it was claimed."""
    plain = Letter(
        id="L1", client="miller", to=JO, sequence="standard", stage="courtesy", step=0, template="courtesy-1",
        language="en", subject="Invoice INV-1", carrying="INV-1", message_id="<L1@northwind-joinery.example>",
        lines=(Line("INV-1", gbp("1200.00"), day("2026-03-02")),), digest="d1", rendered_at=at("2026-02-25"),
        state=LetterState.APPROVED,
    )  # fmt: skip
    if sent:
        plain = replace(plain, state=LetterState.ACCEPTED, claimed_at=at(sent))
    return replace(plain, **changes)  # type: ignore[arg-type]  # names of fields, checked by replace()


def fresh(now: datetime) -> Conditions:
    return Conditions(now, now, 0)


def mail(
    *intents: Intent, on: str = "2026-03-09", kind: MailKind = MailKind.PERSON, sure: bool = True,
    promises: Iterable[StatedPromise] = (), trusted: bool = True, id_: str = "mail-1", **more: object,
) -> Received:  # fmt: skip
    """A mail of Jo's, as it was read."""
    evidence = tuple(Evidence(intent, f"the words of {intent}", "en/test.yaml: rule") for intent in intents)
    finding = Finding(kind, intents, sure, 0.9, tuple(promises), evidence=evidence, text="Hello, about your letter.")
    return Received(
        id=id_, client="miller", message_id=f"<{id_}@miller-sons.example>", sender=JO, subject="Re: Invoice INV-1",
        sent_at=at(on), received_at=at(on), digest="r1", finding=replace(finding, **more),  # type: ignore[arg-type]
        trusted=trusted, trust_reason="a known contact", how_found="it answers our letter L1", folder="INBOX", uid=7,
    )  # fmt: skip


def promised(on: str, amount: str = "", *invoices: str) -> StatedPromise:
    return StatedPromise(day(on), gbp(amount) if amount else None, invoices)
