from __future__ import annotations

import pytest

from outreach.mail.identity import identity
from outreach.mail.parse import parse
from outreach.mail.trust import Trust, trust

CONTACTS = ["Tom@Miller-Sons.example", "miller.sons@gmail.com"]
DOMAINS = ["miller-sons.example", "gmail.com"]
MX = "mx.northwind-joinery.example"


def judged(head: str, authserv_id: str = MX) -> Trust:
    return trust(parse(f"{head}\n\nx".encode()), CONTACTS, DOMAINS, authserv_id)


@pytest.mark.parametrize(
    ("sender", "trusted"),
    [
        ("tom@miller-sons.example", True),
        ("ana@MILLER-SONS.example", True),
        ("ana@evil-miller-sons.example", False),
        ("ana@sub.miller-sons.example", False),
        ('"tom@miller-sons.example" <x@attacker.example>', False),
        ("miller.sons@gmail.com", True),
        ("somebody.else@gmail.com", False),  # a domain of the contact's, but nobody's
        ("tom@miller-sons.example, x@attacker.example", False),
        ("", False),
    ],
)
def test_a_sender_is_the_clients_by_address_or_by_own_domain(sender: str, trusted: bool) -> None:
    assert judged(f"From: {sender}", "").trusted is trusted


@pytest.mark.parametrize(
    ("results", "trusted"),
    [
        ("dmarc=pass header.from=miller-sons.example", True),
        ("dmarc=fail (p=none) header.from=miller-sons.example; spf=pass", False),
        ("DMARC=Fail", False),
        ("dmarc=none; spf=fail; dkim=fail", False),
        ("spf=softfail smtp.mailfrom=x; dkim=none", False),
        ("spf=fail; dkim=fail; dkim=pass header.d=miller-sons.example", True),
        ("spf=pass; dkim=fail", True),
        ("dmarc=temperror; spf=none", True),
        ("none", True),
        ("dmarc=pass header.from=attacker.example", False),
        ("dmarc=none; spf=pass smtp.mailfrom=x@attacker.example; dkim=pass header.d=attacker.example", False),
        ("dmarc=none; spf=pass smtp.mailfrom=<>", False),
        ("dmarc=none; spf=fail smtp.mailfrom=list.example; dkim=pass header.d=mail.miller-sons.example", True),
        ("dmarc=none; spf=pass smtp.mailfrom=bounces@out.miller-sons.example", True),
        ("dkim=pass header.d=xmiller-sons.example", False),
        ("spf=none; compauth=fail reason=001", False),
        ("spf=pass (comment; dmarc=fail)", True),
        ('dkim=pass reason="; dmarc=fail"', True),
    ],
)
def test_our_own_server_may_contradict(results: str, trusted: bool) -> None:
    assert judged(f"Authentication-Results: {MX}; {results}\nFrom: tom@miller-sons.example").trusted is trusted


@pytest.mark.parametrize(
    ("more", "trusted"),
    [
        ("Reply-To: Tom <tom@miller-sons.example>", True),
        ("Reply-To: payables@miller-sons.example", True),
        ("Reply-To: miller.sons@gmail.com", True),
        ("Reply-To: tom@miller-sons.example, x@attacker.example", False),
        ("Reply-To: tom.miller.sons@gmail.com", False),
        ("Reply-To: Tom Miller", False),
        ("Sender: assistant@miller-sons.example", True),
        ("Sender: x@attacker.example", False),
    ],
)
def test_answers_must_go_to_the_client_as_well(more: str, trusted: bool) -> None:
    assert judged(f"From: tom@miller-sons.example\n{more}", "").trusted is trusted


def test_a_colleague_is_never_the_client() -> None:
    mail = parse(b"From: ana@miller-sons.example\n\nx")
    assert trust(mail, ["tom@miller-sons.example"], ["miller-sons.example"], "", "northwind-joinery.example").trusted
    assert not trust(mail, ["tom@miller-sons.example"], ["miller-sons.example"], "", "miller-sons.example").trusted


def test_only_the_topmost_result_of_exactly_our_server_counts() -> None:
    forged = "Authentication-Results: mx.attacker.example; dmarc=pass"
    failed, passed = f"Authentication-Results: {MX} 1; dmarc=fail", f"Authentication-Results: {MX}; dmarc=pass"
    sender = "From: tom@miller-sons.example"
    assert not judged(f"{forged}\n{failed}\n{sender}").trusted
    assert not judged(f"{failed}\n{passed}\n{sender}").trusted
    assert not judged(f"{passed}\n{failed}\n{sender}").trusted  # a server may write one for each check
    assert judged(f"{passed}\n{forged}\n{sender}").trusted
    assert not judged(f"Authentication-Results: {MX}.attacker.example; dmarc=pass\n{sender}").trusted


def test_the_reason_says_what_was_checked() -> None:
    assert judged("From: tom@miller-sons.example", "").reason == (
        "tom@miller-sons.example is a known contact; not checked, because no authserv_id is configured"
    )
    assert judged("From: tom@miller-sons.example").reason == (
        f"tom@miller-sons.example is a known contact, but {MX} wrote no Authentication-Results on it"
    )
    assert "but dmarc=fail" in judged(f"Authentication-Results: {MX}; dmarc=fail\nFrom: tom@miller-sons.example").reason


MAIL = (
    b"Message-ID: <a@x.example>\nDate: Fri, 6 Mar 2026 09:00:00 +0100\n"
    b"From: Tom <a@x.example>\nSubject: Re: x\n\nPaid.\n"
)


def named(raw: bytes) -> str:
    return identity(raw, parse(raw))


def test_copies_of_a_mail_in_two_folders_are_one() -> None:
    assert len(named(MAIL)) == 16
    assert named(MAIL) == named(MAIL.replace(b"\n", b"\r\n"))
    assert named(MAIL) == named(b"Delivered-To: b@y.example\nReceived: from z\nX-Spam: no\n" + MAIL + b"\n")


@pytest.mark.parametrize(
    ("old", "new"), [(b"Paid.", b"Not paid."), (b"<a@x", b"<b@x"), (b"09:00", b"09:01"), (b"Re: x", b"Re: y")]
)
def test_mails_that_say_something_else_are_two(old: bytes, new: bytes) -> None:
    assert named(MAIL) != named(MAIL.replace(old, new))


def test_a_mail_without_a_message_id_has_a_name_too() -> None:
    bare = MAIL.partition(b"\n")[2]
    assert named(bare) == named(b"X-Folder: 2\n" + bare)
    assert named(bare) != named(bare.replace(b"Paid", b"Unpaid"))


def test_without_a_configured_id_a_server_that_says_fail_is_still_believed() -> None:
    results = "Authentication-Results: mx.elsewhere.example; dmarc=fail header.from=miller-sons.example"
    verdict = judged(f"From: tom@miller-sons.example\n{results}", "")
    assert not verdict.trusted
    assert "dmarc=fail" in verdict.reason


def test_without_a_configured_id_only_the_topmost_server_is_asked() -> None:
    top = "Authentication-Results: mx.ours.example; dmarc=pass header.from=miller-sons.example"
    below = "Authentication-Results: mx.elsewhere.example; dmarc=fail header.from=miller-sons.example"
    assert judged(f"From: tom@miller-sons.example\n{top}\n{below}", "").trusted
