"""`make bench`: every figure in a process of its own, one table, printed and written to docs/performance.md."""

from __future__ import annotations

import importlib
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.figure import ROOT, Figure

FIGURES = (
    "letters", "record", "quiet_turn", "opening", "rehearsal", "starting", "delivering", "reading_mail", "growth",
    "peers", "idle",
)  # fmt: skip
PAGE = ROOT / "docs" / "performance.md"
BEGIN, END = "<!-- made by `make bench` -->", "<!-- end of what `make bench` makes -->"


def main(wanted: list[str]) -> int:
    """`python -m benchmarks [FIGURE …]`; the page is written when all are asked for."""
    if wanted[:1] == ["--alone"]:
        return _alone(wanted[1])
    found: list[Figure] = []
    for name in wanted or FIGURES:
        print(f"measuring {name} ...", file=sys.stderr, flush=True)
        said = subprocess.run(
            [sys.executable, "-m", "benchmarks", "--alone", name], check=True, stdout=subprocess.PIPE, cwd=ROOT
        )
        found += [Figure(**row) for row in json.loads(said.stdout)]
    table = "\n".join(_table(found))
    print(table)
    if not wanted:
        before, _, after = PAGE.read_text("utf-8").partition(BEGIN)
        PAGE.write_text(f"{before}{BEGIN}\n\n{_machine()}\n\n{table}\n\n{END}{after.partition(END)[2]}", "utf-8")
    return 0


def _alone(name: str) -> int:
    with tempfile.TemporaryDirectory(prefix="outreach-bench-") as scratch:
        Path(scratch).chmod(0o755)  # mail servers that drop root must get here
        figures = importlib.import_module(f"benchmarks.{name}").figures(Path(scratch))
    print(json.dumps([asdict(figure) for figure in figures]))
    return 0


def _table(figures: list[Figure]) -> Iterator[str]:
    rows = [("figure", "ours", "the limit", "ratio", "goal", "holds"), *map(_row, figures)]
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    for number, row in enumerate(rows):
        yield "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"
        if number == 0:
            yield "| " + " | ".join("-" * width for width in widths) + " |"


def _row(figure: Figure) -> tuple[str, ...]:
    ratio = "–" if figure.ratio is None else f"{figure.ratio:.2f}"
    holds = ("yes" if figure.holds else "**no**") if figure.goal else ""
    return figure.what, figure.ours or "–", figure.limit or "–", ratio, figure.goal or "–", holds


def _machine() -> str:
    cpu = next((x for x in Path("/proc/cpuinfo").read_text().splitlines() if x.startswith("model name")), "")
    memory = next(x for x in Path("/proc/meminfo").read_text().splitlines() if x.startswith("MemTotal"))
    return (
        f"{datetime.now(UTC):%Y-%m-%d}: {os.cpu_count()} × {cpu.partition(':')[2].strip() or platform.machine()}, "
        f"{int(memory.split()[1]) / 2**20:.0f} GB of memory, {platform.system()} {platform.release()}, "
        f"Python {platform.python_version()}. Load when it began to write this: {os.getloadavg()[0]:.1f}."
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
