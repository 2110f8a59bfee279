"""Robot or person: headers and structure decide, and no phrase of a text makes a robot of a person."""

from __future__ import annotations

import pytest

from outreach.domain.finding import MailKind
from outreach.mail.forward import forwarded_among_themselves
from outreach.mail.kind import kind_of
from outreach.mail.parse import parse
from outreach.mail.quoting import new_text_of

TOM = "From: Tom Miller <tom@miller-sons.example>"
ANSWER = "In-Reply-To: <our.letter@northwind-joinery.example>"


def kind(head: str, body: str) -> MailKind:
    mail = parse(
        f"{head}\nTo: ar@northwind-joinery.example\nContent-Type: text/plain; charset=utf-8\n\n{body}".encode()
    )
    return kind_of(mail)[0]


@pytest.mark.parametrize(
    ("subject", "body"),
    [
        ("Automatic reply: Your open invoices", "I am away until Monday."),
        ("Vacation reply Re: Your open invoices", "We are closed this week."),
        ("Automatische Antwort: Rechnung", "Ich bin im Urlaub."),
        ("Abwesenheitsnotiz: Rechnung", "Ich bin bis 9. März nicht im Büro."),
        ("Réponse automatique : Facture", "Je suis absente."),
        ("Respuesta automática: Factura", "Estoy de vacaciones."),
        ("Risposta automatica: Fattura", "Sono in ferie."),
        ("Automatisch antwoord: Factuur", "Ik ben met vakantie."),
        ("Odpowiedź automatyczna: Faktura", "Jestem na urlopie."),
        ("Resposta automática: Fatura", "Estou de férias."),
        ("Out of office: Your open invoices", "I am out of the office until 9 March."),
        ("Abwesend: Rechnung", "Ich bin bis zum 9. März im Urlaub."),
    ],
)
def test_an_absence_without_any_mark_is_known_by_its_subject_and_its_words(subject: str, body: str) -> None:
    assert kind(f"{TOM}\nSubject: {subject}\n{ANSWER}", body) is MailKind.OUT_OF_OFFICE


@pytest.mark.parametrize(
    ("subject", "body"),
    [
        ("Re: Your open invoices", "I am out of the office until Monday. Paid on my return."),
        ("Re: Your open invoices", "This is an automatic reply to your automatic letter: we have paid."),
        ("Re: Automatic reply: Your open invoices", "Back now. I saw your letter and will pay on Friday."),
        ("Urlaub", "Die Rechnung zahlen wir wie besprochen am Freitag."),
        ("Out of office furniture", "The desks you sent are scratched."),
        ("Re: Rechnung", "Ticket 4711 ist bei uns offen, deshalb zahlen wir nicht."),
        ("Re: Your open invoices", "Please confirm that you are a human and call me."),
        ("Payment advice", "Can you advise how you want to be paid?"),
        ("Accepted: your offer", "We accept the discount you offered and pay on Friday."),
        ("Read: the contract", "Your message says 30 days. Read the contract, it says 60."),
        ("Closed for us", "We consider this matter closed."),
    ],
)
def test_a_person_stays_a_person_whatever_words_they_use(subject: str, body: str) -> None:
    assert kind(f"{TOM}\nSubject: {subject}\n{ANSWER}", body) is MailKind.PERSON


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        ("Subject: We got your message!\nAuto-Submitted: auto-replied", "Somebody will look at it.", MailKind.TICKET),
        ("Subject: Case 00018834 created\nAuto-Submitted: auto-generated", "Thank you.", MailKind.TICKET),
        ("Subject: Away at sea\nAuto-Submitted: auto-replied (vacation)", "Back on 9 March.", MailKind.OUT_OF_OFFICE),
        ("Subject: Payment Advice 19001\nAuto-Submitted: auto-generated", "INV-1042 GBP 1,200.00", MailKind.REMITTANCE),
        ("Subject: Zahlungsavis\nAuto-Submitted: auto-generated", "Beleg INV-1042", MailKind.REMITTANCE),
        ("Subject: Invoice INV-1042 status changed: Approved\nAuto-Submitted: auto-generated", "See portal.",
         MailKind.PORTAL),
        ("Subject: INV-1042 rejected\nAuto-Submitted: auto-generated", "Invoice INV-1042 was rejected: no order.",
         MailKind.PORTAL),
        ("Subject: Re: x [please confirm]\nAuto-Submitted: auto-replied", "Verify your address so that I get it.",
         MailKind.CHALLENGE),
        ("Subject: Disk report\nAuto-Submitted: auto-generated", "All is well.", MailKind.AUTOMATIC),
        ("Subject: Read: Your open invoices", "Your message\n\nTo: Tom\nwas read on 5 March.", MailKind.RECEIPT),
    ],
)  # fmt: skip
def test_machines_are_told_apart(head: str, body: str, expected: MailKind) -> None:
    assert kind(f"{TOM}\n{head}", body) is expected


def test_what_a_person_writes_in_a_ticket_system_is_a_persons() -> None:
    head = f"From: Miller Desk <desk@miller-sons.example>\nSubject: Re: Your open invoices\n{ANSWER}\n"
    line = "##- Please type your reply above this line -##"
    said = f"{line}\n\nTom Miller, 5 March\n\nThe second one is not ours."

    assert kind(f"{head}Auto-Submitted: auto-generated", said) is MailKind.PERSON
    assert kind(f"{head}Precedence: bulk\nRT-Originator: tom@miller-sons.example", "Not ours.") is MailKind.PERSON
    assert kind(f"{head}Auto-Submitted: auto-generated", f"{line}\n\nWe have received your request.") is MailKind.TICKET


@pytest.mark.parametrize(
    ("body", "sign"),
    [
        ("👍 Tom Miller reacted to your message:", "👍"),
        ("👍\n\nTom Miller reacted via Gmail", "👍"),
        ("Sabine Müller hat auf Ihre Nachricht reagiert:\n❤️", "❤️"),
        ("Claire a réagi à votre message : 👍", "👍"),
        ("Lucía ha reaccionado a tu mensaje: 🙏", "🙏"),
        ("Paolo ha reagito al tuo messaggio: 👍", "👍"),
        ("Jan heeft gereageerd op uw bericht: 👍", "👍"),
        ("Anna zareagowała na Twoją wiadomość: 👍", "👍"),
        ("Rui reagiu à sua mensagem: 👍", "👍"),
    ],
)
def test_a_reaction_is_a_sign_and_nothing_more(body: str, sign: str) -> None:
    mail = parse(f"{TOM}\nSubject: Re: x\nContent-Type: text/plain; charset=utf-8\n\n{body}\n".encode())

    assert kind_of(mail)[0] is MailKind.REACTION
    assert new_text_of(mail, []).text == sign


def test_who_reacted_in_words_is_no_reaction() -> None:
    said = "Our director reacted to your message: he wants the discount he was promised in January, or he will not pay."

    assert kind(f"{TOM}\nSubject: Re: x", said) is MailKind.PERSON


FORWARD = (
    "---------- Forwarded message ---------\nFrom: Northwind <ar@northwind-joinery.example>\n"
    "Date: 5 March 2026 10:15\n\nDear Tom"
)


@pytest.mark.parametrize(
    ("head", "body", "is_forward"),
    [
        (
            "To: ana@miller-sons.example\nCc: ar@northwind-joinery.example\nSubject: FW: x",
            f"Ana, pay?\n\n{FORWARD}",
            True,
        ),
        ("To: ana@miller-sons.example\nCc: ar@northwind-joinery.example\nSubject: Re: x", "Ana, is that paid?", True),
        ("To: ana@miller-sons.example, ar@northwind-joinery.example\nSubject: WG: x", "Ana, bitte prüfen.", True),
        ("To: ar@northwind-joinery.example\nSubject: FW: x", f"Ana, can you look? Ellen in copy.\n\n{FORWARD}", True),
        ("To: ar@northwind-joinery.example\nCc: ana@miller-sons.example\nSubject: Re: x", "Paid. Ana in copy.", False),
        ("To: ar@northwind-joinery.example\nSubject: Fwd: x", f"See what our bank wrote.\n\n{FORWARD}", False),
    ],
)
def test_a_forward_among_colleagues_that_copies_us_is_no_answer(head: str, body: str, is_forward: bool) -> None:
    mail = parse(f"{TOM}\n{head}\nContent-Type: text/plain; charset=utf-8\n\n{body}\n".encode())

    assert bool(forwarded_among_themselves(mail, new_text_of(mail, []))) is is_forward


def test_an_answer_between_the_lines_keeps_the_line_it_answers() -> None:
    body = (
        "Hi,\n\nOn 5 March 2026 at 10:15, Northwind <ar@northwind-joinery.example> wrote:\n"
        "> INV-1042 is open.\nPaid on Monday.\n> INV-1043 is open.\n> When can we expect\n> your payment?\nFriday.\n"
        "> Kind regards\n"
    )
    new = new_text_of(parse(f"{TOM}\nContent-Type: text/plain\n\n{body}".encode()), [])

    assert new.text == "Hi,\n\nPaid on Monday.\n\nFriday."
    assert [(answer.said, answer.to) for answer in new.answers] == [
        ("Paid on Monday.", "INV-1042 is open."),
        ("Friday.", "INV-1043 is open. When can we expect your payment?"),
    ]
