"""Drafting: what is due becomes frozen bytes or a task, and each silence is told once."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes
from pathlib import Path

import pytest

from outreach.domain.letter import LetterState
from outreach.domain.policy import Mode
from outreach.domain.silence import Why
from outreach.domain.task import TaskKind
from outreach.render.templates import Templates
from tests.agent.made import (
    AP,
    HARBOUR,
    JO,
    MILLER,
    at,
    go_to,
    harbour_invoice,
    invoice,
    open_office,
    silence,
    states,
    tasks,
    the_letter,
    told,
)
from tests.fakes import ROOT


async def test_a_silence_is_recorded_when_its_reason_is_new_and_only_then() -> None:
    firm = open_office("2026-02-20 10:00")
    for _ in range(30):
        await firm.turn()
        firm.clock.forward(timedelta(minutes=1))
    assert told(firm, "silent") == ["no letter: courtesy, step 1 (courtesy-1), is due on 2026-02-25"]


async def test_closing_time_is_recorded_once_a_night() -> None:
    firm = open_office("2026-02-25 20:00")
    for hour in range(12):
        await firm.turn()
        firm.clock.set(at("2026-02-25 20:00") + timedelta(hours=hour))
    assert len(told(firm, "silent")) == 1
    assert silence(firm) == Why.CLOSED.value


async def test_a_letter_stands_on_the_facts_it_was_proposed_with() -> None:
    firm = open_office()
    await firm.turn()
    letter = the_letter(firm)
    assert (letter.template, letter.to, letter.stage, letter.carrying) == ("courtesy-1", JO, "courtesy", "INV-1042")
    assert "INV-1042 is due in 5 days, the oldest of 1 open and not held" in letter.reasons
    assert "£1,200.00" in firm.postman.posted[0].data.decode().replace("=C2=A3", "£")


async def test_a_conversation_is_one_thread_with_one_subject() -> None:
    firm = open_office()
    await firm.turn()
    go_to(firm, "2026-03-02 10:00")
    await firm.turn()
    first, second = (message_from_bytes(p.data) for p in firm.postman.posted)
    assert second["In-Reply-To"] == second["References"] == first["Message-ID"]
    assert second["Subject"] == first["Subject"]


async def test_our_next_letter_answers_what_the_client_wrote_last() -> None:
    firm = open_office()
    await firm.turn()
    firm.answer("Thank you, we have received your letter.", JO, message_id="<thanks@miller-sons.example>")
    await firm.turn()
    go_to(firm, "2026-03-03 10:00")
    await firm.turn()
    first, second = (message_from_bytes(p.data) for p in firm.postman.posted)
    assert second["In-Reply-To"] == "<thanks@miller-sons.example>"
    assert second["References"].split() == [first["Message-ID"], "<thanks@miller-sons.example>"]


async def test_after_a_month_of_absence_one_letter_goes_out_and_not_the_backlog() -> None:
    firm = open_office()
    await firm.turn()
    go_to(firm, "2026-04-08 10:00")
    for _ in range(20):
        await firm.turn()
        firm.clock.forward(timedelta(minutes=5))
    assert [x.template for x in firm.letters()] == ["courtesy-1", "friendly-1"]


@pytest.fixture
def broken_templates(tmp_path: Path) -> Path:
    """The shipped templates, but somebody has just misspelt a field in the first courtesy."""
    folder = tmp_path / "templates"
    shutil.copytree(ROOT / "templates", folder)
    text = folder / "courtesy-1.en.txt"
    text.write_text(text.read_text("utf-8").replace("{{ oldest.number }}", "{{ oldest.numbr }}"), "utf-8")
    return folder


async def test_when_a_template_does_not_render_its_letters_wait_with_the_reason(broken_templates: Path) -> None:
    firm = open_office(renderer=Templates(broken_templates))
    await firm.turn()
    await firm.turn()
    assert firm.letters() == ()
    assert silence(firm).startswith("the template courtesy-1 has a problem, so its letters wait: ")
    assert "courtesy-1.en.txt" in silence(firm)
    assert len(told(firm, "silent")) == 1


async def test_one_broken_template_does_not_stop_the_others(broken_templates: Path) -> None:
    firm = open_office(
        "2026-03-05 10:00", invoice(due="2026-03-10"), harbour_invoice(), clients=(MILLER, HARBOUR),
        renderer=Templates(broken_templates),
    )  # fmt: skip
    await firm.turn()
    assert [(x.client, x.template) for x in firm.letters()] == [("harbour", "friendly-1")]


async def test_a_mended_template_lets_its_letters_out(broken_templates: Path) -> None:
    firm = open_office(renderer=Templates(broken_templates))
    await firm.turn()
    shutil.copy(ROOT / "templates" / "courtesy-1.en.txt", broken_templates)
    mended = replace(firm, desk=replace(firm.desk, renderer=Templates(broken_templates)))
    await mended.turn()
    assert states(mended) == [LetterState.ACCEPTED]


async def test_in_rehearse_mode_nothing_is_rendered_or_sent() -> None:
    firm = open_office()
    firm.definitions.change(mode=Mode.REHEARSE)
    await firm.turn()
    assert (firm.letters(), firm.open_tasks(), firm.postman.posted) == ((), (), [])


async def test_a_client_without_an_address_is_one_task_for_a_person() -> None:
    firm = open_office(clients=(replace(MILLER, emails=()),))
    for _ in range(3):
        await firm.turn()
    assert tasks(firm) == [(TaskKind.ADDRESS, "miller")]
    assert silence(firm) == "no contact of this client can be reached by mail"


async def test_a_client_whose_sequence_is_missing_is_silent_with_the_reason() -> None:
    firm = open_office(clients=(replace(MILLER, sequence="vip"),))
    await firm.turn()
    assert silence(firm) == 'the sequence "vip" is missing or has problems; see `outreach check`'


async def test_a_client_moved_to_key_clients_gets_their_letters_from_then_on() -> None:
    firm = open_office()
    await firm.turn()
    firm.clock.set(at("2026-02-27 10:00"))
    firm.book_of([replace(MILLER, sequence="key-clients")], [invoice()])
    go_to(firm, "2026-03-04 10:00")  # standard would have written courtesy-2 on the 2nd, and friendly-1 on the 6th
    await firm.turn()
    assert silence(firm) == "friendly, step 1 (friendly-1), is due on 2026-03-09"


async def test_clients_do_not_wait_for_each_other() -> None:
    firm = open_office("2026-02-25 10:00", invoice(), harbour_invoice(), clients=(MILLER, HARBOUR))
    await firm.turn()
    assert [p.recipient for p in firm.postman.posted] == [JO, AP]
