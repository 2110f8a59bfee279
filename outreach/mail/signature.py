"""What stands around the words of a person: warnings of their mail gateway, signatures, disclaimers.

The greeting, the closing and the name stay; what errs, errs on the side of leaving too much.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from outreach.mail.frame_words import (
    BANNER,
    BANNER_GOES_ON,
    CLOSED,
    CLOSED_WITH_NAME,
    CONTACT,
    DISCLAIMER,
    DISCLAIMS,
    JOINING,
    POSTSCRIPT,
    PROMPT,
    SENT_FROM,
    TITLE,
)
from outreach.mail.lines import says_something

TAIL = 60  # lines at the end in which a signature may begin
LONGEST_LINE = 400  # characters of a line in which words are counted
LONGEST_SIGNATURE = 25  # lines that say something

Span = tuple[str, int, int]  # why, first line, line after the last

_DELIMITER = re.compile(r"(?:--|—|––|__)\s*")
_RULE = re.compile(r"(?:[-_–—=*~#•·.]\s?){3,120}")
_LOWER = re.compile(r"(?<![\w@./-])[a-zà-ÿąćęłńóśźż][\w'’-]*(?![\w@]*[@.]\w)(?!\s*[:|])")
_WORD = re.compile(r"[^\W\d_]{2,}")
_FORMS_OF_ADDRESS = frozenset(
    {"mr", "mrs", "ms", "miss", "dr", "prof", "herr", "frau", "dipl", "ing", "mme", "mlle", "sra", "sr"}
)


def around(lines: Sequence[str], sender: str = "") -> list[Span]:
    """The stretches of `lines` (the kept text) that are not the person's words, from top to bottom, not overlapping.

    `sender` is the name in the From field: a line with it begins a signature more surely than any other.
    """
    top = _banner(lines)
    end = len(lines)
    spans: list[Span] = []
    for why, start in _endings(lines, top, sender):
        if start is not None and start < end and any(says_something(line) for line in lines[top:start]):
            spans.insert(0, (why, start, end))
            end = start
    sent = [("sent-from line", n, n + 1) for n in range(max(top, end - TAIL), end) if _is_sent_from(lines[n])]
    return [*([("banner", 0, top)] if top else []), *sent, *spans]


def _endings(lines: Sequence[str], top: int, sender: str) -> Iterator[tuple[str, int | None]]:
    """Where each kind of ending begins, looked for above the one that was found before."""
    end = len(lines)
    for why, find in (("disclaimer", _disclaimer), ("signature", _delimited)):
        start = find(lines, top, end)
        if start is not None and any(says_something(line) for line in lines[top:start]):
            end = start
            yield why, start
    yield "signature", _signature(lines, top, end, _name_words(sender))


def _name_words(sender: str) -> list[str]:
    return [word for word in map(str.lower, _WORD.findall(sender)) if word not in _FORMS_OF_ADDRESS]


def _banner(lines: Sequence[str]) -> int:
    """How many lines at the top warn of mail from outside."""
    end = 0
    for number, line in enumerate(lines[:14]):
        if not line.strip() or _RULE.fullmatch(line.strip()):
            continue
        goes_on = end and (number == end or len(line) > 40) and BANNER_GOES_ON.search(line)
        if len(line) > 600 or not (BANNER.match(line.strip()) or (goes_on and number <= end + 1)):
            break
        end = number + 1
    while end and end < len(lines) and _RULE.fullmatch(lines[end].strip()):
        end += 1
    return end


def _is_sent_from(line: str) -> bool:
    return len(line) < 160 and bool(SENT_FROM.match(line.strip().strip("*_ ")))


def _disclaimer(lines: Sequence[str], top: int, end: int) -> int | None:
    first = max(top, end - TAIL)
    while first > top and lines[first - 1].strip():
        first -= 1
    for number in range(first, end):
        above = lines[number - 1].strip() if number > top else ""
        begins = not above or _is_contact(above) or _is_label(above)
        if begins and lines[number].strip() and _disclaims(lines, number, end):
            return number
    return None


def _disclaims(lines: Sequence[str], start: int, end: int) -> bool:
    """Whether a paragraph begins as disclaimers do, or says three things that only they say together."""
    stop = next((n for n in range(start, min(end, start + 30)) if not lines[n].strip()), min(end, start + 30))
    paragraph = " ".join(line.strip() for line in lines[start:stop])[:3000]
    if DISCLAIMER.match(paragraph[:600]):
        return True
    return len(paragraph) > 80 and sum(bool(stem.search(paragraph)) for stem in DISCLAIMS) >= 3


def _delimited(lines: Sequence[str], top: int, end: int) -> int | None:
    """The delimiter of Usenet ends a text; a longer rule only when what follows looks like a signature."""
    for number in range(max(top, end - TAIL), end):
        line = lines[number].strip()
        if _DELIMITER.fullmatch(line):
            return number
        if _RULE.fullmatch(line) and _is_signature(lines[number + 1 : end], 1):
            return number
    return None


def _signature(lines: Sequence[str], top: int, end: int, sender: Sequence[str]) -> int | None:
    """Below the name that follows a closing; else from the line with the sender's own name; else from the contacts."""
    while end > top and (not lines[end - 1].strip() or _is_sent_from(lines[end - 1])):
        end -= 1
    first = max(top, end - TAIL)
    for number in range(end - 1, first - 1, -1):
        line = lines[number].strip()
        if not line or len(line) > 300 or not (CLOSED.fullmatch(line) or CLOSED_WITH_NAME.fullmatch(line)):
            continue
        start = number + 1 if not CLOSED.fullmatch(line) else _below_name(lines, number + 1, end)
        if start < end and _is_signature(lines[start:end], 0):
            return start
        break
    return _named(lines, first, end, sender) or _twice(lines, first, end) or _contacts(lines, first, end)


def _below_name(lines: Sequence[str], start: int, end: int) -> int:
    while start < end and not lines[start].strip():
        start += 1
    if start < end and _is_name(lines[start]):
        return start + 1
    return start


def _named(lines: Sequence[str], first: int, end: int, sender: Sequence[str]) -> int | None:
    """The block that a program adds begins with the full name; a name that stands alone above it is the person's."""
    if len(sender) < 2:
        return None
    for number in range(first + 1, end - 1):
        line = lines[number].strip()
        if not line or len(line) > 80 or lines[number - 1].strip():
            continue
        words = [word.lower() for word in _WORD.findall(line)]
        is_whole = sum(word in words[:6] for word in sender) >= 2 and words[0] in sender
        if is_whole and not _repeats(lines, number, end, words[0]) and _is_signature(lines[number + 1 : end], 0):
            return number
    return None


def _repeats(lines: Sequence[str], number: int, end: int, given: str) -> bool:
    """Whether the name comes again below: then the line at `number` is the person's own."""
    below = next((line for line in lines[number + 1 : end] if line.strip()), "")
    return given in [word.lower() for word in _WORD.findall(below)][:2]


def _twice(lines: Sequence[str], first: int, end: int) -> int | None:
    """Where a name stands a second time, in full: "Tom", and then the block that begins with "Tom Becker"."""
    before = ""
    for number in range(first, end):
        line = lines[number].strip()
        if not line:
            continue
        apart = number > 0 and not lines[number - 1].strip()
        if (
            before
            and apart
            and line.startswith(before)
            and _is_name(line)
            and _is_signature(lines[number + 1 : end], 0)
        ):
            return number
        before = line if _is_name(line) and _is_label(line) else ""
    return None


def _contacts(lines: Sequence[str], first: int, end: int) -> int | None:
    """Where the lines with telephone numbers and addresses begin that end the text: whole paragraphs, two strong signs.

    The paragraph's first line stays when it is the only name there is.
    """
    number, strong = end, 0
    while number > first:
        line = lines[number - 1].strip()
        if line and not (_is_contact(line) or _is_label(line)):
            break
        strong += bool(line) and _is_contact(line)
        number -= 1
    start = next((n for n in range(number, end) if lines[n].strip() and (n == 0 or not lines[n - 1].strip())), end)
    while start < end and not _has_contact(lines, start, end):
        start = _next_paragraph(lines, start, end)
    if strong < 2 or start >= end or (start and _above(lines, start).endswith(":")):
        return number if strong >= 3 and number > first and not _above(lines, number).endswith(":") else None
    if not _is_contact(lines[start]) and _is_name(lines[start]) and not _is_name(_above(lines, start)):
        return start + 1
    return start


def _has_contact(lines: Sequence[str], start: int, end: int) -> bool:
    stop = _next_paragraph(lines, start, end)
    return any(_is_contact(line) for line in lines[start:stop])


def _next_paragraph(lines: Sequence[str], start: int, end: int) -> int:
    while start < end and lines[start].strip():
        start += 1
    while start < end and not lines[start].strip():
        start += 1
    return start


def _above(lines: Sequence[str], start: int) -> str:
    return next((line.strip() for line in reversed(lines[:start]) if line.strip()), "")


def _is_signature(lines: Sequence[str], at_least: int) -> bool:
    """Whether all that `lines` say is titles, names and contacts; `at_least` so many of them contacts or titles."""
    said = [line.strip() for line in lines if says_something(line)]
    if not said or len(said) > LONGEST_SIGNATURE:
        return False
    strong = [line for line in said if _is_contact(line) or _is_title(line)]
    loose = [line for line in said if not (line in strong or _is_label(line) or _is_motto(line) or _is_short(line))]
    if any(POSTSCRIPT.match(line) or line.endswith(("?", ":")) or _sentence_words(line) > 9 for line in said):
        return False
    return len(strong) >= at_least and not loose


def _is_title(line: str) -> bool:
    """A position or a department; "please send invoices to ap@..." is none, though the department is in it."""
    short = len(line) <= 80 and line[-1] not in ".!?" and "@" not in line
    return short and bool(TITLE.search(line)) and _sentence_words(line) <= 3


def _is_motto(line: str) -> bool:
    return len(line) < 90 and line[0] in "\"'“„«‘*_~" and line[-1] in "\"'”“»’*_~"


def _is_short(line: str) -> bool:
    """A department in words that no list has: "Cuentas por Pagar"."""
    few = len(line.split()) <= 5 and len(line) <= 50 and not re.search(r"\d", line)
    return few and line[0].isupper() and line[-1] not in ".!?:" and _sentence_words(line) <= 1


def _is_contact(line: str) -> bool:
    if len(line) < 100 and PROMPT.match(line):
        return True
    return len(line) < 240 and bool(CONTACT.search(line)) and _sentence_words(line) <= 1


def _is_name(line: str) -> bool:
    line = line.strip().lstrip("-–— ")
    return (
        0 < len(line) <= 40 and len(line.split()) <= 5 and not CONTACT.search(line) and not re.search(r"\d|[|/]", line)
    )


def _is_label(line: str) -> bool:
    """A name, a title, a department: few words, all of them written large."""
    return len(line) <= 80 and line[-1] not in ".!?:" and len(line.split()) <= 9 and _sentence_words(line) == 0


def _sentence_words(line: str) -> int:
    return sum(word not in JOINING for word in _LOWER.findall(line[:LONGEST_LINE]))
