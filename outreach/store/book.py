"""The book over the tables: documents decoded when they are asked for, and found without searching."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import UTC, date, datetime
from itertools import groupby, takewhile
from operator import itemgetter
from sys import intern
from typing import Final, NamedTuple, TypeVar

import orjson

from outreach.domain.case import Case
from outreach.domain.clients import BookPicture, Client, Invoice
from outreach.domain.facts import Document
from outreach.domain.halt import Halts
from outreach.domain.letter import Letter
from outreach.domain.received import InboxState, Received
from outreach.domain.task import Task
from outreach.store.codec import TABLES, Entry, Raw, decode
from outreach.store.indexes import INDEXES, YES, Index, SentLetters
from outreach.store.tables import Tables

D = TypeVar("D", bound=Document)

_KEPT: Final = 5000  # decoded documents of a table; each takes twice the memory of what it was decoded from


class Before(NamedTuple):
    """What the book said of some documents before a fact; None where there was none."""

    recorded_at: str
    texts: dict[tuple[str, str], bytes | None]


class TinyBook:
    """`domain.book.Book`, kept up to date in place: it always shows what its store knows now."""

    def __init__(self, documents: Iterable[tuple[str, str, Raw]] = (), recorded_at: str = "") -> None:
        """It begins with these documents: table, id and what they say, each once, in the order of first recording.
        `recorded_at` is the instant of the last fact that is in them."""
        self.tables = Tables()
        self._places: dict[str, dict[str, int]] = {table: {} for table in TABLES.values()}
        self._decoded: dict[str, dict[str, Document]] = {table: {} for table in TABLES.values()}
        self._indexes = {
            table: {name: Index(keys, self._places[table]) for name, keys in indexes.items()}
            for table, indexes in INDEXES.items()
        }
        self._sent = SentLetters(self._places[TABLES[Letter]])
        self._claim_days: tuple[tuple[str, ...], tuple[date, ...]] = ((), ())  # as text, and as days
        self._recorded_at = recorded_at
        self._changes = 0
        self._changed: dict[str, int] = {}  # client: number of its last change, the last one last
        for table, those in groupby(documents, itemgetter(0)):
            self._begin(table, those)

    def take(self, line: Raw) -> None:
        """Put every document that a line of the ledger carries; the same line again changes nothing."""
        self._recorded_at = line["at"]
        for table, documents in line["put"].items():
            for name, raw in documents.items():
                self._put(table, name, orjson.dumps(raw), raw)
                self._decoded.get(table, {}).pop(name, None)

    def put(self, fact: Entry) -> None:
        """The same for a fact that was just recorded here, whose documents need not be read again."""
        self._recorded_at = fact.said["at"]
        for table, name, text, document in fact.puts:
            self._put(table, name, text, orjson.loads(text))
            self._keep(table, name, document)

    def before(self, fact: Entry) -> Before:
        """What is to be put back if a fact is put and turns out not to be recorded."""
        places = {(put.table, put.name): self.tables.texts(put.table).get(put.name) for put in fact.puts}
        return Before(self._recorded_at, places)

    def go_back(self, then: Before) -> None:
        """As if the fact had not been put; of several the last one first."""
        self._recorded_at = then.recorded_at
        for (table, name), text in then.texts.items():
            if text is None:
                self._remove(table, name)
            else:
                self._put(table, name, text, orjson.loads(text))
            self._decoded[table].pop(name, None)

    @property
    def inbox(self) -> InboxState:
        return self._get(InboxState, "now") or InboxState()

    @property
    def halts(self) -> Halts:
        return self._get(Halts, "now") or Halts()

    @property
    def recorded_at(self) -> datetime | None:
        return datetime.fromisoformat(self._recorded_at).astimezone(UTC) if self._recorded_at else None

    @property
    def picture(self) -> BookPicture | None:
        return self._get(BookPicture, "now")

    def client(self, id_: str) -> Client | None:
        return self._get(Client, id_)

    def clients(self) -> tuple[Client, ...]:
        return self._all(Client)

    def client_ids(self) -> Collection[str]:
        return self.tables.texts(TABLES[Client]).keys()

    def clients_at(self, email: str) -> tuple[Client, ...]:
        return self._find(Client, "address", email.lower())

    def clients_in_domain(self, domain: str) -> tuple[Client, ...]:
        return self._find(Client, "domain", domain.lower())

    def invoice(self, number: str) -> Invoice | None:
        return self._get(Invoice, number)

    def invoices(self) -> tuple[Invoice, ...]:
        return self._all(Invoice)

    def invoices_of(self, client: str) -> tuple[Invoice, ...]:
        return self._find(Invoice, "client", client)

    def case(self, client: str) -> Case | None:
        return self._get(Case, client)

    def case_of_reference(self, reference: str) -> Case | None:
        return next(iter(self._find(Case, "reference", reference)), None)

    def letter(self, id_: str) -> Letter | None:
        return self._get(Letter, id_)

    def letters(self) -> tuple[Letter, ...]:
        return self._all(Letter)

    def letters_of(self, client: str) -> tuple[Letter, ...]:
        return self._find(Letter, "client", client)

    def letter_of_message(self, message_id: str) -> Letter | None:
        return next(iter(self._find(Letter, "message", message_id)), None)

    def letters_on_their_way(self) -> tuple[Letter, ...]:
        return self._find(Letter, "on its way", YES)

    def claim_days(self) -> tuple[date, ...]:
        used = self._indexes["letters"]["claimed"].used()
        if used is not self._claim_days[0]:
            self._claim_days = used, tuple(map(date.fromisoformat, used))
        return self._claim_days[1]

    def letters_claimed_on(self, day: date) -> tuple[Letter, ...]:
        return self._find(Letter, "claimed", day.isoformat())

    def sent_after(self, instant: datetime) -> int:
        return self._sent.after(instant.astimezone(UTC).isoformat())

    def last_sent(self) -> Letter | None:
        last = self._sent.last()
        return self.letter(last) if last else None

    def last_sent_to(self, email: str) -> datetime | None:
        letters = self._find(Letter, "sent to", email.lower())
        return max((letter.claimed_at for letter in letters if letter.claimed_at), default=None)

    def letters_without_copy(self, day: date) -> tuple[Letter, ...]:
        return self._find(Letter, "without copy", day.isoformat())

    def task(self, id_: str) -> Task | None:
        return self._get(Task, id_)

    def open_tasks(self) -> tuple[Task, ...]:
        return self._find(Task, "open", YES)

    def tasks_of(self, client: str) -> tuple[Task, ...]:
        return self._find(Task, "client", client)

    def received(self, id_: str) -> Received | None:
        return self._get(Received, id_)

    def received_of(self, client: str) -> tuple[Received, ...]:
        return self._find(Received, "client", client)

    def received_of_message(self, message_id: str) -> Received | None:
        return next(iter(self._find(Received, "message", message_id)), None)

    def changed_since(self, number: int) -> tuple[int, tuple[str, ...]]:
        newest_first = reversed(self._changed.items())
        return self._changes, tuple(client for client, _ in takewhile(lambda at: at[1] > number, newest_first))

    def count(self, table: type[Letter] | type[Task]) -> int:
        return len(self.tables.texts(TABLES[table]))

    def _begin(self, table: str, documents: Iterable[tuple[str, str, Raw]]) -> None:
        """Documents of one table with which a book begins: as if each had been put, but none of them is news."""
        places, begin = self._places.setdefault(table, {}), self.tables.begin
        add = [index.add for index in self._indexes.get(table, {}).values()]
        if table == TABLES[Letter]:
            add.append(self._sent.add)
        for _, given, raw in documents:
            name = intern(given)
            places[name] = len(places)
            begin(table, name, orjson.dumps(raw))
            for found_by in add:
                found_by(name, raw)

    def _put(self, table: str, name: str, text: bytes, raw: Raw) -> None:
        name = intern(name)
        places = self._places.setdefault(table, {})
        places.setdefault(name, len(places))
        before = self.tables.texts(table).get(name)
        old: Raw | None = orjson.loads(before) if before is not None else None
        for index in self._indexes.get(table, {}).values():
            index.move(name, old, raw)
        if table == TABLES[Letter]:
            self._sent.move(name, old, raw)
        self._note(name if table == TABLES[Client] else raw.get("client", ""))
        if old and old.get("client") != raw.get("client"):
            self._note(old.get("client", ""))
        self.tables.put(table, name, text)

    def _remove(self, table: str, name: str) -> None:
        """The last document of its table, as if it had never been there."""
        text = self.tables.texts(table).pop(name, None)
        if text is None:
            return
        raw = orjson.loads(text)
        for index in self._indexes.get(table, {}).values():
            index.move(name, raw, {})
        if table == TABLES[Letter]:
            self._sent.move(name, raw, {})
        del self._places[table][name]
        self.tables.table(table).clear_cache()
        self._note(name if table == TABLES[Client] else raw.get("client", ""))

    def _note(self, client: str) -> None:
        """That something of this client has changed."""
        if client:
            self._changes += 1
            self._changed.pop(client, None)
            self._changed[client] = self._changes

    def _get(self, kind: type[D], name: str) -> D | None:
        table = TABLES[kind]
        known = self._decoded[table].get(name)
        if isinstance(known, kind):
            return known
        text = self.tables.texts(table).get(name)
        if text is None:
            return None
        document = decode(kind, text)
        self._keep(table, name, document)
        return document

    def _keep(self, table: str, name: str, document: Document) -> None:
        """At hand, as far as there is room."""
        kept = self._decoded[table]
        if len(kept) >= _KEPT:
            kept.clear()
        kept[name] = document

    def _all(self, kind: type[D]) -> tuple[D, ...]:
        return self._known(kind, self.tables.texts(TABLES[kind]))

    def _find(self, kind: type[D], index: str, key: str) -> tuple[D, ...]:
        return self._known(kind, self._indexes[TABLES[kind]][index].find(key))

    def _known(self, kind: type[D], names: Iterable[str]) -> tuple[D, ...]:
        return tuple(document for name in names if (document := self._get(kind, name)) is not None)
