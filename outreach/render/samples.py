"""Invented facts that every template must be able to speak of: the plain case, the long one, and the hostile one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from outreach.domain.money import Money, totals
from outreach.render.facts import CompanyFacts, InvoiceFacts, LetterFacts, PromiseFacts

TODAY = date(2026, 4, 1)

COMPANY = CompanyFacts(
    name="Northwind Joinery",
    sender="Anna Weber",
    email="anna.weber@northwind-joinery.example",
    phone="+44 20 7946 0018",
    address="4 Mill Lane, Leeds LS1 4DT",
    bank=("Northwind Joinery Ltd", "IBAN GB33 BUKB 2020 1555 5555 55", "BIC BUKBGB22"),
)


def sample_invoice(
    number: str, balance: str, days_overdue: int, currency: str = "GBP", total: str = "", reference: str = ""
) -> InvoiceFacts:
    due = TODAY - timedelta(days=days_overdue)
    return InvoiceFacts(
        number=number,
        due=due,
        total=Money(Decimal(total or balance), currency),
        balance=Money(Decimal(balance), currency),
        days_overdue=days_overdue,
        issued=due - timedelta(days=30),
        reference=reference,
    )


def sample_facts(invoices: tuple[InvoiceFacts, ...], language: str = "en") -> LetterFacts:
    return LetterFacts(
        company=COMPANY,
        client="Miller & Sons",
        contact="Jane Miller",
        language=language,
        country={"en": "GB"}.get(language, language.upper()),
        invoices=invoices,
        totals=totals(invoice.balance for invoice in invoices),
        today=TODAY,
        reply_by=date(2026, 4, 10),
        reference="OR7F3K-8Q2MZ5KX9RTW4BHC",
    )


ONE = (sample_invoice("INV-1042", "1200.00", 12, reference="PO 4711"),)
SEVERAL = (
    sample_invoice("INV-1042", "1200.00", 12, reference="PO 4711"),
    sample_invoice("INV-1049", "345.50", 5, total="845.50"),
    sample_invoice("INV-1061", "2480.00", -9),
)
CURRENCIES = ("EUR", "GBP", "USD")
TWELVE = tuple(
    sample_invoice(f"INV-{1042 + i}", f"{300 + i * 117}.{i:02}", 60 - 6 * i, CURRENCIES[i % 3], reference=f"PO {i}")
    for i in range(12)
)
UPCOMING = (sample_invoice("INV-1061", "2480.00", -9), sample_invoice("INV-1062", "99.00", -12))
DUE_TODAY = (sample_invoice("INV-1061", "2480.00", 0),)


def sample_letters(language: str = "en") -> dict[str, LetterFacts]:
    """Facts by what is special about them."""
    one, several = sample_facts(ONE, language), sample_facts(SEVERAL, language)
    return {
        "one invoice": one,
        "one invoice, part paid": sample_facts((sample_invoice("INV-9", "400.00", 20, total="1000.00"),), language),
        "one invoice, not yet due": sample_facts(UPCOMING[:1], language),
        "one invoice, due today": sample_facts(DUE_TODAY, language),
        "several invoices": replace(several, last_letter=date(2026, 3, 24), attached=True),
        "several invoices, not yet due": sample_facts(UPCOMING, language),
        "twelve invoices in three currencies": sample_facts(TWELVE, language),
        "a contact without a name": replace(one, contact=""),
        "a broken promise": replace(
            several,
            broken_promise=PromiseFacts(date(2026, 3, 27), Money(Decimal(500), "GBP")),
            last_letter=date(2026, 3, 24),
        ),
        "a broken promise without an amount": replace(one, broken_promise=PromiseFacts(date(2026, 3, 27), None)),
        "a company with a name only": replace(one, company=CompanyFacts(COMPANY.name, COMPANY.sender, COMPANY.email)),
        "hostile names": _hostile(several),
    }


def _hostile(facts: LetterFacts) -> LetterFacts:
    """What a file of invoices may hold by accident or by malice: markup, line breaks, encoded headers, Jinja."""
    invoice = replace(facts.invoices[0], number="<b>1</b> | {{ 7 * 7 }}", reference='"><script>x</script>')
    return replace(
        facts,
        client='<b>Smith & "Sons"</b>',
        contact="=?UTF-8?Q?=0A?=Bcc: x\r\nBcc: someone@elsewhere.example",
        company=replace(facts.company, name="Joinery\nBcc: x =?utf-8?q?=0A?= \x00\x1b[31m"),
        invoices=(invoice, *facts.invoices[1:]),
    )
