"""Run as a process of its own: every hostile mail on the whole way, with the memory of the process limited.

Prints one JSON line for each mail: its name, the seconds of computing and the peak of allocated bytes (0 when it ran
untraced; tracing makes Python several times slower, so a mail is timed first and traced afterwards).
"""

from __future__ import annotations

import json
import resource
import sys
import time
import tracemalloc
from dataclasses import asdict, dataclass
from pathlib import Path

from outreach.domain.received import Received
from tests.fakes import Office
from tests.hostile.desk import arrive, read_whole, run_desk
from tests.hostile.messages import messages
from tests.memory import most_held

MEBI = 1024 * 1024
LARGE = 4 * MEBI
ROOM = 256 * MEBI  # above what the process has when all is imported and the desk stands


def _limit_memory() -> None:
    """RLIMIT_AS at what is mapped now, and the room on top: an allocation beyond is a MemoryError."""
    mapped = int(Path("/proc/self/statm").read_text("ascii").split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (mapped + ROOM, mapped + ROOM))


@dataclass(frozen=True, slots=True)
class Way:
    """Seconds for the agent's own way, and for all functions where that ended early; and what became of the mail."""

    functions: float
    agent: float
    became: str  # "passed over", "asked", "noted" (a machine's) or "lost": neither kept nor asked about


def _way(firm: Office, raw: bytes) -> Way:
    tasks = len(firm.open_tasks())
    begun = time.process_time()
    received = arrive(firm, raw)
    between = time.process_time()
    if received is None:  # it stopped early, as it belongs to no case
        read_whole(raw)
    ended = time.process_time()
    firm.mailbox.folders["INBOX"].mails.clear()
    return Way(ended - between, between - begun, _became(firm, raw, received, len(firm.open_tasks()) > tasks))


def _became(firm: Office, raw: bytes, received: Received | None, asked: bool) -> str:
    if received is None:
        return "passed over"
    if firm.desk.archive.get(received.digest) != raw:
        return "lost"
    if asked:
        return "asked"
    return "lost" if received.finding.by_person and not received.finding.sure else "noted"


def main(traced: bool) -> None:
    firm, own = run_desk(), 0
    worst = list(messages())
    _way(firm, worst[0][1])  # patterns and rules are loaded once
    if not traced:
        _limit_memory()
    for name, raw in worst:
        peak = 0
        if traced:
            if len(raw) < LARGE:  # cannot be what fills the memory, and tracing it takes long
                continue
            tracemalloc.start()
        way = _way(firm, raw)
        if traced:
            own, peak = len(raw), tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
        print(json.dumps({"mail": name, **asdict(way), "peak": peak, "octets": own}), flush=True)
    print(json.dumps({"resident": most_held()}))


if __name__ == "__main__":
    main(traced="traced" in sys.argv)
