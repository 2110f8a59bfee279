"""Raw mails with what a careful reader makes of each: `mails/NAME.eml` beside `mails/NAME.expected.json`.

The expectations were written from the mails by hand. A key that is missing there is not looked at; `kind` never is.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from outreach.mail.bounce import bounce_in
from outreach.mail.kind import kind_of
from outreach.mail.message import Mail
from outreach.mail.parse import parse
from outreach.mail.quoting import new_text
from outreach.mail.reference import references_in
from outreach.mail.trust import trust

HERE = Path(__file__).parent
MAILS = sorted((HERE / "mails").glob("*.eml"))


def _read(raw: bytes, mail: Mail, language: str) -> dict[str, Any]:
    kind, why = kind_of(mail)
    new = new_text(mail.text, [(HERE / "letters" / f"letter.{language}.txt").read_text()])
    bounce = bounce_in(raw, mail)
    fields = ("kind", "recipient", "status", "message_id")
    return {
        "kind": kind.value,
        "why": why,
        "text": new.text,
        "cuts": [cut.why for cut in new.cuts],
        "sender": mail.sender.email,
        "sender_name": mail.sender.name,
        "subject": mail.subject,
        "date": mail.date,
        "message_id": mail.message_id,
        "in_reply_to": list(mail.in_reply_to),
        "references": list(mail.references),
        "html": mail.has_html,
        "warnings": bool(mail.warnings),
        "attachments": [[file.name, file.mime, file.size] for file in mail.attachments],
        "attachment_names": [file.name for file in mail.attachments],
        "references_in": list(references_in(mail.text, "OR7F3K")),
        "bounce": bounce and {field: getattr(bounce, field) for field in fields},
        "bounce_text": bounce and bounce.text,
        "trusted": trust(mail, ["tom@miller-sons.example"], ["miller-sons.example"], "").trusted,
    }


@pytest.mark.parametrize("crlf", [False, True], ids=["lf", "crlf"])
@pytest.mark.parametrize("path", MAILS, ids=lambda path: path.stem)
def test_a_mail_is_read_as_a_careful_person_reads_it(path: Path, crlf: bool) -> None:
    raw = path.read_bytes().replace(b"\n", b"\r\n") if crlf else path.read_bytes()
    expected = json.loads(path.with_suffix("").with_suffix(".expected.json").read_text())
    mail = parse(raw)
    actual = _read(raw, mail, expected.pop("ours", "en"))

    assert expected.pop("kind") == actual["kind"], actual["why"]
    assert expected.pop("no_header", None) not in mail.headers
    assert expected.pop("why", "") in actual["why"]
    assert actual["text"].startswith(expected.pop("text_starts", ""))
    assert {key: actual[key] for key in expected} == expected


def test_each_mail_has_its_expectation_and_each_expectation_its_mail() -> None:
    names = {path.stem for path in MAILS}
    assert names == {path.name.removesuffix(".expected.json") for path in (HERE / "mails").glob("*.json")}
    assert len(names) >= 60
