"""What a process has held at the most, for tests that bound it."""

from __future__ import annotations

from pathlib import Path


def most_held() -> int:
    """Bytes resident at the most since this program began (VmHWM, proc_pid_status(5)).

    Not `ru_maxrss`: that starts at what the process held which forked this one, here a whole run of tests.
    """
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) * 1024
