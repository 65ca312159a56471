"""What stops the work, and the exit code of each.

Exceptions stop the work on one input; findings describe a document. The two are never mixed. Each error holds its facts
as fields and makes its sentence in `__str__`; all survive pickling, because a batch may run in other processes.
"""

from __future__ import annotations

EXIT_OK = 0
EXIT_FINDINGS = 1
EXIT_USAGE = 2
EXIT_INPUT = 3
EXIT_INSTALLATION = 4
EXIT_BUG = 70
EXIT_INTERRUPTED = 130
EXIT_TERMINATED = 143


class ConvertError(Exception):
    """The work on one input cannot go on; `code` names the reason in the catalogue of codes."""

    exit_code = EXIT_INPUT

    def __init__(self, code: str, message: str, advice: str = "") -> None:
        super().__init__(code, message, advice)
        self.code = code
        self.message = message
        self.advice = advice

    def __str__(self) -> str:
        return (
            f"{self.message} ({self.code}). {self.advice}".strip() if self.advice else f"{self.message} ({self.code})"
        )


class InputError(ConvertError):
    """An input could not be opened, read or understood as what it claims to be (exit 3)."""


class OutputError(ConvertError):
    """A result could not be put where it was to go (exit 3)."""


class UsageError(ConvertError):
    """The command line, the configuration or given metadata is wrong (exit 2)."""

    exit_code = EXIT_USAGE


class InstallationError(ConvertError):
    """A part of wirecopy itself is missing or damaged: a schema, a lexicon, a library (exit 4)."""

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
