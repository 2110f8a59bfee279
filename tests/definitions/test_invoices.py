"""A file of invoices: every encoding and notation it may come in, and every row that cannot be."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.definitions.dates import DateOrder
from outreach.definitions.invoices import read_invoices
from outreach.definitions.pictured_clients import id_from
from outreach.domain.money import Money
from outreach.domain.picture import Picture, PicturedClient, PicturedInvoice

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
HEADER = "client,email,invoice,due,currency,total,balance\n"
MILLER = "Miller & Sons,ap@miller-sons.example,INV-1,2026-02-01,GBP,100.00,40.00\n"


def read(text: str, order: DateOrder | None = None) -> tuple[Picture | None, list[str], list[str]]:
    picture, errors, warnings = read_invoices(text.encode(), "book.csv", NOW, order)
    assert (picture is None) == bool(errors)
    return picture, [str(error) for error in errors], [str(warning) for warning in warnings]


def good(raw: bytes) -> Picture:
    picture, errors, warnings = read_invoices(raw, "book.csv", NOW)
    assert errors == ()
    assert warnings == ()
    assert picture
    return picture


def test_all_columns_that_the_handbook_names_are_read() -> None:
    text = (
        "client_id,client,email,contact,language,country,timezone,sequence,invoice,issued,due,currency,total,balance,"
        "reference\n"
        'C-7,Miller & Sons,"ap@miller-sons.example; jo@miller-sons.example",Jo Miller,German,at,europe/vienna,'
        "key-clients,INV-1,2026-01-02,2026-02-01,eur,100.00,40.00,PO 5\n"
    )
    raw = text.encode()
    assert good(raw) == Picture(
        taken_at=NOW,
        source="book.csv",
        digest=sha256(raw).hexdigest(),
        clients=(
            PicturedClient(
                id="C-7",
                name="Miller & Sons",
                emails=("ap@miller-sons.example", "jo@miller-sons.example"),
                contact_name="Jo Miller",
                language="de",
                country="AT",
                zone="Europe/Vienna",
                sequence="key-clients",
            ),
        ),
        invoices=(
            PicturedInvoice(
                number="INV-1",
                client="C-7",
                due=date(2026, 2, 1),
                total=Money(Decimal(100), "EUR"),
                balance=Money(Decimal(40), "EUR"),
                issued=date(2026, 1, 2),
                reference="PO 5",
            ),
        ),
    )


def test_what_the_file_does_not_say_stays_unsaid() -> None:
    (client,) = good((HEADER + MILLER).encode()).clients
    assert client == PicturedClient("miller-sons", "Miller & Sons", ("ap@miller-sons.example",))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_it_is_read_whatever_program_wrote_it(encoding: str, delimiter: str, newline: str) -> None:
    text = HEADER + 'Müller,ap@mueller.example,INV-1,2026-02-01,EUR,"1234.50",100.00\n'
    raw = text.replace(",", delimiter).replace("\n", newline).encode(encoding)
    picture = good(raw)
    assert picture.clients[0].name == "Müller"
    assert picture.invoices[0].total == Money(Decimal("1234.50"), "EUR")


def test_names_of_columns_may_have_capitals_spaces_and_underscores() -> None:
    text = (HEADER + MILLER).replace("client,email,invoice,due", "Client Name,E-Mail,INVOICE_NUMBER,Due Date")
    assert good(text.encode()).invoices[0].number == "INV-1"


def test_titles_above_the_header_and_blank_rows_are_passed_over() -> None:
    text = f"sep=,\nNorthwind Joinery Ltd\nOpen invoices,as of,2 March\n\n{HEADER},,,,,,\n{MILLER}\n"
    assert len(good(text.encode()).invoices) == 1


def test_an_invoice_with_nothing_left_to_pay_is_kept_for_that_is_how_it_ends() -> None:
    (invoice,) = good((HEADER + MILLER.replace("40.00", "0.00")).encode()).invoices
    assert not invoice.balance


def test_without_a_total_the_balance_is_all_there_is() -> None:
    text = "client,email,invoice,due,currency,balance\nMiller,ap@miller-sons.example,INV-1,2026-02-01,GBP,40.00\n"
    (invoice,) = good(text.encode()).invoices
    assert invoice.total == invoice.balance == Money(Decimal(40), "GBP")


def test_a_currency_from_the_settings_stands_in_for_a_missing_column() -> None:
    text = "client,invoice,due,balance\nMiller,INV-1,2026-02-01,40.00\n"
    picture, _, _ = read_invoices(text.encode(), "book.csv", NOW, currency="GBP")
    assert picture
    assert picture.invoices[0].balance == Money(Decimal(40), "GBP")
    assert read(text)[1] == ['book.csv:1:1  the column "currency" is missing']


def test_all_rows_of_a_client_are_one_client() -> None:
    second = MILLER.replace("INV-1", "INV-2").replace("ap@", "jo@").replace("Miller & Sons", "miller  &  sons")
    picture = good((HEADER + MILLER + second).encode())
    assert [client.emails for client in picture.clients] == [("ap@miller-sons.example", "jo@miller-sons.example")]
    assert [invoice.client for invoice in picture.invoices] == ["miller-sons", "miller-sons"]


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("Miller & Sons Ltd.", "miller-sons-ltd"),
        ("Müller & Söhne GmbH", "muller-sohne-gmbh"),
        ("Straße 5", "strasse-5"),
    ],
)
def test_a_client_without_an_id_gets_one_from_its_name(name: str, id_: str) -> None:
    assert id_from(name) == id_


def test_a_name_without_latin_letters_gives_an_id_too() -> None:
    assert id_from("株式会社") != id_from("有限会社")


# Where the fields of the row begin: 1, 15, 38, 44, 55, 59, 66.
@pytest.mark.parametrize(
    ("change", "into", "told"),
    [
        ("2026-02-01", "31/02/2026", '2:44  "31/02/2026" is no day of the calendar'),
        ("2026-02-01", "", "2:44  the due date is missing"),
        ("GBP", "QQQ", '2:55  there is no currency "QQQ"; write its three letters, like EUR or GBP'),
        ("GBP", "", "2:55  the currency is missing"),
        ("40.00", "-40.00", '2:66  "-40.00" is negative; credit notes do not belong into this file'),
        ("40.00", "(40.00)", '2:66  "(40.00)" is negative; credit notes do not belong into this file'),
        ("40.00", "140.00", "2:66  the balance 140.00 is more than the total 100.00"),
        ("40.00", "forty", '2:66  "forty" is no amount; write it like 1234.56'),
        ("40.00", "", "2:66  the balance is missing"),
        ("INV-1", "", "2:38  the invoice number is missing"),
        ("Miller & Sons", "", "2:1  the name of the client is missing"),
        ("ap@miller-sons.example", "ap@", '2:15  "ap@" is no mail address: there must be something after the @-sign'),
        ("INV-1", "INV\u20291\u200b", "2:38  there is an invisible character in it; write it anew"),
    ],
)  # fmt: skip
def test_each_bad_field_is_told_with_its_line_and_column(change: str, into: str, told: str) -> None:
    assert change in MILLER
    _, errors, _ = read(HEADER + MILLER.replace(change, into, 1))
    assert errors == [f"book.csv:{told}"]


def test_the_second_of_two_addresses_is_the_one_that_is_told() -> None:
    _, errors, _ = read(HEADER + MILLER.replace("ap@miller-sons.example", '"ap@miller-sons.example; jo"'))
    assert errors == ['book.csv:2:40  "jo" is no mail address: an email address must have an @-sign']


def test_an_ambiguous_date_is_an_error_in_every_row_that_has_one() -> None:
    rows = MILLER.replace("2026-02-01", "03/04/2026") + MILLER.replace("2026-02-01", "05/06/2026").replace(
        "INV-1", "INV-2"
    )
    _, errors, _ = read(HEADER + rows)
    assert [error.partition("  ")[0] for error in errors] == ["book.csv:2:44", "book.csv:3:44"]
    assert '"03/04/2026" is ambiguous: 3 April 2026 or 4 March 2026?' in errors[0]
    picture, _, _ = read(HEADER + rows, DateOrder.MONTH_FIRST)
    assert picture
    assert [invoice.due for invoice in picture.invoices] == [date(2026, 3, 4), date(2026, 5, 6)]


def test_one_telling_date_settles_the_others() -> None:
    rows = MILLER.replace("2026-02-01", "03/04/2026") + MILLER.replace("2026-02-01", "25/06/2026").replace(
        "INV-1", "INV-2"
    )
    assert [invoice.due for invoice in good((HEADER + rows).encode()).invoices] == [date(2026, 4, 3), date(2026, 6, 25)]


def test_a_number_that_stands_there_twice_is_told() -> None:
    _, errors, _ = read(HEADER + MILLER + MILLER)
    assert errors == ["book.csv:3:38  invoice INV-1 is already in line 2"]


def test_the_same_number_for_two_clients_is_told_with_both() -> None:
    _, errors, _ = read(HEADER + MILLER + "Harbour Cafe,hi@harbour.example,inv-1,2026-02-01,GBP,5.00,5.00\n")
    assert errors == ["book.csv:3:33  invoice inv-1 is already in line 2, for another client (Miller & Sons)"]


def test_every_error_is_told_at_once_and_nothing_is_taken() -> None:
    second = "Harbour Cafe,hi@,INV-2,,EURO,5.00,6.00\n"
    picture, errors, _ = read(HEADER + MILLER + second)
    assert picture is None
    assert [error.partition("  ")[0] for error in errors] == [
        "book.csv:3:14",  # the address
        "book.csv:3:24",  # the due date
        "book.csv:3:25",  # the currency
        "book.csv:3:35",  # the balance
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "book.csv  the file is empty"),
        (" \n\n", "book.csv  the file is empty"),
        ("a,b\n1,2\n", "book.csv  there is no header: one line must hold the names of the columns"),
        (HEADER, "book.csv:1:1  there is no invoice in this file below its header"),
        (HEADER + MILLER + MILLER[:40], "book.csv:3:1  this row has 3 fields and the header 7; is the file cut off?"),
        (
            HEADER + MILLER.replace("100.00", "1,100.00"),
            "book.csv:2:68  this row has more fields than the header (7); text with a comma in it must stand in quotes",
        ),
        (
            HEADER + MILLER.replace("ap@", '"ap@'),
            "book.csv:2:15  the quotation mark that opens here is never closed; is the file cut off?",
        ),
        (
            HEADER.replace("balance", "due date") + MILLER,
            'book.csv:1:41  "due date" and "due" both mean due; remove one',
        ),
    ],
)  # fmt: skip
def test_a_file_that_is_empty_or_cut_off_is_told_as_such(text: str, told: str) -> None:
    assert read(text)[1][0] == told


def test_a_spreadsheet_is_no_csv_file() -> None:
    picture, errors, _ = read_invoices(b"PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00", "book.xlsx", NOW)
    assert picture is None
    assert str(errors[0]) == "book.xlsx  this is no CSV file; in a spreadsheet program, save it as CSV (UTF-8)"


def test_a_misspelt_column_is_told_with_what_was_meant() -> None:
    _, errors, warnings = read(HEADER.replace("balance", "balanse") + MILLER)
    assert errors == ['book.csv:1:1  the column "balance" is missing']
    assert warnings == ['book.csv:1:41  the column "balanse" is not used; did you mean "balance"?']


def test_a_client_whom_no_letter_can_reach_is_a_warning() -> None:
    picture, _, warnings = read(HEADER + MILLER.replace("ap@miller-sons.example", ""))
    assert picture
    assert warnings == ["book.csv:2:15  Miller & Sons has no address; no letter can reach it"]
    _, _, warnings = read(HEADER + MILLER.replace("ap@miller-sons.example", "").replace("40.00", "0.00"))
    assert warnings == []  # it owes nothing, so no letter needs to


def test_two_clients_with_one_address_are_a_warning() -> None:
    _, _, warnings = read(HEADER + MILLER + "Miller Group,AP@miller-sons.example,INV-2,2026-02-01,GBP,5.00,5.00\n")
    assert warnings == ["book.csv:3:14  AP@miller-sons.example is the address of Miller & Sons and of Miller Group"]


def test_an_invoice_due_before_it_was_issued_is_a_warning() -> None:
    text = (HEADER + MILLER).replace("due,", "issued,due,").replace("2026-02-01", "2026-02-02,2026-02-01")
    assert read(text)[2] == ["book.csv:2:55  INV-1 is due before it was issued"]


def test_two_names_that_give_the_same_id_are_not_made_one_client() -> None:
    _, errors, _ = read(HEADER + MILLER + MILLER.replace("Miller & Sons", "Miller Sons").replace("INV-1", "INV-2"))
    assert errors == [
        'book.csv:3:1  "Miller Sons" is hard to tell from "Miller & Sons" in line 2; write them the same, or add a '
        "client_id"
    ]


def test_rows_of_a_client_must_agree() -> None:
    head = "client_id,client,language,sequence,invoice,due,currency,balance\n"
    rows = "7,Miller,en,standard,1,2026-02-01,GBP,1.00\n7,Milner,de,key-clients,2,2026-02-01,GBP,1.00\n"
    assert read(head + rows)[1] == [
        'book.csv:3:3  client_id 7 is "Milner" here and "Miller" in line 2',
        "book.csv:3:10  Miller has the language de here and en in line 2",
        "book.csv:3:13  Miller has the sequence key-clients here and standard in line 2",
    ]


@pytest.mark.parametrize(
    ("given_id", "told"),
    [
        ("", "Miller has no client_id here; give every row one, or leave out the column"),
        ("a/b", 'the client_id "a/b" may have letters, digits, "-", "_" and "." only'),
    ],
)
def test_an_id_must_be_there_and_be_a_plain_word(given_id: str, told: str) -> None:
    text = f"client_id,client,invoice,due,currency,balance\n{given_id},Miller,1,2026-02-01,GBP,1.00\n"
    assert read(text)[1] == [f"book.csv:2:1  {told}"]


@given(st.binary(max_size=200) | st.text(alphabet='",;\n\r\tab1/.@-', max_size=80).map(lambda t: (HEADER + t).encode()))
def test_whatever_lies_in_the_file_gives_a_picture_or_errors(raw: bytes) -> None:
    picture, errors, _ = read_invoices(raw, "book.csv", NOW)
    assert (picture is None) == bool(errors)


@given(
    st.lists(
        st.text(alphabet="Aé&\", ;'\n", min_size=1, max_size=12).filter(lambda t: t.strip()), min_size=1, max_size=5
    )
)
def test_quoted_names_come_back_whole(names: list[str]) -> None:
    rows = [f'c{at},"{n.replace(chr(34), chr(34) * 2)}",{at},2026-02-01,GBP,1.00' for at, n in enumerate(names)]
    picture, errors, _ = read("client_id,client,invoice,due,currency,balance\n" + "\n".join(rows))
    assert errors == []
    assert picture
    assert [client.name for client in picture.clients] == [" ".join(name.split()) for name in names]


def test_a_client_in_another_country_keeps_the_office_hours_of_that_country() -> None:
    raw = (
        b"client,email,country,invoice,due,currency,balance\n"
        b"Vogt,post@vogt.example,DE,R-1,2026-02-01,EUR,10.00\n"  # Germany has two zones; Busingen is a village
        b"Byrne,post@byrne.example,IE,R-2,2026-02-01,EUR,10.00\n"
        b"Somewhere,post@somewhere.example,ID,R-3,2026-02-01,EUR,10.00\n"  # three zones, and no way to say which
    )
    assert [client.zone for client in good(raw).clients] == ["Europe/Berlin", "Europe/Dublin", None]
