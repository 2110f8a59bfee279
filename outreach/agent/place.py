"""Where the workspace stands: a copy of it stays silent until a person says which one is the live one."""

from __future__ import annotations

from outreach.agent.desk import Desk
from outreach.domain.book import Book
from outreach.domain.decisions import halt
from outreach.domain.facts import Fact
from outreach.domain.halt import HaltKind


def take_place(desk: Desk) -> bool:
    """Write down where the workspace stands, or halt when it stood elsewhere. True when that is news.

    A new workspace, or one whose folder was only renamed, takes its place by itself.
    """

    def decide(book: Book) -> tuple[Fact, ...]:
        doubt = desk.doubt(book)
        if not doubt or book.halts.has(HaltKind.COPY):
            return ()
        return (halt(book.halts, HaltKind.COPY, doubt, "the agent", desk.now()),)

    if desk.identity and not desk.doubt(desk.store.book()):
        desk.identity.confirm()
        return False
    return bool(desk.record(decide))
