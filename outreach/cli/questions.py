"""The questions of `outreach init`: at most eight, each with a default where there is one."""

from __future__ import annotations

import typer


def ask() -> dict[str, str]:
    """Ask on the terminal; the names are those of config.toml. An empty answer leaves the example as it is."""
    answers = {
        "company.name": typer.prompt("Name of your firm", default=""),
        "company.sender": typer.prompt("Who signs the letters", default=""),
        "company.email": typer.prompt("The address that the letters come from", default=""),
        "company.country": typer.prompt("Your country, two letters", default="GB").upper(),
        "company.language": typer.prompt("Language of your clients, if nothing else is known (en, de)", default="en"),
        "company.timezone": typer.prompt("Your time zone", default="Europe/London"),
    }
    email = answers["company.email"]
    domain = email.rpartition("@")[2] or "your-firm.example"
    answers["smtp.host"] = typer.prompt("Server for sending mail", default=f"smtp.{domain}")
    answers["imap.host"] = typer.prompt("Server for reading mail", default=f"imap.{domain}")
    if email:
        answers |= {"smtp.username": email, "imap.username": email}
    return {name: answer for name, answer in answers.items() if answer}
