"""config.toml: who we are, our mail servers, and the limits that hold for every case."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path

from outreach.definitions.checking import check
from outreach.definitions.config_lines import (
    Attachments,
    BookDefaults,
    Company,
    Hours,
    Imap,
    Limits,
    Section,
    Server,
    Smtp,
)
from outreach.definitions.dates import DateOrder
from outreach.definitions.toml_lines import load_toml
from outreach.definitions.yaml_lines import Document, Where
from outreach.domain.compare import Defaults
from outreach.domain.letter_facts import CompanyFacts
from outreach.domain.policy import Mode, Policy
from outreach.domain.workdays import Window
from outreach.errors import Problem
from outreach.ports import MailHabits

ENVIRONMENT = "OUTREACH_"  # OUTREACH_SMTP__HOST is host under [smtp], OUTREACH_MODE is mode
_KEEP_THEIR_OWN_COPY = frozenset({"smtp.gmail.com", "smtp.office365.com", "smtp-mail.outlook.com"})


class Config(Section):
    """config.toml, checked. Sections that can be left out have defaults."""

    mode: Mode = Mode.APPROVE
    company: Company
    smtp: Smtp
    imap: Imap
    limits: Limits = Limits()
    window: Hours = Hours()
    book: BookDefaults = BookDefaults()
    attachments: Attachments = Attachments()

    def policy(self) -> Policy:
        limits = self.limits
        return Policy(
            mode=self.mode,
            window=Window(self.window.opens, self.window.closes),
            min_gap=limits.min_gap_days,
            daily_cap=limits.daily_cap,
            hourly_cap=limits.hourly_cap,
            ramp=limits.ramp,
            max_inbox_age=timedelta(minutes=limits.max_inbox_age_minutes),
            max_book_age=timedelta(days=limits.max_book_age_days),
            promise_grace=limits.promise_grace_business_days,
            paid_hold=limits.paid_hold_business_days,
            reply_hold=limits.acknowledgement_hold_business_days,
        )

    def company_facts(self) -> CompanyFacts:
        us = self.company
        return CompanyFacts(us.name, us.sender, us.email, us.phone, us.address.strip(), us.bank)

    def mail_habits(self) -> MailHabits:
        return MailHabits(
            sender=self.company.email,
            reply_to=self.company.reply_to,
            folders=self.imap.folders,
            flag_folder=self.imap.flag_folder,
            keyword=self.imap.keyword,
            authserv_id=self.imap.authserv_id,
            keep_sent_copy=self.keeps_sent_copy(),
            zone=self.company.timezone,
            junk=self.imap.junk,
        )

    def keeps_sent_copy(self) -> bool:
        """Whether we put a copy into Sent; Gmail and Exchange do it themselves for what comes by SMTP."""
        wanted = self.imap.sent_copy
        return wanted == "always" or (wanted == "auto" and self.smtp.host not in _KEEP_THEIR_OWN_COPY)

    def client_defaults(self) -> Defaults:
        """What holds for a client of whom nobody said otherwise: [book], else [company]."""
        book, us = self.book, self.company
        return Defaults(
            language=book.language or us.language,
            country=book.country or us.country,
            zone=book.timezone or us.timezone,
            sequence=book.sequence,
        )

    def date_order(self) -> DateOrder | None:
        return DateOrder(self.book.date_order) if self.book.date_order else None


def load_config(path: Path, env: Mapping[str, str]) -> tuple[Config | None, tuple[Problem, ...]]:
    """The settings in the file, with those of the environment laid over them, and everything that is wrong with them.

    Problems may come with a Config: then it can be used, but not yet to send, because an example stands in it still.
    """
    document, problems = load_toml(path, path.name)
    if not document:
        return None, problems
    data, elsewhere = _with_environment(document.data, env)
    config, problems = check(Config, data, document.locate, path.name, elsewhere)
    exposed = tuple(_exposed(document, path))
    if config is None or exposed:
        return None, tuple(sorted((*problems, *exposed)))
    return config, tuple(_unfinished(config, document, elsewhere))


def _with_environment(data: object, env: Mapping[str, str]) -> tuple[object, dict[Where, str]]:
    """The data with the variables in it, and which variable stands where.

    A name without "__" counts only where config.toml has such a name of its own: OUTREACH_HOME is not for it, and
    `password_env` may name any variable.
    """
    written = _as_dict(data)
    merged: dict[str, object] = dict(written)
    elsewhere: dict[Where, str] = {}
    for variable, value in sorted(env.items()):
        section, _, name = variable.removeprefix(ENVIRONMENT).lower().partition("__")
        if not variable.startswith(ENVIRONMENT) or not (name or section == "mode"):
            continue
        merged[section] = {**_as_dict(merged.get(section)), name: value} if name else value
        elsewhere[(section, name) if name else (section,)] = variable
        if section not in written:
            elsewhere[(section,)] = variable
    return merged, elsewhere


def _as_dict(data: object) -> dict[str, object]:
    return data if isinstance(data, dict) else {}


def _exposed(document: Document, path: Path) -> Iterator[Problem]:
    """A password in a file that other users of the machine can read. (Windows has no such mode bits.)"""
    if os.name != "posix" or not path.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH):
        return
    for server in ("smtp", "imap"):
        section = _as_dict(_as_dict(document.data).get(server))
        if section.get("password"):
            place = document.locate((server, "password"))
            sentence = f"others on this computer can read this password; run: chmod 600 {path.name}"
            yield Problem(path.name, *place, sentence)


def _unfinished(config: Config, document: Document, elsewhere: Mapping[Where, str]) -> Iterator[Problem]:
    servers: tuple[tuple[str, Server], ...] = (("smtp", config.smtp), ("imap", config.imap))
    for name, server in servers:
        place = document.locate((name, "host"))
        source = elsewhere.get((name, "host"))
        if server.host.endswith(".example"):  # RFC 2606: no such name will ever exist
            sentence = f'"{server.host}" is only an example; write the name of your mail server'
            yield Problem(source, 0, 0, sentence) if source else Problem(document.path, *place, sentence)
        elif server.username and not server.password_ways:
            sentence = (
                "there is a username but no password; set password, password_env, password_file or password_command"
            )
            yield Problem(document.path, *document.locate((name,)), sentence)
