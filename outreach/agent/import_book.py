"""Import: a new picture of the book, compared, and recorded whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from outreach.agent.desk import Desk
from outreach.domain.book import Book
from outreach.domain.compare import Defaults, Difference, compare
from outreach.domain.facts import Fact
from outreach.domain.picture import Picture
from outreach.errors import Refused


def preview(desk: Desk, picture: Picture, defaults: Defaults, today: date) -> Difference:
    """What an import would change; nothing is recorded."""
    return compare(desk.store.book(), picture, defaults, today)


def import_book(
    desk: Desk, picture: Picture, defaults: Defaults, today: date, *, accept_missing: bool = False
) -> Difference:
    """Record the picture. Refused when it looks like the wrong file, unless the user accepts what is missing."""
    taken: list[Difference] = []

    def decide(book: Book) -> Iterable[Fact]:
        difference = compare(book, picture, defaults, today)
        if difference.refusal and not accept_missing:
            hint = "If it is right, run the import again with --accept-missing. Nothing was changed."
            raise Refused(f"{picture.source} is refused: {difference.refusal}.", hint)
        taken.append(difference)
        return (difference.fact(),)

    desk.record(decide)
    return taken[-1]
