"""How the demo ended: what each client owes, and whether any letter went out that should not have.

The last is counted from the clients' mailboxes and the firm's own books, not from what the agent says of itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from outreach.demo.book import Books
from outreach.domain.account import Account
from outreach.domain.book import Book
from outreach.domain.case import Case, Hold, PromiseState
from outreach.domain.letter import Letter, LetterState
from outreach.domain.money import Money, totals


@dataclass(frozen=True, slots=True)
class Standing:
    """One client at the end. Money is one sum per currency."""

    client: str
    name: str
    temper: str
    at_start: tuple[Money, ...]
    invoiced_since: tuple[Money, ...]
    at_end: tuple[Money, ...]
    letters: int
    answers: int
    state: str


@dataclass(frozen=True, slots=True)
class Audit:
    """Letters that must not have gone out; all of it is zero, or the run has failed."""

    delivered: int
    twice: int
    while_held: int
    while_paid: int
    wrong_balance: int
    unaccounted: int  # letters in a mailbox that the ledger does not know as accepted, or the other way round

    @property
    def clean(self) -> bool:
        return not (self.twice or self.while_held or self.while_paid or self.wrong_balance or self.unaccounted)


@dataclass(frozen=True, slots=True)
class Result:
    """Everything a second run with the same seed must give again."""

    days: int
    seed: int
    standings: tuple[Standing, ...]
    counts: tuple[tuple[str, int], ...]
    late_before: tuple[tuple[str, float], ...]  # by currency: days overdue, each invoice weighed by what is open of it
    late_after: tuple[tuple[str, float], ...]
    audit: Audit


def owed(books: Books, client: str, at: datetime) -> tuple[Money, ...]:
    return totals(books.balance(number, at) for number in books.open_of(client, at))


def invoiced_between(books: Books, client: str, start: datetime, end: datetime) -> tuple[Money, ...]:
    return totals(b.total for b in books.bills_of(client) if start.date() < b.issued <= end.date())


def lateness(books: Books, at: datetime) -> tuple[tuple[str, float], ...]:
    """By currency, how many days overdue the money is that is overdue at that instant, weighed by amount."""
    weights: dict[str, float] = {}
    sums: dict[str, float] = {}
    for number, bill in books.bills.items():
        left, late = float(books.balance(number, at).amount), (at.date() - bill.due).days
        if left and late > 0 and bill.issued <= at.date():
            weights[bill.total.currency] = weights.get(bill.total.currency, 0.0) + left
            sums[bill.total.currency] = sums.get(bill.total.currency, 0.0) + left * late
    return tuple((currency, round(sums[currency] / weights[currency], 1)) for currency in sorted(weights))


def counts_of(book: Book, unclear: int) -> tuple[tuple[str, int], ...]:
    """The numbers of the last lines: letters, answers (`unclear` of them a person had to read), promises, disputes."""
    letters = Counter(letter.state for letter in book.letters())
    cases = [case for client in book.clients() if (case := book.case(client.id))]
    answers = [mail for client in book.clients() for mail in book.received_of(client.id)]
    promises = Counter(promise.state for case in cases for promise in case.promises)
    return (
        ("letters sent", letters[LetterState.ACCEPTED]),
        ("letters withdrawn", letters[LetterState.WITHDRAWN]),
        ("answers read", len(answers)),
        ("understood", len(answers) - unclear),
        ("promises kept", promises[PromiseState.KEPT]),
        ("promises broken", promises[PromiseState.BROKEN] + promises[PromiseState.PART_KEPT]),
        ("disputes", sum(len(case.disputes) for case in cases)),
        ("holds", sum(len(case.holds) for case in cases)),
    )


def state_of(account: Account, today: date) -> str:
    """How a client stands, in a few words."""
    if not account.open_invoices():
        return "all paid"
    hold = account.case.case_hold(today)
    if hold:
        return f"{hold.reason} until {hold.until}" if hold.until else f"with a person: {hold.reason}"
    held = [f"{invoice.number}: {hold.reason}" for invoice, hold in account.held_invoices(today)]
    late = account.open_invoices()[0].days_overdue(today)
    where = f"at {account.case.stage}" if account.case.stage else "not written to"
    return "; ".join(held) or (f"{where}, {late} days late" if late > 0 else "not due yet")


def audit(book: Book, books: Books, delivered: Iterable[str], imports: list[datetime]) -> Audit:
    """Look at each letter that lay in a client's mailbox (`delivered`: Message-IDs, one for each copy)."""
    copies = Counter(delivered)
    letters = [letter for letter in book.letters() if letter.state is LetterState.ACCEPTED]
    found = [letter for letter in letters if letter.message_id in copies]
    steps = Counter((letter.client, letter.carrying, letter.stage, letter.step) for letter in found)
    known = sum(count for message_id, count in copies.items() if book.letter_of_message(message_id))
    return Audit(
        delivered=known,
        twice=known - len(found) + sum(count - 1 for count in steps.values()),
        while_held=sum(_was_held(book, letter) for letter in found),
        while_paid=sum(any(not money for money in _as_imported(books, letter, imports)) for letter in found),
        wrong_balance=sum(
            _as_imported(books, letter, imports) != [line.balance for line in letter.lines] for letter in found
        ),
        unaccounted=len(letters) - len(found) + sum(m not in {e.message_id for e in letters} for m in copies),
    )


def _as_imported(books: Books, letter: Letter, imports: list[datetime]) -> list[Money]:
    """What the firm's books showed, at the last import before the letter went out, for each of its lines."""
    assert letter.claimed_at
    last = max(at for at in imports if at <= letter.claimed_at)
    return [books.balance(line.number, last) for line in letter.lines]


def _was_held(book: Book, letter: Letter) -> bool:
    case = book.case(letter.client) or Case(letter.client)
    return any(_held_it(book, hold, letter) for hold in case.holds)


def _held_it(book: Book, hold: Hold, letter: Letter) -> bool:
    assert letter.claimed_at
    mail, day = book.received(hold.source), letter.claimed_at.date()
    began = mail.received_at < letter.claimed_at if mail else hold.since < day
    over = (hold.until is not None and day > hold.until) or (hold.lifted is not None and day >= hold.lifted)
    return began and not over and any(hold.covers(line.number) for line in letter.lines)
