"""The pictures of the README, made anew by `make screenshots` (needs Chromium): a letter, and the end of the demo."""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
from email import message_from_bytes
from pathlib import Path

from rich.console import Console
from rich.text import Text

HERE = Path(__file__).parent


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        printed = subprocess.run(
            [sys.executable, "-m", "outreach.cli.main", "demo", "--out", folder],
            env={"FORCE_COLOR": "1", "COLUMNS": "100", "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
            check=True, capture_output=True, text=True,
        ).stdout  # fmt: skip
        (out / "letter.html").write_bytes(a_letter(out / "workspace" / "state" / "mail"))
        (out / "demo.html").write_text(terminal(printed), "utf-8")
        picture(out / "letter.html", HERE / "letter.png", 620, 900)
        picture(out / "demo.html", HERE / "demo.png", 860, 440)


def a_letter(archive: Path) -> bytes:
    """The HTML of the letter with three invoices, as it was sent."""
    for file in sorted(archive.rglob("*.eml")):
        mail = message_from_bytes(file.read_bytes())
        pages = [part.get_payload(decode=True) for part in mail.walk() if part.get_content_type() == "text/html"]
        for page in pages:
            if isinstance(page, bytes) and b"copperline-hotels" in file.read_bytes() and b"NJ-2055" in page:
                return page
    raise SystemExit("the demo sent no letter with three invoices")


def terminal(printed: str) -> str:
    console = Console(record=True, width=100, file=io.StringIO())
    lines = printed.rstrip().splitlines()
    end = next(number for number, line in enumerate(lines) if "How it ended" in line)
    console.print(Text.from_ansi("\n".join(lines[end:])))
    page = console.export_html(inline_styles=True)
    return page.replace("<body>", '<body style="margin:16px;background:#fff;font-size:13px">')


def picture(page: Path, target: Path, width: int, height: int) -> None:
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(
            [
                "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
                "--no-first-run", "--hide-scrollbars", f"--user-data-dir={profile}", f"--screenshot={target}",
                f"--window-size={width},{height}", page.as_uri(),
            ],
            check=True, capture_output=True,
        )  # fmt: skip


if __name__ == "__main__":
    main()
