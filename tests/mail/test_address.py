from __future__ import annotations

import pytest

from outreach.mail.address import Mailbox, domain_of, header_address, is_free_mail, mailbox_of, mailboxes_of


@pytest.mark.parametrize(
    ("value", "name", "email"),
    [
        ("Tom Miller <tom@miller-sons.example>", "Tom Miller", "tom@miller-sons.example"),
        ('"Miller, Tom" <Tom@Miller-Sons.EXAMPLE>', "Miller, Tom", "Tom@miller-sons.example"),
        ("tom@miller-sons.example (Tom Miller)", "Tom Miller", "tom@miller-sons.example"),
        ("tom@miller-sons.example", "", "tom@miller-sons.example"),
        ("=?utf-8?q?Bj=C3=B6rn?= <b@lind.example>", "Björn", "b@lind.example"),
        ("=?utf-8?b?QmrD?= =?utf-8?b?tnJu?= <b@lind.example>", "Björn", "b@lind.example"),  # a character cut in two
        ('"Tom \\"T\\" Miller" <tom@miller-sons.example>', 'Tom "T" Miller', "tom@miller-sons.example"),
        ("Accounts: tom@miller-sons.example;", "", "tom@miller-sons.example"),
        ("undisclosed-recipients:;", "", ""),
        ("MAILER-DAEMON", "MAILER-DAEMON", ""),
        ("<>", "", ""),
        ('"Tom <tom@miller-sons.example>', "Tom", "tom@miller-sons.example"),  # a quotation mark that never closes
        ("a@[", "a@[", ""),
        ("", "", ""),
    ],
)
def test_a_mailbox_is_read_however_it_is_written(value: str, name: str, email: str) -> None:
    assert mailbox_of(value) == Mailbox(name, email)


def test_several_mailboxes_are_told_apart_by_commas_outside_names() -> None:
    value = '"Miller, Tom" <tom@miller-sons.example>, Team: a@x.example, b@x.example;, "c" <c@x.example>'
    assert [box.email for box in mailboxes_of(value)] == [
        "tom@miller-sons.example",
        "a@x.example",
        "b@x.example",
        "c@x.example",
    ]


def test_an_address_in_a_name_is_no_address() -> None:
    box = mailbox_of('"tom@miller-sons.example" <x@attacker.example>')
    assert (box.email, box.domain) == ("x@attacker.example", "attacker.example")


def test_the_domain_stands_behind_the_last_at_sign() -> None:
    assert domain_of('"a@b"@Miller-Sons.example.') == "miller-sons.example"
    assert domain_of("nobody") == domain_of("@x.example") == ""


def test_a_free_mail_domain_says_nothing_about_a_business() -> None:
    assert is_free_mail("GMail.com")
    assert is_free_mail("web.de")
    assert not is_free_mail("miller-sons.example")
    assert not is_free_mail("")


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("", "tom@miller-sons.example"),
        ("Tom Miller", "Tom Miller <tom@miller-sons.example>"),
        ("Miller, Tom", '"Miller, Tom" <tom@miller-sons.example>'),
        ('The "best"', '"The \\"best\\"" <tom@miller-sons.example>'),
        ("Björn", "=?utf-8?b?QmrDtnJu?= <tom@miller-sons.example>"),
        ("  Tom   Miller ", "Tom Miller <tom@miller-sons.example>"),
    ],
)
def test_a_name_is_written_so_that_every_program_reads_it_back(name: str, written: str) -> None:
    assert header_address(name, "tom@miller-sons.example") == written
    assert mailbox_of(written) == Mailbox(" ".join(name.split()), "tom@miller-sons.example")


@pytest.mark.parametrize("bad", ["Tom\nBcc: x@y.example", "Tom\r", "\x00", "a\u2028b", "\x85", "\ud800"])
def test_a_name_that_could_begin_a_header_is_refused(bad: str) -> None:
    with pytest.raises(ValueError):
        header_address(bad, "tom@miller-sons.example")


@pytest.mark.parametrize(
    "bad", ["", "tom", "tom@", "@x.example", "a b@x.example", "a@x.example\r\nX: y", "a@bücher.example", "<a@b>"]
)
def test_an_address_that_no_server_would_take_is_refused(bad: str) -> None:
    with pytest.raises(ValueError):
        header_address("Tom", bad)
