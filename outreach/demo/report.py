"""The HTML report of a run: one page that needs nothing else, with each letter as it looked, each answer as read."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from outreach.agent.desk import Desk
from outreach.demo.book import FIRM, FIRST_DAY, Books
from outreach.demo.diary import Kind, Row
from outreach.demo.result import Result, Standing
from outreach.demo.screen import last_lines, sums, verdict
from outreach.domain.case import Case
from outreach.domain.clients import bucket
from outreach.domain.finding import Finding
from outreach.domain.letter import Letter
from outreach.domain.money import Money, totals
from outreach.domain.task import Task, TaskKind

ZONE = ZoneInfo("Europe/London")
BUCKETS = ("current", "1-30", "31-60", "61-90", "over 90")


@dataclass(frozen=True, slots=True)
class Story:
    """What the report tells of: the desk as it is at the end, the firm's books, all rows, and the result."""

    desk: Desk
    books: Books
    rows: list[Row]
    result: Result


@dataclass(frozen=True, slots=True)
class ShownLetter:
    subject: str
    html: str
    reasons: tuple[str, ...]
    answer: str


@dataclass(frozen=True, slots=True)
class ShownMail:
    sender: str
    subject: str
    text: Markup  # the new text, with the words that were read marked
    kind: str
    sure: bool
    intents: tuple[str, ...]
    evidence: tuple[str, ...]
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of a client's timeline."""

    at: datetime
    kind: Kind
    text: str
    why: tuple[str, ...]
    letter: ShownLetter | None
    mail: ShownMail | None


@dataclass(frozen=True, slots=True)
class Mark:
    """Something in the overview: `left` and `width` in percent of the days."""

    kind: str
    left: float
    width: float
    title: str


@dataclass(frozen=True, slots=True)
class Lane:
    standing: Standing
    marks: tuple[Mark, ...]
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Aged:
    """One row of the aging table: what was open in that bucket, at the start and at the end."""

    bucket: str
    before: tuple[Money, ...]
    after: tuple[Money, ...]


def write_report(file: Path, story: Story) -> Path:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    environment.filters["day"] = lambda at: f"{at.astimezone(ZONE):%a %d %b}"
    environment.filters["date"] = lambda day: f"{day:%A} {day.day} {day:%B}"
    environment.filters["sums"] = sums
    page = environment.get_template("report.html.j2").render(_facts(story))
    file.write_text(page, "utf-8")
    return file


def _facts(story: Story) -> dict[str, object]:
    result = story.result
    end = FIRST_DAY + timedelta(days=result.days - 1)
    book = story.desk.store.book()
    tasks = [task for client in book.clients() for task in book.tasks_of(client.id)]
    return {
        "firm": FIRM,
        "first": FIRST_DAY,
        "last": end,
        "result": result,
        "counts": dict(result.counts),
        "sentences": last_lines(result),
        "verdict": verdict(result),
        "received": _received(story),
        "lanes": tuple(_lane(story, standing) for standing in result.standings),
        "months": tuple(_months(result.days)),
        "aging": tuple(_aging(story)),
        "tasks": sorted((task for task in tasks if task.kind is not TaskKind.APPROVE), key=_number),
        "approvals": sum(task.kind is TaskKind.APPROVE for task in tasks),
        "quiet": [row for row in story.rows if row.kind is Kind.NOT_SENT],
        "names": {standing.client: standing.name for standing in result.standings},
        "late_after": dict(result.late_after),
    }


def _number(task: Task) -> int:
    return int(task.id.removeprefix("T"))


def _received(story: Story) -> tuple[Money, ...]:
    books = story.books
    return totals(Money(b.amount, books.bills[b.invoice].total.currency) for b in books.bookings if not b.is_credit)


def _months(days: int) -> Iterator[tuple[str, float]]:
    for offset in range(days):
        day = FIRST_DAY + timedelta(days=offset)
        if offset == 0 or day.day == 1:
            yield f"{day:%B}", 100 * offset / days


def _aging(story: Story) -> Iterator[Aged]:
    start = datetime.combine(FIRST_DAY, time(8), UTC)
    end = start + timedelta(days=story.result.days)
    for name in BUCKETS:
        yield Aged(name, _in_bucket(story.books, name, start), _in_bucket(story.books, name, end))


def _in_bucket(books: Books, name: str, at: datetime) -> tuple[Money, ...]:
    written = (bill for bill in books.bills.values() if bill.issued <= at.date())
    aged = (books.balance(bill.number, at) for bill in written if bucket((at.date() - bill.due).days) == name)
    return tuple(money for money in totals(aged) if money)


def _lane(story: Story, standing: Standing) -> Lane:
    rows = [row for row in story.rows if row.client == standing.client]
    case = story.desk.store.book().case(standing.client) or Case(standing.client)
    marks = [*_holds(case, story.result.days), *_points(rows, story.result.days)]
    return Lane(standing, tuple(marks), tuple(_entry(story, row) for row in rows))


def _holds(case: Case, days: int) -> Iterator[Mark]:
    """Each hold as a bar; one on a single invoice is drawn paler, because letters about the others went on."""
    last = FIRST_DAY + timedelta(days=days)
    for hold in case.holds:
        end = min(day for day in (hold.lifted, hold.until and hold.until + timedelta(days=1), last) if day)
        left, width = _percent(hold.since, days), _percent(end, days) - _percent(hold.since, days)
        if width > 0:
            yield Mark("part-hold" if hold.invoices else "hold", left, width, str(hold))


def _points(rows: Iterable[Row], days: int) -> Iterator[Mark]:
    shown = {Kind.SENT: "sent", Kind.ANSWERED: "answered", Kind.PAID: "paid"}
    for row in rows:
        if row.kind in shown:
            local = row.at.astimezone(ZONE)
            left = _percent(local.date(), days) + 100 * local.hour / 24 / days
            yield Mark(shown[row.kind], round(left, 2), 0, f"{local:%a %d %b}: {row.text}")


def _percent(day: date, days: int) -> float:
    return round(100 * (day - FIRST_DAY).days / days, 2)


def _entry(story: Story, row: Row) -> Entry:
    book = story.desk.store.book()
    letter, mail = book.letter(row.letter) if row.letter else None, book.received(row.mail) if row.mail else None
    return Entry(
        row.at, row.kind, row.text, row.why,
        _letter(story.desk, letter) if letter and row.kind is Kind.SENT else None,
        _mail(mail.sender, mail.subject, mail.finding, row.why) if mail else None,
    )  # fmt: skip


def _letter(desk: Desk, letter: Letter) -> ShownLetter:
    message = email.message_from_bytes(desk.archive.get(letter.digest), policy=email.policy.default)
    part = message.get_body(("html", "plain"))
    return ShownLetter(
        letter.subject, part.get_content() if part else "", letter.reasons, f"to {letter.to}: {letter.answer}"
    )


def _mail(sender: str, subject: str, finding: Finding, why: tuple[str, ...]) -> ShownMail:
    evidence = tuple(f"{e.intent}: “{e.words}”, read by {e.by}" for e in finding.evidence)
    words = [e.words for e in finding.evidence]
    return ShownMail(
        sender, subject, marked(finding.text, words), finding.kind.value, finding.sure,
        tuple(intent.value.replace("_", " ") for intent in finding.intents), evidence, why,
    )  # fmt: skip


def marked(text: str, words: Iterable[str]) -> Markup:
    """The text with each of the words marked where it first stands; the words are as the reading found them."""
    spans = sorted({(at, at + len(w)) for w in words if w and (at := text.lower().find(w.lower())) >= 0})
    out, done = Markup(), 0
    for start, end in spans:
        if start >= done:
            out += escape(text[done:start]) + Markup("<mark>") + escape(text[start:end]) + Markup("</mark>")
            done = end
    return out + escape(text[done:])
