"""Plays a story with the real agent, every day of it, and tells where it went otherwise."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from decimal import Decimal
from email import message_from_bytes, policy
from zoneinfo import ZoneInfo

from outreach.agent import review
from outreach.agent.explain import explain
from outreach.domain.clients import Client
from outreach.domain.finding import Intent
from outreach.domain.letter import Letter
from outreach.domain.money import Money
from outreach.domain.picture import PicturedClient, PicturedInvoice
from outreach.domain.task import Task, TaskKind
from tests.fakes import Office, absence, bounce, office
from tests.stories.story import Story, invoice_of

CLERK = "sam"
IMPORT, MORNING, MAIL, NOON, DECISIONS, AFTERNOON, NIGHT = (
    time(5), (time(6), time(9, 5), time(10)), time(10, 30), (time(10, 31), time(12)), time(14, 30),
    (time(14, 31), time(16)), time(22),
)  # fmt: skip

_LETTER = re.compile(r"(?P<template>\S+)(?: in (?P<language>\w\w))?(?: to (?P<to>\S+@\S+))?(?: about (?P<about>.+))?")
_PAID = re.compile(r"(?P<number>\S+) paid(?: [A-Z]{3} (?P<amount>\d+\.\d\d))?")


@dataclass
class Played:
    """A story under way. `wrong` collects every disagreement between the story and what happened."""

    story: Story
    office: Office
    zone: ZoneInfo
    client: PicturedClient
    invoices: list[PicturedInvoice]
    wrong: list[str] = field(default_factory=list)

    def at(self, day: date, hour: time) -> None:
        self.office.clock.set(datetime.combine(day, hour, self.zone).astimezone(ZoneInfo("UTC")))

    async def turns(self, day: date, *hours: time) -> None:
        """A turn at each hour, and another a minute later when the clerk had a letter to approve."""
        for hour in hours:
            self.at(day, hour)
            await self.office.turn()
            waiting = [task for task in self.office.open_tasks() if task.kind is TaskKind.APPROVE]
            for task in waiting:
                review.confirm(self.office.desk, task.id, CLERK)
            if waiting:
                await self.office.turn()

    async def day(self, day: date) -> None:
        letters, tasks = len(self.office.postman.posted), self.tasks()
        self.at(day, IMPORT)
        for text in self.story.on(day, "+"):
            self.in_the_book(text)
        self.office.book_of([self.client], self.invoices)
        await self.turns(day, *MORNING)
        self.at(day, MAIL)
        for text in self.story.on(day, "<"):
            self.write(text)
        await self.turns(day, *NOON)
        self.at(day, DECISIONS)
        for text in self.story.on(day, "*"):
            self.decide(text)
        await self.turns(day, *AFTERNOON)
        self.compare(day, self.posted(letters), [t for t in self.tasks() if t not in tasks])
        await self.turns(day, NIGHT)
        assert len(self.posted(letters)) <= 1, f"{day}: more than one letter on one day"

    def tasks(self) -> list[Task]:
        book = self.office.desk.store.book()
        known = (book.task(f"T{n}") for n in range(1, book.count(Task) + 1))
        return [replace(task, state=task.state.OPEN, closed_at=None, closed_by="", note="") for task in known if task]

    def posted(self, before: int) -> list[Letter]:
        book = self.office.desk.store.book()
        ids = [message_from_bytes(p.data)["Message-ID"] for p in self.office.postman.posted[before:]]
        return [letter for id_ in ids if (letter := book.letter_of_message(id_))]

    def compare(self, day: date, letters: list[Letter], tasks: list[Task]) -> None:
        expected = self.story.on(day, ">")
        if not fit(expected, letters):
            self.says(day, f"letters: the story has {expected}, it was {[shown(x) for x in letters]}")
        titles = [task.title for task in tasks if task.kind is not TaskKind.APPROVE]
        wanted = self.story.on(day, "!")
        if len(wanted) != len(titles) or not all(w in t for w, t in zip(wanted, titles, strict=True)):
            self.says(day, f"tasks: the story has {wanted}, it was {titles}")
        for words in self.story.on(day, '"'):
            if words not in self.last_text():
                self.says(day, f'the letter does not say "{words}":\n{self.last_text()}')
        for reason in self.story.on(day, "."):
            told = explain(self.office.desk, self.known(), self.office.clock.now()).next
            if reason not in told:
                self.says(day, f'silent because "{reason}", says the story; "{told}", says the agent')

    def says(self, day: date, what: str) -> None:
        self.wrong.append(f"{day}: {what}")

    def last_text(self) -> str:
        mail = message_from_bytes(self.office.postman.posted[-1].data, policy=policy.default)
        body = mail.get_body(("plain",))
        return " ".join(body.get_content().split()) if body else ""

    def known(self) -> Client:
        client = self.office.desk.store.book().client("client")
        assert client
        return client

    def in_the_book(self, text: str) -> None:
        """`INV-1 paid`, `INV-1 paid GBP 500.00`, `address ap@…`, or a new invoice as in the head of the story."""
        if text.startswith("address "):
            self.client = replace(self.client, emails=(text.removeprefix("address "),))
        elif found := _PAID.fullmatch(text):
            number = found["number"]
            self.invoices = [_paid(i, found["amount"]) if i.number == number else i for i in self.invoices]
        else:
            self.invoices.append(invoice_of(text))

    def write(self, text: str) -> None:
        """`(away) …` is an automatic answer, `(bounce)` a delivery report; all else is written by a person."""
        last, now = self.office.postman.posted[-1], self.office.clock.now()
        if text == "(bounce)":
            self.office.mailbox.deliver(bounce(last.data, last.recipient, now), now)
        elif text.startswith("(away) "):
            raw = absence(last.recipient, now, last.data, text.removeprefix("(away) "))
            self.office.mailbox.deliver(raw, now)
        else:
            self.office.answer(text, last.recipient)

    def decide(self, text: str) -> None:
        verb, _, rest = text.partition(" ")
        desk, words = self.office.desk, rest.split()
        match verb:
            case "done":
                review.confirm(desk, self.task(rest).id, CLERK)
            case "confirm":
                review.confirm(desk, self.task("review").id, CLERK)
            case "dismiss":
                review.dismiss(desk, self.task("review").id, CLERK)
            case "lift":
                review.lift(desk, self.known(), tuple(words), CLERK)
            case "hold":
                review.hold(desk, self.known(), (), date.fromisoformat(words[1]), "", CLERK)
            case "promise":
                day = date.fromisoformat(words[0])
                review.correct(desk, self.task("review").id, CLERK, (Intent.PROMISE,), day)
            case _:
                raise AssertionError(f"nobody can decide: {text}")

    def task(self, kind: str) -> Task:
        found = [task for task in self.office.open_tasks() if task.kind == kind]
        assert len(found) == 1, f"one open task of the kind {kind} is needed, there are {len(found)}"
        return found[0]


def _paid(invoice: PicturedInvoice, amount: str | None) -> PicturedInvoice:
    left = invoice.balance.amount - Decimal(amount) if amount else Decimal(0)
    return replace(invoice, balance=Money(left, invoice.balance.currency))


def shown(letter: Letter) -> str:
    about = ", ".join(line.number for line in letter.lines)
    return f"{letter.template} in {letter.language} to {letter.to} about {about}"


def fit(expected: list[str], letters: list[Letter]) -> bool:
    return len(expected) == len(letters) and all(_fits(e, x) for e, x in zip(expected, letters, strict=True))


def _fits(expected: str, letter: Letter) -> bool:
    found = _LETTER.fullmatch(expected)
    assert found, f"no letter: {expected}"
    about = ", ".join(line.number for line in letter.lines)
    facts = {"template": letter.template, "language": letter.language, "to": letter.to, "about": about}
    return all(value is None or value == facts[name] for name, value in found.groupdict().items())


async def play(story: Story) -> list[str]:
    """Every disagreement between the story and what the agent does, day by day; none when it tells the truth."""
    zone = ZoneInfo(story.client.zone or "UTC")
    opens = datetime.combine(story.opens, IMPORT, zone).astimezone(ZoneInfo("UTC"))
    played = Played(story, office(opens), zone, story.client, list(story.invoices))
    for day in story.days():
        await played.day(day)
    return played.wrong
