"""Puts the parts together: a workspace on disk becomes a desk, a postman and a mailbox."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from outreach.agent.desk import Desk
from outreach.definitions.calendars import KeptCalendars
from outreach.definitions.config import load_config
from outreach.definitions.config_lines import Server
from outreach.definitions.do_not_write import load_do_not_write
from outreach.definitions.judge import statistical_reader
from outreach.definitions.live import LiveDefinitions, template_names
from outreach.definitions.passwords import password_of
from outreach.definitions.sequences import load_sequences
from outreach.definitions.workspace import Workspace, shipped
from outreach.errors import BrokenDefinitions, OutreachError, Problem
from outreach.ports import Clock, Rendered, Rulebook
from outreach.store.archive import FileArchive
from outreach.store.documents import FolderDocuments
from outreach.store.heartbeat import FileHeartbeat
from outreach.store.identity import FileIdentity
from outreach.store.key import workspace_key
from outreach.store.lock import AgentLock
from outreach.store.store import LedgerStore

if TYPE_CHECKING:
    from outreach.domain.letter_facts import LetterFacts
    from outreach.domain.picture import Picture
    from outreach.render.templates import Templates
    from outreach.transport.imap import ImapMailbox
    from outreach.transport.settings import ServerSettings
    from outreach.transport.smtp import SmtpPostman

# What only some commands need is imported where they need it: a command that looks at the book answers at once.
# ruff: noqa: PLC0415


@dataclass(frozen=True, slots=True)
class Office:
    """A workspace that is open: the desk, and the way to the mail servers when a command needs one."""

    workspace: Workspace
    definitions: LiveDefinitions
    store: LedgerStore
    desk: Desk
    heartbeat: FileHeartbeat
    env: Mapping[str, str]

    def postman(self) -> SmtpPostman:
        from outreach.transport.smtp import SmtpPostman

        config = self.definitions.config
        return SmtpPostman(self._server(config.smtp), config.company.email if config.imap.copy_to_self else "")

    def mailbox(self) -> ImapMailbox:
        from outreach.transport.imap import ImapMailbox

        return ImapMailbox(self._server(self.definitions.config.imap))

    def lock(self) -> AgentLock:
        return AgentLock(self.workspace.state)

    def today(self) -> date:
        """The firm's day."""
        return self.desk.now().astimezone(ZoneInfo(self.definitions.config.company.timezone)).date()

    def picture(self, file: Path) -> tuple[Picture, tuple[Problem, ...]]:
        """The picture in a file, with warnings; BrokenDefinitions with every problem when a row is wrong."""
        from outreach.definitions.invoices import read_invoices

        try:
            raw = file.read_bytes()
        except OSError as error:
            raise OutreachError(f"{file} cannot be read: {error.strerror}.") from error
        config = self.definitions.config
        picture, problems, warnings = read_invoices(
            raw, file.name, self.desk.now(), config.date_order(), config.book.currency
        )
        if picture is None:
            raise BrokenDefinitions(problems, "Nothing was imported. Mend the file, or export it again.")
        return picture, (*warnings, *self._unknown_sequences(picture, file.name))

    def _unknown_sequences(self, picture: Picture, name: str) -> Iterator[Problem]:
        known = self.desk.rules().sequences
        for client in picture.clients:
            if client.sequence and client.sequence not in known:
                yield Problem(name, 0, 0, f'{client.name}: there is no sequence "{client.sequence}"; it stays silent')

    def _server(self, server: Server) -> ServerSettings:
        from outreach.transport.settings import Secret, Security, ServerSettings

        return ServerSettings(
            host=server.host,
            port=server.port,
            security=Security(server.security),
            username=server.username,
            password=Secret(password_of(server, self.workspace.root, self.env)),
            ca_file=server.ca_file,
        )


@contextmanager
def open_office(workspace: Workspace, env: Mapping[str, str], clock: Clock) -> Iterator[Office]:
    """Open a workspace; the ledger is closed, and its checkpoint written, at the end."""
    definitions = LiveDefinitions(workspace, env)
    store = LedgerStore(workspace.state)
    calendars = KeptCalendars(workspace.state / "calendars.json")
    attachments = workspace.root / definitions.config.attachments.folder
    desk = Desk(
        store=store,
        archive=FileArchive(workspace.state),
        definitions=definitions,
        renderer=_Renderer(workspace.templates),
        documents=FolderDocuments(attachments),
        calendars=lambda client: calendars.of(client.country, client.zone, clock.now().year),
        key=workspace_key(workspace.state),
        clock=clock,
        stop_file=workspace.stop_file,
        identity=FileIdentity(workspace.state),
    )
    try:
        yield Office(workspace, definitions, store, desk, FileHeartbeat(workspace.state), env)
    finally:
        store.close()


class _Renderer:
    """Implements ports.Renderer: the templates of a workspace, loaded when the first letter is written."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def render(self, template: str, facts: LetterFacts) -> Rendered | tuple[Problem, ...]:
        return self._templates.render(template, facts)

    @cached_property
    def _templates(self) -> Templates:
        from outreach.render.templates import Templates

        return Templates(self._folder)


def rulebook_of(workspace: Workspace | None, env: Mapping[str, str]) -> Rulebook:
    """What is in force in a workspace; without one, what comes with the program."""
    from outreach.definitions.rules import load_rules

    if workspace:
        return LiveDefinitions(workspace, env).current()
    config, _ = load_config(shipped() / "config.example.toml", {})
    assert config is not None  # the tests load it
    rules, problems = load_rules(shipped() / "inbox_rules")
    return Rulebook(
        config.policy(), {}, rules, config.company_facts(), config.mail_habits(), problems, statistical_reader()
    )


def check_workspace(workspace: Workspace, env: Mapping[str, str]) -> tuple[Problem, ...]:
    """Every problem in the files of a workspace: config, sequences, templates, inbox rules, and the book's own."""
    from outreach.definitions.rules import check_examples, load_rules
    from outreach.render.check import check_templates

    config, in_config = load_config(workspace.config, env)
    names = template_names(workspace.templates)
    sequences, in_sequences = load_sequences(workspace.sequences, names)
    rules, in_rules = load_rules(workspace.inbox_rules)
    _, unreadable = load_do_not_write(workspace.do_not_write)
    problems = [
        *in_config,
        *unreadable,
        *in_sequences,
        *check_templates(workspace.templates),
        *in_rules,
        *check_examples(rules),
    ]
    if config and (workspace.state / "ledger.jsonl").exists():
        problems += _in_book(workspace, frozenset(sequences))
    return tuple(problems)


def _in_book(workspace: Workspace, sequences: frozenset[str]) -> Iterator[Problem]:
    """What in the book keeps a client silent that only a person can mend."""
    store = LedgerStore(workspace.state)
    try:
        damage = store.verify().problems
        yield from damage
        if damage:
            return
        book = store.book()
        for client in book.clients():
            owes = any(invoice.is_open for invoice in book.invoices_of(client.id))
            if owes and client.addressee is None:
                yield Problem("the book", 0, 0, f"{client.name} has no address that takes mail")
            if owes and client.sequence not in sequences:
                yield Problem(
                    "the book", 0, 0, f'{client.name} follows the sequence "{client.sequence}", which has problems'
                )
    finally:
        store.close()


def environment() -> Mapping[str, str]:
    return dict(os.environ)
