"""The facts that a template may speak of. What is not here cannot be said in a letter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from outreach.domain.money import Money, totals


@dataclass(frozen=True, slots=True)
class CompanyFacts:
    """We, as the client knows us. `bank` holds the lines of the payment details, from config.toml and nowhere else."""

    name: str
    sender: str  # the person who signs
    email: str
    phone: str = ""
    address: str = ""
    bank: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class InvoiceFacts:
    number: str
    due: date
    total: Money
    balance: Money  # what is still open of it
    days_overdue: int  # negative before the due date
    issued: date | None = None
    reference: str = ""  # the client's own order number

    @property
    def is_overdue(self) -> bool:
        return self.days_overdue > 0

    @property
    def part_paid(self) -> bool:
        return self.balance.amount < self.total.amount


@dataclass(frozen=True, slots=True)
class PromiseFacts:
    day: date
    amount: Money | None


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """Everything one letter stands on. Invoices are open, not held, oldest due date first."""

    company: CompanyFacts
    client: str
    contact: str  # name of the person written to, "" when not known
    language: str
    country: str
    invoices: tuple[InvoiceFacts, ...]
    totals: tuple[Money, ...]  # of all of them, one per currency
    today: date  # the client's day on which the letter was rendered
    reply_by: date  # a working day by which an answer is asked for
    reference: str  # finds the case again; stands in the foot of each letter
    broken_promise: PromiseFacts | None = None
    last_letter: date | None = None
    attached: bool = False  # invoice PDFs are attached

    @property
    def overdue(self) -> tuple[InvoiceFacts, ...]:
        return tuple(invoice for invoice in self.invoices if invoice.is_overdue)

    @property
    def upcoming(self) -> tuple[InvoiceFacts, ...]:
        return tuple(invoice for invoice in self.invoices if not invoice.is_overdue)

    @property
    def overdue_totals(self) -> tuple[Money, ...]:
        """What is overdue of it, one total per currency."""
        return totals(invoice.balance for invoice in self.overdue)

    @property
    def oldest(self) -> InvoiceFacts:
        return self.invoices[0]
