"""A text cut into clauses, each with what may turn its meaning round: a question, a negation, a condition.

A condition or a question counts for the whole sentence ("If you fix it, we will pay"), the rest for its own clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from outreach.reading.language import Flag, Language
from outreach.reading.languages import LANGUAGES, languages_of
from outreach.reading.patterns import Span

_WRAPPED = 60  # a line this long that ends without a stop goes on in the next one
_STOP = re.compile(r"[.!?…]+[)\"'”»]*(?=\s|$)|\n+")
_SIGN = re.compile(r"[;:](?=\s)|,(?=\s)|\s[-–—]+(?=\s)|[()]")
_HANGS_ON = re.compile(r"\W*(?:that|whether|dass|daß|ob|dat|che|że|iż|que)\b", re.IGNORECASE)
_QUOTED = re.compile(r"[\"“„«](?!\s)[^\"“”„«»\n]{15,300}[\"”“»]")  # somebody's words, no name or single word
_SAYS = re.compile(r"\w")
_DOTTED = re.compile(r"(?:\w{1,2}\.)+\w{1,2}")
_LAST_WORD = re.compile(r"(\S+)$")


@dataclass(frozen=True, slots=True)
class Mark:
    """A word that flags a clause, at its position in the text."""

    flag: Flag
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Clause:
    text: str
    start: int  # position in the whole text
    end: int  # exclusive
    sentence: int  # clauses of one sentence share it
    marks: tuple[Mark, ...]
    languages: tuple[str, ...]  # that it may be written in

    @property
    def flags(self) -> frozenset[Flag]:
        return frozenset(mark.flag for mark in self.marks)


def clauses_of(text: str, whole: Sequence[Span] = (), idle: Sequence[Span] = ()) -> tuple[Clause, ...]:
    """Clauses in the order of the text. Nothing is cut inside the spans `whole`; marks inside `idle` mean nothing."""
    by_text = languages_of(text)
    kept = (*whole, *((start, end - 1) for start, end in idle))  # a courtesy ends at its comma, a day not at its stop
    clauses: list[Clause] = []
    for number, sentence in enumerate(_sentences(text, kept)):
        languages = _languages(text[slice(*sentence)], by_text)
        marks = [mark for mark in _marks(text, sentence, languages) if not _inside(mark.start, mark.end, idle)]
        for part in _parts(text, sentence, languages, kept):
            clause = _clause(text, part, number, marks, languages)
            clauses.append(_depending(clause, clauses[-1] if clauses else None))
    return tuple(clauses)


def _clause(text: str, part: Span, sentence: int, marks: list[Mark], languages: tuple[Language, ...]) -> Clause:
    start, end = part
    own = [m for m in marks if m.flag is Flag.CONDITIONAL or text[m.start] == "?" or start <= m.start < end]
    asked = [
        q for language in languages if (q := language.marks[Flag.QUESTION].match(text[start:end].lstrip("-–• \t")))
    ]
    if asked and not asked[0][0].startswith("?"):
        own.append(Mark(Flag.QUESTION, start, start + asked[0].end()))
    return Clause(text[start:end], start, end, sentence, tuple(own), tuple(language.code for language in languages))


def _depending(clause: Clause, before: Clause | None) -> Clause:
    """ "It is not true, that ...": what turns a clause round also turns round the one that hangs on it."""
    if before and before.sentence == clause.sentence and _HANGS_ON.match(clause.text):
        return replace(clause, marks=tuple(dict.fromkeys((*clause.marks, *before.marks))))
    return clause


def _languages(sentence: str, by_text: tuple[Language, ...]) -> tuple[Language, ...]:
    """What the sentence looks like and what the text does: a few words alone deceive."""
    by_sentence = languages_of(sentence)
    if len(by_sentence) == len(LANGUAGES):
        return by_text
    return tuple(language for language in LANGUAGES if language in by_sentence or language in by_text)


def _sentences(text: str, kept: Sequence[Span]) -> Iterator[Span]:
    start = 0
    for stop in _STOP.finditer(text):
        if _inside(stop.start(), stop.end(), kept) or not _ends_sentence(text, start, stop):
            continue
        yield start, stop.end()
        start = stop.end()
    yield start, len(text)


def _ends_sentence(text: str, start: int, stop: re.Match[str]) -> bool:
    if not _SAYS.search(text, start, stop.start()):
        return False  # "? We will pay" is asked, whatever stands alone before it
    if stop[0].startswith("\n"):
        return _line_ends(text, stop)
    if stop[0] != ".":
        return True
    word = _LAST_WORD.search(text[max(start, stop.start() - 12) : stop.start()])
    before = word[1].lower().lstrip("(\"'") if word else ""
    if _DOTTED.fullmatch(before) and not text[stop.end() : stop.end() + 4].lstrip()[:1].isupper():
        return False  # "away w.e.f. 30th June", but "by 5 p.m. Then we go"
    return not any(before in language.abbreviations for language in LANGUAGES)


def _line_ends(text: str, stop: re.Match[str]) -> bool:
    """A blank line ends a sentence; one line break does not after a colon, in a long line, or before a small letter."""
    line = text[text.rfind("\n", 0, stop.start()) + 1 : stop.start()].rstrip()
    after = text[stop.end() : stop.end() + 1]
    if line.endswith(":"):
        return False
    if len(stop[0]) > 1:
        return True
    return len(line) < _WRAPPED and not after.islower()


def _parts(text: str, sentence: Span, languages: tuple[Language, ...], kept: Sequence[Span]) -> Iterator[Span]:
    start, end = sentence
    cuts = {m.end() for m in _SIGN.finditer(text, start, end) if not _inside(m.start(), m.end(), kept)}
    for language in languages:
        cuts |= {m.end() for m in language.cuts.finditer(text, start, end) if not _inside(m.start(), m.end(), kept)}
    for cut in (*sorted(cuts), end):
        if text[start:cut].strip(" \t\n\r.,;:!?()-–—…"):
            yield start, cut
        start = cut


def _marks(text: str, sentence: Span, languages: tuple[Language, ...]) -> Iterator[Mark]:
    for position in range(*sentence):
        if text[position] == "?":
            yield Mark(Flag.QUESTION, position, position + 1)
    for quoted in _QUOTED.finditer(text, *sentence):
        if _SAYS.search(text, sentence[0], quoted.start()) or _SAYS.search(text, quoted.end(), sentence[1]):
            yield Mark(Flag.REPORTED, quoted.start(), quoted.start() + 1)
    for language in languages:
        for flag, pattern in language.marks.items():
            if flag is not Flag.QUESTION:
                yield from (Mark(flag, *match.span()) for match in pattern.finditer(text, *sentence))


def _inside(start: int, end: int, spans: Sequence[Span]) -> bool:
    return any(s <= start and end <= e for s, e in spans)
