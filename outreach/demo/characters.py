"""The twelve simulated clients. Each is a script that waits for the next letter or call with `yield` and acts on it."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import replace
from datetime import datetime, time, timedelta
from decimal import Decimal
from functools import partial
from zoneinfo import ZoneInfo

from outreach.demo.answers import Letter, Program, Writer, fresh
from outreach.demo.book import CLIENTS, FIRST_DAY, OWN_ADDRESS
from outreach.demo.life import Called, Event, Life, Meaning, World, writer_of
from outreach.domain.finding import DisputeReason, Intent

Script = Generator[None, Event, None]

SUCCESSORS = {
    "osprey": Writer("Lena Fox", "l.fox@osprey-property.example", "Europe/London", Program.APPLE, "Regards\nLena Fox"),
    "werner": Writer(
        "Markus Vogt", "buchhaltung@ladenbau-werner.example", "Europe/Berlin", Program.OUTLOOK_DE,
        "Mit freundlichen Grüßen\nMarkus Vogt\nLadenbau Werner GmbH",
    ),
}  # fmt: skip
"""Whom to write to once the contact in the book cannot be reached any more."""


class Character:
    """One client with its script, which has run up to its first `yield` when the demo begins."""

    def __init__(self, life: Life, script: Callable[[Life], Script], temper: str) -> None:
        self.life, self.temper = life, temper
        successors = (writer.email for client, writer in SUCCESSORS.items() if client == life.entry.id)
        self.addresses = (life.entry.email, *successors)
        self._script = script(life)
        next(self._script)

    def meets(self, event: Event) -> None:
        self._script.send(event)


def next_letter() -> Generator[None, Event, Letter]:
    """Wait for a letter; calls in between are not answered."""
    while True:
        event = yield
        if isinstance(event, Letter):
            return event


def deaf() -> Script:
    """Nothing more happens, whatever comes."""
    while True:
        yield


def pays_at_once(life: Life) -> Script:
    """Never writes a word; the money is there two days after each letter."""
    while True:
        letter = yield from next_letter()
        life.pay(life.soon(letter.arrived, 40), *life.named(letter))


def pays_when_called(life: Life) -> Script:
    """Lets letters lie; after each call, what is due is paid within three days."""
    while True:
        event = yield
        if isinstance(event, Called):
            life.pay(life.soon(event.at, 60), *life.due_by(event.at))


def pays_early(life: Life) -> Script:
    """Pays ten days before the due day, so that there is never a reason to write to them."""
    for number in life.bills():
        life.pay(life.on(life.due(number) - timedelta(days=10)), number)
    yield from deaf()


def is_away(life: Life) -> Script:
    """Out of office when the first letter comes; back at work, promises a day and keeps it."""
    letter = yield from next_letter()
    back = life.friday(letter.arrived, 7) + timedelta(days=3)
    life.absent(
        letter,
        "Automatic reply",
        f"Thank you for your email. I am out of the office and will be back on Monday {life.say(back)}.\n\n"
        "For anything urgent please ring the studio.\n\nNiamh Kelly",
    )
    letter = yield from next_letter()
    at = life.soon(letter.arrived, 3)
    day = life.friday(at, 5)
    words = f"Hello Alex,\n\nsorry for the late reply. We will pay {_all(life, letter)} on {life.say(day)}."
    life.answer(letter, words, at, Meaning((Intent.PROMISE,), day))
    life.pay(life.on(day), *life.named(letter))
    yield from pays_at_once(life)


def breaks_a_promise(life: Life) -> Script:
    """Promises a day, lets it pass, promises again and pays; breaks the next promise, too, and pays when called."""
    letter = yield from next_letter()
    at = life.soon(letter.arrived, 4)
    day = life.friday(at, 6)
    life.answer(letter, f"Hi Alex,\n\nthis will be paid on {life.say(day)}.", at, Meaning((Intent.PROMISE,), day))
    letter = yield from next_letter()
    at = life.soon(letter.arrived, 6)
    day = life.friday(at, 3)
    late = life.due_by(at)
    words = f"Hi Alex,\n\nsorry about that. We will pay {' and '.join(late)} on {life.say(day)}."
    life.answer(letter, words, at, Meaning((Intent.PROMISE,), day, late))
    life.pay(life.on(day), *late)
    letter = yield from next_letter()
    at = life.soon(letter.arrived, 5)
    day = life.friday(at, 9)
    life.answer(letter, f"Hi Alex,\n\nwe will pay this on {life.say(day)}.", at, Meaning((Intent.PROMISE,), day))
    yield from pays_when_called(life)


def disputes_one(life: Life) -> Script:
    """Contests the first of three invoices and promises the others; pays the rest of it once a credit note has come."""
    letter = yield from next_letter()
    contested, *others = life.named(letter)
    at = life.soon(letter.arrived, 5)
    day = life.friday(at, 4)
    words = (
        f"Dear Alex,\n\nwe dispute invoice {contested}: two of the wardrobe doors arrived damaged.\n\n"
        f"{' and '.join(others)} will be paid on {life.say(day)}."
    )
    meaning = Meaning((Intent.DISPUTE, Intent.PROMISE), day, (contested,), DisputeReason.QUALITY)
    life.answer(letter, words, at, meaning)
    life.pay(life.on(day), *others)
    yield from pays_at_once(life)


def bounces(life: Life) -> Script:
    """The contact's mailbox was closed: the server takes the letter and sends it back. Their successor pays."""
    letter = yield from next_letter()
    life.bounce(letter, life.entry.email)
    life.writer = SUCCESSORS[life.entry.id]
    letter = yield from next_letter()
    at = life.soon(letter.arrived, 20)
    life.answer(
        letter, "Hello,\n\nthank you, I have passed this on to our accounts team.", at,
        Meaning((Intent.ACKNOWLEDGEMENT,)),
    )  # fmt: skip
    life.pay(life.soon(at, 50), *life.named(letter))
    yield from pays_at_once(life)


def has_left(life: Life) -> Script:
    """A colleague answers that the contact has left and names another; that one promises, in German, and pays."""
    letter = yield from next_letter()
    new = SUCCESSORS[life.entry.id]
    life.writer = replace(
        life.writer, name="Petra Lorenz", email="p.lorenz@ladenbau-werner.example", signature="Petra Lorenz"
    )
    words = (
        "Guten Tag,\n\nFrau Krüger ist nicht mehr bei uns im Unternehmen. "
        f"Bitte wenden Sie sich künftig an {new.email}.\n\nViele Grüße"
    )
    life.answer(letter, words, life.soon(letter.arrived, 4), Meaning((Intent.REDIRECT,)))
    life.writer = new
    letter = yield from next_letter()
    at = life.soon(letter.arrived, 3)
    day = life.friday(at, 8)
    words = f"Sehr geehrter Herr Winter,\n\nwir überweisen den offenen Betrag am {life.say(day)}."
    life.answer(letter, words, at, Meaning((Intent.PROMISE,), day))
    life.pay(life.on(day), *life.named(letter))
    letter = yield from next_letter()
    at = life.soon(letter.arrived, 5)
    day = life.friday(at, 15)
    words = f"Guten Tag Herr Winter,\n\nwir werden die Rechnung am {life.say(day)} bezahlen."
    life.answer(letter, words, at, Meaning((Intent.PROMISE,), day))
    life.pay(life.on(day), *life.named(letter))
    yield from deaf()


def wants_a_copy(life: Life) -> Script:
    """Cannot find the invoice; pays two days after somebody has sent it."""
    letter = yield from next_letter()
    wanted = life.named(letter)[0]
    words = f"Hi,\n\ncould you please send me a copy of invoice {wanted}? I can't find it.\n\nThanks,"
    life.answer(letter, words, life.soon(letter.arrived, 2), Meaning((Intent.DOCUMENT,), None, (wanted,)))
    copy = yield from next_letter()
    life.pay(life.soon(copy.arrived, 45), *life.named(copy))
    yield from pays_at_once(life)


def answers_inline(life: Life) -> Script:
    """Writes between our lines: a day for each invoice, under the line of that invoice. Keeps both."""
    letter = yield from next_letter()
    at = life.soon(letter.arrived, 3)
    days = [life.friday(at, 4 + 7 * n) for n, _ in enumerate(life.named(letter))]
    said = {
        number: f"We will pay {number} on {life.say(day)}."
        for number, day in zip(life.named(letter), days, strict=True)
    }
    life.answer_inline(letter, said, "Hi Alex,", at, Meaning((Intent.PROMISE,), days[0], (life.named(letter)[0],)))
    for number, day in zip(life.named(letter), days, strict=True):
        life.pay(life.on(day), number)
    yield from pays_at_once(life)


def remits(life: Life) -> Script:
    """Never answers; a payables system sends a remittance advice, and the money follows two days later."""
    system = Writer("Granite Payables", "remittance@granite-outfitters.example", life.entry.zone, Program.PHONE)
    while True:
        letter = yield from next_letter()
        at, numbers = life.soon(letter.arrived, 28), life.named(letter)
        paid_on = f"{life.say(at.date())}, {at.year}"
        words = f"REMITTANCE ADVICE\n\nPayment of these invoices was made on {paid_on}:\n\n"
        words += "\n".join(f"Invoice {number}" for number in numbers)
        life.write(system, "Remittance advice", words, at, Meaning((Intent.PAID,), None, numbers))
        life.pay(life.soon(at, 46), *numbers)


def is_ironic(life: Life) -> Script:
    """Mocks the second letter, ignores the next ones and the call, and pays after the first final one."""
    yield from next_letter()
    letter = yield from next_letter()
    words = "Oh splendid, another one of your love letters. Do keep them coming, the fire needs paper."
    life.answer(letter, words, life.soon(letter.arrived, 7), Meaning((Intent.OTHER,)))
    while "formally" not in letter.mail.text:
        letter = yield from next_letter()
    life.pay(life.soon(letter.arrived, 70), *life.bills())
    yield from deaf()


def is_a_key_client(life: Life) -> Script:
    """Large and slow: passes it on, pays half after the personal note, and the rest after a call of the owner."""
    yield from next_letter()
    letter = yield from next_letter()
    life.answer(
        letter, "Dear Alex,\n\nthank you, I have passed this on to our accounts team.", life.soon(letter.arrived, 26),
        Meaning((Intent.ACKNOWLEDGEMENT,)),
    )  # fmt: skip
    first, *others = life.named(letter)
    life.pay(life.on(max(life.due(first) + timedelta(days=32), letter.arrived.date())), first, share=Decimal("0.5"))
    if others:
        life.pay(life.on(life.due(others[0]) + timedelta(days=9)), *others)
    yield from pays_when_called(life)


def _all(life: Life, letter: Letter) -> str:
    return "both invoices" if len(life.named(letter)) == 2 else "the invoice"


_CAST: dict[str, tuple[Callable[[Life], Script], str, Program, str]] = {
    "hartfield": (pays_at_once, "pays at once", Program.OUTLOOK, ""),
    "fairweather": (pays_early, "pays before ever being written to", Program.PHONE, ""),
    "dunmore": (
        is_away,
        "is out of office, then promises and keeps",
        Program.APPLE,
        "Best wishes,\nNiamh Kelly\nDunmore Architects",
    ),
    "beacon": (
        breaks_a_promise,
        "promises and breaks, then pays",
        Program.GMAIL,
        "-- \nMarcus Reed\nBeacon Street Coffee",
    ),
    "copperline": (
        disputes_one,
        "disputes one of three invoices",
        Program.OUTLOOK,
        "Kind regards\nJudith Cole\nPurchase Ledger",
    ),
    "osprey": (bounces, "bounces; a successor pays", Program.OUTLOOK, ""),
    "werner": (has_left, "has left the firm; answers in German", Program.OUTLOOK_DE, ""),
    "kestrel": (wants_a_copy, "asks for a copy", Program.GMAIL, "Hannah Pryce"),
    "riverside": (answers_inline, "answers between our lines", Program.GMAIL, "Thanks,\nOwen Marsh"),
    "granite": (remits, "sends only a remittance advice", Program.PHONE, ""),
    "thornbury": (is_ironic, "answers with irony, pays last", Program.PHONE, "R. A."),
    "alder": (
        is_a_key_client,
        "the key client: large and slow",
        Program.OUTLOOK,
        "Kind regards,\nGrace Okafor\nAlder & Rowe Hospitality",
    ),
}


def cast(world: World) -> dict[str, Character]:
    """All characters, by the id of the client."""
    characters = {}
    for entry in CLIENTS:
        script, temper, program, signature = _CAST[entry.id]
        characters[entry.id] = Character(Life(world, entry, writer_of(entry, program, signature)), script, temper)
    return characters


def strangers(world: World) -> None:
    """Mail that belongs to no case, as any mailbox gets it: the agent must leave it alone."""
    timber = Writer("Ashford Timber", "offers@ashford-timber.example", "Europe/London", Program.PHONE)
    for week in range(12):
        at = datetime.combine(FIRST_DAY, time(11), ZoneInfo(timber.zone)) + timedelta(days=7 * week + 1)
        words = f"Oak, ash and beech: our offers of week {week + 10}.\n\nWe will pay the freight until Friday."
        raw = fresh(timber, OWN_ADDRESS, "This week's offers", words, at, f"<offer-{week}@ashford-timber.example>")
        world.agenda.plan(at, partial(world.post, timber.email, raw))
