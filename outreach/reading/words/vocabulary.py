"""What has to be known of a language to find days, amounts and invoices in it; the words stand in one file each."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DateForm:
    """A way of writing a day. `kind` names the rule that resolves its groups; a group `date` bounds the words."""

    kind: str
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of one language. Patterns ignore case."""

    code: str
    numbers: Mapping[str, int]
    date_forms: tuple[DateForm, ...]
    days_from_today: Mapping[str, int]
    date_refers: re.Pattern[str]  # the words before a day that is not the day of a payment ("dated", "due")
    date_is_vague: re.Pattern[str]  # the words before a day that is only near the meant one ("after", "around")
    date_describes: re.Pattern[str]  # the words after a day that tells which invoice is meant ("20 March invoices")
    invoice_word: str  # what may stand before a number: invoice, no., Rechnung
    groups: re.Pattern[str]  # "both", "all invoices", "the other two": groups all, both, others and n
    singular: re.Pattern[str]  # speaks of one invoice without naming it
