"""A template reaches the facts and nothing else, and always comes to an end."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from outreach.render.markup import DEEPEST, NotMjml, to_html
from tests.render.workshop import letter, refused, saying, written

BIG = "1000000000"


@pytest.mark.parametrize(
    "sentence",
    [
        "{{ ''.__class__ }}",
        "{{ client.__class__.__mro__ }}",
        "{{ oldest.__init__.__globals__ }}",
        "{{ self.__init__.__globals__ }}",
        "{{ today['__class__'] }}",
        "{{ client|attr('__class__') }}",
        "{{ '{0.__class__}'.format(client) }}",
        "{{ ''|format }}",
        "{{ cycler.__init__ }}",
        "{{ lipsum(n=1) }}",
        "{{ namespace(a=1) }}",
        "{{ client.upper() }}",
        "{{ today.replace(year=1).isoformat() }}",
        "{{ client | safe }}",
        "{% import 'os' as os %}",
        "{{ config }}",
        "{% set client.name = 'x' %}",
    ],
)
def test_a_template_cannot_reach_beyond_the_facts(sentence: str, tmp_path: Path) -> None:
    refused(saying(sentence, tmp_path))


@pytest.mark.parametrize(
    "sentence",
    [
        "{% for a in range(1000) %}{% for b in range(1000) %}{% for c in range(1000) %}{% endfor %}{% endfor %}"
        "{% endfor %}",
        f"{{% for a in range({BIG}) %}}x{{% endfor %}}",
        "{% for a in range(1000) %}{% for b in range(19) %}" + "x" * 100 + "{% endfor %}{% endfor %}",
        "{% macro f(n) %}{{ f(n) }}{{ f(n) }}{% endmacro %}{{ f(1) }}",
        "{% for a in invoices recursive %}{{ loop(invoices) }}{{ loop(invoices) }}{% endfor %}",
        "{% set x = 'xxxxxxxxxx' %}" + "{% set x = x + x %}" * 40 + "{{ x }}",
        "{% set x = 'xxxxxxxxxx' %}" + "{% set x %}{{ x }}{{ x }}{% endset %}" * 40 + "{{ x }}",
        "{% macro d(x) %}{{ x }}{{ x }}{% endmacro %}" + "{{ " + "d(" * 40 + "'xxxxxxxxxx'" + ")" * 40 + " }}",
        f"{{{{ 'x' * {BIG} }}}}",
        f"{{{{ 9 ** {BIG} }}}}",
        f"{{{{ '%{BIG}d' % 1 }}}}",
        f"{{{{ 'x' | center({BIG}) }}}}",
        f"{{{{ 'x'.ljust({BIG}) }}}}",
        f"{{{{ ['x'] | batch({BIG}, 'y') | list }}}}",
        "{% include 'note-1.en.txt' %}{% include 'note-1.en.txt' %}",
        "{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}",
        "{% if contact %}" * 300 + "{% endif %}" * 300,
    ],
)
def test_a_template_that_would_not_end_is_a_problem_within_seconds(sentence: str, tmp_path: Path) -> None:
    begun = time.monotonic()
    refused(saying(sentence, tmp_path))
    assert time.monotonic() - begun < 5


def test_counting_in_a_template_is_allowed_and_reckoning_with_amounts_is_not(tmp_path: Path) -> None:
    assert "2 left" in written(saying("{{ invoices|length * 2 + 1 - 1 }} left", tmp_path)).text
    (problem,) = refused(saying("{{ oldest.balance + oldest.total }}", tmp_path))
    assert problem.sentence == '"+" is for counting only'


def test_an_amount_cannot_be_multiplied_into_a_late_fee(tmp_path: Path) -> None:
    (problem,) = refused(saying("{{ oldest.balance.amount * 2 }}", tmp_path))
    assert problem.sentence == '"*" is for counting only'


def test_elements_nested_too_deep_are_refused_before_they_kill_the_process() -> None:
    deep = "<mjml><mj-body>" + "<div>" * 20_000 + "</div>" * 20_000 + "</mj-body></mjml>"
    with pytest.raises(NotMjml, match=f"nested more than {DEEPEST} deep"):
        to_html(deep)


@pytest.mark.parametrize(
    "mjml",
    [
        "",
        "just text",
        "<mjml><mj-body></mjml>",
        '<!DOCTYPE x [<!ENTITY a "b">]><mjml><mj-body></mj-body></mjml>',
        "<mjml><mj-body><mj-section><mj-column><mj-txt>x</mj-txt></mj-column></mj-section></mj-body></mjml>",
        "<mjml><mj-body><mj-section><mj-column><mj-text>x</mj-table></mj-column></mj-section></mj-body></mjml>",
    ],
)
def test_what_mrml_would_pass_in_silence_is_refused(mjml: str) -> None:
    with pytest.raises(NotMjml):
        to_html(mjml)


def test_html_that_is_no_xml_is_taken_as_people_write_it(tmp_path: Path) -> None:
    mjml = '{% extends "layout.mjml" %}{% block before %}<p>Smith & Sons<br>Leeds&nbsp;</p>{% endblock %}'
    html = written(letter(tmp_path, mjml=mjml)).html
    assert "Smith &amp; Sons<br>Leeds&nbsp;" in html


def test_a_recursive_loop_is_refused_with_its_line(tmp_path: Path) -> None:
    loop = "{% for a in invoices recursive %}{{ a.number }}{% endfor %}"
    (problem,) = refused(saying(loop, tmp_path))
    assert (problem.line, problem.sentence) == (5, "a loop in a letter cannot be recursive")
