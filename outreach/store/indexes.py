"""How documents are found without searching: by what they hold, and letters that went out by when they were claimed."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Collection, Iterable, Mapping
from operator import itemgetter
from typing import Final

from outreach.domain.letter import COUNTS_AS_SENT, ON_ITS_WAY, LetterState
from outreach.domain.task import TaskState
from outreach.store.codec import Raw

Keys = Callable[[Raw], Collection[str]]

YES: Final = "yes"


def _field(name: str) -> Keys:
    return lambda raw: (raw.get(name, ""),)


def _addresses(raw: Raw) -> set[str]:
    contacts = raw.get("contacts", ())
    if len(contacts) == 1:
        return {contacts[0].get("email", "").lower()}
    return {contact.get("email", "").lower() for contact in contacts}


def _domains(raw: Raw) -> set[str]:
    return {address.rpartition("@")[2] for address in _addresses(raw)}


def _claimed_on(raw: Raw) -> tuple[str, ...]:
    """The day in UTC, in which instants are written."""
    return (raw["claimed_at"][:10],) if raw.get("claimed_at") else ()


def _accepted_on(raw: Raw) -> tuple[str, ...]:
    """The day in UTC on which a letter was accepted of which no copy lies in the Sent folder yet."""
    waits = raw.get("state") == LetterState.ACCEPTED and raw.get("settled_at") and not raw.get("in_sent")
    return (raw["settled_at"][:10],) if waits else ()


def _sent(raw: Raw) -> str:
    """The instant at which a letter was claimed that went out, or perhaps did; "" for any other."""
    return raw.get("claimed_at") or "" if raw.get("state") in COUNTS_AS_SENT else ""


def _sent_to(raw: Raw) -> tuple[str, ...]:
    return (raw.get("to", "").lower(),) if _sent(raw) else ()


# A document that lacks a field was written by another version of the program; reading it, not finding it, tells so.
INDEXES: Final[dict[str, dict[str, Keys]]] = {
    "clients": {"address": _addresses, "domain": _domains},
    "invoices": {"client": _field("client")},
    "cases": {"reference": _field("reference")},
    "letters": {
        "client": _field("client"),
        "message": _field("message_id"),
        "claimed": _claimed_on,
        "sent to": _sent_to,
        "without copy": _accepted_on,
        "on its way": lambda raw: (YES,) if raw.get("state") in ON_ITS_WAY else (),
    },
    "tasks": {"client": _field("client"), "open": lambda raw: (YES,) if raw.get("state") == TaskState.OPEN else ()},
    "received": {"client": _field("client"), "message": _field("message_id")},
}


class Index:
    """Which documents have a key. An empty key finds nothing.

    Most keys have one document, and so one word for it instead of a set: a set takes 216 octets. `places` says where
    each document of the table stands in the order of first recording.
    """

    __slots__ = ("_keys", "_names", "_places", "_used")

    def __init__(self, keys: Keys, places: Mapping[str, int]) -> None:
        self._keys, self._places = keys, places
        self._names: dict[str, str | set[str]] = {}
        self._used: tuple[str, ...] | None = None

    def add(self, name: str, raw: Raw) -> None:
        """A document that was not there before."""
        for key in self._keys(raw):
            if key:
                self._come(key, name)

    def move(self, name: str, old: Raw | None, new: Raw) -> None:
        before, after = self._keys(old or {}), self._keys(new)
        if before == after and old is not None:
            return
        for gone in set(before) - set(after) - {""}:
            self._go(gone, name)
        for come in set(after) - set(before) - {""}:
            self._come(come, name)

    def find(self, key: str) -> Iterable[str]:
        found = self._names.get(key, ())
        return (found,) if isinstance(found, str) else sorted(found, key=self._places.__getitem__)

    def used(self) -> tuple[str, ...]:
        """The keys that find something, in their own order; the same object as long as they are the same."""
        if self._used is None:
            self._used = tuple(sorted(self._names))
        return self._used

    def _come(self, key: str, name: str) -> None:
        there = self._names.get(key)
        if there is None:
            self._names[key] = name
            self._used = None
        elif isinstance(there, set):
            there.add(name)
        elif there != name:
            self._names[key] = {there, name}

    def _go(self, key: str, name: str) -> None:
        """It may be gone already, if Ctrl-C came in the middle of this."""
        there = self._names.get(key)
        if isinstance(there, set):
            there.discard(name)
        if there in (name, set()):
            del self._names[key]
            self._used = None


class SentLetters:
    """The letters that went out, or perhaps did, in the order of their claims: how many since, and which was the last.

    Each claim asks for these, so they are kept in order and not counted. Instants are in UTC as ISO 8601 writes them,
    and so their own order is that of time; of two in the same instant the one that was recorded later is the last.
    """

    def __init__(self, places: Mapping[str, int]) -> None:
        self._places = places
        self._claims: list[tuple[str, int, str]] = []  # instant, place in the order of first recording, id

    def add(self, name: str, raw: Raw) -> None:
        """A letter that was not there before."""
        if at := _sent(raw):
            insort(self._claims, (at, self._places[name], name))

    def move(self, name: str, old: Raw | None, new: Raw) -> None:
        before, after = _sent(old or {}), _sent(new)
        if before != after:
            self._put(before, name, there=False)
        self._put(after, name, there=True)

    def after(self, instant: str) -> int:
        return len(self._claims) - bisect_right(self._claims, instant, key=itemgetter(0))

    def last(self) -> str | None:
        return self._claims[-1][2] if self._claims else None

    def _put(self, instant: str, name: str, *, there: bool) -> None:
        """In or out, whichever it was before: it may come twice when Ctrl-C came in the middle of this."""
        if not instant:
            return
        claim = instant, self._places[name], name
        at = bisect_left(self._claims, claim)
        found = at < len(self._claims) and self._claims[at] == claim
        if found and not there:
            del self._claims[at]
        if there and not found:
            self._claims.insert(at, claim)
