"""The stop: nothing goes out after it, it survives restarts, and a file does the same in a hurry."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from outreach.agent import review
from outreach.domain.letter import LetterState
from outreach.errors import Refused
from tests.agent.made import HARBOUR, MILLER, harbour_invoice, invoice, open_office, states


async def test_a_stop_keeps_a_letter_in_that_was_about_to_go() -> None:
    firm = open_office("2026-02-25 10:00", invoice())
    review.stop(firm.desk, "payment run", "sam")
    await firm.turn()
    assert firm.postman.posted == []
    review.go(firm.desk, "sam")
    await firm.turn()
    assert states(firm) == [LetterState.ACCEPTED]


async def test_a_stop_in_the_middle_of_a_turn_lets_at_most_the_letter_on_the_wire_go() -> None:
    firm = open_office("2026-02-25 10:00", invoice(), harbour_invoice(), clients=(MILLER, HARBOUR))
    firm.postman.before = lambda: review.stop(firm.desk, "stop!", "sam")
    await firm.turn()
    assert len(firm.postman.posted) == 1
    await firm.turn()
    assert len(firm.postman.posted) == 1


async def test_a_file_named_stop_does_the_same_while_it_is_there(tmp_path: Path) -> None:
    firm = open_office("2026-02-25 10:00", invoice())
    file = tmp_path / "STOP"
    firm.desk = replace(firm.desk, stop_file=file)
    file.touch()
    await firm.turn()
    assert firm.postman.posted == []
    file.unlink()
    await firm.turn()
    assert len(firm.postman.posted) == 1


async def test_go_without_a_stop_is_said() -> None:
    with pytest.raises(Refused):
        review.go(open_office().desk, "sam")
