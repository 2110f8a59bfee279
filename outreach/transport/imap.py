"""The business's own mailbox over IMAP (RFC 3501): read under EXAMINE with BODY.PEEK, so that nothing in it changes.

What the server pushes is a hint only; the truth is the search by UID. No call tries twice: when to try again is for
the agent to decide.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, time, timedelta

from outreach.errors import LoginRefused, MailServerError, OutreachError, Unreachable
from outreach.ports import Listed, Opened
from outreach.transport.failures import HEALS
from outreach.transport.foldernames import decoded, on_the_wire, quoted
from outreach.transport.imap_connection import Answer, Connection, Selected
from outreach.transport.imap_login import open_connection
from outreach.transport.imap_pace import LoginPace
from outreach.transport.imapdates import internal_date, search_date
from outreach.transport.responses import LARGEST_LITERAL, fetched, found_uids, listed_folder
from outreach.transport.settings import ServerSettings

_BATCH = 50  # mails in one FETCH, and in one search through texts, so that each ends well within its deadline
_LONGEST_WAIT = 300.0  # seconds; routers forget a silent connection long before the 29 minutes of RFC 2177
_HEADER = b"BODY[HEADER]"
_LONGEST_HEADER = 256 * 1024  # octets of a header that are looked at; a mail with a longer one is opened
_KEYWORD = re.compile(r"[A-Za-z0-9$_.:-]+")
OPENING = 2  # timeouts in which a connection must be made and logged in
_USUAL_SENT = (
    "sent",
    "sent items",
    "sent messages",
    "sent mail",
    "gesendet",
    "gesendete elemente",
    "gesendete objekte",
)


class ImapMailbox:
    """A `ports.Mailbox`. Calls take turns; `wait` holds its turn, so whoever watches has a mailbox of its own."""

    def __init__(self, settings: ServerSettings, pace: LoginPace | None = None) -> None:
        self._settings = settings
        self._pace = pace or LoginPace()
        self._connection: Connection | None = None
        self._turn = asyncio.Lock()
        self._uidvalidity: dict[str, int] = {}  # of each folder, as `open` last told it
        self._uidnext: dict[str, int] = {}  # of each folder, when it was last looked through
        self._junk: tuple[Connection, str | None] | None = None  # asked for once in a connection

    def another(self) -> ImapMailbox:
        """The same mailbox over a connection of its own, to watch it; both log in at one pace."""
        return ImapMailbox(self._settings, self._pace)

    async def open(self, folder: str) -> Opened:
        async with self._connected() as connection:
            selected = await connection.select(folder, writable=True)  # EXAMINE does not tell what may be changed
        self._uidvalidity[folder] = selected.uidvalidity
        self._uidnext[folder] = selected.uidnext
        return Opened(selected.uidvalidity, selected.uidnext, selected.keywords)

    async def listed(self, folder: str, after: int, since: date, mark: str) -> AsyncIterator[Listed]:
        midnight = datetime.combine(since, time(), UTC)
        async with self._inside(folder) as (connection, selected):
            uids = await _sweep(connection, after, since)
            self._uidnext[folder] = selected.uidnext
        for start in range(0, len(uids), _BATCH):
            batch = uids[start : start + _BATCH]
            async with self._inside(folder) as (connection, _):
                marked = await _with_text(connection, batch, mark) if mark else frozenset()
                headers = await _headers(connection, batch, midnight)
            if marked is None:  # this server does not search texts
                marked, mark = frozenset(), ""
            for uid, (size, arrived, header) in sorted(headers.items()):
                if arrived >= midnight:
                    yield Listed(uid, size, arrived, header, uid in marked or len(header) >= _LONGEST_HEADER)

    async def fetch(self, folder: str, uid: int) -> bytes | None:
        """Of a mail over 25 MiB the first 25 MiB: what somebody writes stands at its beginning."""
        async with self._inside(folder) as (connection, _):
            size = await _item(connection, uid, "RFC822.SIZE", b"RFC822.SIZE")
            if size is None or not size.isdigit():
                return None
            part = "BODY.PEEK[]" if int(size) <= LARGEST_LITERAL else f"BODY.PEEK[]<0.{LARGEST_LITERAL}>"
            return await _item(connection, uid, part, b"BODY[]", octets=int(size))

    async def wait(self, folder: str, at_most: float) -> None:
        async with self._inside(folder) as (connection, selected):
            known = self._uidnext.get(folder, selected.uidnext)
            self._uidnext[folder] = selected.uidnext
            if selected.uidnext <= known:  # else something came while the connection was elsewhere
                await connection.wait_for_news(min(at_most, _LONGEST_WAIT))

    async def has(self, folder: str, message_id: str) -> bool:
        async with self._inside(folder) as (connection, _):
            await connection.demand("NOOP")  # a search may show the folder as it was at the last command
            return bool(await _search(connection, "HEADER", "Message-ID", quoted(message_id)))

    async def file(self, folder: str, raw: bytes) -> None:
        async with self._connected() as connection:
            await connection.append(folder, raw)

    async def flag(self, folder: str, uid: int, keyword: str) -> None:
        """Set a keyword, where the folder takes any; other servers (Exchange) answer OK and forget it."""
        if not _KEYWORD.fullmatch(keyword):
            raise OutreachError(f"{keyword!r} cannot be a keyword of a mail.", "Use letters, digits, $, -, _ and dots.")
        async with self._inside(folder, writable=True) as (connection, selected):
            if selected.keywords:
                await connection.demand("STORE", str(uid), "+FLAGS.SILENT", f"({keyword})", uid=True)

    async def copy(self, folder: str, uid: int, target: str) -> None:
        """A folder that is missing is made, and subscribed to so that mail programs show it."""
        async with self._inside(folder) as (connection, _):
            answer = await connection.run("COPY", str(uid), on_the_wire(target), uid=True)
            if not answer.ok:
                await self._make(connection, target, answer)
                await connection.demand("COPY", str(uid), on_the_wire(target), uid=True)

    async def sent_folder(self) -> str | None:
        async with self._connected() as connection:
            folders = await _folders(connection)
        for attributes, name in folders:
            if b"\\sent" in attributes:
                return name
        by_name = {re.split(r"[/.]", name)[-1].casefold(): name for _, name in reversed(folders)}
        return next((by_name[usual] for usual in _USUAL_SENT if usual in by_name), None)

    async def junk_folder(self) -> str | None:
        async with self._connected() as connection:
            if self._junk is None or self._junk[0] is not connection:
                folders = await _folders(connection)
                self._junk = connection, next((name for attributes, name in folders if b"\\junk" in attributes), None)
            return self._junk[1]

    async def close(self) -> None:
        async with self._turn:
            connection, self._connection = self._connection, None
            if connection is not None:
                await connection.goodbye()

    @asynccontextmanager
    async def _connected(self) -> AsyncIterator[Connection]:
        async with self._turn:
            if self._connection is None or self._connection.lost:
                self._connection = None
                self._connection = await self._logged_in()
            yield self._connection

    async def _logged_in(self) -> Connection:
        """Each step has its deadline, and so has the whole: a server may not answer each step just in time."""
        self._pace.ask()
        try:
            async with asyncio.timeout(OPENING * self._settings.timeout):
                connection = await open_connection(self._settings)
        except TimeoutError as error:
            raise Unreachable(f"{self._settings} takes too long over the login.", HEALS) from error
        except LoginRefused as error:
            raise self._pace.refused(error) from error
        self._pace.taken()
        return connection

    @asynccontextmanager
    async def _inside(self, folder: str, *, writable: bool = False) -> AsyncIterator[tuple[Connection, Selected]]:
        """In the folder, and as it was numbered when it was opened: under another UIDVALIDITY a UID is another mail."""
        async with self._connected() as connection:
            selected = connection.selected
            if selected is None or (selected.folder, selected.writable) != (folder, writable):
                selected = await connection.select(folder, writable=writable)
            if self._uidvalidity.setdefault(folder, selected.uidvalidity) != selected.uidvalidity:
                del self._uidvalidity[folder]
                raise _renumbered(folder)
            yield connection, selected

    async def _make(self, connection: Connection, folder: str, refused: Answer) -> None:
        created = await connection.run("CREATE", on_the_wire(folder))
        if not created.ok:
            raise MailServerError(
                f"{self._settings} cannot copy into the folder {folder} ({refused.text}) nor make it ({created.text}).",
                "Check flag_folder in config.toml: folders in folders are written with the separator of the server.",
            )
        await connection.run("SUBSCRIBE", on_the_wire(folder))


async def _sweep(connection: Connection, after: int, since: date) -> list[int]:
    """`n:*` finds the last mail even when its UID is lower (RFC 3501 section 6.4.8). SINCE goes by the day on the
    server's own clock, so it is asked a day wider."""
    await connection.demand("NOOP")  # else the search may show the folder as it was at the last command
    connection.forget_news()
    found = await _search(connection, "UID", f"{after + 1}:*", "SINCE", search_date(since - timedelta(days=1)))
    return sorted(uid for uid in found if uid > after)


async def _search(connection: Connection, *criteria: str) -> set[int]:
    return found_uids((await connection.demand("SEARCH", *criteria, uid=True)).responses)


async def _with_text(connection: Connection, batch: Sequence[int], text: str) -> frozenset[int] | None:
    """Those with the text somewhere in them; None when the server cannot say."""
    answer = await connection.run("SEARCH", "UID", f"{batch[0]}:{batch[-1]}", "TEXT", quoted(text), uid=True)
    return frozenset(found_uids(answer.responses)) if answer.ok else None


async def _headers(
    connection: Connection, batch: Sequence[int], fallback: datetime
) -> dict[int, tuple[int, datetime, bytes]]:
    """Size, day and header by UID. What is gone is left out; a day that cannot be read becomes `fallback`."""
    items = f"(UID RFC822.SIZE INTERNALDATE BODY.PEEK[HEADER]<0.{_LONGEST_HEADER}>)"
    headers = {}
    for mail in await _fetched(connection, ",".join(map(str, batch)), items, len(batch) * _LONGEST_HEADER):
        uid, size = mail.get(b"UID", b""), mail.get(b"RFC822.SIZE", b"")
        header = next((value for key, value in mail.items() if key.startswith(_HEADER)), None)
        if uid.isdigit() and size.isdigit() and header is not None and int(uid) in batch:
            arrived = internal_date(mail.get(b"INTERNALDATE", b"").decode("ascii", "replace")) or fallback
            headers[int(uid)] = int(size), arrived, header
    return headers


async def _item(connection: Connection, uid: int, item: str, name: bytes, octets: int = 0) -> bytes | None:
    for mail in await _fetched(connection, str(uid), f"(UID {item})", octets):
        if mail.get(b"UID") == str(uid).encode():
            found = next((value for key, value in mail.items() if key.startswith(name)), None)
            if found is not None:
                return found
    return None


async def _fetched(connection: Connection, uids: str, items: str, octets: int = 0) -> list[dict[bytes, bytes]]:
    """A mail that somebody removed meanwhile is no error (EXPUNGEISSUED, RFC 5530)."""
    answer = await connection.run("FETCH", uids, items, uid=True, octets=octets)
    if not answer.ok and "[EXPUNGEISSUED]" not in answer.text.upper():
        connection.drop()
        raise MailServerError(f"The mails {uids} cannot be fetched: {answer.text}.", HEALS)
    return [mail for response in answer.responses if (mail := fetched(response))]


async def _folders(connection: Connection) -> list[tuple[frozenset[bytes], str]]:
    """All folders that can be opened, with their attributes; those of RFC 6154 only if the server has them."""
    everything: tuple[str, ...] = ('""', '"*"')
    if {"SPECIAL-USE", "LIST-EXTENDED"} <= connection.capabilities:
        everything = (*everything, "RETURN (SPECIAL-USE)")
    answer = await connection.demand("LIST", *everything)
    folders = [folder for response in answer.responses if (folder := listed_folder(response))]
    return [
        (attributes, decoded(name.decode("utf-8", "replace")))
        for attributes, name in folders
        if not attributes & {b"\\noselect", b"\\nonexistent"}
    ]


def _renumbered(folder: str) -> MailServerError:
    return MailServerError(
        f"The mail server has renumbered the mails in {folder} since it was opened.",
        "Nothing is lost: the agent opens it again and reads it anew.",
    )
