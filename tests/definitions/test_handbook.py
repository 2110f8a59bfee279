"""What docs/import.md and docs/sequences.md say is what the program does."""

from __future__ import annotations

import re
import textwrap
from datetime import UTC, datetime
from pathlib import Path

from outreach.definitions.columns import PLAIN, is_known
from outreach.definitions.invoices import read_invoices
from outreach.definitions.sequences import load_sequences

DOCS = Path(__file__).parents[2] / "docs"
IMPORT = (DOCS / "import.md").read_text("utf-8")
SEQUENCES = (DOCS / "sequences.md").read_text("utf-8")


def block(text: str, first: str) -> str:
    """The indented block of the page that begins with that line."""
    found = re.search(rf"^    {re.escape(first)}.*?(?=^\S)", text, re.MULTILINE | re.DOTALL)
    assert found
    return textwrap.dedent(found[0]).rstrip() + "\n"


def test_the_table_of_columns_names_every_column_and_no_other() -> None:
    table = IMPORT.partition("## The columns")[2].partition("What a file does not say")[0]
    rows = [line for line in table.splitlines() if line.startswith("| `")]
    assert {row.split("`")[1] for row in rows} == set(PLAIN)
    for row in rows:
        first, *_, also = [part.strip() for part in row.strip("|").split("|")]
        for name in re.findall(r"`(\w+)`", f"{first} {also}"):
            assert is_known(name), name


def test_the_small_file_on_the_page_can_be_imported() -> None:
    raw = block(IMPORT, "client,email,invoice").encode()
    picture, errors, warnings = read_invoices(raw, "invoices.csv", datetime(2026, 3, 1, tzinfo=UTC))
    assert (errors, warnings) == ((), ())
    assert picture
    assert [str(invoice.balance) for invoice in picture.invoices] == ["GBP 1,440.00", "GBP 110.50"]


def test_the_stage_on_the_page_is_a_good_one(tmp_path: Path) -> None:
    folder = tmp_path / "sequences" / "page"
    folder.mkdir(parents=True)
    (folder / "20-friendly.yaml").write_text(block(SEQUENCES, "stage: friendly"))
    (folder / "sequence.yaml").write_text(block(SEQUENCES, "description:"))
    sequences, problems = load_sequences(folder.parent)
    assert problems == ()
    assert [len(stage.steps) for stage in sequences["page"].stages] == [3]
