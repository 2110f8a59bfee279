"""Does the agent live, and does it see its mailbox? What `status` says about it, and monitoring asks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

DEAD_AFTER = timedelta(minutes=5)  # without a sign of life, or without having read the inbox
ONE_TURN = "one turn was taken"  # what `outreach turn` leaves behind: then nothing runs in between


@dataclass(frozen=True, slots=True)
class Sign:
    """The last sign of life. `trouble` is why the inbox could not be read or a letter not be sent, since when."""

    at: datetime
    inbox_read_at: datetime | None
    doing: str
    trouble: str = ""
    trouble_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Life:
    well: bool
    sentence: str


def life(sign: Sign | None, now: datetime) -> Life:
    """Well is who gave a sign, read the inbox and had no lasting trouble within `DEAD_AFTER`."""
    if sign is None:
        return Life(well=False, sentence="The agent has not run here yet.")
    silent, unread = now - sign.at, now - sign.inbox_read_at if sign.inbox_read_at else None
    read = f"the inbox was read {ago(unread)} ago" if unread is not None else "the inbox is unread"
    late = unread is None or unread > DEAD_AFTER
    if silent > DEAD_AFTER:
        waits = f", in trouble: {sign.trouble}" if sign.trouble else ""
        return Life(well=False, sentence=f"The agent last ran {ago(silent)} ago{waits}; {read}.")
    if sign.trouble:
        since = now - (sign.trouble_since or sign.at)
        says = f"The agent is in trouble (for {ago(since)}): {sign.trouble} ({read})"
        return Life(well=since <= DEAD_AFTER and not late, sentence=says)
    if sign.doing == ONE_TURN:
        return Life(well=not late, sentence=f"The agent last ran {ago(silent)} ago; {read}.")
    doing = f" ({sign.doing})" if sign.doing else ""
    return Life(well=not late, sentence=f"The agent runs{doing}; {read}.")


def ago(span: timedelta) -> str:
    """`12 minutes`: the largest unit of which there are two."""
    seconds = max(int(span.total_seconds()), 0)
    for size, name in ((86400, "days"), (3600, "hours"), (60, "minutes")):
        if seconds >= 2 * size:
            return f"{seconds // size} {name}"
    return f"{seconds} s"
