"""What SMTP can carry as an address: the quick look and the whole check agree."""

from __future__ import annotations

from email_validator import EmailNotValidError, validate_email
from hypothesis import example, given
from hypothesis import strategies as st

from outreach.transport.smtp import _path

WORD = st.text("abz019AZ", min_size=1, max_size=12)
NEARLY = st.text("ab0.-_+@A\n é", max_size=14)


@given(st.builds("{}{}{}@{}{}{}{}".format, WORD, st.sampled_from(["", ".", "..", "-", "_", "+", "'"]), WORD | NEARLY,
    WORD, st.sampled_from([".", "-", "--", ".."]), WORD | NEARLY,
    st.sampled_from([".example", ".uk", ".test", ".local", ".arpa", ".a", ".4", "", "." + "x" * 63])))  # fmt: skip
@example("ann@miller-sons.example")
@example("a" * 65 + "@miller-sons.example")
@example("ann@" + "a" * 64 + ".example")
def test_the_quick_look_at_a_plain_address_says_what_the_whole_check_says(address: str) -> None:
    try:
        whole = validate_email(address, check_deliverability=False, allow_smtputf8=False).ascii_email
    except EmailNotValidError:
        whole = ""
    assert _path(address) == (f"<{whole}>".encode() if whole else None)
