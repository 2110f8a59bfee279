"""Xero's own export of sales invoices is taken as it is: one row per line item, bills and drafts among them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

from outreach.definitions.dates import DateOrder
from outreach.definitions.invoices import read_invoices
from outreach.domain.money import Money
from outreach.domain.picture import Picture, PicturedClient, PicturedInvoice

NOW = datetime(2026, 8, 3, 8, 0, tzinfo=UTC)
HEADER = (
    "ContactName,EmailAddress,POAddressLine1,POAddressLine2,POAddressLine3,POAddressLine4,POCity,PORegion,POPostalCode,"
    "POCountry,SAAddressLine1,SAAddressLine2,SAAddressLine3,SAAddressLine4,SACity,SARegion,SAPostalCode,SACountry,"
    "InvoiceNumber,Reference,InvoiceDate,DueDate,PlannedDate,Total,TaxTotal,InvoiceAmountPaid,InvoiceAmountDue,"
    "InventoryItemCode,Description,Quantity,UnitAmount,Discount,LineAmount,AccountCode,TaxType,TaxAmount,TrackingName1,"
    "TrackingOption1,TrackingName2,TrackingOption2,Currency,Type,Sent,Status"
)
SALE = {
    "ContactName": "Miller & Sons",
    "EmailAddress": "ap@miller-sons.example",
    "POAddressLine1": '"5, Dock Road"',
    "POCountry": "United Kingdom",
    "InvoiceNumber": "INV-0041",
    "Reference": "PO 77",
    "InvoiceDate": "15 Jun 2026",
    "DueDate": "15 Jul 2026",
    "Total": "1440.00",
    "TaxTotal": "240.00",
    "InvoiceAmountPaid": "440.00",
    "InvoiceAmountDue": "1000.00",
    "Description": "Oak table",
    "Quantity": "1.0000",
    "UnitAmount": "1000.0000",
    "LineAmount": "1000.00",
    "Currency": "GBP",
    "Type": "Sales invoice",
    "Sent": "Sent",
    "Status": "Awaiting Payment",
}


def row(**changes: str) -> str:
    fields = SALE | changes
    return ",".join(fields.get(name, "") for name in HEADER.split(","))


def read(
    *rows: str, header: str = HEADER, order: DateOrder | None = None
) -> tuple[Picture | None, list[str], list[str]]:
    raw = "\r\n".join((header, *rows, "")).encode("utf-8-sig")
    picture, errors, warnings = read_invoices(raw, "SalesInvoices.csv", NOW, order)
    return picture, [str(error) for error in errors], [str(warning) for warning in warnings]


def good(*rows: str, header: str = HEADER) -> Picture:
    picture, errors, warnings = read(*rows, header=header)
    assert errors == []
    assert warnings == []
    assert picture
    return picture


def test_the_line_items_of_an_invoice_are_one_invoice_and_its_amount_due_is_not_summed() -> None:
    picture = good(
        row(),
        row(Description="Six chairs", Quantity="6.0000", UnitAmount="33.3333", LineAmount="200.00"),
        row(Description='"Delivery, with\nstairs"', LineAmount="0.00"),
    )
    assert picture.clients == (
        PicturedClient("miller-sons", "Miller & Sons", ("ap@miller-sons.example",), country="GB", zone="Europe/London"),
    )
    assert picture.invoices == (
        PicturedInvoice(
            number="INV-0041",
            client="miller-sons",
            due=date(2026, 7, 15),
            total=Money(Decimal(1440), "GBP"),
            balance=Money(Decimal(1000), "GBP"),
            issued=date(2026, 6, 15),
            reference="PO 77",
        ),
    )


def test_a_paid_invoice_stays_in_the_picture() -> None:
    (invoice,) = good(row(Status="Paid", InvoiceAmountPaid="1440.00", InvoiceAmountDue="0.00")).invoices
    assert not invoice.balance


def test_bills_credit_notes_and_what_is_not_owed_are_left_out() -> None:
    picture = good(
        row(),
        row(InvoiceNumber="INV-2", Status="Draft", DueDate=""),
        row(InvoiceNumber="INV-3", Status="Voided"),
        row(InvoiceNumber="INV-0041", Status="Deleted", Total="5.00"),
        row(InvoiceNumber="INV-5", Status="Submitted"),
        row(InvoiceNumber="B-1", Type="Bill", ContactName="Timber Supplies"),
        row(InvoiceNumber="B-2", Type="ACCPAY"),
        row(InvoiceNumber="CN-1", Type="Sales credit note", Total="-50.00", InvoiceAmountDue="-50.00"),
    )
    assert [invoice.number for invoice in picture.invoices] == ["INV-0041"]
    assert [client.name for client in picture.clients] == ["Miller & Sons"]


def test_older_words_for_the_same_things_are_known() -> None:
    picture = good(
        row(Type="Invoice", Status="Authorised"),
        row(InvoiceNumber="INV-2", Type="ACCREC", Status="AUTHORISED"),
    )
    assert len(picture.invoices) == 2


def test_a_type_that_nobody_knows_is_left_out_with_a_warning() -> None:
    _, errors, warnings = read(row(), row(Type="Barter", InvoiceNumber="X-1"), row(Type="Barter", InvoiceNumber="X-2"))
    assert errors == []
    assert warnings == ['SalesInvoices.csv:1:1  2 rows of the type "Barter" are no sales invoices and were left out']


def test_a_status_that_nobody_knows_is_an_error_because_money_may_hang_on_it() -> None:
    _, (told,), _ = read(row(Status="Payd"))
    assert told.endswith('  the status "Payd" is not known; did you mean "paid"?')


def test_columns_of_the_import_template_have_asterisks() -> None:
    header = HEADER.replace("ContactName", "*ContactName").replace("InvoiceNumber", "*InvoiceNumber")
    assert len(good(row(), header=header).invoices) == 1


def test_an_older_export_without_delivery_addresses_is_read_too() -> None:
    columns = [name for name in HEADER.split(",") if not name.startswith("SA")]
    text = ",".join(SALE.get(name, "") for name in columns)
    assert good(text, header=",".join(columns)).invoices[0].number == "INV-0041"


def test_dates_with_slashes_follow_the_rules_for_all_files() -> None:
    one, two = row(InvoiceDate="03/06/2026", DueDate="03/07/2026"), row(InvoiceNumber="INV-2", InvoiceDate="13/06/2026")
    picture = good(one, two)
    assert picture.invoices[0].due == date(2026, 7, 3)
    _, errors, _ = read(one)
    assert len(errors) == 2
    picture_us, _, _ = read(one, order=DateOrder.MONTH_FIRST)
    assert picture_us
    assert picture_us.invoices[0].due == date(2026, 3, 7)


def test_line_items_that_contradict_their_invoice_are_told() -> None:
    _, (told,), _ = read(row(), row(InvoiceAmountDue="900.00"))
    assert told.startswith("SalesInvoices.csv:3:")
    assert told.endswith('  invoice INV-0041 has the balance "900.00" here and "1000.00" in line 2')


def test_one_number_for_two_clients_is_told() -> None:
    _, (told,), _ = read(row(), row(ContactName="Harbour Cafe"))
    assert told == (
        'SalesInvoices.csv:3:1  invoice INV-0041 has the client "Harbour Cafe" here and "Miller & Sons" in line 2'
    )


def test_a_country_written_for_the_postman_is_no_reason_to_refuse_the_file() -> None:
    picture, errors, (warning,) = read(row(POCountry="Old Kent Rd"))
    assert errors == []
    assert picture
    assert picture.clients[0].country is None
    assert 'there is no country "Old Kent Rd"' in warning


def test_a_file_of_drafts_alone_has_no_invoice() -> None:
    _, errors, _ = read(row(Status="Draft"))
    assert errors == ["SalesInvoices.csv:1:1  there is no invoice in this file below its header"]
