"""Whose mail is this? Only what belongs to a case is read and kept; the rest of the mailbox is nobody's business."""

from __future__ import annotations

from dataclasses import dataclass

from outreach.domain.book import Book
from outreach.domain.clients import Client
from outreach.mail.address import domain_of, is_free_mail
from outreach.mail.parse import Mail
from outreach.mail.reference import references_in


@dataclass(frozen=True, slots=True)
class Match:
    """The clients that the mail may be from (more than one only when they share an address), and how that was found."""

    clients: tuple[str, ...]
    how: str


def match(book: Book, mail: Mail, mark: str, quoted_id: str = "") -> Match | None:
    """By thread, by our reference, by a known contact, then by the client's own mail domain; None for a stranger.

    `quoted_id` is the Message-ID of our letter that a delivery report names.
    """
    return (
        _by_thread(book, (quoted_id, *mail.in_reply_to, *reversed(mail.references)))
        or _by_reference(book, mail, mark)
        or _by_sender(book, mail.sender.email)
    )


def _by_thread(book: Book, ids: tuple[str, ...]) -> Match | None:
    for message_id in ids:
        letter = book.letter_of_message(message_id)
        if letter:
            return Match((letter.client,), f"it answers our letter {letter.id}")
    return None


def _by_reference(book: Book, mail: Mail, mark: str) -> Match | None:
    """Mail programs mangle ids and clients answer from other addresses, but the reference in our text survives."""
    places = (mail.subject, " ".join((*mail.in_reply_to, *mail.references)), mail.text)
    for place in places:
        for reference in references_in(place, mark):
            case = book.case_of_reference(reference)
            if case:
                return Match((case.client,), f"it carries our reference {reference}")
    return None


def _by_sender(book: Book, email: str) -> Match | None:
    known = book.clients_at(email)
    if known:
        return Match(_ids(known), f"{email} is a known contact")
    domain = domain_of(email)
    own = () if is_free_mail(domain) else book.clients_in_domain(domain)
    return Match(_ids(own), f"{domain} is the client's own domain") if own else None


def _ids(clients: tuple[Client, ...]) -> tuple[str, ...]:
    return tuple(client.id for client in clients)
