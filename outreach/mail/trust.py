"""Whether a mail counts as the client's own. The reference in it tells the conversation, never who wrote it."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from outreach.mail.address import is_free_mail
from outreach.mail.message import Mail

_RESULT = re.compile(r"\s*([a-z0-9.-]{1,40})(?:/\d{1,4})?\s*=\s*([a-z]{1,20})", re.IGNORECASE)
_FAILED = frozenset({"fail", "softfail"})


@dataclass(frozen=True, slots=True)
class Trust:
    trusted: bool
    reason: str


def trust(mail: Mail, contacts: Collection[str], client_domains: Collection[str], authserv_id: str) -> Trust:
    """Does `mail` come from the client whose `contacts` (addresses) and `client_domains` these are?

    Its one From address must be a contact's or lie in a domain of the client's (never a free-mail provider's). Then the
    mail server whose `authserv_id` the firm configured must not contradict (RFC 8601): dmarc=fail, or with no DMARC
    verdict a failing SPF and no passing DKIM. Only the topmost Authentication-Results of exactly that id counts, as
    anybody can write others (section 5). With an empty id nothing is checked.
    """
    known, reason = _known(mail, contacts, client_domains)
    if not known:
        return Trust(False, reason)
    if not authserv_id:
        return Trust(True, f"{reason}; not checked, because no authserv_id is configured")
    results = _results(mail, authserv_id)
    if results is None:
        return Trust(True, f"{reason}; {authserv_id} wrote no Authentication-Results")
    failed, verdict = _judged(results)
    return Trust(not failed, f"{reason}, but {verdict}" if failed else f"{reason}; {verdict}")


def _known(mail: Mail, contacts: Collection[str], client_domains: Collection[str]) -> tuple[bool, str]:
    if mail.senders != 1 or len(mail.all("from")) != 1 or not mail.sender.email:
        return False, f"it has {mail.senders} senders instead of one"
    email, domain = mail.sender.email.lower(), mail.sender.domain
    if email in {contact.lower() for contact in contacts}:
        return True, f"{email} is a known contact"
    if is_free_mail(domain):
        return False, f"{email} is no known contact, and anybody can have an address at {domain}"
    if domain in {own.lower() for own in client_domains}:
        return True, f"{domain} is the client's own domain"
    return False, f"{email} is no known contact and {domain} no domain of the client"


def _results(mail: Mail, authserv_id: str) -> dict[str, list[str]] | None:
    """Method -> its results, from the topmost header of that id; None when there is none."""
    for value in mail.all("authentication-results"):
        head, *rest = _without_comments(value).split(";")
        if head.split()[:1] and head.split()[0].lower() == authserv_id.lower():
            found: dict[str, list[str]] = {}
            for match in filter(None, map(_RESULT.match, rest)):
                found.setdefault(match[1].lower(), []).append(match[2].lower())
            return found
    return None


def _without_comments(value: str) -> str:
    """RFC 5322 comments may hold anything, `;` and `dmarc=pass` too; quoted strings as well."""
    kept, depth, quoted = [], 0, False
    for char in value:
        if char == '"' and not depth:
            quoted = not quoted
        elif char == "(" and not quoted:
            depth += 1
        elif char == ")" and depth:
            depth -= 1
        elif not depth and not quoted:
            kept.append(char)
    return "".join(kept)


def _judged(results: dict[str, list[str]]) -> tuple[bool, str]:
    for verdict in results.get("dmarc", []):
        if verdict in ("pass", "fail"):
            return verdict == "fail", f"dmarc={verdict}"
    spf, dkim = results.get("spf", []), results.get("dkim", [])
    shown = ", ".join(f"{name}={value}" for name in ("spf", "dkim") for value in results.get(name, []))
    if "pass" in dkim or "pass" in spf:
        return False, shown
    return bool(_FAILED & {*spf}), shown or "neither DMARC nor SPF nor DKIM was checked"
