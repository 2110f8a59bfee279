"""Which lines of an answer are our own letter, quoted back: by runs of words, in any language and however re-wrapped.

No list of "On ... wrote:" in thirty languages is ever complete, and our letters are full of the words that would be
read as a dispute or a promise. But we know our letters: what stands in one of them word for word is not news.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from enum import IntEnum
from itertools import pairwise

from outreach.mail.lines import Line

SHINGLE = 4  # words in a row that have to be the same
SENTENCE = 6  # words in a row that make an unmarked line ours where a quotation has begun
PASSAGE = 16  # different words of letters in a row that make it ours anywhere; two rows of a table have fewer
LETTERS, LETTER_CHARS = 50, 20_000

_WORD = re.compile(r"[^\W_]+")
_NOT_SAID = re.compile(
    r"<?(?:https?://|mailto:|tel:)[^\s>]*>?|\[(?:image|cid|bild|logo)\b[^\]\n]{0,200}\]", re.IGNORECASE
)


class Ours(IntEnum):
    NO = 0
    IF_QUOTED = 1  # a sentence, or the row of an invoice: a person may have copied it to say something about it
    SURELY = 2


def words_of(text: str) -> list[str]:
    """The words as they are compared: no case, no marks, no addresses that a program adds to links and pictures."""
    return _WORD.findall(_NOT_SAID.sub(" ", text).casefold())


def ours_in(lines: Sequence[Line], ours: Iterable[str]) -> list[Ours]:
    """For each line, whether it is one of ours. Every word of such a line stands in a run of ours, so one word that a
    person put into it ("paid", beside an amount) keeps it. Linear in the length of both."""
    texts = [text[:LETTER_CHARS] for text in list(ours)[-LETTERS:]]
    letters = [words_of(text) for text in texts]
    shingles = {tuple(words[i : i + SHINGLE]) for words in letters for i in range(len(words) - SHINGLE + 1)}
    if not shingles:
        return [Ours.NO] * len(lines)
    per_line = [words_of(line.content) for line in lines]
    runs = _runs([word for words in per_line for word in words], shingles)
    levels, place = [Ours.NO] * len(lines), 0
    for number, words in enumerate(per_line):
        if words:
            levels[number] = _level(runs[place : place + len(words)], lines[number].depth > 0)
        place += len(words)
    return _closed(lines, per_line, levels, {tuple(words_of(line)) for text in texts for line in text.split("\n")})


Run = tuple[int, int]  # how many words in a row, and how many different ones that are not numbers


def _level(runs: Sequence[Run], marked: bool) -> Ours:
    length, different = min(run[0] for run in runs), min(run[1] for run in runs)
    if different >= PASSAGE or (marked and length >= SHINGLE):
        return Ours.SURELY
    return Ours.IF_QUOTED if length >= SENTENCE else Ours.NO


def _runs(words: list[str], shingles: set[tuple[str, ...]]) -> list[Run]:
    """For each word the run of shared words that it stands in."""
    covered = bytearray(len(words))
    for start in range(len(words) - SHINGLE + 1):
        if tuple(words[start : start + SHINGLE]) in shingles:
            covered[start : start + SHINGLE] = b"\x01" * SHINGLE
    runs = [(0, 0)] * len(words)
    start = 0
    for end in range(len(words) + 1):
        if end == len(words) or not covered[end]:
            different = {word for word in words[start:end] if len(word) > 1 and word.isalpha()}
            runs[start:end] = [(end - start, len(different))] * (end - start)
            start = end + 1
    return runs


def _closed(
    lines: Sequence[Line], words: Sequence[list[str]], levels: list[Ours], known: set[tuple[str, ...]]
) -> list[Ours]:
    """Also the short lines (a cell of a table, a name) that stand so in a letter, next to lines that are ours."""
    worded = [number for number, each in enumerate(words) if each]
    for order in (worded, worded[::-1]):
        for before, number in pairwise(order):
            near = lines[number].depth > 0 or abs(number - before) == 1
            if near and not levels[number] and tuple(words[number]) in known:
                levels[number] = levels[before]
    return levels
