"""Requirements on values that every format must carry, and the types for moments and positions.

Every `require_…` function returns nothing or raises ModelError; `what` names the value in the message.
"""

from __future__ import annotations

import ipaddress
import math
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal, TypeAlias, get_args

from convert.errors import ModelError

MAX_RUN = 1_000_000
"""The greatest length of a single text, in characters."""

Direction: TypeAlias = Literal["ltr", "rtl"]

DIGITAL_SOURCE_TYPES = "http://cv.iptc.org/newscodes/digitalsourcetype/"
"""The base URI of IPTC's digital source types, `digsrctype` in QCodes."""

DigitalSourceType: TypeAlias = Literal[
    "digitalCapture",
    "computationalCapture",
    "negativeFilm",
    "positiveFilm",
    "print",
    "minorHumanEdits",
    "humanEdits",
    "algorithmicallyEnhanced",
    "softwareImage",
    "digitalArt",
    "digitalCreation",
    "dataDrivenMedia",
    "trainedAlgorithmicMedia",
    "algorithmicMedia",
    "screenCapture",
    "virtualRecording",
    "composite",
    "compositeCapture",
    "compositeSynthetic",
    "compositeWithTrainedAlgorithmicMedia",
]
"""The codes of IPTC's digital source types as of 2024-10-23, in its order. Three are retired and still valid:
`minorHumanEdits`, `softwareImage` and `digitalArt`.
"""

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BREAKS = re.compile("[\t\n\r\x0b\x0c\x85\u2028\u2029]|  ")
_PCHAR = r"(?:[A-Za-z0-9\-._~:/?@!$&'()*+,;=]|%[0-9A-Fa-f]{2})"
_URI = re.compile(rf"[A-Za-z][A-Za-z0-9+.\-]*:{_PCHAR}+(?:#{_PCHAR}*)?")
_WEB = re.compile(r"(?i:https?)://(?:[^/?#@]*@)?(?P<host>[^/?#@:]+)(?::(?P<port>\d{1,5}))?(?:[/?#].*)?")
_HOST = re.compile(
    r"(?:[A-Za-z0-9](?:[A-Za-z0-9\-]{0,61}[A-Za-z0-9])?\.)*[A-Za-z](?:[A-Za-z0-9\-]{0,61}[A-Za-z0-9])?\.?"
)
_LANGUAGE = re.compile(
    r"(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}(?:-[a-z]{4})?(?:-(?:[a-z]{2}|[0-9]{3}))?"  # language, script, region
    r"(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*"  # variants
    r"(?:-[0-9a-wyz](?:-[a-z0-9]{2,8})+)*(?:-x(?:-[a-z0-9]{1,8})+)?)"  # extensions, private use
    r"|x(?:-[a-z0-9]{1,8})+",
    re.IGNORECASE | re.ASCII,
)
_LOCAL_PART = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~\-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~\-]+)*")
_TOKEN = re.compile(r"[A-Za-z][A-Za-z0-9_\-]*")
_MEDIA_TYPE = re.compile(r"[A-Za-z0-9][A-Za-z0-9!#$&^_.+\-]*/[A-Za-z0-9][A-Za-z0-9!#$&^_.+\-]*")
_SHA256 = re.compile(r"[0-9a-f]{64}")


def refusal(what: str, value: object, why: str) -> ModelError:
    """The ModelError for a refused value; a long value is shortened."""
    shown = repr(value)
    return ModelError(f"{what}: {shown if len(shown) <= 80 else shown[:77] + '...'} {why}")


def require_text(what: str, value: str) -> None:
    """Refuse what `require_run` refuses, and text of only white space."""
    require_run(what, value)
    if value.isspace():
        raise refusal(what, value, "is only white space")


def require_line(what: str, value: str | None) -> None:
    """Refuse text that is not one line without outer or double spaces."""
    if value is None:
        return
    require_text(what, value)
    if _BREAKS.search(value) or value != value.strip():
        raise refusal(what, value, "must be one line without leading, trailing or double spaces")


def require_uri(what: str, value: str | None) -> None:
    """Refuse anything but an absolute URI (RFC 3986, ASCII only), and web addresses with an impossible host."""
    if value is None:
        return
    if len(value) > 8192 or not _URI.fullmatch(value):
        raise refusal(what, value, "is not an absolute URI (write characters outside ASCII as %XX)")
    if value[:4].lower() == "http" and value.partition(":")[0].lower() in ("http", "https"):
        web = _WEB.fullmatch(value)
        if not web or not _is_host(web["host"]) or int(web["port"] or 0) > 65535:
            raise refusal(what, value, "is not a valid web address")


def _is_host(host: str) -> bool:
    if _HOST.fullmatch(host):
        return all(not label.lower().startswith("xn--") or _is_ace(label) for label in host.split("."))
    try:
        return bool(ipaddress.IPv4Address(host))
    except ValueError:
        return False


def _is_ace(label: str) -> bool:
    """Whether a label `xn--…` decodes, and its decoding encodes to the same label (RFC 5891)."""
    try:
        plain = label.lower().encode().decode("idna")
        return not plain.startswith("xn--") and plain.encode("idna").decode() == label.lower()
    except UnicodeError:
        return False


def require_link(what: str, value: str) -> None:
    """Refuse addresses that a link may not have: schemes other than http, https, mailto and urn."""
    require_uri(what, value)
    if value.partition(":")[0].lower() not in ("http", "https", "mailto", "urn"):
        raise refusal(what, value, "must begin with http:, https:, mailto: or urn:")


def require_choice(what: str, value: object, kind: object) -> None:
    """Refuse values that the Literal type `kind` does not have."""
    if value not in get_args(kind):
        raise refusal(what, value, f"is not one of {', '.join(map(str, get_args(kind)))}")


def require_language(what: str, value: str | None) -> None:
    """Refuse language tags that are not well-formed (RFC 5646, 2.1); rule NWS107 checks whether they are registered."""
    if value is not None and (len(value) > 100 or not _LANGUAGE.fullmatch(value)):
        raise refusal(what, value, "is not a BCP 47 language tag")


def require_mail(what: str, value: str | None) -> None:
    """Refuse anything but a mail address (RFC 5322, 3.4.1) in ASCII, without quotes and with a domain."""
    if value is None:
        return
    local, _, domain = value.rpartition("@")
    if len(value) > 254 or "." not in domain or not _is_host(domain) or not _LOCAL_PART.fullmatch(local):
        raise refusal(what, value, "is not a mail address")


def require_between(what: str, value: float | None, low: float, high: float) -> None:
    """Refuse a number below `low` or above `high`."""
    if value is not None and not low <= value <= high:
        raise refusal(what, value, f"is not between {low} and {high}")


def require_token(what: str, value: str) -> None:
    """Refuse anything but a name: letters, digits, _ and -, a letter first."""
    if not _TOKEN.fullmatch(value):
        raise refusal(what, value, "is not a name (letters, digits, _ and -, beginning with a letter)")


def require_media_type(what: str, value: str | None) -> None:
    """Refuse values without the syntax of a media type (RFC 6838, 4.2)."""
    if value is not None and not _MEDIA_TYPE.fullmatch(value):
        raise refusal(what, value, "is not a media type")


def require_sha256(what: str, value: str | None) -> None:
    """Refuse anything but a SHA-256 in lower-case hexadecimal."""
    if value is not None and not _SHA256.fullmatch(value):
        raise refusal(what, value, "is not a SHA-256 in lower-case hexadecimal")


def require_run(what: str, value: str) -> None:
    """Refuse text that is empty, too long, or not allowed in XML 1.0 (Char, section 2.2); it may be white space."""
    if not value:
        raise ModelError(f"{what}: is empty")
    if len(value) > MAX_RUN:
        raise ModelError(f"{what}: a text of {len(value)} characters exceeds {MAX_RUN}")
    if not value.isprintable() and (bad := _ILLEGAL.search(value)):
        raise refusal(what, bad.group(), "is a character that XML does not allow")


_MOMENT = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d)(?:T(?P<hour>\d\d):(?P<minute>\d\d):(?P<second>\d\d)"
    r"(?P<fraction>\.\d{1,9})?(?:Z|(?P<sign>[+-])(?P<oh>\d\d):(?P<om>\d\d)))?)?)?",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Moment:
    """A date ("2016", "2016-12", "2016-12-07") or an instant ("2016-12-07T18:30:00+02:00") in its lexical form.

    An instant has an offset within ±14:00 (XML Schema 1.0 part 2, 3.2.7); a time zone is never assumed.
    """

    text: str

    def __post_init__(self) -> None:
        match = _MOMENT.fullmatch(self.text)
        if not match:
            raise refusal("moment", self.text, "is neither a date nor an instant with an offset")
        try:
            datetime(int(match["year"]), int(match["month"] or 1), int(match["day"] or 1))
            if match["hour"] and int(match["oh"] or 0) * 60 + int(match["om"] or 0) > 14 * 60:
                raise ValueError("offset over 14:00")
            if match["hour"] and int(match["om"] or 0) > 59:
                raise ValueError("offset minutes over 59")
            if match["hour"]:
                _ = self.instant
        except (ValueError, OverflowError) as e:
            raise refusal("moment", self.text, f"does not exist ({e})") from None

    @property
    def is_instant(self) -> bool:
        """Whether this has a time of day, not only a date."""
        return "T" in self.text

    @property
    def instant(self) -> datetime:
        """The instant in UTC, to the microsecond. Raises ValueError for a date."""
        if not self.is_instant:
            raise ValueError(f"{self.text} is a date, not an instant")
        head, dot, rest = self.text.partition(".")
        if dot:
            digits = re.match(r"\d+", rest)
            assert digits is not None
            head += "." + digits.group()[:6].ljust(6, "0") + rest[digits.end() :]
        return datetime.fromisoformat(head).astimezone(UTC)

    @property
    def utc(self) -> str:
        """The instant in UTC to the whole second, the form of EPUB's `dcterms:modified`: "2016-12-07T16:30:00Z"."""
        return self.instant.replace(microsecond=0, tzinfo=None).isoformat() + "Z"


def require_instant(what: str, value: Moment | None) -> None:
    """Refuse a moment that is only a date."""
    if value is not None and not value.is_instant:
        raise refusal(what, value.text, "is a date; it must be an instant with an offset")


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """A point on the Earth (WGS 84), in decimal degrees."""

    latitude: float
    longitude: float

    def __post_init__(self) -> None:
        for what, value, limit in (("latitude", self.latitude, 90), ("longitude", self.longitude, 180)):
            if not math.isfinite(value):
                raise refusal(what, value, "is not a finite number")
            object.__setattr__(self, what, float(value))
            require_between(what, value, -limit, limit)
