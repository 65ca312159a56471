"""Completion in bash, zsh and fish: the types of values, and the scripts.

Values are completed as whole words, `--report=json` and `status=withheld`; where a value is a file, the shell's own
completion of file names is called. `_WIRECOPY_COMPLETE` asks for completions of the line in `WIRECOPY_LINE`.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

VARIABLE = "_WIRECOPY_COMPLETE"
"""The environment variable that asks for completions."""

_LINE, _BREAKS = "WIRECOPY_LINE", "WIRECOPY_BREAKS"

SHELLS = ("bash", "zsh", "fish")


# --------------------------------------------------------------------------------------------------------------------
# Types of values: all are text, and only completion distinguishes them


class _Place(click.ParamType):  # type: ignore[type-arg]
    """The name of a file or folder, which need not exist."""

    def __init__(self, kind: str) -> None:
        self.name = kind
        self._kind = kind

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem[str]]:
        from click.shell_completion import CompletionItem

        return [CompletionItem(incomplete, type=self._kind)]


FILE = _Place("file")
FOLDER = _Place("dir")


class _Words(click.ParamType):  # type: ignore[type-arg]
    """Text of which some words are known."""

    name = "text"

    def words(self, incomplete: str) -> Iterable[str]:
        """The words that may complete `incomplete`, some of which do not begin with it."""
        raise NotImplementedError

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem[str]]:
        from click.shell_completion import CompletionItem

        return [CompletionItem(word) for word in self.words(incomplete) if word.startswith(incomplete)]


class _Formats(_Words):
    """The name of a format, with `@` and a version where there are several."""

    def __init__(self, operation: str) -> None:
        self._operation = operation

    def words(self, incomplete: str) -> Iterable[str]:
        from convert.formats import FORMATS

        able = [f for f in FORMATS if getattr(f, self._operation)]
        if "@" not in incomplete:
            return [f.name for f in able]
        if self._operation == "writes":
            return [f"{f.name}@{v}" for f in able for v in (f.write_version, *f.also_writes) if v]
        return [f"{f.name}@{version}" for f in able for version in f.versions]


READ, WRITTEN, CHECKED = _Formats("reads"), _Formats("writes"), _Formats("checks")


class _Metadata(_Words):
    """KEY=VALUE; values are known where the field has a few words."""

    def words(self, incomplete: str) -> Iterable[str]:
        from convert.fields import choices, keys

        key, equals, _ = incomplete.partition("=")
        return [f"{key}={word}" for word in choices(key)] if equals else [f"{key}=" for key in keys()]


class _Keys(_Words):
    def words(self, incomplete: str) -> Iterable[str]:
        from convert.fields import keys

        return keys()


class _Codes(_Words):
    """Codes of findings, several with commas between them."""

    def __init__(self, beginning: str = "") -> None:
        self._beginning = beginning

    def words(self, incomplete: str) -> Iterable[str]:
        from convert.codes import all_codes

        earlier, comma, last = incomplete.rpartition(",")
        codes = [code for code in all_codes() if code.startswith(self._beginning)]
        # A word that the shell is to keep begins as it was typed.
        return [f"{earlier}{comma}{last}{code[len(last) :]}" for code in codes if code.startswith(last.upper())]


class _FileOrCode(_Codes):
    """What `explain` takes: the name of a file if there is one that begins so, else a code."""

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem[str]]:
        codes = super().shell_complete(ctx, param, incomplete) if incomplete and "," not in incomplete else []
        folder, name = os.path.split(incomplete)
        try:
            is_file = any(entry.startswith(name) for entry in os.listdir(folder or os.curdir))
        except OSError:
            is_file = True
        return FILE.shell_complete(ctx, param, incomplete) if is_file or not codes else codes


class _Encodings(_Words):
    def words(self, incomplete: str) -> Iterable[str]:
        from encodings.aliases import aliases

        return sorted({name.replace("_", "-") for name in aliases.values()} - _NO_CHARSETS)


_NO_CHARSETS = frozenset({"base64-codec", "bz2-codec", "hex-codec", "mbcs", "quopri-codec", "rot-13", "uu-codec"}) | {
    "zlib-codec"
}


class _Zones(_Words):
    def words(self, incomplete: str) -> Iterable[str]:
        from zoneinfo import available_timezones

        return sorted(available_timezones())


METADATA, KEYS, CODES, LOSSES = _Metadata(), _Keys(), _Codes(), _Codes("LOS")
FILE_OR_CODE, ENCODING, ZONE = _FileOrCode(), _Encodings(), _Zones()


# --------------------------------------------------------------------------------------------------------------------
# Shells

_SCRIPTS = {
    "bash": """\
_wirecopy_completion() {
    local kind value response
    response=$(env _WIRECOPY_COMPLETE=bash_complete WIRECOPY_LINE="${COMP_LINE:0:COMP_POINT}" \\
        WIRECOPY_BREAKS="$COMP_WORDBREAKS" "$1" 2>/dev/null)
    COMPREPLY=()
    while IFS=, read -r kind value; do
        case $kind in
            dir) compopt -o dirnames ;;
            file) compopt -o default ;;
            plain)
                COMPREPLY+=("$value")
                [[ $value == *= ]] && compopt -o nospace
                ;;
        esac
    done <<< "$response"
}
complete -o nosort -F _wirecopy_completion wirecopy
""",
    "zsh": """\
#compdef wirecopy
_wirecopy_completion() {
    local kind value
    local -a whole open
    while IFS=, read -r kind value; do
        case $kind in
            dir) [[ $words[CURRENT] == --*=* ]] && compset -P '*='; _files -/ ;;
            file) [[ $words[CURRENT] == --*=* ]] && compset -P '*='; _files ;;
            plain) if [[ $value == *= ]]; then open+=("$value"); else whole+=("$value"); fi ;;
        esac
    done < <(env _WIRECOPY_COMPLETE=zsh_complete WIRECOPY_LINE="${(j: :)words[1,CURRENT]}" ${~words[1]} 2>/dev/null)
    (( $#whole )) && compadd -V wirecopy -- $whole
    (( $#open )) && compadd -V wirecopy -S '' -- $open
}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
    _wirecopy_completion "$@"
else
    (( $+functions[compdef] )) || { autoload -Uz compinit && compinit; }
    compdef _wirecopy_completion wirecopy
fi
""",
    "fish": """\
function _wirecopy_completion
    set -l line (commandline -cp)
    set -l token (commandline -ct)
    set -l option (string match -r -- '^--[^=]*=' $token)
    for completion in (env _WIRECOPY_COMPLETE=fish_complete WIRECOPY_LINE="$line" wirecopy 2>/dev/null)
        set -l parts (string split -m 1 , -- $completion)
        switch $parts[1]
            case dir
                for path in (__fish_complete_directories (string replace -- "$option" '' $token) '')
                    echo -- "$option$path"
                end
            case file
                for path in (__fish_complete_path (string replace -- "$option" '' $token))
                    echo -- "$option$path"
                end
            case plain
                echo -- $parts[2]
        end
    end
end
complete --no-files --command wirecopy --arguments "(_wirecopy_completion)"
""",
}


def script(shell: str) -> str:
    """Return the script that switches completion on in a shell."""
    return _SCRIPTS[shell]


def complete(commands: click.Command) -> None:
    """Print the completions that the environment asks for, one on a line: its kind, a comma and the word."""
    from click.shell_completion import ShellComplete, split_arg_string

    line = os.environ.get(_LINE, "")
    words = split_arg_string(line)
    last = "" if not words or line[-1:].isspace() else words.pop()
    before = last[: last.index("=") + 1] if last.startswith("--") and "=" in last else ""
    shell = os.environ[VARIABLE].partition("_")[0]
    for item in ShellComplete(commands, {}, "wirecopy", VARIABLE).get_completions(words[1:], last):
        word = f"{before}{item.value}" if item.type == "plain" else item.value
        if shell == "bash":
            word = _after_break(word, last)
        elif shell == "fish" and item.help:
            word += "\t" + " ".join(item.help.split())
        click.echo(f"{item.type},{word}")


def _after_break(word: str, typed: str) -> str:
    """The part of a word that bash replaces: what follows the last of its word breaks in what was typed, or @."""
    breaks = set(os.environ.get(_BREAKS, "")) - set(" \t\n\"'")
    starts = (at + (sign != "@") for sign in breaks if (at := typed.rfind(sign)) >= 0)
    return word[max(starts, default=0) :]


def wants_completion() -> bool:
    """Whether the program was started by a shell that completes a line."""
    return VARIABLE in os.environ
