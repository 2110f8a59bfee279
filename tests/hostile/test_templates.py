"""Templates that try to leave the sandbox: none of the known ways out leads anywhere but to a Problem with its line."""

# ruff: noqa: E501 - tables of payloads

from __future__ import annotations

import time
from pathlib import Path

import pytest

from outreach.ports import Rendered
from outreach.render.samples import ONE, sample_facts
from outreach.render.templates import Templates
from tests.render.workshop import saying

# Beside those of tests/render/test_limits.py. Each must be refused: to write an empty word would hide the attempt.
OBJECTS = (
    "''", "client", "contact", "invoices", "oldest", "today", "company", "company.bank", "oldest.balance", "oldest.due", "()", "[]", "{}",
    "1", "1.5", "True", "loop", "cycler", "joiner", "lipsum", "namespace", "range", "dict", "self", "super", "caller", "varargs", "kwargs",
)  # fmt: skip
WAYS = (
    "{{ %s.__class__ }}", "{{ %s['__class__'] }}", "{{ %s|attr('__class__') }}", "{{ (%s).__class__.__base__.__subclasses__() }}",
    "{{ %s['__cla' + 'ss__'] }}", "{{ %s['\\x5f\\x5fclass\\x5f\\x5f'] }}",
)  # fmt: skip
OTHERS = (
    "{{ self._TemplateReference__context }}", "{{ self.__init__.__globals__['os'].popen('id').read() }}",
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}", "{{ joiner.__init__.__globals__ }}", "{{ namespace.__init__.__globals__ }}",
    "{{ lipsum.__globals__.os }}", "{{ lipsum.__globals__['__builtins__'] }}", "{{ get_flashed_messages.__globals__ }}", "{{ request }}",
    "{{ config.items() }}", "{{ url_for.__globals__ }}", "{{ g }}", "{{ session }}", "{{ environment }}", "{{ __import__('os') }}",
    "{{ open('/etc/passwd').read() }}", "{{ eval('1') }}", "{{ exec('1') }}", "{{ globals() }}", "{{ vars(client) }}", "{{ dir(client) }}",
    "{{ getattr(client, '__class__') }}", "{{ type(client) }}", "{{ ''.format(client) }}", "{{ '{0.__class__}'.format_map({}) }}",
    "{{ '%s' % client.__class__ }}", "{{ client|map(attribute='__class__')|list }}", "{{ [client]|map(attribute='__class__')|list }}",
    "{{ [client]|map('attr', '__class__')|list }}", "{{ invoices|map(attribute='number.__class__')|join }}",
    "{{ invoices|groupby('__class__') }}", "{{ invoices|sort(attribute='__class__') }}", "{{ invoices|sum(attribute='__class__') }}",
    "{{ invoices|selectattr('__class__')|list }}", "{{ invoices|rejectattr('__class__')|list }}", "{{ invoices|unique(attribute='__class__')|list }}",
    "{{ invoices|min(attribute='__class__') }}", "{{ client|tojson }}", "{{ client|pprint }}", "{{ client|xmlattr }}",
    "{{ {'__class__': 1}|xmlattr }}", "{{ client|urlize }}", "{{ client|forceescape }}", "{{ client|safe }}", "{{ client|e|safe }}",
    "{% include '/etc/passwd' %}", "{% include '../config.toml' %}", "{% include ['../x', '/etc/passwd'] ignore missing %}", "{% include client %}",
    "{% extends '/etc/passwd' %}", "{% import '/etc/passwd' as x %}", "{% from 'os' import system %}", "{% import client as x %}{{ x }}",
    "{% autoescape false %}{{ client }}{% endautoescape %}", "{% do client.x() %}", "{% debug %}", "{% call client() %}{% endcall %}",
    "{% set x = client.__class__ %}{{ x }}", "{% for x in client.__class__.__mro__ %}{{ x }}{% endfor %}", "{% if client.__class__ %}x{% endif %}",
    "{% with x = client.__class__ %}{{ x }}{% endwith %}", "{% filter attr('__class__') %}x{% endfilter %}", "{% macro m(x=client.__class__) %}{{ x }}{% endmacro %}{{ m() }}",
    "{% block b scoped %}{{ self.b.__func__ }}{% endblock %}", "{% macro m() %}{% endmacro %}{{ m.__call__.__globals__ }}", "{% macro m() %}{% endmacro %}{{ m._environment }}",
    "{% for x in [1] %}{{ loop.__init__.__globals__ }}{% endfor %}", "{% for x in [1] %}{{ loop._iterator }}{% endfor %}", "{% trans %}{{ client }}{% endtrans %}",
    "{{ today.strftime('%s' * 9) }}", "{{ today.today() }}", "{{ today.fromtimestamp(0) }}", "{{ oldest.balance.amount.quantize(1) }}",
    "{{ company.bank.append('x') }}", "{{ company.bank.__add__(('x',)) }}", "{{ invoices.count(1) }}", "{{ client.encode() }}", "{{ client.join('ab') }}",
    "{{ client.format }}", "{{ client.translate({}) }}", "{{ client.replace('a', 'b') }}",
)  # fmt: skip
LOUD = ("<class", "<module", "<built-in", "<function", "<bound", "root:", "subclasses", "0x7f")


def outcome(sentence: str, folder: Path) -> str:
    """ "refused", or "harmless" when it was written and shows nothing of the machine."""
    rendered = Templates(saying(sentence, folder)).render("note-1", sample_facts(ONE))
    if not isinstance(rendered, Rendered):
        assert all(problem.line >= 1 or problem.sentence for problem in rendered)
        return "refused"
    assert not any(word in part for word in LOUD for part in (rendered.text, rendered.html)), rendered.text
    return "harmless"


@pytest.mark.parametrize("way", WAYS)
def test_no_object_gives_its_class_away(way: str, tmp_path: Path) -> None:
    for number, each in enumerate(OBJECTS):
        folder = tmp_path / str(number)
        folder.mkdir()
        sentence = way % each
        assert outcome(sentence, folder) == "refused", sentence


def test_no_known_way_out_of_the_sandbox_leads_anywhere(tmp_path: Path) -> None:
    begun, found = time.process_time(), dict.fromkeys(OTHERS, "")
    for number, sentence in enumerate(OTHERS):
        folder = tmp_path / str(number)
        folder.mkdir()
        found[sentence] = outcome(sentence, folder)
    refused = sum(what == "refused" for what in found.values())
    total = len(OTHERS) + len(OBJECTS) * len(WAYS)
    print(
        f"\nsandbox: {total} payloads, {refused + len(OBJECTS) * len(WAYS)} refused with a Problem; the others are "
        f"harmless: {[sentence for sentence, what in found.items() if what == 'harmless']}"
    )
    assert total >= 60
    assert time.process_time() - begun < 30
