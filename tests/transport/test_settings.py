"""What may be said to a server, and what is never shown."""

from __future__ import annotations

import pytest

from outreach.errors import CertificateInvalid, OutreachError
from outreach.transport.settings import Secret, Security, ServerSettings


def test_a_password_shows_in_no_repr_text_or_format() -> None:
    settings = ServerSettings("mail.miller-sons.example", 993, Security.TLS, "accounts", Secret("hunter2"))
    for shown in (repr(settings), str(settings), str(settings.password), f"{settings.password:>10}", f"{settings!r}"):
        assert "hunter2" not in shown
    assert settings.password.reveal() == "hunter2"


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.8.8.8", "::1"])
def test_this_very_machine_may_be_spoken_to_in_the_clear(host: str) -> None:
    assert ServerSettings(host, 25, Security.NONE, "", Secret("")).host == host


@pytest.mark.parametrize("host", ["mail.miller-sons.example", "192.168.1.2", "localhost.miller-sons.example", ""])
def test_any_other_machine_may_not(host: str) -> None:
    with pytest.raises(OutreachError, match="in the clear") as caught:
        ServerSettings(host, 25, Security.NONE, "", Secret(""))
    assert "tls" in caught.value.hint


def test_a_ca_file_that_is_missing_is_named() -> None:
    settings = ServerSettings("localhost", 993, Security.TLS, "", Secret(""), ca_file="/nowhere/ca.pem")
    with pytest.raises(CertificateInvalid, match=r"/nowhere/ca\.pem cannot be read: No such file"):
        settings.tls_context()
