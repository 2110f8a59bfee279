"""The questions of `outreach init`: at most eight, each with a default where there is one."""

from __future__ import annotations

import typer

from outreach.definitions.workspace import Answers


def ask() -> Answers:
    """Ask on the terminal. An empty answer keeps what config.example.toml has."""
    say = typer.prompt
    company = say("Name of your firm", default="")
    sender = say("Who signs the letters", default="")
    email = say("Your e-mail address", default="")
    domain = email.rpartition("@")[2]
    country = say("Your country, two letters", default="GB")
    language = say("Language of your letters (en or de)", default="en")
    smtp = say("Mail server for sending", default=f"smtp.{domain}" if domain else "")
    imap = say("Mail server for reading", default=f"imap.{domain}" if domain else "")
    order = say("Where does the password come from? (a command, or empty to fill it in later)", default="")
    return Answers(company, sender, email, country, language, smtp, imap, order)
