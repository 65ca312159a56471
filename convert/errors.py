"""Errors and their exit codes.

Exceptions stop the work on one input; findings describe a document. The two are never mixed. An error has its facts as
fields and formats them in `__str__`. All errors can be pickled, because a batch may run in other processes.
"""

from __future__ import annotations

EXIT_OK = 0
EXIT_FINDINGS = 1
EXIT_USAGE = 2
EXIT_INPUT = 3
EXIT_INSTALLATION = 4
EXIT_BUG = 70
EXIT_HUNG_UP = 129
EXIT_INTERRUPTED = 130
EXIT_TERMINATED = 143


class ConvertError(Exception):
    """The work on one input cannot continue.

    `code` is the reason, from the catalogue of codes; `advice` says how to fix it.
    """

    exit_code = EXIT_INPUT

    def __init__(self, code: str, message: str, advice: str = "") -> None:
        super().__init__(code, message, advice)
        self.code = code
        self.message = message
        self.advice = advice

    def __str__(self) -> str:
        message = f"{self.message} ({self.code})"
        return f"{message}. {self.advice}" if self.advice else message


class InputError(ConvertError):
    """An input cannot be opened, read or parsed as its format (exit 3)."""


class OutputError(ConvertError):
    """A result cannot be written (exit 3)."""


class UsageError(ConvertError):
    """The command line, the configuration or user-supplied metadata is wrong (exit 2)."""

    exit_code = EXIT_USAGE


class InstallationError(ConvertError):
    """A part of the installation is missing or damaged: a schema, a lexicon, a library (exit 4)."""

    exit_code = EXIT_INSTALLATION


class ModelError(ConvertError, ValueError):
    """A constructor of the model refused a value that no format could carry (ART002).

    Readers clean what they read, so a `ModelError` from a reader is a bug. From metadata or Article JSON it becomes an
    `InputError` or a `UsageError`. Its sentence has no code, because it is quoted in messages that have one.
    """

    exit_code = EXIT_BUG

    def __init__(self, message: str) -> None:
        super().__init__("ART002", message)
        self.args = (message,)  # what unpickling calls the constructor with

    def __str__(self) -> str:
        return self.message
