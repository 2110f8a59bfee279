"""Italian, Polish and Portuguese: what turns a clause round, which language it is, and when somebody is back.

Absences end on workdays: 6 March 2026 is a Friday, 9 March a Monday.
"""

from __future__ import annotations

from datetime import date

import pytest

from outreach.domain.finding import Intent
from outreach.reading.clauses import clauses_of
from outreach.reading.languages import languages_of
from outreach.reading.machines import absence
from tests.reading.desk import context

FLAGS = {
    "Pagheremo la fattura venerdì.": set(),
    "Avete già pagato la fattura?": {"question"},
    "Non abbiamo mai ordinato questa merce.": {"negated"},
    "Se la riparate pagheremo la fattura.": {"conditional"},
    "Pagheremo appena il tetto è a posto.": {"conditional"},
    "Era un nostro errore.": {"past"},
    "Pagheremmo la fattura.": {"hypothetical"},
    "Speriamo di pagare la fattura venerdì.": {"hypothetical"},
    "Secondo il collega la fattura è pagata.": {"reported"},
    "nn paghiamo la fattura": {"negated"},
    "Zapłacimy fakturę w piątek.": set(),
    "Czy faktura jest już zapłacona?": {"question"},
    "Nikt tego u nas nie zamawiał.": {"negated"},
    "Jeśli to naprawicie, zapłacimy fakturę.": {"conditional"},
    "Zapłacimy fakturę po otrzymaniu korekty.": {"conditional"},
    "Zapłacimy fakturę po południu.": set(),
    "To był nasz błąd.": {"past"},
    "Zapłacilibyśmy fakturę.": {"hypothetical"},
    "Chcemy zapłacić fakturę w piątek.": {"hypothetical"},
    "Szef mówi, że faktura jest zapłacona.": {"reported"},
    "Nie jest prawdą, że zapłacimy fakturę.": {"negated"},
    "nie zaplacimy tej faktury": {"negated"},
    "Niezwłocznie opłacimy fakturę.": set(),
    "Pagaremos a fatura na sexta-feira.": set(),
    "Já pagaram a fatura?": {"question"},
    "Nunca encomendámos isto.": {"negated"},
    "Se arranjarem o telhado pagaremos a fatura.": {"conditional"},
    "Pagaremos a fatura assim que nos pagarem.": {"conditional"},
    "Era um erro nosso.": {"past"},
    "Pagaríamos a fatura.": {"hypothetical"},
    "A tesouraria paga a fatura.": set(),
    "Esperamos pagar a fatura na sexta-feira.": {"hypothetical"},
    "Segundo o colega a fatura está paga.": {"reported"},
    "nao pagamos essa fatura": {"negated"},
}

BACK = {
    ("it", "Sono in ferie fino al 6 marzo, rientro il 9 marzo."): date(2026, 3, 9),
    ("it", "Sarò assente fino all'11 marzo compreso."): date(2026, 3, 12),
    ("it", "L'ufficio riapre il 16 marzo."): date(2026, 3, 16),
    ("pl", "Jestem na urlopie do 11 marca włącznie."): date(2026, 3, 12),
    ("pl", "Wracam do biura 16 marca."): date(2026, 3, 16),
    ("pl", "Biuro nieczynne do 6 marca, wracamy 9 marca."): date(2026, 3, 9),
    ("pt", "Estou de férias até 11 de março, inclusive."): date(2026, 3, 12),
    ("pt", "Regresso ao escritório no dia 16 de março."): date(2026, 3, 16),
    ("pt", "Estarei ausente até 6 de março e volto no dia 9 de março."): date(2026, 3, 9),
}

GONE = (
    ("it", "Non lavoro più per questa azienda."),
    ("it", "La signora Neri è andata in pensione."),
    ("pl", "Pani Nowak już nie pracuje w firmie."),
    ("pt", "Já não trabalho na empresa."),
    ("pt", "O Sandro saiu da empresa."),
)

WRITTEN_IN = {
    "Vi ringrazio per la vostra pazienza.": "it",
    "La merce non è mai arrivata.": "it",
    "Proszę o kopię faktury na adres firmy.": "pl",
    "przelew bedzie jutro": "pl",
    "Não recebemos a encomenda até hoje.": "pt",
    "O boleto vai ser pago amanhã.": "pt",
}


@pytest.mark.parametrize(("text", "flags"), FLAGS.items())
def test_a_clause_is_flagged_by_what_turns_it_round(text: str, flags: set[str]) -> None:
    assert {str(flag) for clause in clauses_of(text) for flag in clause.flags} == flags


@pytest.mark.parametrize(("text", "code"), WRITTEN_IN.items())
def test_a_language_is_known_by_its_frequent_words(text: str, code: str) -> None:
    assert [language.code for language in languages_of(text)] == [code]


@pytest.mark.parametrize(("said", "back"), BACK.items())
def test_an_absence_tells_the_first_day_back(said: tuple[str, str], back: date) -> None:
    code, text = said

    assert absence(text, "", context(code)).back_on == back


@pytest.mark.parametrize(("code", "text"), GONE)
def test_who_has_left_for_good_does_not_come_back(code: str, text: str) -> None:
    finding = absence(text, "", context(code))

    assert (Intent.REDIRECT in finding.intents, finding.sure, finding.back_on) == (True, False, None)
