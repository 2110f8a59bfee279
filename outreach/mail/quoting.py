"""What the person wrote themselves: an answer without our letter, quoted mails, signatures, disclaimers, banners.

Cutting too little is better than cutting the person's words; what was cut is kept, with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from outreach.mail.lines import LINES, Line, lines_of, says_something
from outreach.mail.message import Mail
from outreach.mail.ours import Ours, ours_in
from outreach.mail.quotes import header_at
from outreach.mail.reaction import reaction_in
from outreach.mail.signature import around

TEXT_CHARS = 200_000
ANSWERED = 400  # characters of the quoted words that an answer stands below
OVERFLOW, FULL_LINE = 25, 60  # a line this short, below a quoted line this long, may be its end

OURS, HEADER, QUOTED, BEYOND = "our own letter", "quote header", "quoted mail", "beyond what is read"


# Outlook puts "[Tom Miller]" before what is written between the lines of a quoted mail, if one lets it.
_IN_BRACKETS = re.compile(
    r"\[(?!cid:|image|logo|https?:|external|extern)[^\W\d_][\w .,'’-]{1,40}\]:? +\S", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Cut:
    why: str
    text: str


@dataclass(frozen=True, slots=True)
class Answer:
    """New words that stand between quoted lines, and the quoted words right above, which they answer."""

    said: str
    to: str


@dataclass(frozen=True, slots=True)
class NewText:
    """`text` is what is new; `cuts` is everything else, from top to bottom; `answers` those parts of the new text that
    answer a line of the quotation, in order: "yes" means nothing without what was asked."""

    text: str
    cuts: tuple[Cut, ...] = ()
    answers: tuple[Answer, ...] = ()


def new_text(text: str, ours: Sequence[str], sender: str = "") -> NewText:
    """The new words in `text`, given the texts of our own letters. Linear in the length of both.

    Give both texts of each letter (`parse.every_text`): most programs quote the HTML, and its tables read otherwise.

    Answers between quoted lines stay, in order. When nothing seems to be left, the cuts that guessed most are undone,
    one kind after the other; only a mail in which nothing but a quotation stands gives "".
    """
    rest = text[TEXT_CHARS:]
    lines = lines_of(text[:TEXT_CHARS])
    if len(lines) > LINES:
        rest = "\n".join(line.text for line in lines[LINES:]) + rest
        lines = lines[:LINES]
    labels = _labels(lines, ours)
    if not _left(lines, labels) and OURS not in labels:
        # A header at the very top, and nothing known to be ours: perhaps it was none.
        labels = [
            QUOTED if line.depth else label if label == HEADER else ""
            for line, label in zip(lines, labels, strict=True)
        ]
    trimmed = _without_frame(lines, labels, sender)
    labels = trimmed if _left(lines, trimmed) else labels
    cuts = (*_cuts(lines, labels), *([Cut(BEYOND, rest)] if rest else []))
    return NewText(_joined(lines, labels), cuts, tuple(_answers_in(lines, labels)))


def _answers_in(lines: Sequence[Line], labels: Sequence[str]) -> Iterator[Answer]:
    """Stretches of new text between stretches of the quotation."""
    quoted = [number for number, label in enumerate(labels) if label in (OURS, QUOTED) and lines[number].content]
    last = quoted[-1] if quoted else -1
    above: list[str] = []
    for stays, group in groupby(range(len(lines)), key=lambda number: not labels[number]):
        numbers = list(group)
        said = "\n".join(lines[number].content for number in numbers).strip()
        if not stays:
            above = [lines[number].content for number in numbers if labels[number] in (OURS, QUOTED)] or above
        elif above and says_something(said) and numbers[0] < last:
            yield Answer(said, _last_paragraph(above))


def _last_paragraph(contents: Sequence[str]) -> str:
    """The words right above, as far as the last empty line, ANSWERED characters at most, from their end."""
    found: list[str] = []
    for content in reversed(contents):
        if not content and found:
            break
        if content:
            found.insert(0, content)
    return " ".join(found)[-ANSWERED:]


def new_text_of(mail: Mail, ours: Sequence[str]) -> NewText:
    """The new words in `mail`; of an emoji reaction only the sign, because its words are the program's."""
    if reaction := reaction_in(mail):
        return NewText(reaction[1], (Cut("the words of a reaction", mail.text),))
    return new_text(mail.text, ours, mail.sender.name)


def _left(lines: Sequence[Line], labels: Sequence[str]) -> bool:
    return any(not label and says_something(line.content) for line, label in zip(lines, labels, strict=True))


def _labels(lines: Sequence[Line], ours: Sequence[str]) -> list[str]:
    """For each line why it is cut; "" = it stays."""
    levels = ours_in(lines, ours)
    labels = [OURS if level is Ours.SURELY else "" for level in levels]
    headers = _headers(lines, labels)
    for start, size in headers:
        labels[start : start + size] = [HEADER] * size
    begun = next((number for number, label in enumerate(labels) if label), len(lines))
    for number in range(begun, len(lines)):
        if levels[number] and not labels[number]:
            labels[number] = OURS
    for (start, size), (end, _) in pairwise([*headers, (len(lines), 0)]):
        _label_region(lines, labels, start + size, end, lines[start].depth, start == headers[0][0])
    _label_marked(lines, labels, begun)
    _label_overflow(lines, labels)
    return labels


def _headers(lines: Sequence[Line], labels: Sequence[str]) -> list[tuple[int, int]]:
    """(first line, number of lines) of each header of a quoted mail."""
    followed = _followed(lines, labels)
    found: list[tuple[int, int]] = []
    number = 0
    while number < len(lines):
        size = 0 if labels[number] else header_at(lines, number, followed[number])
        if size:
            found.append((number, size))
        number += size or 1
    return found


def _followed(lines: Sequence[Line], labels: Sequence[str]) -> list[bool]:
    """For each line, whether within the next few lines that say anything there is a quoted line or one of ours."""
    near = [False] * len(lines)
    distance = 99
    for number in range(len(lines) - 1, -1, -1):
        near[number] = distance <= 4
        line = lines[number]
        if labels[number] == OURS or (line.depth and line.content):
            distance = 0
        elif line.content:
            distance += 1
    return near


def _label_region(lines: Sequence[Line], labels: list[str], start: int, end: int, depth: int, first: bool) -> None:
    """Label what follows a header, up to the next one.

    Marked with `>`: only the marked lines are quoted. Unmarked, as in Outlook: everything, but for lines in the midst
    of our letter in the first quoted mail, which are answers between the lines, or below it if nothing stands above.
    """
    following = next((line for line in lines[start:end] if line.content), None)
    if depth or (following and following.depth):
        return
    kept = _answers(lines, labels, start, end) if first else range(0)
    for number in range(start, end):
        if not labels[number] and number not in kept and not (first and _IN_BRACKETS.match(lines[number].content)):
            labels[number] = QUOTED


def _answers(lines: Sequence[Line], labels: Sequence[str], start: int, end: int) -> range:
    mine = [number for number in range(start, end) if labels[number] == OURS]
    if not mine:
        return range(0)
    return range(mine[0], mine[-1] if _left(lines[:start], labels[:start]) else end)


def _label_marked(lines: Sequence[Line], labels: list[str], begun: int) -> None:
    """Lines marked with `>`: all where a quotation has begun, else only those at the very end."""
    at_end = True
    for number in range(len(lines) - 1, -1, -1):
        line = lines[number]
        if line.depth and not labels[number] and (at_end or number > begun):
            labels[number] = QUOTED
        at_end = at_end and not (line.content and not labels[number])


def _label_overflow(lines: Sequence[Line], labels: list[str]) -> None:
    """The end of a quoted line that a program wrapped without marking it: the words go on in small letters in the midst
    of a sentence, and the quotation goes on right below."""
    for number in range(1, len(lines) - 1):
        above, line, below = lines[number - 1 : number + 2]
        if labels[number] or line.depth or not (labels[number - 1] == QUOTED and above.depth and below.depth):
            continue
        is_end = line.content[:1].islower() and len(line.content) <= OVERFLOW
        if is_end and len(above.content) >= FULL_LINE and above.content[-1].isalpha():
            labels[number] = QUOTED


def _without_frame(lines: Sequence[Line], labels: Sequence[str], sender: str) -> list[str]:
    """Labels with banner, signature and disclaimer cut: in the first stretch of new text and in the last."""
    trimmed = list(labels)
    stretches = [
        [number for number, _ in group]
        for stays, group in groupby(enumerate(labels), key=lambda item: not item[1])
        if stays
    ]
    worded = [stretch for stretch in stretches if any(lines[number].content for number in stretch)]
    for stretch in worded[:1] + worded[1:][-1:]:
        for why, start, end in around([lines[number].text for number in stretch], sender):
            for number in stretch[start:end]:
                trimmed[number] = why
    return trimmed


def _joined(lines: Sequence[Line], labels: Sequence[str]) -> str:
    kept, cut = list[str](), False
    for line, label in zip(lines, labels, strict=True):
        if label:
            cut = True
            continue
        if cut and kept:
            kept.append("")
        kept.append(line.text.rstrip())
        cut = False
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()


def _cuts(lines: Sequence[Line], labels: Sequence[str]) -> list[Cut]:
    """Neighbouring lines with one reason are one cut; a line without words goes with the one above it."""
    pairs: list[tuple[str, str]] = []
    for line, label in zip(lines, labels, strict=True):
        if label:
            pairs.append((label if line.content or not pairs else pairs[-1][0], line.text))
    found = [Cut(why, "\n".join(text for _, text in group)) for why, group in groupby(pairs, key=lambda pair: pair[0])]
    return [cut for cut in found if cut.text.strip()]
