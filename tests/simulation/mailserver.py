"""The mail server of the world, behind the two ports of the wire; it does what the table of faults says."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from random import Random
from typing import Protocol, TypeVar

from outreach.domain.letter import Outcome
from outreach.errors import MailServerError, OutreachError
from outreach.ports import Listed, Opened

from .faults import IMAP, OK, SMTP, ImapFault, SmtpFault
from .life import Life

F = TypeVar("F", SmtpFault, ImapFault)


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail that somebody wrote, of which copies may lie in several folders."""

    number: int
    client: str  # "" for a stranger's, or one of ours
    message_id: str
    raw: bytes
    stranger: bool = False


@dataclass(slots=True)
class Item:
    uid: int
    mail: Mail
    raw: bytes
    arrived: datetime  # INTERNALDATE
    order: int  # when it came into this folder, counted in things that happened
    keywords: set[str] = field(default_factory=set)


class Folder:
    def __init__(self) -> None:
        self.uidvalidity, self.next_uid = 7, 1
        self.items: list[Item] = []

    def add(self, mail: Mail, raw: bytes, arrived: datetime, order: int) -> Item:
        item = Item(self.next_uid, mail, raw, arrived, order)
        self.next_uid += 1
        self.items.append(item)
        return item

    def renumber(self, keep: int = 0) -> None:
        """A new UIDVALIDITY, UIDs from 1; with `keep` only the last mails are left."""
        self.uidvalidity += 1
        self.items = [
            Item(n, i.mail, i.raw, i.arrived, i.order, i.keywords) for n, i in enumerate(self.items[-keep:], 1)
        ]
        self.next_uid = len(self.items) + 1

    def find(self, uid: int) -> Item | None:
        return next((item for item in self.items if item.uid == uid), None)


class Server(Protocol):
    """What the wire needs to know of the world."""

    insist: str
    life: Life
    weather: Random
    folders: dict[str, Folder]
    watched: tuple[str, ...]
    fault_rate: float
    fired: dict[str, int]

    def now(self) -> datetime: ...
    def happens(self) -> int: ...
    def pass_minutes(self, minutes: int) -> None: ...
    def say(self, what: str) -> None: ...
    def meanwhile(self) -> None: ...
    def hide_sent(self) -> None: ...
    def hide(self, mail: Mail) -> None: ...
    def read_whole(self, folder: str, began: datetime) -> None: ...
    def opens_a_mail(self, mail: Mail) -> None: ...
    def before_letter(self, recipient: str, data: bytes) -> None: ...
    def accept(self, recipient: str, data: bytes, fault: SmtpFault) -> None: ...
    def somebody_writes(self) -> None: ...


_BY_PLACE: dict[str, list[ImapFault]] = {}
for _fault in IMAP:
    _BY_PLACE.setdefault(_fault.where, []).append(_fault)
_NO_FAULT = ImapFault("", "", "")
_NO_SMTP_FAULT = SmtpFault("", "", "", OK, kept=True)


def drawn(server: Server, where: str) -> ImapFault:
    """The fault of this moment at that place; mostly none."""
    return _drawn(server, _BY_PLACE[where], server.fault_rate, _NO_FAULT)


def often(fault: SmtpFault | ImapFault) -> float:
    """Folders are read in every turn, and must be read to the end now and then; the rest is rare."""
    return 0.25 if fault.where in {"open", "listed", "wait", "sent_folder"} else 0.7


def _drawn(server: Server, rows: Sequence[F], rate: float, none: F) -> F:
    """One row, or `none`; half of the histories insist on a row, so that each of them strikes."""
    wanted = next((row for row in rows if row.name == server.insist), None)
    if server.weather.random() >= (often(wanted) if wanted else rate):
        return none
    fault = wanted if wanted and server.weather.random() < 0.8 else server.weather.choice(rows)
    server.fired[fault.name] = server.fired.get(fault.name, 0) + 1
    server.say(f"fault: {fault.name}")
    return fault


class WorldMailbox:
    """`ports.Mailbox` over the folders of the world, for the life of one process."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._life = server.life
        self._opened: dict[str, int] = {}  # UIDVALIDITY of each folder, as it was told

    def _begin(self, where: str, folder: str = "") -> ImapFault:
        self._life.may_end("before a call")
        self._server.meanwhile()
        fault = drawn(self._server, where)
        self._server.pass_minutes(fault.minutes)
        if fault.twist == "renumber":
            self._server.folders[folder].renumber()
        if fault.raises and fault.when == "before":
            raise _error(fault)
        if where != "open" and folder in self._opened:
            self._still(folder)
        return fault

    def _still(self, folder: str) -> None:
        """Under another UIDVALIDITY a UID is another mail, so the real adapter refuses to go on, too."""
        if self._opened[folder] != self._server.folders[folder].uidvalidity:
            del self._opened[folder]
            raise MailServerError("The mail server has renumbered the mails.", "It is read anew.")

    def _end(self, fault: ImapFault) -> None:
        self._life.may_end("after a call")
        if fault.raises and fault.when == "after":
            raise _error(fault)

    async def open(self, folder: str) -> Opened:
        self._server.say(f"open {folder}")
        fault = self._begin("open", folder)
        found = self._server.folders[folder]
        if fault.twist == "restore":
            found.renumber(keep=3)
        self._opened[folder] = found.uidvalidity
        self._end(fault)
        return Opened(found.uidvalidity, found.next_uid, keywords=True)

    async def listed(self, folder: str, after: int, since: date, mark: str) -> AsyncIterator[Listed]:
        began = self._server.now()
        self._server.say(f"list {folder} after {after} since {since}")
        fault = self._begin("listed", folder)
        found = self._server.folders[folder]
        shown = [i for i in found.items if i.uid > after and i.arrived.date() >= since]
        if fault.twist == "stale" and shown:
            self._hide(folder, shown.pop().mail)
        elif fault.twist == "arrival":
            self._server.somebody_writes()
        for place, item in enumerate(shown):
            if fault.when == "midway" and place == (len(shown) + 1) // 2:
                raise _error(fault)
            yield self._entry(item, fault, mark)
        if fault.when == "midway" and len(shown) < 2:
            raise _error(fault)
        self._server.read_whole(folder, began)
        self._end(fault)

    def _hide(self, folder: str, mail: Mail) -> None:
        if folder in self._server.watched:
            self._server.hide(mail)
        else:
            self._server.hide_sent()

    def _entry(self, item: Item, fault: ImapFault, mark: str) -> Listed:
        header = item.raw.partition(b"\r\n\r\n")[0] + b"\r\n\r\n"
        marked = mark.encode() in item.raw
        size = len(item.raw)
        if fault.twist == "no marks":
            marked = False
        elif fault.twist == "short header":
            header = b"\r\n".join(header.split(b"\r\n")[:8])
        elif fault.twist == "huge":
            size = 60_000_000
        return Listed(item.uid, size, item.arrived, header, marked)

    async def fetch(self, folder: str, uid: int) -> bytes | None:
        self._server.say(f"fetch {folder} {uid}")
        fault = self._begin("fetch", folder)
        item = self._server.folders[folder].find(uid)
        if item and fault.twist in {"away", "delete"}:
            self._server.folders[folder].items.remove(item)
            if fault.twist == "away":  # it comes back with a new UID
                self._server.folders[folder].add(item.mail, item.raw, item.arrived, self._server.happens())
                self._server.hide(item.mail)
            item = None
        if item:
            self._server.opens_a_mail(item.mail)
        self._end(fault)
        return item.raw if item else None

    async def wait(self, folder: str, at_most: float) -> None:
        self._end(self._begin("wait", folder))

    async def has(self, folder: str, message_id: str) -> bool:
        fault = self._begin("has", folder)
        found = any(item.mail.message_id == message_id for item in self._server.folders[folder].items)
        self._end(fault)
        self._server.say(f"is {message_id} in {folder}: {found}")
        if fault.twist == "blind":
            self._server.hide_sent()
        return found and fault.twist != "blind"

    async def file(self, folder: str, raw: bytes) -> None:
        fault = self._begin("file", folder)
        self._server.folders[folder].add(_ours(raw), raw, self._server.now(), self._server.happens())
        self._server.say(f"copy filed in {folder}")
        self._end(fault)

    async def flag(self, folder: str, uid: int, keyword: str) -> None:
        fault = self._begin("flag", folder)
        item = self._server.folders[folder].find(uid)
        if item:
            item.keywords.add(keyword)
        self._end(fault)

    async def copy(self, folder: str, uid: int, target: str) -> None:
        fault = self._begin("copy", folder)
        item = self._server.folders[folder].find(uid)
        if item:
            order = self._server.happens()
            self._server.folders.setdefault(target, Folder()).add(item.mail, item.raw, item.arrived, order)
        self._end(fault)

    async def sent_folder(self) -> str | None:
        fault = self._begin("sent_folder")
        self._end(fault)
        if fault.twist == "no Sent":
            self._server.hide_sent()
            return None
        return "Sent"

    async def junk_folder(self) -> str | None:
        return None

    async def close(self) -> None:
        self._life.breathe()


class WorldPostman:
    """`ports.Postman` to the server of the world."""

    connections = 1

    def __init__(self, server: Server) -> None:
        self._server = server
        self._life = server.life

    async def send(self, sender: str, recipient: str, data: bytes) -> Outcome:
        server = self._server
        self._life.breathe()
        server.before_letter(recipient, data)
        self._life.may_end("letter not yet out")
        fault = self._fault()
        server.meanwhile()
        server.pass_minutes(fault.minutes)
        if not isinstance(fault.gives, Outcome):
            raise _error(fault)
        if fault.kept:
            server.accept(recipient, data, fault)
        self._life.may_end("letter out, reply not read")
        return fault.gives

    def _fault(self) -> SmtpFault:
        return _drawn(self._server, SMTP, self._server.fault_rate * 4, _NO_SMTP_FAULT)  # letters are few

    async def close(self) -> None:
        self._life.breathe()


def _error(fault: ImapFault | SmtpFault) -> OutreachError:
    raised = fault.raises if isinstance(fault, ImapFault) else fault.gives
    assert isinstance(raised, type)
    return raised(f"The mail server: {fault.what}", "It may heal.")


def _ours(raw: bytes) -> Mail:
    lines: Iterable[bytes] = raw.partition(b"\r\n\r\n")[0].split(b"\r\n")
    found = next((x for x in lines if x.lower().startswith(b"message-id:")), b"")
    return Mail(0, "", found.partition(b":")[2].strip().decode(), raw)
