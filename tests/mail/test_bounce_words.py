"""Failures that mail servers report in words of their own: to whom, whether for good, and never what a person says."""

# ruff: noqa: E501 - lines as the servers write them

from __future__ import annotations

import pytest

from outreach.domain.finding import BounceKind, MailKind
from outreach.mail.bounce import bounce_in
from outreach.mail.kind import kind_of
from outreach.mail.parse import parse

LOST = "pat@coppice-joinery.example"

NOTICES = {
    "qmail": (
        "From: MAILER-DAEMON@mx.coppice-joinery.example\nSubject: failure notice",
        f"Hi. This is the qmail-send program at mx.coppice-joinery.example.\nI could not deliver it.\n\n<{LOST}>:\n"
        "192.0.2.7 does not like recipient.\nRemote host said: 550 No such user here\nGiving up on 192.0.2.7.\n",
    ),
    "postfix without a report part": (
        "From: Mail Delivery System <MAILER-DAEMON@relay.example>\nSubject: Undelivered Mail Returned to Sender",
        f"This is the mail system at host relay.example.\n\n<{LOST}>: host mx.coppice-joinery.example[192.0.2.7] said: 550\n"
        f"    5.1.1 <{LOST}>: Recipient address rejected: User unknown (in reply to RCPT TO command)\n",
    ),
    "sendmail": (
        "From: Mail Delivery Subsystem <MAILER-DAEMON@relay.example>\nSubject: Returned mail: see transcript for details",
        "The original message was received at Thu, 5 Mar 2026 10:15:00 +0100\nfrom out.example [192.0.2.3]\n\n"
        f"   ----- The following addresses had permanent fatal errors -----\n<{LOST}>\n    (reason: 550 5.1.1 unknown)\n\n"
        f"   ----- Transcript of session follows -----\n... while talking to mx.example.:\n>>> RCPT To:<{LOST}>\n"
        "<<< 550 5.1.1 unknown\n",
    ),
    "exim": (
        "From: Mail Delivery System <Mailer-Daemon@relay.example>\nSubject: Mail delivery failed: returning message to sender",
        "This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered.\n"
        f"The following address(es) failed:\n\n  {LOST}\n    host mx.example [192.0.2.7]\n    SMTP error: 550 unknown\n",
    ),
    "the old exchange": (
        "From: System Administrator <postmaster@coppice-joinery.example>\nSubject: Undeliverable: Your open invoices",
        "Your message\n\n  To:      Pat Coppice\n  Subject: Your open invoices\n  Sent:    Thu, 5 Mar 2026 10:15:00 +0100\n\n"
        f"did not reach the following recipient(s):\n\n{LOST} on Thu, 5 Mar 2026 10:16:00 +0100\n    The recipient name is "
        "not recognized\n\tThe MTS-ID of the original message is: c=gb;a= ;p=coppice;l=SRV1-260305091600Z-17\n",
    ),
    "groupwise": (
        "From: <>\nFrom: GroupWise Agent <postmaster@coppice-joinery.example>\nSubject: Message status - undeliverable",
        f"The attached file had the following undeliverable recipient(s):\n\t{LOST}\n\nTranscript of session follows:\n",
    ),
    "domino": (
        "From: Postmaster@coppice-joinery.example\nSubject: DELIVERY FAILURE: User pat not listed in Domino Directory",
        "Your message\n\n  Subject: Your open invoices\n\nwas not delivered to:\n\n"
        f"  {LOST}\n\nbecause:\n\n  User pat ({LOST}) not listed in Domino Directory\n",
    ),
    "a gateway, with whom to ask": (
        "From: postmaster@gateway.example\nSubject: Delivery Status Notification (Failure)",
        "This is an automatically generated Delivery Status Notification.\nPlease contact helpdesk@gateway.example with "
        f"questions.\n\nDelivery to the following recipients failed.\n\n       {LOST}\n",
    ),
    "yahoo": (
        "From: MAILER-DAEMON@freemail.example\nSubject: Failure Notice",
        "Sorry, we were unable to deliver your message to the following address.\n\n"
        f"<{LOST}>:\nRemote host said: 554 delivery error: dd This user doesn't have an account [0] - mta1\n",
    ),
    "gmail": (
        "From: Mail Delivery Subsystem <mailer-daemon@bigmail.example>\nSubject: Delivery Status Notification (Failure)",
        f"** Address not found **\n\nYour message wasn't delivered to {LOST} because the address couldn't be found, or is "
        "unable to receive mail.\n\nThe response from the remote server was:\n550 5.1.1 The email account does not exist.\n",
    ),
    "imail": (
        "From: Postmaster <postmaster@relay.example>\nSubject: Undeliverable Mail",
        f"User mailbox exceeds allowed size: {LOST}\n\nOriginal message follows.\n\nReceived: from out.example\n",
    ),
    "smtp32": (
        "From: Postmaster <postmaster@relay.example>\nSubject: Undeliverable Mail",
        f"Unknown user: {LOST}\n\nRCPT TO generated following response:\n553 sorry, that domain is not in my list\n\n"
        "Original message follows.\n",
    ),
    "mailenable": (
        "From: MailEnable <postmaster@relay.example>\nSubject: Message could not be delivered",
        "MailEnable: Message could not be delivered to some recipients.\nThe following recipient(s) could not be "
        f"reached:\n\n\tRecipient: [SMTP:{LOST}]\n\tReason: The recipient is not known\n",
    ),
    "courier": (
        "From: Courier mail server at relay.example <postmaster@relay.example>\nSubject: NOTICE: mail delivery status.",
        "This is a delivery status notification from relay.example.\n\nUNDELIVERABLE MAIL\n\nYour message to the following "
        f"recipients cannot be delivered:\n\n<{LOST}>:\n    mx.example [192.0.2.7]:\n<<< 550 User unknown.\n",
    ),
    "german": (
        "From: Mail Delivery System <mailer-daemon@post.example>\nSubject: Mail delivery failed",
        "Diese Nachricht wurde automatisch erstellt. Ihre E-Mail konnte nicht zugestellt werden.\n\nFolgende Adresse ist "
        f"fehlgeschlagen:\n\n\"{LOST}\":\nSMTP error: 550 Postfach nicht vorhanden\n",
    ),
    "french": (
        "From: postmaster@courrier.example\nSubject: Non remis : Your open invoices",
        f"Votre message n'a pas pu être remis aux destinataires suivants :\n\n{LOST}\nL'adresse est introuvable.\n",
    ),
    "spanish": (
        "From: postmaster@correo.example\nSubject: No se puede entregar: Your open invoices",
        f"No se pudo entregar el mensaje a estos destinatarios:\n\nPat ({LOST})\nEl buzón no existe.\n",
    ),
    "portuguese": (
        "From: postmaster@correio.example\nSubject: Não entregue: Your open invoices",
        f"Não foi possível entregar a mensagem para {LOST}. Destinatário inexistente.\n",
    ),
    "italian": (
        "From: postmaster@posta.example\nSubject: Mancato recapito",
        f"Impossibile recapitare il messaggio al destinatario <{LOST}>: utente sconosciuto.\n",
    ),
    "a report written into the text": (
        "From: MAILER-DAEMON@relay.example\nSubject: Returned mail",
        f"Reporting-MTA: dns; relay.example\n\nFinal-Recipient: rfc822; {LOST}\nAction: failed\nStatus: 5.1.2\n",
    ),
}  # fmt: skip


def received(head: str, body: str) -> bytes:
    return f"{head}\nTo: ar@northwind-joinery.example\nContent-Type: text/plain; charset=utf-8\n\n{body}".encode()


@pytest.mark.parametrize("name", NOTICES)
def test_each_server_is_understood_in_its_own_words(name: str) -> None:
    raw = received(*NOTICES[name])
    mail = parse(raw)
    bounce = bounce_in(raw, mail)

    assert kind_of(mail)[0] is MailKind.BOUNCE, kind_of(mail)
    assert bounce is not None
    assert bounce.recipient == LOST
    assert bounce.kind is (BounceKind.SOFT if name == "imail" else BounceKind.HARD)


@pytest.mark.parametrize(
    ("name", "status"),
    [("sendmail", "5.1.1"), ("gmail", "5.1.1"), ("a report written into the text", "5.1.2"), ("yahoo", "")],
)
def test_the_status_is_taken_from_the_words_where_there_is_one(name: str, status: str) -> None:
    raw = received(*NOTICES[name])
    bounce = bounce_in(raw, parse(raw))

    assert bounce is not None
    assert bounce.status == status


def test_when_no_words_name_the_recipient_the_returned_letter_does() -> None:
    raw = (
        "From: Mail Delivery System <mailer-daemon@relay.example>\nTo: ar@northwind-joinery.example\n"
        'Subject: Undeliverable\nContent-Type: multipart/mixed; boundary="b"\n\n'
        "--b\n\nThe user is not known here.\n--b\nContent-Type: text/rfc822-headers\n\n"
        f"From: ar@northwind-joinery.example\nTo: Pat <{LOST}>\nMessage-ID: <our.letter@northwind-joinery.example>\n\n--b--\n"
    ).encode()
    bounce = bounce_in(raw, parse(raw))

    assert bounce is not None
    assert (bounce.recipient, bounce.message_id) == (LOST, "<our.letter@northwind-joinery.example>")


@pytest.mark.parametrize(
    ("subject", "said"),
    [
        (
            "Delivery problem with the oak doors",
            "Two of them were rejected on site, see 450 lx in the plan. tom@b.example",
        ),
        ("Re: Undeliverable: Your open invoices", "I got this back from your server. Our address is ap@b.example now."),
        ("Rejected", "This is the mail I told you about: we reject INV-1042. Please call tom@b.example."),
        ("Returned goods", "They could not be delivered to the site (unit 550 was locked). Ask tom@b.example."),
        ("Zustellung", "Die Lieferung konnte nicht zugestellt werden, unbekannt warum. Tom, tom@b.example"),
    ],
)
def test_a_person_who_writes_of_failures_is_no_mail_server(subject: str, said: str) -> None:
    raw = received(f"From: Tom Miller <tom@miller-sons.example>\nSubject: {subject}", said)

    assert kind_of(parse(raw))[0] is MailKind.PERSON
