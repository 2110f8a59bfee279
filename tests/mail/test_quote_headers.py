"""Where the quoted mail begins, when nothing is known of our own letter: headers of programs in many languages."""

from __future__ import annotations

import pytest

from outreach.mail.quoting import new_text

ATTRIBUTIONS = [
    "On Thu, Mar 5, 2026 at 10:15 AM Northwind <ar@northwind-joinery.example> wrote:",
    "On 2026-03-05 10:15, Northwind wrote:",
    "At 10:15 05/03/2026, Northwind wrote:",
    "On Thursday, March 5th, 2026 at 10:15, Northwind <ar@northwind-joinery.example> wrote:",
    "Am Do., 5. März 2026 um 10:15 Uhr schrieb Northwind <ar@northwind-joinery.example>:",
    "Am 05.03.26 um 10:15 schrieb Northwind:",
    "Northwind <ar@northwind-joinery.example> schrieb am Do., 5. März 2026, 10:15:",
    "Northwind <ar@northwind-joinery.example> hat am 05.03.2026 10:15 CET geschrieben:",
    "Le jeu. 5 mars 2026 à 10:15, Northwind <ar@northwind-joinery.example> a écrit :",
    "Le 05/03/2026 à 10:15, Northwind a écrit :",
    "El jue, 5 mar 2026 a las 10:15, Northwind (<ar@northwind-joinery.example>) escribió:",
    "Il giorno gio 5 mar 2026 alle ore 10:15 Northwind <ar@northwind-joinery.example> ha scritto:",
    "Op do 5 mrt 2026 om 10:15 schreef Northwind <ar@northwind-joinery.example>:",
    "Op 5 mrt. 2026, om 10:15 heeft Northwind <ar@northwind-joinery.example> het volgende geschreven:",
    "czw., 5 mar 2026 o 10:15 Northwind <ar@northwind-joinery.example> napisał(a):",
    "W dniu 5.03.2026 o 10:15, Northwind pisze:",
    "Wiadomość napisana przez Northwind <ar@northwind-joinery.example> w dniu 5 mar 2026, o godz. 10:15:",
    "Em qui., 5 de mar. de 2026 às 10:15, Northwind <ar@northwind-joinery.example> escreveu:",
    "Den tors 5 mars 2026 kl 10:15 skrev Northwind <ar@northwind-joinery.example>:",
    "5 mars 2026 kl. 10:15 skrev Northwind <ar@northwind-joinery.example>:",
    "tor. 5. mar. 2026 kl. 10.15 skrev Northwind <ar@northwind-joinery.example>:",
    "Den 05-03-2026 kl. 10:15 skrev Northwind:",
    "to 5. maalisk. 2026 klo 10.15 Northwind (ar@northwind-joinery.example) kirjoitti:",
    "čt 5. 3. 2026 v 10:15 odesílatel Northwind <ar@northwind-joinery.example> napsal:",
    "Dne 5.3.2026 v 10:15 Northwind napsal(a):",
    "Northwind <ar@northwind-joinery.example> ezt írta (időpont: 2026. márc. 5., Cs, 10:15):",
    "În joi, 5 mar. 2026 la 10:15, Northwind <ar@northwind-joinery.example> a scris:",
    "чт, 5 мар. 2026 г. в 10:15, Northwind <ar@northwind-joinery.example>:",
    "5 марта 2026 г., в 10:15, Northwind <ar@northwind-joinery.example> написал(а):",
    "Northwind <ar@northwind-joinery.example>, 5 Mar 2026 Per, 10:15 tarihinde şunu yazdı:",
    "Στις Πέμ 5 Μαρ 2026 στις 10:15 π.μ., ο χρήστης Northwind <ar@northwind-joinery.example> έγραψε:",
    "2026年3月5日(木) 10:15 Northwind <ar@northwind-joinery.example>:",
    "2026-03-05 10:15 GMT+01:00 Northwind <ar@northwind-joinery.example>:",
    "Vào Th 5, 5 thg 3, 2026 vào lúc 10:15 Northwind <ar@northwind-joinery.example> đã viết:",
    "---- On Thu, 05 Mar 2026 10:15:00 +0100 Northwind <ar@northwind-joinery.example> wrote ----",
]  # fmt: skip


@pytest.mark.parametrize("header", ATTRIBUTIONS)
def test_an_attribution_ends_the_answer_whether_the_quotation_is_marked_or_not(header: str) -> None:
    assert new_text(f"Paid on Monday.\n\n{header}\n\n> Dear Tom,\n> please pay.\n", []).text == "Paid on Monday."
    assert new_text(f"Paid on Monday.\n\n{header}\n\nDear Tom,\nplease pay.\n", []).text == "Paid on Monday."


@pytest.mark.parametrize("header", [each for each in ATTRIBUTIONS if "<" in each and not each.startswith("----")])
def test_an_attribution_is_known_when_a_program_broke_it_in_two(header: str) -> None:
    before, bracket, behind = header.partition("<")
    broken = f"{before}<\n{behind}" if len(before) > 8 else f"{before.rstrip()}\n{bracket}{behind}"

    assert new_text(f"Paid on Monday.\n\n{broken}\n\n> Dear Tom,\n> please pay.\n", []).text == "Paid on Monday."


BLOCKS = [
    ("From", "Sent", "To", "Subject"),
    ("From", "Date", "To", "Subject"),
    ("Von", "Gesendet", "An", "Betreff"),
    ("Von", "Datum", "An", "Betreff"),
    ("De", "Envoyé", "À", "Objet"),
    ("De", "Enviado el", "Para", "Asunto"),
    ("De", "Fecha", "Para", "Asunto"),
    ("Da", "Inviato", "A", "Oggetto"),
    ("Van", "Verzonden", "Aan", "Onderwerp"),
    ("Od", "Wysłane", "Do", "Temat"),
    ("De", "Enviado", "Para", "Assunto"),
    ("De", "Enviada em", "Para", "Assunto"),
    ("Från", "Skickat", "Till", "Ämne"),
    ("Fra", "Sendt", "Til", "Emne"),
    ("Lähettäjä", "Lähetetty", "Vastaanottaja", "Aihe"),
    ("Od", "Odesláno", "Komu", "Předmět"),
    ("Feladó", "Küldve", "Címzett", "Tárgy"),
    ("De la", "Trimis", "Către", "Subiect"),
]


def block(names: tuple[str, ...], order: tuple[int, ...], mark: str) -> str:
    values = ("Northwind <ar@northwind-joinery.example>", "5.3.2026 10:15", "Tom Miller", "Your open invoices")
    return "\n".join(f"{mark}{names[n]}:{mark} {values[n]}" for n in order)


@pytest.mark.parametrize("mark", ["", "*"], ids=["plain", "bold"])
@pytest.mark.parametrize("order", [(0, 1, 2, 3), (1, 0, 2, 3), (3, 0, 2, 1)])
@pytest.mark.parametrize("names", BLOCKS, ids="/".join)
def test_the_header_block_of_outlook_ends_the_answer(names: tuple[str, ...], order: tuple[int, ...], mark: str) -> None:
    said = f"We pay on Friday.\n\n{block(names, order, mark)}\n\nDear Tom,\n\nplease pay.\n"

    assert new_text(said, []).text == "We pay on Friday."


DIVIDERS = [
    "-----Original Message-----",
    "-------- Ursprüngliche Nachricht --------",
    "-----Message d'origine-----",
    "-----Mensaje original-----",
    "-----Messaggio originale-----",
    "-----Oorspronkelijk bericht-----",
    "-----Wiadomość oryginalna-----",
    "-----Mensagem original-----",
    "-----Ursprungligt meddelande-----",
    "-----Opprinnelig melding-----",
    "-----Oprindelig meddelelse-----",
    "-----Alkuperäinen viesti-----",
    "-----Původní zpráva-----",
    "-----Eredeti üzenet-----",
    "-----Mesaj original-----",
]


@pytest.mark.parametrize("divider", DIVIDERS)
def test_a_divider_ends_the_answer(divider: str) -> None:
    assert new_text(f"Not ours, sorry.\n\n{divider}\nDear Tom, please pay.\n", []).text == "Not ours, sorry."


@pytest.mark.parametrize(
    "said",
    [
        "On Friday we wrote to your colleague that the 3rd unit is scratched.\nNobody came.",
        "As discussed on 5 March 2026: we pay half now.\n\nThe rest follows.",
        "These two are fine:\n\nINV-1042\nINV-1043\n\nFrom the third we hold back a part.",
        "To: be honest, nobody here knows.\nSubject closed for us.",
        "Von uns aus: bezahlt.\nAn Sie: bitte prüfen.",
        "I wrote on 5 March 2026 at 10:15:\nthe goods are damaged. I still wait.",
    ],
)
def test_sentences_that_look_like_headers_stay(said: str) -> None:
    assert new_text(said, []).text == said


def test_a_quotation_at_the_top_leaves_the_answer_below_it() -> None:
    mail = f"{ATTRIBUTIONS[0]}\n> Dear Tom,\n> please pay.\n\nDone this morning.\n\nTom\n"

    assert new_text(mail, []).text == "Done this morning.\n\nTom"


def test_a_quoted_line_that_a_program_wrapped_without_its_mark_is_no_answer() -> None:
    mail = (
        "See below.\n\n"
        f"{ATTRIBUTIONS[0]}\n"
        "> our records show that the following invoices have not been paid by you until\n"
        "today.\n"
        "> Please tell us when.\n\n"
        "Friday.\n"
    )

    assert new_text(mail, []).text == "See below.\n\nFriday."
