"""Connections to what is behind URLs: how long is waited, what is tried again, and what is about a whole location."""

from __future__ import annotations

from typing import Any, cast

from convert.errors import ConvertError

WEB = frozenset({"http", "https"})
"""The protocols of web servers."""

_CONNECT, _READ = 10, 60
"""Seconds to wait for a connection, and for the next bytes: a server may accept a connection and never answer."""


def options_of(protocol: str) -> dict[str, Any]:
    """Return the arguments of the file system of fsspec for a protocol. Raises ImportError if a package is missing."""
    if protocol == "s3":
        times = {"connect_timeout": _CONNECT, "read_timeout": _READ, "retries": {"total_max_attempts": 1}}
        return {"default_cache_type": "readahead", "config_kwargs": times}
    if protocol in WEB:
        from aiohttp import ClientTimeout

        return {"client_kwargs": {"timeout": ClientTimeout(total=None, sock_connect=_CONNECT, sock_read=_READ)}}
    return {}


_FINAL = (
    *(FileNotFoundError, FileExistsError, PermissionError, IsADirectoryError, NotADirectoryError, ConvertError),
    *(ImportError, NotImplementedError, ValueError, TypeError, AttributeError),
)


def may_pass(error: Exception) -> bool:
    """Return whether another attempt may succeed."""
    error = web_cause(error) or error
    if status := status_of(error):
        return status >= 500 or status in _PASSING
    return not isinstance(error, _FINAL) and type(error).__name__ not in ("NoCredentialsError", "ClientError")


def web_cause(error: Exception) -> Exception | None:
    """Return why a web server gave nothing, which fsspec calls a missing file whatever it was."""
    cause = error.__cause__
    is_from_web = isinstance(cause, Exception) and type(cause).__module__.split(".")[0] == "aiohttp"
    return cast(Exception, cause) if isinstance(error, FileNotFoundError) and is_from_web else None


def status_of(error: Exception) -> int:
    """Return the answer of a web server that an error is about, 0 if there is none."""
    status = getattr(error, "status", None)
    return status if isinstance(status, int) else 0


_PASSING = (408, 425, 429)
"""The answers of web servers below 500 after which to try again."""


_OF_LOCATION = frozenset(
    {
        *("NoCredentialsError", "PartialCredentialsError", "CredentialRetrievalError", "TokenRetrievalError"),
        *("ProfileNotFound", "NoRegionError", "UnauthorizedSSOTokenError", "SSOTokenLoadError"),
        *("EndpointConnectionError", "ConnectTimeoutError", "ProxyConnectionError", "SSLError"),
        *(
            "ClientConnectorError",
            "ClientConnectorDNSError",
            "ClientConnectorCertificateError",
            "ClientProxyConnectionError",
        ),
        *("ConnectionRefusedError", "gaierror", "DefaultCredentialsError", "NoValidConnectionsError"),
        "ConnectionTimeoutError",
    }
)
"""The names of exceptions, of all packages behind fsspec, that are about a location and not about an object."""


def is_of_location(error: BaseException | None) -> bool:
    """Return whether an exception, or one that caused it, is about a location and not about an object."""
    return _is_among(error, _OF_LOCATION)


_OF_TIME = frozenset({"TimeoutError", "SocketTimeoutError", "ServerTimeoutError", "FSTimeoutError", "ReadTimeoutError"})
"""The names of exceptions that say that nothing came in time."""


def is_of_time(error: BaseException | None) -> bool:
    """Return whether an exception, or one that caused it, says that nothing came in time."""
    return _is_among(error, _OF_TIME)


def _is_among(error: BaseException | None, names: frozenset[str]) -> bool:
    while error is not None:
        if type(error).__name__ in names:
            return True
        error = error.__cause__
    return False
