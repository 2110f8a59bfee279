"""Whether a mail counts as the client's own. The reference in it tells the conversation, never who wrote it."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from outreach.mail.address import domain_of, is_free_mail, mailboxes_of
from outreach.mail.message import Mail

_RESULT = re.compile(r"\s*([a-z0-9.-]{1,40})(?:/\d{1,4})?\s*=\s*([a-z]{1,20})", re.IGNORECASE)
_OF_DOMAIN = re.compile(r"(?:header\.(?:from|d|i)|smtp\.(?:mailfrom|helo))\s*=\s*([^\s;]{1,320})", re.IGNORECASE)
_FAILED = frozenset({"fail", "softfail"})


@dataclass(frozen=True, slots=True)
class Trust:
    trusted: bool
    reason: str


@dataclass(frozen=True, slots=True)
class _Result:
    method: str
    verdict: str
    domain: str  # whose it is: of the From address, the signature or the envelope; "" = not said, "<>" = the null path

    def __str__(self) -> str:
        return f"{self.method}={self.verdict}"


def trust(
    mail: Mail, contacts: Collection[str], client_domains: Collection[str], authserv_id: str, own_domain: str = ""
) -> Trust:
    """Does `mail` come from the client whose `contacts` (addresses) and `client_domains` these are?

    Its one From address must be a contact's or lie in a domain of the client's (never a free-mail provider's, never
    `own_domain`, that of our firm), and answers to it must go there, too. Then the mail server whose `authserv_id` the
    firm configured must have looked at it and not contradict (RFC 8601): no dmarc=fail, no failing SPF without a
    passing signature, and nothing that passed for another domain only. Its results are told by exactly that id, and
    what is wrong in any of them counts; but only the topmost can say that all is well, as anybody can write others
    (section 5). With an empty id the topmost header of any server is asked, which can only make a mail less trusted.
    """
    known, reason = _known(mail, contacts, client_domains, own_domain)
    if not known:
        return Trust(False, reason)
    if stray := _stray(mail, contacts, client_domains):
        return Trust(False, f"{reason}, but {stray}")
    results = _results(mail, authserv_id)
    if not authserv_id:
        fails, verdict = _judged(results[0], mail.sender.domain) if results else (False, "")
        unchecked = f"{reason}; not checked, because no authserv_id is configured"
        return Trust(not fails, f"{reason}, but {verdict}" if fails else unchecked)
    if not results:
        return Trust(False, f"{reason}, but {authserv_id} wrote no Authentication-Results on it")
    verdicts = [_judged(each, mail.sender.domain) for each in results]
    failed = next((verdict for fails, verdict in verdicts if fails), "")
    return Trust(not failed, f"{reason}, but {failed}" if failed else f"{reason}; {verdicts[0][1]}")


def _known(mail: Mail, contacts: Collection[str], client_domains: Collection[str], own_domain: str) -> tuple[bool, str]:
    if mail.senders != 1 or len(mail.all("from")) != 1 or not mail.sender.email:
        return False, f"it has {mail.senders} senders instead of one"
    email, domain = mail.sender.email.lower(), mail.sender.domain
    if not mail.sender.email.isascii():
        return False, f"{email} has letters that only look like others"
    if email in _lower(contacts):
        return True, f"{email} is a known contact"
    if is_free_mail(domain):
        return False, f"{email} is no known contact, and anybody can have an address at {domain}"
    if domain == own_domain.lower():
        return False, f"{email} is no known contact, and {domain} is our own domain"
    if domain in _lower(client_domains):
        return True, f"{domain} is the client's own domain"
    return False, f"{email} is no known contact and {domain} no domain of the client"


def _lower(names: Collection[str]) -> frozenset[str]:
    return frozenset(name.lower() for name in names)


def _stray(mail: Mail, contacts: Collection[str], client_domains: Collection[str]) -> str:
    """An address outside the client that answers would go to, or that sent the mail in the client's name."""
    senders = (box for value in mail.all("sender") for box in mailboxes_of(value))
    for what, boxes in (("answers to it would go to", mail.reply_to), ("it was sent by", senders)):
        for box in boxes:
            email, domain = box.email.lower(), domain_of(box.email)
            own = domain in _lower(client_domains) and not is_free_mail(domain)
            if not own and email not in {mail.sender.email.lower(), *_lower(contacts)}:
                return f"{what} {email or box.name}"
    return ""


def _results(mail: Mail, authserv_id: str) -> list[list[_Result]]:
    """What each header of that id (of any, when it is empty) tells, the topmost first."""
    found = []
    for value in mail.all("authentication-results"):
        head, *rest = _without_comments(value).split(";")
        if not authserv_id or (head.split()[:1] and head.split()[0].lower() == authserv_id.lower()):
            found.append([_result(match, part) for part in rest if (match := _RESULT.match(part))])
    return found


def _result(match: re.Match[str], part: str) -> _Result:
    of = _OF_DOMAIN.search(part)
    domain = (of[1].rpartition("@")[2].strip("<>.").lower() or "<>") if of else ""
    return _Result(match[1].lower(), match[2].lower(), domain)


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


def _judged(results: list[_Result], domain: str) -> tuple[bool, str]:
    """(whether it contradicts that `domain` wrote the mail, the words that say so)"""
    dmarc = [result for result in results if result.method == "dmarc" and result.verdict in ("pass", "fail")]
    refused = [r for r in results if r.verdict == "fail" and r.method in ("dmarc", "compauth")]  # Microsoft's own sum
    if refused:
        return True, str(refused[0])
    others = [result for result in results if result.method in ("spf", "dkim")]
    passed = dmarc or [result for result in others if result.verdict == "pass"]
    if any(_aligned(result.domain, domain) for result in passed):
        return False, ", ".join(map(str, dmarc or others))
    if passed:
        return True, f"{passed[0]} is for {passed[0].domain} and not for {domain}"
    failed = any(result.method == "spf" and result.verdict in _FAILED for result in others)
    return failed, ", ".join(map(str, others)) or "neither DMARC nor SPF nor DKIM was checked"


def _aligned(one: str, other: str) -> bool:
    """Relaxed alignment (RFC 7489 section 3.1): the same domain, or one below the other. A server that does not say
    whose it is means the one in From."""
    return not one or one == other or one.endswith(f".{other}") or other.endswith(f".{one}")
