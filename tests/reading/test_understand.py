"""How the readings of one reply are put together."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from outreach.domain.finding import Finding, Intent, MailKind
from outreach.reading.patterns import Pattern
from outreach.reading.rules import REFUSED_BY_DEFAULT, Rule
from outreach.reading.understand import LONGEST_TEXT, understand
from tests.reading.desk import context, shipped_rules

WORDS = (
    "we",
    "will",
    "pay",
    "not",
    "if",
    "20 March",
    "INV-1042",
    "£350",
    "wir zahlen",
    "nicht",
    "am",
    ",",
    ".",
    "?",
    "\n",
)


def read(text: str, *, language: str = "en", **more: object) -> Finding:
    return understand(MailKind.PERSON, text, context(language), shipped_rules(), **more)  # type: ignore[arg-type]  # passed on


def rule(name: str, intent: Intent, *patterns: str, sure: bool = True) -> Rule:
    refuses = REFUSED_BY_DEFAULT[intent]
    return Rule(name, intent, tuple(map(Pattern, patterns)), refuses=refuses, sure=sure, path="inbox_rules/own/a.yaml")


def test_evidence_quotes_the_words_and_names_the_rule() -> None:
    (evidence,) = read("Hello, we will pay on 20 March. Thanks").evidence

    assert evidence.words == "we will pay on 20 March."
    assert evidence.by == "en/promise.yaml: will-pay"


def test_the_heaviest_intent_comes_first() -> None:
    finding = read("Please send us a copy of INV-1041. INV-1042 is paid. Our lawyer will write to you about INV-1043.")

    assert finding.intents[0] is Intent.LEGAL


def test_a_rule_of_the_users_own_has_the_words_before_a_shipped_one() -> None:
    own = rule("we-pay-late", Intent.HARDSHIP, r"\bwe will pay\b")
    finding = understand(MailKind.PERSON, "We will pay on 20 March.", context(), (own, *shipped_rules()))

    assert finding.intents == (Intent.HARDSHIP,)
    assert finding.evidence[0].by == "own/a.yaml: we-pay-late"


def test_a_rule_that_is_not_sure_makes_nothing_sure() -> None:
    doubtful = rule("hm", Intent.ACKNOWLEDGEMENT, r"^hm+$", sure=False)
    finding = understand(MailKind.PERSON, "Hmm", context(), (doubtful,))

    assert finding.intents == (Intent.ACKNOWLEDGEMENT,)
    assert not finding.sure


def test_a_pattern_that_takes_for_ever_is_left_out_and_told() -> None:
    endless = rule("endless", Intent.PAID, r"(a|aa|a?a)+$")
    finding = understand(MailKind.PERSON, "a" * 60 + "!", context(), (endless,))

    assert finding.intents == (Intent.OTHER,)
    assert any("endless took too long" in warning for warning in finding.warnings)


def test_only_the_beginning_of_a_book_is_read() -> None:
    finding = read("We will pay on 20 March. " + "Thanks. " * (LONGEST_TEXT // 8))

    assert not finding.sure
    assert any("characters were read" in warning for warning in finding.warnings)


def test_new_bank_details_are_never_sure_whatever_else_is_said() -> None:
    for text in (
        "We will pay on 20 March. Our new bank details are attached.",
        "INV-1042 is paid. IBAN DE89 3704 0044 0532 0130 00",
        "Wir zahlen am 20. März. Unsere neue Bankverbindung folgt.",
    ):
        finding = read(text)
        assert not finding.sure
        assert any("change nothing" in warning for warning in finding.warnings)


def test_a_remittance_without_a_word_counts_as_paid() -> None:
    finding = read("", attachments=("Remittance_INV-1042.pdf",))

    assert (finding.intents, finding.sure, finding.invoices) == ((Intent.PAID,), True, ("INV-1042",))


def test_a_remittance_that_names_no_invoice_is_looked_at() -> None:
    finding = read("Hi Anna,\n\nBest regards\nTom", attachments=("logo.png", "Zahlungsavis 4711.pdf"))

    assert (finding.intents, finding.sure) == ((Intent.PAID,), False)


def test_a_picture_is_no_remittance() -> None:
    assert read("", attachments=("logo.png",)).intents == (Intent.OTHER,)


def test_when_only_the_subject_speaks_it_is_read_but_never_sure() -> None:
    finding = read("", subject="Re: INV-1042 will be paid on 20 March")

    assert finding.intents == (Intent.PROMISE,)
    assert not finding.sure


def test_with_one_invoice_open_the_invoice_needs_no_number() -> None:
    one = context(only=["INV-1042"])

    assert understand(MailKind.PERSON, "We will pay the invoice on 20 March.", one, shipped_rules()).sure


def test_a_name_alone_below_a_reply_means_nothing_when_it_is_known() -> None:
    known = replace(context(), names=("Tom Green", "Miller & Sons"))
    text = "We will pay on 20 March.\nTom"

    assert understand(MailKind.PERSON, text, known, shipped_rules()).sure
    assert not read(text).sure


def test_typographic_letters_and_blanks_change_nothing() -> None:
    assert read("We’ll\u00a0pay on 20\u00a0March.").sure


def test_an_english_reply_of_a_german_client_is_read() -> None:
    assert read("We will pay on 20 March.", language="de").sure
    assert read("Wir zahlen am 20. März.", language="en").sure


def test_redirects_keep_full_addresses_only() -> None:
    finding = read("I am not responsible for invoices. Please write to ap@miller-sons.example or tom@reception.")

    assert finding.redirect_to == ("ap@miller-sons.example",)


@given(st.text(max_size=300))
@settings(max_examples=150, deadline=None)
def test_no_text_is_too_strange_to_be_read(text: str) -> None:
    finding = read(text)

    assert finding.intents
    assert finding.text == text


@given(
    st.lists(
        st.sampled_from(WORDS),
        max_size=25,
    )
)
@settings(max_examples=150, deadline=None)
def test_a_sure_promise_has_no_question_and_no_not_beside_it(words: list[str]) -> None:
    text = " ".join(words)
    finding = read(text)

    if finding.sure and finding.promises:
        assert not {"?", "not", "nicht", "if"} & set(words)
