"""config.toml: what it sets, what the environment may change, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time, timedelta
from pathlib import Path

import pytest

from outreach.definitions.config import Config, load_config
from outreach.definitions.dates import DateOrder
from outreach.domain.compare import Defaults
from outreach.domain.policy import Mode, Policy
from outreach.domain.workdays import Window

EXAMPLE = Path(__file__).parents[2] / "config.example.toml"
SMALL = """\
mode = "approve"

[company]
name = "Northwind Joinery Ltd"
sender = "Alex Winter"
email = "accounts@northwind-joinery.example"

[smtp]
host = "localhost"
username = "accounts"
password_env = "MAIL_PASSWORD"

[imap]
host = "localhost"
username = "accounts"
password_env = "MAIL_PASSWORD"
"""


def load(folder: Path, text: str, env: Mapping[str, str] | None = None) -> tuple[Config | None, list[str]]:
    file = folder / "config.toml"
    file.write_text(text, "utf-8")
    file.chmod(0o600)
    config, problems = load_config(file, env or {})
    return config, [str(problem) for problem in problems]


def good(folder: Path, text: str, env: Mapping[str, str] | None = None) -> Config:
    config, problems = load(folder, text, env)
    assert problems == []
    assert config
    return config


def test_the_example_is_whole_but_for_the_servers_that_only_the_user_knows() -> None:
    config, problems = load_config(EXAMPLE, {})
    assert config
    lines = EXAMPLE.read_text("utf-8").splitlines()
    hosts = [number for number, line in enumerate(lines, start=1) if line.startswith("host = ")]
    assert [(problem.line, problem.column) for problem in problems] == [(number, 8) for number in hosts]
    assert {problem.sentence for problem in problems} == {
        '"mail.northwind-joinery.example" is only an example; write the name of your mail server'
    }


def test_the_example_shows_the_defaults(tmp_path: Path) -> None:
    """Whoever deletes a line of it gets what stood there."""
    config, _ = load_config(EXAMPLE, {})
    assert config
    small = good(tmp_path, SMALL)
    for section in ("limits", "window", "book", "attachments"):
        assert getattr(config, section) == getattr(small, section)
    assert config.imap.folders == small.imap.folders
    assert (config.smtp.port, config.imap.port, config.mode) == (small.smtp.port, small.imap.port, small.mode)


def test_the_example_names_every_setting_there_is() -> None:
    text = EXAMPLE.read_text("utf-8")
    for name, section in Config.model_fields.items():
        fields = getattr(section.annotation, "model_fields", {})
        assert f"[{name}]" in text or f"\n{name} = " in text
        for key in fields:
            assert f"\n{key} = " in text or f"#   {key} " in text, f"{name}.{key}"


def test_left_out_settings_are_careful_ones(tmp_path: Path) -> None:
    assert good(tmp_path, SMALL).policy() == Policy(
        mode=Mode.APPROVE,
        window=Window(time(9, 0), time(16, 30)),
        min_gap=4,
        daily_cap=50,
        hourly_cap=20,
        ramp=True,
        max_inbox_age=timedelta(minutes=15),
        max_book_age=timedelta(days=7),
        promise_grace=3,
        paid_hold=7,
        reply_hold=3,
    )


def test_settings_become_the_policy_of_the_domain(tmp_path: Path) -> None:
    text = SMALL.replace('"approve"', '"auto"') + (
        '[limits]\nmin_gap_days = 6\ndaily_cap = 7\nhourly_cap = 3\nramp = false\n'
        'max_inbox_age_minutes = 30\nmax_book_age_days = 2\n'
        'promise_grace_business_days = 1\nacknowledgement_hold_business_days = 2\npaid_hold_business_days = 9\n'
        '[window]\nopens = "8:30"\ncloses = "12:00"\n'
    )  # fmt: skip
    policy = good(tmp_path, text).policy()
    assert policy.mode is Mode.AUTO
    assert policy.window == Window(time(8, 30), time(12, 0))
    assert (policy.min_gap, policy.daily_cap, policy.promise_grace) == (6, 7, 1)
    assert (policy.hourly_cap, policy.ramp) == (3, False)
    assert (policy.max_inbox_age, policy.max_book_age) == (timedelta(minutes=30), timedelta(days=2))
    assert (policy.reply_hold, policy.paid_hold) == (2, 9)


@pytest.mark.parametrize(
    ("server", "security", "port"),
    [
        ("smtp", "", 587),
        ("smtp", 'security = "tls"', 465),
        ("smtp", 'security = "none"', 25),
        ("imap", "", 993),
        ("imap", 'security = "starttls"', 143),
        ("imap", "port = 10143", 10143),
    ],
)
def test_a_server_without_a_port_has_the_usual_one(tmp_path: Path, server: str, security: str, port: int) -> None:
    config = good(tmp_path, SMALL.replace(f"[{server}]\n", f"[{server}]\n{security}\n"))
    assert getattr(config, server).port == port


@pytest.mark.parametrize(
    ("host", "sent_copy", "kept"),
    [
        ("localhost", "auto", True),
        ("smtp.gmail.com", "auto", False),
        ("smtp.office365.com", "auto", False),
        ("smtp.gmail.com", "always", True),
        ("localhost", "never", False),
    ],
)
def test_a_copy_goes_to_sent_where_the_server_keeps_none(tmp_path: Path, host: str, sent_copy: str, kept: bool) -> None:
    text = SMALL.replace('[smtp]\nhost = "localhost"', f'[smtp]\nhost = "{host}"')
    assert good(tmp_path, text + f'sent_copy = "{sent_copy}"\n').mail_habits().keep_sent_copy is kept


def test_clients_are_like_the_firm_unless_book_says_otherwise(tmp_path: Path) -> None:
    firm = SMALL.replace("[smtp]", 'language = "de"\ncountry = "Austria"\ntimezone = "europe/vienna"\n\n[smtp]')
    assert good(tmp_path, firm).client_defaults() == Defaults("de", "AT", "Europe/Vienna", "standard")
    text = firm + '[book]\nlanguage = "en"\nsequence = "key-clients"\ndate_order = "day first"\n'
    assert good(tmp_path, text).client_defaults() == Defaults("en", "AT", "Europe/Vienna", "key-clients")
    assert good(tmp_path, text).date_order() is DateOrder.DAY_FIRST


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    env = {
        "OUTREACH_MODE": "auto",
        "OUTREACH_SMTP__PORT": "2525",
        "OUTREACH_IMAP__FOLDERS": "INBOX; Accounts",
        "OUTREACH_LIMITS__DAILY_CAP": "5",
        "OUTREACH_HOME": "/elsewhere",
        "OUTREACH_SMTP_PASSWORD": "not a setting: one underscore",
        "PATH": "/bin",
    }
    config = good(tmp_path, SMALL, env)
    assert config.mode is Mode.AUTO
    assert config.smtp.port == 2525
    assert config.imap.folders == ("INBOX", "Accounts")
    assert config.limits.daily_cap == 5


def test_a_slip_in_the_environment_is_told_by_the_name_of_the_variable(tmp_path: Path) -> None:
    env = {"OUTREACH_SMPT__HOST": "x", "OUTREACH_IMAP__PORT": "many", "OUTREACH_IMAP__FOLDER": "INBOX"}
    assert load(tmp_path, SMALL, env) == (
        None,
        [
            'OUTREACH_IMAP__FOLDER  there is no "folder" here; did you mean "folders"?',
            'OUTREACH_IMAP__PORT  "port" must be a whole number, not "many"',
            'OUTREACH_SMPT__HOST  there is no "smpt" here; did you mean "smtp"?',
        ],
    )


@pytest.mark.parametrize(
    ("change", "into", "told"),
    [
        ('mode = "approve"', 'mode = "aprove"', '1:8  "mode" cannot be "aprove"; did you mean "approve"?'),
        ("mode = ", "mod = ", '1:1  there is no "mod" here; did you mean "mode"?'),
        ('sender = "Alex Winter"\n', "", '3:2  "sender" is missing in "company"'),
        ("sender = ", "sendr = ", '3:2  "sender" is missing in "company"'),
        (
            "accounts@northwind-joinery.example",
            "accounts.northwind-joinery.example",
            '6:9  "accounts.northwind-joinery.example" is no mail address: an email address must have an @-sign',
        ),
        (
            '[smtp]\nhost = "localhost"',
            '[smtp]\nhost = "smtp://localhost:25"',
            '9:8  "smtp://localhost:25" is no name of a server; write it alone, like mail.example.org, without "://" '
            'and ":587"',
        ),
        (
            '[smtp]\nhost = "localhost"',
            '[smtp]\nhost = "mail.miller-sons.example"\nsecurity = "none"',
            '10:12  "none" would send the password and every letter to mail.miller-sons.example unencrypted; use "tls"',
        ),
        (
            '[smtp]\nhost = "localhost"',
            '[smtp]\nhost = "localhost"\npassword = "x"',
            "8:2  the password stands in password and password_env; keep one of them",
        ),
        ("[imap]", "[imap]\nport = 99999", '14:8  "port" must be at most 65535, not 99999'),
        ("[imap]", "[imap]\nfolders = []", '14:11  "folders" is empty'),
        (
            "[imap]",
            '[imap]\nkeyword = "To review"',
            '14:11  "To review" cannot be a keyword; use letters, digits, "-" and "_" only',
        ),
        ("[imap]", "[limits]\nmin_gap_days = 0\n[imap]", '14:16  "min_gap_days" must be at least 1, not 0'),
        ("[imap]", '[limits]\ndaily_cap = "lots"\n[imap]', '14:13  "daily_cap" must be a whole number, not "lots"'),
        (
            "[imap]",
            '[window]\nopens = "16:00"\ncloses = "09:00"\n[imap]',
            '15:10  "closes" must be later than "opens" (16:00), or no letter would ever go out',
        ),
        (
            "[imap]",
            "[window]\nopens = 9\n[imap]",
            '14:9  "9" is no time of day; write it in quotes, from "00:00" to "23:59"',
        ),
        (
            "[imap]",
            '[book]\ntimezone = "Europe/Londn"\n[imap]',
            '14:12  there is no time zone "Europe/Londn"; did you mean "Europe/London"?',
        ),
        (
            "[imap]",
            '[book]\ncountry = "Germny"\n[imap]',
            '14:11  there is no country "Germny"; did you mean Germany (DE)?',
        ),
        (
            "[imap]",
            '[book]\ncurrency = "EURO"\n[imap]',
            '14:12  there is no currency "EURO"; write its three letters, like EUR or GBP',
        ),
        (
            "[imap]",
            '[book]\ndate_order = "day frist"\n[imap]',
            '14:14  "date_order" cannot be "day frist"; did you mean "day first"?',
        ),
    ],
)
def test_each_slip_in_the_file_is_told_with_its_place(tmp_path: Path, change: str, into: str, told: str) -> None:
    assert change in SMALL
    config, problems = load(tmp_path, SMALL.replace(change, into, 1))
    assert config is None
    assert f"config.toml:{told}" in problems


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "mode = approve\n",
            'this is no value; text stands in straight quotes, like name = "text"; true and false are small',
        ),
        ('a = 1\nmode "auto"\n', 'an equals sign is missing here: name = "text"'),
        ('[smtp]\nhost = "a\n', "the quotation mark before it is never closed"),
        ("[smtp]\nx = 1\n[smtp]\ny = 1\n", "this section stands here twice; put its lines together"),
        ("a = 1\na = 2\n", "this name already has a value above; keep one of the two lines"),
        (
            "[window]\nopens = 09:00\n",
            'there is something after the value; text (and a time of day) stands in quotes, like "09:00"',
        ),
        (
            'folder = "C:\\path"\n',
            r"a backslash has a meaning in double quotes; write it in single ones, like 'C:\invoices'",
        ),
        ("[smtp\n", "the bracket that opens the section is not closed: [smtp]"),
    ],
)
def test_a_slip_of_the_keyboard_is_told_without_jargon(tmp_path: Path, text: str, told: str) -> None:
    config, problems = load(tmp_path, text)
    assert config is None
    (problem,) = problems
    assert problem.endswith(f"  {told}")


def test_the_place_of_such_a_slip_is_where_it_went_wrong(tmp_path: Path) -> None:
    _, problems = load(tmp_path, "# a comment\n\n[smtp]\nhost = mail\n")
    assert problems[0].startswith("config.toml:4:8  ")


def test_a_password_that_others_can_read_is_refused(tmp_path: Path) -> None:
    text = SMALL.replace('password_env = "MAIL_PASSWORD"', 'password = "oak-and-ash"')
    file = tmp_path / "config.toml"
    file.write_text(text)
    file.chmod(0o640)
    config, problems = load_config(file, {})
    assert config is None
    assert [str(problem) for problem in problems] == [
        "config.toml:11:12  others on this computer can read this password; run: chmod 600 config.toml",
        "config.toml:16:12  others on this computer can read this password; run: chmod 600 config.toml",
    ]
    file.chmod(0o600)
    config, problems = load_config(file, {})
    assert problems == ()
    assert config
    assert "oak-and-ash" not in repr(config)


def test_a_login_without_a_password_is_told_but_hinders_no_rehearsal(tmp_path: Path) -> None:
    config, problems = load(tmp_path, SMALL.replace('password_env = "MAIL_PASSWORD"\n', "", 1))
    assert config
    assert problems == [
        "config.toml:8:2  there is a username but no password; set password, password_env, password_file or "
        "password_command"
    ]


def test_a_missing_file_is_a_problem_and_no_traceback(tmp_path: Path) -> None:
    config, problems = load_config(tmp_path / "config.toml", {})
    assert config is None
    assert [str(p) for p in problems] == ["config.toml  the file cannot be read: No such file or directory"]


def test_lists_and_long_texts_do_not_mislead_the_search_for_lines(tmp_path: Path) -> None:
    text = SMALL.replace(
        "[smtp]",
        'bank = [\n  "port = 1", # ]\n  "[smtp]",\n]\naddress = """\n[imap]\nport = 2\n"""\nphone = 5\n\n[smtp]',
    )
    _, problems = load(tmp_path, text)
    assert problems == ['config.toml:16:9  "phone" must be text, not 5']
