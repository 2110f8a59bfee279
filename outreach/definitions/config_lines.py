"""The sections of config.toml, each value checked in the words of the file."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable
from datetime import time
from typing import Annotated, ClassVar, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    ValidationInfo,
    field_validator,
    model_validator,
)

from outreach.definitions import codes


def _host(text: str) -> str:
    clean = text.strip()
    if _is_address(clean) or re.fullmatch(r"[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?", clean):
        return clean.lower()
    raise ValueError(
        f'"{text}" is no name of a server; write it alone, like mail.example.org, without "://" and ":587"'
    )


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _clock(given: object) -> time:
    match = re.fullmatch(r"(\d{1,2}):(\d{2})", given.strip()) if isinstance(given, str) else None
    if isinstance(given, time):
        return given.replace(tzinfo=None)
    if not match or int(match[1]) > 23 or int(match[2]) > 59:
        raise ValueError(f'"{given}" is no time of day; write it in quotes, from "00:00" to "23:59"')
    return time(int(match[1]), int(match[2]))


def _keyword(text: str) -> str:
    """An IMAP keyword is an atom (RFC 9051 section 9); the server refuses anything else, and with it every flag."""
    if not re.fullmatch(r"\$?[A-Za-z0-9_-]{1,40}", text):
        raise ValueError(f'"{text}" cannot be a keyword; use letters, digits, "-" and "_" only')
    return text


def _if_any(agreed: Callable[[str], str]) -> AfterValidator:
    """Checked like `agreed`, but may be left empty."""
    return AfterValidator(lambda text: agreed(text) if text.strip() else "")


def _lines(given: object) -> object:
    """One text stands for a list of its parts between semicolons: an environment variable holds no list."""
    return [part.strip() for part in given.split(";")] if isinstance(given, str) else given


Line = Annotated[str, AfterValidator(codes.one_line)]
NeededLine = Annotated[str, Field(min_length=1), AfterValidator(codes.one_line)]
Lines = Annotated[tuple[Line, ...], BeforeValidator(_lines)]
Host = Annotated[str, AfterValidator(_host)]
Address = Annotated[str, AfterValidator(codes.address)]
Language = Annotated[str, AfterValidator(codes.language)]
Country = Annotated[str, AfterValidator(codes.country)]
Zone = Annotated[str, AfterValidator(codes.zone)]
Clock = Annotated[time, BeforeValidator(_clock)]


class Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Company(Section):
    """We, as the client knows us."""

    name: NeededLine
    sender: NeededLine
    email: Address
    reply_to: Annotated[str, _if_any(codes.address)] = ""
    phone: Line = ""
    address: Annotated[str, Field(max_length=500)] = ""
    bank: Lines = ()
    language: Language = "en"
    country: Country = "GB"
    timezone: Zone = "Europe/London"


class Server(Section):
    """How a mail server is reached and logged in to. The password has four ways to stand somewhere; one is used."""

    ports: ClassVar[dict[str, int]] = {"tls": 0, "starttls": 0, "none": 0}

    host: Host
    security: Literal["tls", "starttls", "none"] = "tls"
    port: int = Field(0, ge=0, le=65535, validate_default=True)
    username: Line = ""
    password: SecretStr = SecretStr("")
    password_env: str = ""
    password_file: str = ""
    password_command: str = ""
    ca_file: str = ""

    @field_validator("security")
    @classmethod
    def _in_the_clear_only_at_home(cls, security: str, info: ValidationInfo) -> str:
        host = info.data.get("host", "localhost")
        if security == "none" and not (host == "localhost" or (_is_address(host) and _is_loopback(host))):
            raise ValueError(f'"none" would send the password and every letter to {host} unencrypted; use "tls"')
        return security

    @field_validator("port")
    @classmethod
    def _the_usual_one(cls, port: int, info: ValidationInfo) -> int:
        """The port as written, else the usual one for this security (RFC 8314)."""
        return port or cls.ports[info.data.get("security", "tls")]

    @model_validator(mode="after")
    def _one_password(self) -> Self:
        if len(self.password_ways) > 1:
            raise ValueError(f"the password stands in {' and '.join(self.password_ways)}; keep one of them")
        return self

    @property
    def password_ways(self) -> tuple[str, ...]:
        """The keys that say where the password is."""
        given = {
            "password": self.password.get_secret_value(),
            "password_env": self.password_env,
            "password_file": self.password_file,
            "password_command": self.password_command,
        }
        return tuple(key for key, value in given.items() if value)


def _is_loopback(host: str) -> bool:
    return ipaddress.ip_address(host).is_loopback


class Smtp(Server):
    ports: ClassVar[dict[str, int]] = {"tls": 465, "starttls": 587, "none": 25}

    security: Literal["tls", "starttls", "none"] = "starttls"


class Imap(Server):
    ports: ClassVar[dict[str, int]] = {"tls": 993, "starttls": 143, "none": 143}

    username: NeededLine
    folders: Annotated[tuple[NeededLine, ...], BeforeValidator(_lines), Field(min_length=1)] = ("INBOX",)
    flag_folder: Line = ""
    keyword: Annotated[str, AfterValidator(_keyword)] = "Outreach"
    authserv_id: Line = ""
    sent_copy: Literal["auto", "always", "never"] = "auto"
    copy_to_self: bool = False
    junk: bool = True


class Limits(Section):
    """The brakes. They hold for all cases, whatever a sequence says."""

    min_gap_days: int = Field(4, ge=1, le=90)
    daily_cap: int = Field(50, ge=1, le=2000)
    hourly_cap: int = Field(20, ge=1, le=2000)
    ramp: bool = True
    max_inbox_age_minutes: int = Field(15, ge=2, le=1440)
    max_book_age_days: int = Field(7, ge=1, le=60)
    promise_grace_business_days: int = Field(3, ge=0, le=20)
    acknowledgement_hold_business_days: int = Field(3, ge=1, le=30)
    paid_hold_business_days: int = Field(7, ge=1, le=30)


class Hours(Section):
    opens: Clock = time(9, 0)
    closes: Clock = time(16, 30)

    @field_validator("closes")
    @classmethod
    def _after_it_opens(cls, closes: time, info: ValidationInfo) -> time:
        opens = info.data.get("opens")
        if opens is not None and closes <= opens:
            raise ValueError(f'"closes" must be later than "opens" ({opens:%H:%M}), or no letter would ever go out')
        return closes


class BookDefaults(Section):
    """What holds for a client of whom the invoice file does not say it; "" = as in [company]."""

    sequence: NeededLine = "standard"
    language: Annotated[str, _if_any(codes.language)] = ""
    country: Annotated[str, _if_any(codes.country)] = ""
    timezone: Annotated[str, _if_any(codes.zone)] = ""
    currency: Annotated[str, _if_any(codes.currency)] = ""
    date_order: Literal["", "day first", "month first"] = ""


class Attachments(Section):
    folder: Line = "invoices"
