"""Rule packs: the YAML files in inbox_rules/ by which replies are read, as checked rules or all their problems."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator

from outreach.definitions.checking import check
from outreach.definitions.known_rules import Known, RuleFiles, rule_files
from outreach.definitions.yaml_lines import Document, Where, parse_yaml
from outreach.domain.finding import DisputeReason, Intent, PlanKind
from outreach.domain.money import Money
from outreach.errors import Problem
from outreach.reading.context import Context, OpenInvoice
from outreach.reading.judgement import WEIGHT
from outreach.reading.language import Flag
from outreach.reading.languages import LANGUAGES
from outreach.reading.mentions import mentions_in
from outreach.reading.passages import cut
from outreach.reading.patterns import BadPattern, Pattern
from outreach.reading.rules import NOT_BY_RULE, REFUSED_BY_DEFAULT, Example, Need, Rule

OWN = "own"  # the folder of the user's rules, which come before the shipped ones


def _as_list(given: object) -> object:
    """One entry may stand without its dash."""
    return [given] if isinstance(given, str) else given


Sentence = Annotated[str, StringConstraints(min_length=1, max_length=2000)]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
Sentences = Annotated[list[Sentence], BeforeValidator(_as_list)]


class _Lines(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=False)


class _ExampleLines(_Lines):
    match: Annotated[Sentences, Field(min_length=1)]
    no_match: Annotated[Sentences, Field(alias="no match")] = []


class _RuleLines(_Lines):
    rule: Name
    any: Annotated[Sentences, Field(min_length=1)]
    exclude: Annotated[Sentences, Field(alias="not")] = []
    needs: Annotated[list[Need], BeforeValidator(_as_list)] = []
    refuses: Annotated[list[Flag] | None, BeforeValidator(_as_list)] = None
    reason: DisputeReason | None = None
    plan: PlanKind | None = None
    sure: bool = False  # who does not say so is asked
    examples: _ExampleLines


class _PackLines(_Lines):
    intent: Intent
    language: Name = ""
    rules: Annotated[list[_RuleLines], Field(min_length=1)]

    @model_validator(mode="after")
    def _fits_the_intent(self) -> Self:
        if self.intent in NOT_BY_RULE:
            raise ValueError(f'no rule can read "{self.intent}": that is known before a mail is read')
        if self.intent is not Intent.DISPUTE and any(rule.reason for rule in self.rules):
            raise ValueError('only rules with "intent: dispute" have a reason')
        if self.intent is not Intent.PLAN and any(rule.plan for rule in self.rules):
            raise ValueError('only rules with "intent: plan" have a plan')
        return self


def load_rules(folder: Path) -> tuple[tuple[Rule, ...], tuple[Problem, ...]]:
    """The rules of all files below `folder`, every one of them read anew, and everything that is wrong with them."""
    return read_rules(rule_files(folder), Known())


def read_rules(files: RuleFiles, known: Known) -> tuple[tuple[Rule, ...], tuple[Problem, ...]]:
    """The rules of these files, the user's own first, and everything that is wrong with them.

    A file with a problem gives the rules in it that are whole, and stops no other file; one that is known is not read
    again. Of the shipped ones those come first whose intent weighs more, because of two rules that read the same words
    the first one counts.
    """
    rules: list[Rule] = []
    problems: list[Problem] = []
    for name, content in files.items():
        if isinstance(content, Problem):
            problems.append(content)
        elif (found := known.rules_of(name, content)) is not None:
            rules += found
        else:
            found, wrong = _read_pack(name, content)
            rules += found
            problems += wrong
    rules.sort(key=lambda rule: (not rule.own, WEIGHT.index(rule.intent)))
    return tuple(rules), (*problems, *_duplicates(rules))


def check_examples(rules: tuple[Rule, ...]) -> tuple[Problem, ...]:
    """Each example against its own rule alone: what must match, and what must not."""
    return tuple(problem for rule in rules for example in rule.examples for problem in _check_example(rule, example))


def _read_pack(shown: str, content: bytes) -> tuple[list[Rule], list[Problem]]:
    document, problems = parse_yaml(content, shown)
    if document is None:
        return [], list(problems)
    pack, problems = check(_PackLines, document.data, document.locate, shown)
    if pack is None:
        return [], list(problems)
    language = pack.language or next((part for part in shown.split("/")[1:] if part in _CODES), "")
    if language and language not in _CODES:
        place = document.locate(("language",))
        return [], [Problem(shown, *place, f'"{language}" is not read; known are {", ".join(sorted(_CODES))}')]
    rules: list[Rule] = []
    wrong: list[Problem] = []
    for number, lines in enumerate(pack.rules):
        rule = _rule(document, number, lines, pack.intent, language)
        found = list(_bad_patterns(document, number, rule))
        wrong += found
        if not found:
            rules.append(rule)
    return rules, wrong


_CODES = frozenset(language.code for language in LANGUAGES)


def _bad_patterns(document: Document, number: int, rule: Rule) -> Iterator[Problem]:
    for key, patterns in (("any", rule.patterns), ("not", rule.excludes)):
        for position, pattern in enumerate(patterns):
            line, column = document.locate(_entry(document, ("rules", number, key), position))
            try:
                if pattern.found(""):
                    yield Problem(document.path, line, column, "this pattern matches everything, even an empty text")
            except BadPattern as bad:
                where = f"at its character {bad.position + 1}"
                yield Problem(document.path, line, column, f"this pattern cannot be used, {where}: {bad.sentence}")


def _entry(document: Document, where: Where, position: int) -> Where:
    """The place of an entry, or of the whole when it stands there without a list."""
    return (*where, position) if (*where, position) in document.locate.values else where


def _rule(document: Document, number: int, lines: _RuleLines, intent: Intent, language: str) -> Rule:
    return Rule(
        name=lines.rule,
        intent=intent,
        patterns=tuple(map(Pattern, lines.any)),
        excludes=tuple(map(Pattern, lines.exclude)),
        needs=frozenset(lines.needs),
        reason=lines.reason,
        plan_kind=lines.plan,
        refuses=REFUSED_BY_DEFAULT[intent] if lines.refuses is None else frozenset(lines.refuses),
        sure=lines.sure,
        language=language,
        path=document.path,
        line=document.locate(("rules", number))[0],
        examples=tuple(_examples(document, number, lines.examples)),
    )


def _examples(document: Document, number: int, lines: _ExampleLines) -> Iterator[Example]:
    for key, texts, matches in (("match", lines.match, True), ("no match", lines.no_match, False)):
        for position, text in enumerate(texts):
            where = _entry(document, ("rules", number, "examples", key), position)
            yield Example(text, matches, *document.locate(where))


def _duplicates(rules: list[Rule]) -> Iterator[Problem]:
    """Two rules of one folder with one name: evidence could not tell which of them read."""
    seen: dict[tuple[str, str], Rule] = {}
    for rule in rules:
        first = seen.setdefault((rule.path.rpartition("/")[0], rule.name), rule)
        if first is not rule:
            sentence = (
                f'there is already a rule "{rule.name}", in {first.path}:{first.line}; give this one another name'
            )
            yield Problem(rule.path, rule.line, 1, sentence)


def _check_example(rule: Rule, example: Example) -> Iterator[Problem]:
    """As the sentence would be read on Monday, 2 March 2026, with the invoices INV-1041 to INV-1043 open."""
    read = cut(example.text, mentions_in(example.text, _CONTEXTS[rule.language]), (rule,))
    if read.too_slow:
        yield Problem(rule.path, example.line, example.column, f'the rule "{rule.name}" takes too long on this example')
    elif bool(read.passages) != example.matches:
        what = "does not match" if example.matches else "matches"
        should = "must" if example.matches else "must not"
        sentence = f'the rule "{rule.name}" {what} "{example.text}", and it {should}'
        yield Problem(rule.path, example.line, example.column, sentence)


def _example_context(language: str, country: str, currency: str) -> Context:
    balances = (("INV-1041", 350), ("INV-1042", 1200), ("INV-1043", 780))
    sums = [(number, Money(Decimal(amount), currency)) for number, amount in balances]
    invoices = tuple(OpenInvoice(number, money, money, date(2026, 2, 13)) for number, money in sums)
    return Context(date(2026, 3, 2), language, country, currency, invoices)


_CONTEXTS = {
    "en": _example_context("en", "GB", "GBP"),
    "de": _example_context("de", "DE", "EUR"),
    "nl": _example_context("nl", "NL", "EUR"),
    "fr": _example_context("fr", "FR", "EUR"),
    "es": _example_context("es", "ES", "EUR"),
    "it": _example_context("it", "IT", "EUR"),
    "pl": _example_context("pl", "PL", "PLN"),
    "pt": _example_context("pt", "PT", "EUR"),
    "": _example_context("en", "GB", "EUR"),
}
