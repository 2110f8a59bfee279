"""What frames a person's words: the greeting, the closing and the name stay, the rest of the frame goes."""

# ruff: noqa: E501 - one case a line

from __future__ import annotations

import pytest

from outreach.mail.quoting import new_text

SAID = "We settle both on Friday."


@pytest.mark.parametrize(
    ("closing", "block"),
    [
        ("Kind regards,\nTom Miller", "Accounts Payable\nMiller & Sons Ltd\nT: +44 20 7946 0111"),
        ("Thanks, Tom", "Tom Miller | Finance Manager | Miller & Sons\nwww.miller-sons.example"),
        ("Cheers\n\nTom", "Tom Miller\n\nMiller & Sons\n\n12 Saw Mill Lane, Leeds"),
        ("Mit freundlichen Grüßen\nSabine Müller", "Kreditorenbuchhaltung\n\nMüller Bau GmbH\nTel.: 0211 555 012\nHRB 1234"),
        ("Viele Grüße aus Köln\nJ. Brandt", "Geschäftsführer\nBrandt Ladenbau GmbH & Co. KG"),
        ("Cordialement,\nClaire Lemoine", "Service comptabilité\nMenuiserie Lemoine SARL\nTél. : 01 99 00 12 34"),
        ("Un saludo,\nLucía", "Lucía Ferrer\nDepartamento de Contabilidad\nReformas Baranda S.L."),
        ("Cordiali saluti\nPaolo Conti", "Ufficio amministrazione\nConti Arredi S.r.l.\nP.IVA 00000000000"),
        ("Met vriendelijke groet,\nJan de Vries", "Crediteurenadministratie\nDe Vries Interieur B.V.\nKvK 00000000"),
        ("Pozdrawiam serdecznie\nAnna Nowak", "Dział księgowości\nNowak Meble Sp. z o.o.\nNIP 000-000-00-00"),
        ("Com os melhores cumprimentos,\nRui Matos", "Departamento Financeiro\nMatos Interiores, Lda.\nNIF 000000000"),
        ("Regards\nTom", "-----\nTom Miller\nMiller & Sons Ltd"),
        ("Tom", "--\nTom Miller\nMiller & Sons Ltd"),
        ("Best,\nTom", "Book time with me\nFollow us on LinkedIn"),
        ("Best,\nTom", "[cid:logo.png@01DB]\nTom Miller\nDirector"),
        ("Best,\nTom", '"Building it right since 1988"\nMiller & Sons LLC'),
    ],
)  # fmt: skip
def test_the_block_below_the_name_goes_and_the_name_stays(closing: str, block: str) -> None:
    new = new_text(f"Hello,\n\n{SAID}\n\n{closing}\n\n{block}\n", [])

    assert new.text == f"Hello,\n\n{SAID}\n\n{closing}"
    assert {cut.why for cut in new.cuts} <= {"signature", "disclaimer"}


@pytest.mark.parametrize(
    "below",
    [
        "Please send invoices to ap@miller-sons.example from now on.",
        "PS: the March one went out last week.",
        "P.S. Ring me on +44 20 7946 0111 if not.",
        "Can you resend INV-1042?",
        "Our new purchase ledger contact is:\nAna Ortiz\nana@miller-sons.example",
    ],
)
def test_what_a_person_says_below_their_name_stays(below: str) -> None:
    said = f"{SAID}\n\nKind regards\nTom Miller\n\n{below}"

    assert new_text(said, [], "Tom Miller").text == said


@pytest.mark.parametrize(
    "footer",
    [
        "Sent from my iPhone",
        "Get Outlook for iOS<https://aka.example/x>",
        "Von meinem iPhone gesendet",
        "Gesendet mit der WEB.DE Mail App",
        "Envoyé de mon iPhone",
        "Enviado desde mi iPhone",
        "Inviato da iPhone",
        "Verstuurd vanaf mijn iPhone",
        "Wysłane z iPhone'a",
        "Enviado do meu iPhone",
        "Skickat från min iPhone",
        "Sendt fra min iPhone",
        "Lähetetty iPhonesta",
        "Sent with Proton Mail secure email.",
        "Sent from Yahoo Mail on Android",
        "Outlook für Android herunterladen",
        "Télécharger Outlook pour iOS",
    ],
)
def test_the_footer_of_a_telephone_goes(footer: str) -> None:
    assert new_text(f"{SAID}\n\n{footer}\n", []).text == SAID


@pytest.mark.parametrize(
    "notice",
    [
        "This e-mail and any attachments are confidential and intended solely for the addressee.",
        "Diese E-Mail enthält vertrauliche Informationen. Wenn Sie nicht der richtige Adressat sind, löschen Sie sie bitte.",
        "Ce message et ses pièces jointes sont confidentiels et établis à l'intention exclusive de leur destinataire.",
        "Este mensaje y sus archivos adjuntos son confidenciales y van dirigidos exclusivamente a su destinatario.",
        "Il presente messaggio e gli allegati sono riservati e destinati esclusivamente al destinatario.",
        "Dit bericht is uitsluitend bestemd voor de geadresseerde en kan vertrouwelijke informatie bevatten.",
        "Niniejsza wiadomość zawiera informacje poufne i jest przeznaczona wyłącznie dla adresata.",
        "Esta mensagem é confidencial e destina-se exclusivamente ao seu destinatário.",
        "Please consider the environment before printing this e-mail.",
        "Stanwick Council monitors e-mail. Content may be disclosed under law. If you are not the intended recipient you "
        "must not copy or distribute it, and have to delete it.",
    ],
)
def test_a_disclaimer_goes_in_any_language(notice: str) -> None:
    said = f"{SAID}\n\nTom Miller"

    assert new_text(f"{said}\n\n{notice}\n", []).text == said


@pytest.mark.parametrize(
    "banner",
    [
        "CAUTION: This email originated from outside of the organisation. Do not click links.",
        "[EXTERNAL EMAIL]",
        "[EXTERN]",
        "*** ACHTUNG: Diese E-Mail kommt von einem externen Absender. ***",
        "Sie erhalten nicht oft E-Mails von tom@miller-sons.example. Erfahren Sie, warum dies wichtig ist.",
        "You don't often get email from tom@miller-sons.example. Learn why this is important",
        "ATTENTION : ce message provient de l'extérieur. Ne cliquez pas sur les liens.",
        "PRECAUCIÓN: este correo procede de un remitente externo.",
        "ATTENZIONE: questa e-mail proviene da un mittente esterno.",
        "LET OP: dit bericht komt van buiten de organisatie.",
        "UWAGA: ta wiadomość pochodzi od nadawcy zewnętrznego.",
        "ATENÇÃO: esta mensagem vem de fora da organização.",
    ],
)
def test_a_warning_of_the_gateway_goes_in_any_language(banner: str) -> None:
    assert new_text(f"{banner}\n\n{SAID}\n", []).text == SAID


@pytest.mark.parametrize(
    "said",
    [
        "Attention please: external auditors froze all payments until May.",
        "Paid.\n\nTom",
        "Warning: we will involve our lawyer.\nTom",
        "Thanks\n\nINV-1042 is paid, INV-1043 goes out on Monday.",
        "I sent it from my other account last week, 1,200.00 in all.",
        "Regards the second invoice: it is disputed.",
        "This message is for Ellen: the cheque is in the post.",
    ],
)
def test_words_that_only_look_like_a_frame_stay(said: str) -> None:
    assert new_text(said, []).text == said
