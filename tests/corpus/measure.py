"""Measures how well the replies of a set are read: how far we reach, each intent per language, and the confusion.

usage: python -m tests.corpus.measure SET [--readings FILE] [--errors] [--remember]

Runs `outreach inbox try` over the set, or takes the JSON lines it once printed from FILE. With --errors, also shows
each mail whose intents, promised days or reason were read wrongly. With --remember, writes the shares into
figures.json, from which they may not fall by more than a point (test_figures.py).
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
MISLEADING = "en*"  # English meant to mislead a reader counts with the other languages
ACTING = {"promise", "paid", "dispute", "stop", "legal", "redirect", "bounce"}  # each changes a case by itself
Pair = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Judged:
    """One mail: the right reading that the program came nearest to, and the program's own."""

    id: str
    group: str
    right: dict[str, Any]
    read: dict[str, Any]
    tolerated: frozenset[str]

    @property
    def wanted(self) -> set[str]:
        return set(self.right["intents"]) - self.tolerated

    @property
    def found(self) -> set[str]:
        return set(self.read.get("intents", ())) - self.tolerated

    @property
    def human(self) -> bool:
        return not self.right["automated"]

    @property
    def unasked(self) -> bool:
        """A person's mail that no person of ours would be asked about."""
        return self.human and not self.read.get("person")

    @property
    def wrong(self) -> bool:
        reason = self.right["dispute_reason"] != self.read.get("dispute_reason")
        return self.wanted != self.found or days(self.right) != days(self.read) or reason


def days(reading: dict[str, Any]) -> list[str]:
    """The days of its promises; an undated one is an empty string."""
    return sorted(promise["date"] or "" for promise in reading.get("promises", ()))


def judge(record: dict[str, Any], read: dict[str, Any]) -> Judged:
    """The expectation against the reading, taking the variant with the fewest differences (the first, if equal)."""
    tolerated = frozenset(record.get("tolerated_intents", ()))
    group = MISLEADING if record["id"].startswith("x") and record["lang"] == "en" else record["lang"]

    def differences(right: dict[str, Any]) -> int:
        intents = (set(right["intents"]) ^ set(read.get("intents", ()))) - tolerated
        reason = int(right["dispute_reason"] != read.get("dispute_reason"))
        return len(intents) + len(set(days(right)) ^ set(days(read))) + reason

    variants = [record["gold"], *({**record["gold"], **other} for other in record["gold_alt"])]
    return Judged(record["id"], group, min(variants, key=differences), read, tolerated)


def words(text: str | None) -> Counter[str]:
    return Counter(re.findall(r"\w+", unicodedata.normalize("NFKC", text or "").lower()))


def intents_f1(mail: Judged) -> Pair:
    """Summed over mails, the parts of a micro F1: twice the hits, of the intents wanted and found."""
    return 2 * len(mail.wanted & mail.found), len(mail.wanted) + len(mail.found)


def promised_days(mail: Judged) -> Pair:
    promises = bool(mail.right["promises"])
    return promises and days(mail.right) == days(mail.read), promises


def false_promise(mail: Judged) -> Pair:
    none = not mail.right["promises"]
    return none and bool(mail.read.get("promises")) and "promise" not in mail.tolerated, none


def acted_wrongly(mail: Judged) -> Pair:
    return mail.unasked and bool(mail.found & ACTING - set(mail.right["intents"])), mail.human


def letters_went_on(mail: Judged) -> Pair:
    return mail.human and not mail.read.get("hold"), mail.human


def settled_alone(mail: Judged) -> Pair:
    return mail.unasked, mail.human


def robot_or_person(mail: Judged) -> Pair:
    return bool(mail.read.get("automated")) == mail.right["automated"], 1


def new_text(mail: Judged) -> Pair:
    """F1 of the words of the new text, where there is one to find; two texts without a word, as emoji are, agree."""
    wanted, found = words(mail.right["reply_text"]), words(mail.read.get("reply_text"))
    if not mail.right["reply_text"]:
        return 0, 0
    whole = wanted.total() + found.total()
    return (2 * (wanted & found).total() / whole if whole else 1), 1


REACH: dict[str, Callable[[Judged], Pair]] = {
    "intent micro F1": intents_f1,
    "promise days exactly right": promised_days,
    "a promise where there is none": false_promise,
    "acted wrongly, nobody asked": acted_wrongly,
    "a person wrote, letters went on": letters_went_on,
    "settled without a person": settled_alone,
    "robot or person, told right": robot_or_person,
    "token F1 of the new text": new_text,
}


FEWER_IS_BETTER = ("a promise where there is none", "acted wrongly, nobody asked", "a person wrote, letters went on")
FIGURES = HERE / "figures.json"


def share(pairs: Sequence[Pair]) -> float | None:
    """None where there is nothing to measure."""
    whole = sum(of for _, of in pairs)
    return sum(hit for hit, _ in pairs) / whole if whole else None


def shares(mails: Sequence[Judged]) -> dict[str, dict[str, float]]:
    """Each measure for English, for the others and in all."""
    found: dict[str, dict[str, float]] = {}
    for group, some in columns(mails).items():
        if group in ("en", "others", "total"):
            measured = {name: share([measure(mail) for mail in some]) for name, measure in REACH.items()}
            found[group] = {name: round(value, 4) for name, value in measured.items() if value is not None}
    return found


def shown_share(pairs: Sequence[Pair]) -> str:
    value = share(pairs)
    return "-" if value is None else f"{value:.3f}"


def columns(mails: Sequence[Judged]) -> dict[str, list[Judged]]:
    """English, all others together, each language, and the whole."""
    groups = sorted({mail.group for mail in mails} - {"en"})
    found = {"en": [m for m in mails if m.group == "en"], "others": [m for m in mails if m.group != "en"]}
    found |= {group: [m for m in mails if m.group == group] for group in groups}
    return {name: some for name, some in (found | {"total": list(mails)}).items() if some}


def reach(mails: Sequence[Judged]) -> None:
    """The table of the shares, a column for each language."""
    table = columns(mails)
    print(f"{'':32}" + "".join(f"{name:>8}" for name in table))
    print(f"{'mails':32}" + "".join(f"{len(some):8}" for some in table.values()))
    for name, measure in REACH.items():
        print(f"{name:32}" + "".join(f"{shown_share([measure(m) for m in some]):>8}" for some in table.values()))


def per_intent(mails: Sequence[Judged]) -> None:
    """Precision, recall and F1 of each intent, in hundredths, with how often it is right to read it."""
    table = columns(mails)
    print(f"\n{'precision/recall/F1 (mails)':18}\n{'':16}" + "".join(f"{name:>17}" for name in table))
    for intent in sorted({intent for mail in mails for intent in mail.wanted | mail.found}):
        print(f"{intent:16}" + "".join(f"{triple(intent, some):>17}" for some in table.values()))


def triple(intent: str, mails: Sequence[Judged]) -> str:
    wanted = sum(intent in mail.wanted for mail in mails)
    found = sum(intent in mail.found for mail in mails)
    if not wanted + found:
        return "."
    hits = sum(intent in mail.wanted & mail.found for mail in mails)
    shares = (hits / max(1, found), hits / max(1, wanted), 2 * hits / (wanted + found))
    return "/".join(f"{100 * value:.0f}" for value in shares) + f" ({wanted})"


def confusion(mails: Sequence[Judged]) -> None:
    """What each primary intent was read as, most often first."""
    print("\nprimary intent, and as what it was read")
    for intent in sorted({mail.right["intents"][0] for mail in mails}):
        some = [mail for mail in mails if mail.right["intents"][0] == intent]
        read = Counter((*mail.read.get("intents", ()), "nothing")[0] for mail in some)
        print(f"{intent:16}{len(some):4}: " + ", ".join(f"{name} {count}" for name, count in read.most_common()))


def errors(mails: Sequence[Judged]) -> None:
    """Each mail read wrongly: what was right, what was read, and its words."""
    for mail in mails:
        if mail.wrong:
            print(f"\n{mail.id} ({mail.group}) " + " ".join(mail.right["reply_text"].split()))
            print(f"  right: {shown(mail.right)}\n  read:  {shown(mail.read)}")


def shown(reading: dict[str, Any]) -> str:
    promised = [day or "undated" for day in days(reading)]
    return " ".join([*reading.get("intents", ()), *promised, str(reading.get("dispute_reason") or "")]).strip()


def try_all(records: Sequence[dict[str, Any]], folder: Path) -> str:
    """The JSON lines that `outreach inbox try` prints for a set, outside of any workspace."""
    with tempfile.TemporaryDirectory() as empty:
        contexts = Path(empty) / "contexts.jsonl"
        contexts.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
        program = str(Path(sys.executable).with_name("outreach"))
        command = [program, "inbox", "try", str(folder), "--contexts", str(contexts), "--json"]
        done = subprocess.run(command, cwd=empty, check=False, stdout=subprocess.PIPE, text=True)
    if done.returncode:
        raise SystemExit(done.returncode)  # it has said why on standard error
    return done.stdout


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure how well the replies of a set are read.")
    parser.add_argument("set", choices=("build", "kept"))
    parser.add_argument("--readings", type=Path, help="what `outreach inbox try --json` printed (default: run it)")
    parser.add_argument("--errors", action="store_true", help="show each mail that was read wrongly")
    parser.add_argument("--remember", action="store_true", help="write the shares into figures.json")
    asked = parser.parse_args()
    lines = asked.readings.read_text(encoding="utf-8") if asked.readings else ""
    mails = judged(asked.set, lines)
    for table in (reach, per_intent, confusion, *([errors] if asked.errors else [])):
        table(mails)
    if asked.remember:
        remembered = json.loads(FIGURES.read_text(encoding="utf-8")) if FIGURES.exists() else {}
        remembered[asked.set] = shares(mails)
        FIGURES.write_text(json.dumps(remembered, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def judged(name: str, lines: str = "") -> list[Judged]:
    """The set `name` as it is read now, or as the JSON `lines` say."""
    folder = HERE / name
    records = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))]
    printed = lines or try_all(records, folder)
    read = {Path(line["file"]).name: line for line in map(json.loads, printed.splitlines())}
    return [judge(record, read.get(record["eml"], {})) for record in records]


if __name__ == "__main__":
    main()
