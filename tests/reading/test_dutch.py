"""What turns a Dutch clause round, what carries no news, and when a Dutch writer is back."""

from __future__ import annotations

from datetime import date

import pytest

from outreach.domain.finding import Intent, MailKind
from outreach.reading.clauses import clauses_of
from outreach.reading.courtesies import courtesy_spans
from outreach.reading.languages import languages_of
from outreach.reading.understand import understand
from tests.reading.desk import context, shipped_rules

FLAGS = {
    "We betalen vrijdag de hele factuur.": set(),
    "Betaalt u dat?": {"question"},
    "Waarom is dat niet besteld": {"question", "negated"},
    "Waarvoor hartelijk dank": set(),
    "Wij hebben dit nooit besteld.": {"negated"},
    "We weigeren deze factuur.": {"negated"},
    "Als jullie leveren betalen wij.": {"conditional"},
    "We betalen zodra het dak dicht is.": {"conditional"},
    "Dat was onze fout.": {"past"},
    "We zouden het graag betalen.": {"hypothetical"},
    "Hopelijk volgt het geld.": {"hypothetical"},
    "Volgens mijn collega is het betaald.": {"reported"},
    "Zal ik doen, het geld volgt.": set(),
}


@pytest.mark.parametrize(("text", "flags"), FLAGS.items())
def test_a_dutch_clause_is_flagged_by_what_turns_it_round(text: str, flags: set[str]) -> None:
    assert {str(flag) for clause in clauses_of(text) for flag in clause.flags} == flags


def test_what_hangs_on_a_denial_is_denied() -> None:
    clauses = clauses_of("Het klopt niet, dat we de factuur vrijdag betalen.")

    assert [{str(flag) for flag in clause.flags} for clause in clauses] == [{"negated"}, {"negated"}]


def test_a_new_clause_begins_without_a_comma() -> None:
    texts = [
        clause.text.strip() for clause in clauses_of("INV-1041 is betaald maar INV-1042 niet en we betalen die niet.")
    ]

    assert texts == ["INV-1041 is betaald", "maar INV-1042 niet", "en we betalen die niet."]


@pytest.mark.parametrize(
    "text",
    [
        "Geachte mevrouw de Vries,",
        "Beste allemaal,",
        "Goedemiddag",
        "Hartelijk dank voor uw herinnering",
        "Excuses voor de late reactie",
        "zoals telefonisch besproken",
        "Met vriendelijke groet,\nJeroen Kok",
        "Fijne dag nog",
    ],
)
def test_a_courtesy_carries_no_news(text: str) -> None:
    assert any(start == 0 and end >= len(text.rstrip(",")) for start, end in courtesy_spans(text))


@pytest.mark.parametrize("text", ["Wij hebben uw bericht gelezen.", "Kunt u mij terugbellen?", "Dit klopt niet."])
def test_dutch_is_recognised(text: str) -> None:
    assert "nl" in [language.code for language in languages_of(text)]


@pytest.mark.parametrize(
    ("text", "back_on"),
    [
        ("Ik ben afwezig tot en met 11/03/2026.", date(2026, 3, 12)),
        ("Vanaf 16/03/2026 ben ik weer op kantoor.", date(2026, 3, 16)),
        ("Ik ben op 16/03/2026 terug.", date(2026, 3, 16)),
        ("Wij zijn gesloten t/m 11/03/2026.", date(2026, 3, 12)),
    ],
)
def test_a_dutch_absence_tells_the_first_day_back(text: str, back_on: date) -> None:
    finding = understand(MailKind.OUT_OF_OFFICE, text, context("nl"), shipped_rules())

    assert finding.back_on == back_on


def test_who_left_for_good_does_not_come_back() -> None:
    text = "Ik ben niet meer werkzaam bij Kok & Zonen."
    finding = understand(MailKind.OUT_OF_OFFICE, text, context("nl"), shipped_rules())

    assert Intent.REDIRECT in finding.intents
    assert finding.back_on is None
