"""A client under a new name is the same client: no import may forget its holds, promises and letters.

In a file without client ids a client is known by its name. When the name changes, the same invoices appear under
another id, and without this the case would begin anew, as if nobody had ever answered.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from outreach.domain.book import Book
from outreach.domain.picture import Picture, PicturedClient


def under_known_ids(book: Book, picture: Picture) -> Picture:
    """The picture with renamed clients under the ids by which we know them."""
    renamed = {c.id: known for c in picture.clients if (known := _known_as(book, picture, c))}
    return replace(
        picture,
        clients=tuple(replace(c, id=renamed.get(c.id, c.id)) for c in picture.clients),
        invoices=tuple(replace(i, client=renamed.get(i.client, i.client)) for i in picture.invoices),
    )


def _known_as(book: Book, picture: Picture, shown: PicturedClient) -> str:
    """The id of the one client that shares an address and an invoice with `shown` and that the file does not name."""
    if book.client(shown.id):
        return ""
    named = {client.id for client in picture.clients}
    sharing = {client.id for email in shown.emails for client in book.clients_at(email)} - named
    owners = {known.client for i in picture.invoices if i.client == shown.id and (known := book.invoice(i.number))}
    both = sharing & owners
    return both.pop() if len(both) == 1 else ""


def moved(book: Book, picture: Picture) -> Iterable[str]:
    """Open invoices that the picture gives to another client than the one whose they were, in words."""
    names = {client.id: client.name for client in picture.clients}
    for shown in picture.invoices:
        known = book.invoice(shown.number)
        if known and known.is_open and known.client != shown.client:
            before = book.client(known.client)
            whose = before.name if before else known.client
            yield f"{shown.number} was an invoice of {whose} and is now one of {names[shown.client]}"
