"""French and Spanish: what turns a clause round, which language it is, and when somebody is back."""

from __future__ import annotations

from datetime import date

import pytest

from outreach.domain.finding import Intent
from outreach.reading.clauses import clauses_of
from outreach.reading.languages import languages_of
from outreach.reading.machines import absence
from tests.reading.desk import context

FLAGS = {
    "Nous paierons vendredi.": set(),
    "Avez-vous payé la facture ?": {"question"},
    "Nous n'avons jamais commandé cela.": {"negated"},
    "Personne ne nous a livrés.": {"negated"},
    "S'il est réparé nous paierons.": {"conditional"},
    "Nous paierons dès que le toit est réparé.": {"conditional"},
    "C'était notre erreur.": {"past"},
    "Nous paierions.": {"hypothetical"},
    "Nous espérons payer vendredi.": {"hypothetical"},
    "Vous avez dit que la facture est payée.": {"reported"},
    "Nous paierons au plus tard vendredi.": set(),
    "Nous paierons sans faute vendredi.": set(),
    "on paie plus rien": {"negated"},
    "Pagaremos el viernes.": set(),
    "¿Han pagado la factura?": {"question"},
    "Nunca pedimos eso.": {"negated"},
    "Nadie nos lo ha entregado.": {"negated"},
    "Si lo arreglan pagaremos.": {"conditional"},
    "Pagaremos en cuanto nos paguen.": {"conditional"},
    "Era nuestro error.": {"past"},
    "Pagaríamos la factura.": {"hypothetical"},
    "Esperamos pagar el viernes.": {"hypothetical"},
    "Usted dijo que la factura está pagada.": {"reported"},
    "Sí, pagaremos el viernes.": set(),
    "Pagaremos sin falta el viernes por transferencia bancaria.": set(),
}

BACK = {
    ("fr", "Je suis absent jusqu'au 11 mars inclus."): date(2026, 3, 12),
    ("fr", "Absente jusqu'au 6 mars, je reprends le 9 mars."): date(2026, 3, 9),
    ("fr", "De retour au bureau le 16 mars, je répondrai à votre message."): date(2026, 3, 16),
    ("fr", "Nos bureaux rouvrent le 9 mars."): date(2026, 3, 9),
    ("es", "Estoy de vacaciones hasta el 11 de marzo inclusive."): date(2026, 3, 12),
    ("es", "Me reincorporo el 16 de marzo."): date(2026, 3, 16),
    ("es", "Cerrado hasta el 6 de marzo; volvemos el 9 de marzo."): date(2026, 3, 9),
    ("es", "Regreso el lunes 9 de marzo."): date(2026, 3, 9),
}

GONE = {
    ("fr", "Je ne fais plus partie de la société."),
    ("fr", "Monsieur Petit a quitté l'entreprise."),
    ("es", "Ya no trabajo en la empresa."),
    ("es", "La señora Ruiz se ha jubilado."),
}


@pytest.mark.parametrize(("text", "flags"), FLAGS.items())
def test_a_clause_is_flagged_by_what_turns_it_round(text: str, flags: set[str]) -> None:
    courtesy = [
        (text.index(words), text.index(words) + len(words)) for words in ("sans faute", "sin falta") if words in text
    ]

    assert {str(flag) for clause in clauses_of(text, idle=courtesy) for flag in clause.flags} == flags


@pytest.mark.parametrize(("absent", "day"), BACK.items())
def test_the_first_day_back_is_read(absent: tuple[str, str], day: date) -> None:
    language, text = absent

    assert absence(text, "", context(language)).back_on == day


@pytest.mark.parametrize(("language", "text"), sorted(GONE))
def test_who_has_left_for_good_is_not_away(language: str, text: str) -> None:
    assert absence(text, "", context(language)).intents[0] is Intent.REDIRECT


def test_the_two_languages_are_told_from_each_other_and_from_the_rest() -> None:
    for code, text in {
        "fr": "Bonjour, nous avons bien reçu votre relance pour la facture de février.",
        "es": "Buenos días, hemos recibido su recordatorio de la factura de febrero.",
    }.items():
        assert [language.code for language in languages_of(text)] == [code]
