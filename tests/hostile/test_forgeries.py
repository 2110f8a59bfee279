"""Who may change a case: forged mails, end to end, each with the reason that a person is shown."""

# ruff: noqa: E501 - a table: one forgery a line

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from outreach.agent.explain import explain
from outreach.domain.case import HoldReason
from outreach.domain.received import Received
from outreach.domain.task import TaskKind
from tests.agent.made import JO, case
from tests.fakes import OURS, Office
from tests.hostile.desk import MX, arrive, our_ids, run_desk

PROMISE = "We will pay INV-1042 on 20 March."
SAYS = (PROMISE, "INV-1042 is paid.", "INV-1042 is wrong, the doors are broken. We dispute it.")
PASS = f"Authentication-Results: {MX}; dmarc=pass header.from=miller-sons.example"
REAL = f"From: Jo Miller <{JO}>"
ATTACKER = "x@attacker.example"
THEIR_PASS = f"Authentication-Results: {MX}; dmarc=pass header.from=attacker.example"


def mail(*head: str, body: str = PROMISE, threaded: bool = True) -> bytes:
    """An answer in the thread of our letter to Miller & Sons, which whoever has seen it can write."""
    own = f"In-Reply-To: {our_ids()[0]}" if threaded else "X-Thread: none"
    return "\r\n".join((*head, own, "Message-ID: <forged@x.example>", "Subject: Re: INV-1042", "", body, "")).encode()


@dataclass(frozen=True)
class Forgery:
    """The head of a forged mail, and words of the reason for which it is not believed."""

    what: str
    because: str
    head: tuple[str, ...] = field(default=())
    threaded: bool = True


FORGERIES = (
    Forgery("a known contact, on which our server wrote nothing", f"{MX} wrote no Authentication-Results", (REAL,)),
    Forgery("results of the attacker's own server", "wrote no Auth", ("Authentication-Results: mx.attacker.example; dmarc=pass", REAL)),
    Forgery("results of a server whose name begins like ours", "wrote no Auth", (f"Authentication-Results: {MX}.attacker.example; dmarc=pass", REAL)),
    Forgery("results of a server whose name ends like ours", "wrote no Auth", (f"Authentication-Results: not-{MX}; dmarc=pass", REAL)),
    Forgery("our server's name in a comment", "wrote no Auth", (f"Authentication-Results: ({MX}) mx.attacker.example; dmarc=pass", REAL)),
    Forgery("results under another header's name", "wrote no Auth", (f"X-Authentication-Results: {MX}; dmarc=pass", REAL)),
    Forgery("ARC results of the attacker's", "wrote no Auth", (f"ARC-Authentication-Results: i=1; {MX}; dmarc=pass", REAL)),
    Forgery("dmarc=fail", "dmarc=fail", (f"Authentication-Results: {MX}; dmarc=fail header.from=miller-sons.example", REAL)),
    Forgery("a forged pass below the real fail", "dmarc=fail", (f"Authentication-Results: {MX}; dmarc=fail", PASS, REAL)),
    Forgery("a forged pass above the real fail", "dmarc=fail", (PASS, f"Authentication-Results: {MX}; dmarc=fail", REAL)),
    Forgery("a foreign pass above the real fail", "dmarc=fail", ("Authentication-Results: mx.attacker.example; dmarc=pass", f"Authentication-Results: {MX}; dmarc=fail", REAL)),
    Forgery("pass in a comment, fail outside", "dmarc=fail", (f"Authentication-Results: {MX}; (dmarc=pass) dmarc=fail (dmarc=pass)", REAL)),
    Forgery("pass in a quoted reason", "spf=fail", (f'Authentication-Results: {MX}; spf=fail reason="; dmarc=pass"', REAL)),
    Forgery("folded results", "dmarc=fail", (f"Authentication-Results: {MX};\r\n\tdmarc=fail", REAL)),
    Forgery("two verdicts in one header", "dmarc=fail", (f"Authentication-Results: {MX}; dmarc=pass; dmarc=fail", REAL)),
    Forgery("SPF fails and nothing is signed", "spf=fail", (f"Authentication-Results: {MX}; spf=fail; dkim=none", REAL)),
    Forgery("SPF fails softly", "spf=softfail", (f"Authentication-Results: {MX}; spf=softfail; dkim=none", REAL)),
    Forgery("Microsoft's sum of all checks fails", "compauth=fail", (f"Authentication-Results: {MX}; spf=none; compauth=fail", REAL)),
    Forgery("SPF passes, for the attacker's envelope", "for attacker.example", (f"Authentication-Results: {MX}; spf=pass smtp.mailfrom=b@attacker.example", REAL)),
    Forgery("DKIM passes, for the attacker's signature", "for attacker.example", (f"Authentication-Results: {MX}; dkim=pass header.d=attacker.example", REAL)),
    Forgery("DMARC passes, for another From", "for attacker.example", (THEIR_PASS, REAL)),
    Forgery("SPF passes for a null envelope", "for <>", (f"Authentication-Results: {MX}; spf=pass smtp.mailfrom=<>", REAL)),
    Forgery("a signature of a domain that ends like the client's", "for xmiller-sons.example", (f"Authentication-Results: {MX}; dkim=pass header.d=xmiller-sons.example", REAL)),
    Forgery("a stranger in the thread", "no domain of the client", (THEIR_PASS, f"From: {ATTACKER}")),
    Forgery("a look-alike domain", "no domain of the client", (PASS, "From: jo@miller-son.example")),
    Forgery("a look-alike with a digit", "no domain of the client", (PASS, "From: jo@mil1er-sons.example")),
    Forgery("the client's domain as a sub-domain of the attacker's", "no domain of the client", (PASS, "From: jo@miller-sons.example.attacker.example")),
    Forgery("a sub-domain of the client's that nobody vouched for", "no domain of the client", (PASS, "From: jo@mail.miller-sons.example")),
    Forgery("the client's name before the attacker's", "no domain of the client", (PASS, "From: jo@xmiller-sons.example")),
    Forgery("another ending", "no domain of the client", (PASS, "From: jo@miller-sons.test")),
    Forgery("a Cyrillic letter in the domain", "only look like others", (PASS, "From: jo@miller-s\u043ens.example")),
    Forgery("a letter that small-case folds into the real one", "only look like others", (PASS, "From: jo@m\u0130ller-sons.example")),
    Forgery("the xn-- form of a look-alike", "no domain of the client", (PASS, "From: jo@xn--miller-sns-xqi.example")),
    Forgery("an encoded word as address", "no domain of the client", (PASS, f"From: =?utf-8?q?jo=40miller-sons=2Eexample?= <{ATTACKER}>")),
    Forgery("the contact's address as display name", "no domain of the client", (PASS, f'From: "{JO}" <{ATTACKER}>')),
    Forgery("the contact's address in a comment", "no domain of the client", (PASS, f"From: {ATTACKER} ({JO})")),
    Forgery("the contact's address in angle brackets first", "no domain of the client", (PASS, f"From: <{JO}> <{ATTACKER}>")),
    Forgery("the contact's name at a free-mail provider", "anybody can have an address", (PASS, "From: Jo Miller <jo.miller.sons@gmail.com>")),
    Forgery("two mailboxes in From", "2 senders", (PASS, f"{REAL}, {ATTACKER}")),
    Forgery("two From headers, ours first", "2 senders", (PASS, REAL, f"From: {ATTACKER}")),
    Forgery("two From headers, theirs first", "2 senders", (PASS, f"From: {ATTACKER}", REAL)),
    Forgery("a group in From", "2 senders", (PASS, f"From: Accounts: {JO}, {ATTACKER};")),
    Forgery("no From at all", "0 senders", (PASS,)),
    Forgery("a From without an address", "1 senders", (PASS, "From: Jo Miller")),
    Forgery("a Reply-To elsewhere", f"would go to {ATTACKER}", (PASS, REAL, f"Reply-To: {ATTACKER}")),
    Forgery("a second Reply-To elsewhere", f"would go to {ATTACKER}", (PASS, REAL, f"Reply-To: {JO}", f"Reply-To: {ATTACKER}")),
    Forgery("a Reply-To at a free-mail provider", "would go to jo.miller@gmail.com", (PASS, REAL, "Reply-To: jo.miller@gmail.com")),
    Forgery("a Sender elsewhere", f"sent by {ATTACKER}", (PASS, REAL, f"Sender: {ATTACKER}")),
    Forgery("a Sender elsewhere in angle brackets", f"sent by {ATTACKER}", (PASS, REAL, f'Sender: "{JO}" <{ATTACKER}>')),
    Forgery("the contact in Sender, a stranger in From", "no domain of the client", (PASS, f"From: {ATTACKER}", f"Sender: {JO}")),
    Forgery("the contact in Reply-To, a stranger in From", "no domain of the client", (PASS, f"From: {ATTACKER}", f"Reply-To: {JO}")),
    Forgery("a colleague of ours in the thread", "is our own domain", (f"Authentication-Results: {MX}; dmarc=pass", "From: anna@northwind-joinery.example")),
    Forgery("another client of ours in the thread", "no domain of the client", (f"Authentication-Results: {MX}; dmarc=pass", "From: ap@harbour-hotels.example")),
    Forgery("a resent mail", "no domain of the client", (PASS, f"From: {ATTACKER}", f"Resent-From: {JO}")),
    Forgery("the reference copied into the subject", "no domain of the client", (PASS, f"From: {ATTACKER}", "Subject: Re: {reference}"), threaded=False),
    Forgery("the thread copied into References", "no domain of the client", (PASS, f"From: {ATTACKER}", "References: {letter}"), threaded=False),
    Forgery("a null in the address", "no domain of the client", (PASS, "From: jo@miller-sons.example\x00.attacker.example")),
)  # fmt: skip


def received(forgery: Forgery, body: str) -> tuple[Office, Received]:
    letter, reference = our_ids()
    head = tuple(line.replace("{letter}", letter).replace("{reference}", reference) for line in forgery.head)
    firm = run_desk()
    kept = arrive(firm, mail(*head, body=body, threaded=forgery.threaded))
    assert kept is not None
    return firm, kept


@pytest.mark.parametrize("body", SAYS, ids=["promise", "payment", "dispute"])
@pytest.mark.parametrize("forgery", FORGERIES, ids=lambda forgery: forgery.what)
def test_a_forgery_holds_the_case_and_asks_and_records_nothing(forgery: Forgery, body: str) -> None:
    firm, kept = received(forgery, body)
    assert not kept.trusted
    assert forgery.because in kept.trust_reason
    after = case(firm)
    assert not after.promises
    assert not after.disputes
    (hold,) = after.holds
    assert (hold.reason, hold.until, hold.invoices) == (HoldReason.QUESTION, None, ())
    (task,) = firm.open_tasks()
    assert task.kind is TaskKind.REVIEW
    assert forgery.because in task.detail  # what the person sees
    client = firm.desk.store.book().client("miller")
    assert client is not None
    assert kept.id in {mail.id for mail in firm.desk.store.book().received_of("miller")}
    assert explain(firm.desk, client, None)


def test_the_same_words_of_the_client_are_believed() -> None:
    """Else the forgeries above could be refused for any reason, and the test prove nothing."""
    for verdict in (PASS, f"Authentication-Results: {MX}; spf=none; dkim=none"):
        for body, recorded in zip(SAYS, ("promises", "holds", "disputes"), strict=True):
            firm = run_desk()
            kept = arrive(firm, mail(verdict, REAL, body=body))
            assert kept is not None
            assert kept.trusted, kept.trust_reason
            assert kept.finding.sure, kept.finding.warnings
            assert getattr(case(firm), recorded)


def test_our_own_address_as_sender_changes_nothing_at_all() -> None:
    for sender in (OURS, OURS.upper(), f'"{JO}" <{OURS}>'):
        firm = run_desk()
        before = case(firm)
        assert arrive(firm, mail(PASS, f"From: {sender}")) is None
        assert (case(firm), firm.open_tasks()) == (before, ())


def test_there_are_enough_of_them() -> None:
    print(
        f"\nforgeries: {len(FORGERIES)} ways, {len(FORGERIES) * len(SAYS)} mails, each held and shown with its reason"
    )
    assert len(FORGERIES) >= 30


@pytest.mark.parametrize(
    ("body", "head"),
    [
        (f"{PROMISE} Please note that our bank details have changed.", ()),
        ("INV-1042 is paid, to the new account you told us about. You have new bank details, haven't you?", ()),
        (PROMISE, ("Subject: New bank details",)),
        (f"{PROMISE}\r\n\r\n-- \r\nJo Miller\r\nNew: our bank account has changed\r\n+44 20 7946 0999", ()),
        (f"{PROMISE}\r\n\r\nOn 3 March 2026 at 09:30, Ann <ann@miller-sons.example> wrote:\r\n> Our bank details have changed.", ()),
        ("Our bank account has changed.", ("Auto-Submitted: auto-generated",)),
        ("I am out of the office until 20 March. Our bank details have changed.", ("Auto-Submitted: auto-replied", "X-A: b")),
        ("Unsere Bankverbindung hat sich geändert.", ("List-Id: <news.miller-sons.example>",)),
        ("Your ticket was received. Nos coordonnées bancaires ont changé.", ("Auto-Submitted: auto-replied",)),
    ],
)  # fmt: skip
def test_new_bank_details_go_to_a_person_with_a_warning_whoever_writes(body: str, head: tuple[str, ...]) -> None:
    firm = run_desk()
    kept = arrive(firm, mail(PASS, REAL, *head, body=body))
    assert kept is not None
    assert kept.trusted
    assert kept.finding.bank_details
    assert any("ask by telephone" in warning for warning in kept.finding.warnings)
    (task,) = firm.open_tasks()
    assert (task.kind, task.mail) == (TaskKind.REVIEW, kept.id)
    assert "new bank details" in task.detail
    assert not case(firm).promises
    assert case(firm).holds[-1].until is None


def test_bank_details_of_our_own_in_a_quoted_letter_are_no_news() -> None:
    """The letter that is answered names our account; so does a report that returns it."""
    firm = run_desk()
    firm.mailbox.folders["INBOX"].mails.clear()
    firm.answer(PROMISE, JO, headers={"Authentication-Results": f"{MX}; dmarc=pass"})
    raw = firm.mailbox.folders["INBOX"].mails.pop().raw
    assert b"Sort code" in raw
    kept = arrive(firm, raw)
    assert kept is not None
    assert not kept.finding.bank_details
    assert case(firm).promises
