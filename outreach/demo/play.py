"""The entry of the demo: what it needs is looked for first, so that a plain sentence says what is missing."""

from __future__ import annotations

import asyncio
from importlib.util import find_spec
from pathlib import Path

from outreach.errors import OutreachError


def run_demo(days: int, seed: int, out: Path) -> int:
    """Play `days` days and leave a report in `out`. The exit code is 1 when a letter went out that must not have."""
    missing = [name for name in ("aiosmtpd", "pymap") if find_spec(name) is None]
    if missing:
        raise OutreachError(f"The demo needs {' and '.join(missing)}.", "Install them: pip install 'outreach[demo]'")
    from outreach.demo.ninety_days import play  # noqa: PLC0415 - it imports what may be missing

    result = asyncio.run(play(days, seed, out))
    return 0 if result.audit.clean else 1
