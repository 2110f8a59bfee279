"""Any bytes at all, and any damage to real mails, over the whole way: nothing raises, nothing dawdles."""

from __future__ import annotations

import os
from functools import cache

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fakes import Office
from tests.hostile.desk import arrive, our_ids, read_whole, run_desk
from tests.hostile.messages import MAILS, answer, html, plain

EXAMPLES = int(os.environ.get("OUTREACH_FUZZ_EXAMPLES", "600"))
LIMITS = settings(
    max_examples=EXAMPLES, deadline=2000, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


@cache
def corpus() -> tuple[bytes, ...]:
    return tuple(file.read_bytes() for file in sorted(MAILS.glob("*.eml")))


@cache
def desk() -> Office:
    return run_desk()


def whole_way(raw: bytes) -> None:
    firm = desk()
    read_whole(raw)
    arrive(firm, raw)
    firm.mailbox.folders["INBOX"].mails.clear()


@given(st.binary(max_size=1500), st.sampled_from([bytes, answer, plain, html]))
@LIMITS
def test_any_bytes_go_the_whole_way(octets: bytes, wrapped: type[bytes]) -> None:
    whole_way(wrapped(octets))


DAMAGE = st.one_of(
    st.tuples(st.just("cut"), st.floats(0, 1), st.floats(0, 1)),
    st.tuples(st.just("twice"), st.floats(0, 1), st.floats(0, 1)),
    st.tuples(st.just("other"), st.floats(0, 1), st.binary(min_size=1, max_size=20)),
    st.tuples(st.just("swap"), st.sampled_from(
        [b"\r\n", b"\n", b": ", b'"', b"=", b";", b"--", b"<", b">", b"?="]
    ), st.binary(max_size=4)),
    st.tuples(st.just("splice"), st.integers(0, 999), st.floats(0, 1)),
)  # fmt: skip


def damaged(raw: bytes, damage: tuple[str, object, object]) -> bytes:
    what, one, other = damage
    if what in ("cut", "twice"):
        start, end = sorted(int(len(raw) * float(str(x))) for x in (one, other))
        return raw[:start] + raw[end:] if what == "cut" else raw[:end] + raw[start:]
    if isinstance(one, bytes) and isinstance(other, bytes):
        return raw.replace(one, other)
    if isinstance(other, bytes):
        place = int(len(raw) * float(str(one)))
        return raw[:place] + other + raw[place + len(other) :]
    mate = corpus()[int(str(one)) % len(corpus())]
    place = float(str(other))
    return raw[: int(len(raw) * place)] + mate[int(len(mate) * place) :]


@given(st.integers(0, 999), st.lists(DAMAGE, min_size=1, max_size=4), st.booleans())
@LIMITS
def test_any_damage_to_a_real_mail_goes_the_whole_way(
    which: int, damages: list[tuple[str, object, object]], threaded: bool
) -> None:
    raw = corpus()[which % len(corpus())]
    for damage in damages:
        raw = damaged(raw, damage)
    whole_way((f"In-Reply-To: {our_ids()[0]}\r\n".encode() if threaded else b"") + raw)


def test_there_are_mails_to_damage() -> None:
    assert len(corpus()) > 50
