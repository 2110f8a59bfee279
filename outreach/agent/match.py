"""Whose mail is this? Only what belongs to a case is read and kept; the rest of the mailbox is nobody's business."""

from __future__ import annotations

import re
from dataclasses import dataclass

from outreach.domain.book import Book
from outreach.domain.clients import Client
from outreach.mail.address import domain_of, is_free_mail
from outreach.mail.parse import Mail
from outreach.mail.reference import references_in

_ID = re.compile(r"<[!-;=?-~]{1,300}>")
_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w.-]{1,253}")
MOST_NAMED = 1000  # ids and addresses that are looked at
HEAD_CHARS = 64 * 1024


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


def match_unread(book: Book, raw: bytes, mark: str) -> Match | None:
    """Whose a mail may be that cannot be parsed: every client that its bare bytes name, by our reference, by a letter
    of ours, or by an address in its head. Too many are better than none: all are only held until somebody has read it.
    """
    text = raw.decode("latin-1")
    cases = (book.case_of_reference(reference) for reference in references_in(text, mark))
    letters = (book.letter_of_message(found) for found in _ID.findall(text)[:MOST_NAMED])
    thread = (*(case.client for case in cases if case), *(letter.client for letter in letters if letter))
    head = text[:HEAD_CHARS].replace("\r\n", "\n").partition("\n\n")[0]
    senders = (_by_sender(book, found.strip(".")) for found in _ADDRESS.findall(head)[:MOST_NAMED])
    named = dict.fromkeys(thread) or dict.fromkeys(client for found in senders if found for client in found.clients)
    return Match(tuple(named), "its bytes name the client") if named else None


def _ids(clients: tuple[Client, ...]) -> tuple[str, ...]:
    return tuple(client.id for client in clients)
