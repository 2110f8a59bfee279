"""What is promised, on which day, how much and for what, on Monday, 2 March 2026. Open are INV-1041 over 350 due in
January, INV-1042 over 1,200 due in February and INV-1043 over 780.50 due in March: 2,330.50 in all."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from outreach.domain.finding import Intent
from outreach.domain.money import Money
from outreach.reading.amounts import amounts_in
from outreach.reading.clauses import Clause
from outreach.reading.context import Context, OpenInvoice
from outreach.reading.invoices import invoices_in
from outreach.reading.mentions import mentions_in
from outreach.reading.passages import Passage
from outreach.reading.promises import promises_in, promises_of
from outreach.reading.rules import Match, Rule

_OPEN = {"INV-1041": ("350", 1), "INV-1042": ("1200", 2), "INV-1043": ("780.50", 3)}
PROMISES = {
    "We will pay 500 on the 1st and the rest on the 15th.": ["2026-04-01 500.00", "2026-04-15"],
    "Half now and the rest on 20 March.": ["2026-03-02 1165.25", "2026-03-20"],
    "A third on 10 March, a third on 10 April and a third on 10 May.": [
        "2026-03-10 776.83", "2026-04-10 776.83", "2026-05-10 776.83",
    ],
    "Three equal instalments on the 1st of each month starting April.": [
        "2026-04-01 776.83", "2026-05-01 776.83", "2026-06-01 776.84",
    ],
    "We'll pay 800 a month from 1 April until cleared.": [
        "2026-04-01 800.00", "2026-05-01 800.00", "2026-06-01 730.50",
    ],
    "50% of INV-1042 by Friday, the balance by the end of the month.": [
        "2026-03-06 600.00 INV-1042", "2026-03-31 INV-1042",
    ],
    "Half on Friday, the other half on 20 March.": ["2026-03-06 1165.25", "2026-03-20 1165.25"],
    "We always run on the 20th. 500 EUR will be in it, the rest end of April.": ["2026-03-20 500.00", "2026-04-30"],
    "INV-1042 on Thursday and INV-1043 on Friday.": ["2026-03-05 INV-1042", "2026-03-06 INV-1043"],
    "Approval is tomorrow, the payment goes out on Friday.": ["2026-03-06"],
    "As agreed yesterday we pay on Friday.": ["2026-03-06"],
    "Payment on the 10th and the 20th of March.": ["2026-03-10", "2026-03-20"],
    "The balance goes out on Friday.": ["2026-03-06"],
    "It is in the next run.": ["no day"],
    "The oldest invoice goes on Friday.": ["2026-03-06 INV-1041"],
    "500 on Friday, the rest two weeks later.": ["2026-03-06 500.00", "2026-03-20"],
    "Half this Friday, half the Friday after.": ["2026-03-06 1165.25", "2026-03-13 1165.25"],
    "500 on the 10th and the same the following month.": ["2026-03-10 500.00", "2026-04-10 500.00"],
    "Fifteen hundred this Friday and the balance on the 20th.": ["2026-03-06 1500.00", "2026-03-20"],
    "I can do 800 tomorrow and the other 700 a week after that, Tuesday the 10th.": [
        "2026-03-03 800.00", "2026-03-10 700.00",
    ],
    "It is in the cycle of 10th of next month.": ["2026-04-10"],
    "The order of 10 February was agreed, payment follows on 9 March.": ["2026-03-09"],
}  # fmt: skip
ELSEWHERE = {
    "Wir zahlen die Hälfte am 20. März und den Rest am 3. April.": ("de", ["2026-03-20 1165.25", "2026-04-03"]),
    "In zwei gleichen Raten ab dem 1. April.": ("de", ["2026-04-01 1165.25", "2026-05-01 1165.25"]),
    "Nous réglons 500 € le 15 et le solde fin mars.": ("fr", ["2026-03-15 500.00", "2026-03-31"]),
    "Pagaremos 1.300 euros cada mes a partir del 1 de abril.": ("es", ["2026-04-01 1300.00", "2026-05-01 1030.50"]),
    "Die Hälfte am Freitag, die andere Hälfte die Woche drauf.": ("de", ["2026-03-06 1165.25", "2026-03-13 1165.25"]),
    "Je vous fais 500 balles vendredi et le reste quinze jours plus tard.": ("fr", ["2026-03-06 500.00", "2026-03-21"]),
    "1.000 euros el viernes y lo mismo dos semanas después.": ("es", ["2026-03-06 1000.00", "2026-03-20 1000.00"]),
    "Vrijdag de helft, rest de 20e.": ("nl", ["2026-03-06 1165.25", "2026-03-20"]),
    "1 tys. w piątek, 1,3 tys. dwa tygodnie później.": ("pl", ["2026-03-06 1000.00", "2026-03-20 1300.00"]),
    "Metà entro venerdì e il saldo a fine mese.": ("it", ["2026-03-06 1165.25", "2026-03-31"]),
    "500 euro op 15 maart en de rest eind april.": ("nl", ["2026-03-15 500.00", "2026-04-30"]),
    "Połowę zapłacimy w piątek, a resztę do końca miesiąca.": ("pl", ["2026-03-06 1165.25", "2026-03-31"]),
    "Metade na sexta-feira e o restante no fim do mês.": ("pt", ["2026-03-06 1165.25", "2026-03-31"]),
}
SUMS = {
    "Rs 45,000/-": ("en", "INR 45000.00"),
    "1,23,456.00 INR": ("en", "INR 123456.00"),
    "₹1.5 lakh": ("en", "INR 150000.00"),
    "12k pounds": ("en", "GBP 12000.00"),
    "five hundred pounds": ("en", "GBP 500.00"),
    "2.5k": ("en", "EUR 2500.00"),
    "two thousand five hundred euros": ("en", "EUR 2500.00"),
    "4.200,- EUR": ("de", "EUR 4200.00"),
    "fünfhundert Euro": ("de", "EUR 500.00"),
    "zweitausendfünfhundert Euro": ("de", "EUR 2500.00"),
    "deux mille euros": ("fr", "EUR 2000.00"),
    "mille deux cents euros": ("fr", "EUR 1200.00"),
    "doscientos euros": ("es", "EUR 200.00"),
    "mil quinientos euros": ("es", "EUR 1500.00"),
    "duemilacinquecento euro": ("it", "EUR 2500.00"),
    "vijfhonderd euro": ("nl", "EUR 500.00"),
    "dwa tysiące złotych": ("pl", "PLN 2000.00"),
    "3 tys. zł": ("pl", "PLN 3000.00"),
    "R$ 1.500,00": ("pt", "BRL 1500.00"),
    "mil e quinhentos reais": ("pt", "BRL 1500.00"),
}
POINTED_AT = {
    "the March one": ("en", ["INV-1043"]),
    "the January invoice": ("en", ["INV-1041"]),
    "the first two invoices": ("en", ["INV-1041", "INV-1042"]),
    "the bigger one": ("en", ["INV-1042"]),
    "the smallest invoice": ("en", ["INV-1041"]),
    "the one ending in 43": ("en", ["INV-1043"]),
    "0-1042": ("en", ["INV-1042"]),
    "die Märzrechnung": ("de", ["INV-1043"]),
    "die älteste Rechnung": ("de", ["INV-1041"]),
    "die ersten beiden Rechnungen": ("de", ["INV-1041", "INV-1042"]),
    "la facture de mars": ("fr", ["INV-1043"]),
    "les deux premières factures": ("fr", ["INV-1041", "INV-1042"]),
    "la factura de enero": ("es", ["INV-1041"]),
    "le prime due fatture": ("it", ["INV-1041", "INV-1042"]),
    "de oudste factuur": ("nl", ["INV-1041"]),
    "fakturę za marzec": ("pl", ["INV-1043"]),
    "a fatura de março": ("pt", ["INV-1043"]),
    "in the first instance": ("en", []),
    "the latest news": ("en", []),
    "may one ask": ("en", []),
    "the first four invoices": ("en", []),
}


def known(language: str = "en", currency: str = "EUR") -> Context:
    invoices = tuple(
        OpenInvoice(number, Money(Decimal(sum_), currency), Money(Decimal(sum_), currency), date(2026, month, 13))
        for number, (sum_, month) in _OPEN.items()
    )
    return Context(date(2026, 3, 2), language, "", currency, invoices)


def promised(text: str, language: str) -> list[str]:
    context = known(language)
    mentions = mentions_in(text, context)
    whole = ((0, len(text)),)
    passage = Passage(Clause(text, 0, len(text), 0, (), (language,)), (), whole, mentions.within(whole))
    return [
        " ".join(filter(None, (str(p.day or "no day"), f"{p.amount.amount:.2f}" if p.amount else "", *p.invoices)))
        for p in promises_in(passage, mentions)
    ]


@pytest.mark.parametrize(("text", "expected"), PROMISES.items())
def test_each_promise_has_its_day_its_amount_and_its_invoices(text: str, expected: list[str]) -> None:
    assert promised(text, "en") == expected


@pytest.mark.parametrize(("text", "language", "expected"), [(text, *rest) for text, rest in ELSEWHERE.items()])
def test_sums_are_shared_out_in_every_language(text: str, language: str, expected: list[str]) -> None:
    assert promised(text, language) == expected


@pytest.mark.parametrize(("words", "language", "amount"), [(words, *rest) for words, rest in SUMS.items()])
def test_a_sum_is_read_in_figures_and_in_words(words: str, language: str, amount: str) -> None:
    (found,) = amounts_in(f"{words}.", known(language))

    assert f"{found.money.currency} {found.money.amount:.2f}" == amount


def of_one_mail(*clauses: str) -> list[str]:
    """What is promised when each clause is a promise, as the days with their sums."""
    text, context = "\n".join(clauses), known()
    mentions, passages, start = mentions_in(text, context), [], 0
    for words in clauses:
        area = (start, start + len(words))
        match = Match(Rule("", Intent.PROMISE, ()), Clause(words, *area, 0, (), ("en",)), (area,))
        passages.append(Passage(match.clause, (match,), (area,), mentions.within([area])))
        start += len(words) + 1
    found = promises_of(passages, mentions)
    return [
        " ".join(filter(None, (str(p.day or "no day"), f"{p.amount.amount:.2f}" if p.amount else ""))) for p in found
    ]


def test_of_two_days_without_a_sum_in_two_sentences_the_later_one_is_that_of_the_payment() -> None:
    assert of_one_mail("It was signed this morning.", "Value date 31 March.") == ["2026-03-31"]


def test_a_sum_in_one_sentence_and_its_day_in_the_next_are_one_promise() -> None:
    assert of_one_mail("We will pay the 500.", "It goes out on Friday.") == ["2026-03-06 500.00"]


def test_parts_in_two_sentences_are_two_promises() -> None:
    assert of_one_mail("Half goes on Friday.", "The rest on the 20th.") == ["2026-03-06 1165.25", "2026-03-20"]


@pytest.mark.parametrize(
    "text", ["a thousand thanks", "mille grazie", "mil gracias", "pay within 30 days", "in 2026", "two hundred times"]
)
def test_numbers_that_are_no_money_are_left_alone(text: str) -> None:
    assert amounts_in(text, known()) == ()


@pytest.mark.parametrize(("words", "language", "numbers"), [(words, *rest) for words, rest in POINTED_AT.items()])
def test_an_invoice_is_found_that_is_only_pointed_at(words: str, language: str, numbers: list[str]) -> None:
    assert list(invoices_in(words, known(language))) == numbers
