"""Documents of one shape: their verdicts are the same where a check sees of texts only whether they are blank.

The pages of many publications differ in nothing but their texts: covers, tables of contents, colophons. The shape of a
document is the document itself with a sign for each text that is not blank. What checks of markup find in it depends on
nothing else, so that a check that found nothing in one document finds nothing in others of its shape. Shapes are kept
as they are, and compared whole. Only that there are no faults is remembered: a document with faults is examined anew.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import TypeVar

MAX_SIZE = 2**12
"""The maximum size in bytes of a page that has a shape; large ones are like no other."""

MAX_PACKAGE = 2**14
"""The maximum size in bytes of a package document that has a shape."""

_KEPT = 1024
"""How many shapes are remembered, of all checks together."""

_DECLARATION = re.compile(r"""<\?xml version=(["'])1\.0\1 encoding=(["'])(?:UTF|utf)-8\2\?>""")
_DOCTYPE = "<!DOCTYPE html>"
_REFERENCE = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)")
_TEXT = re.compile(r">[^<]*[^\s<][^<]*<")
_RAW = re.compile(r"<(?:[^\s<>:]+:)?(?:style|script)\b[^>]*?(/?)>([^<]*)(</?)", re.IGNORECASE)
_MAY_BE_RAW = re.compile("[<:](?:style|script)", re.IGNORECASE)
_MOMENT = re.compile(r'(<time datetime=")[0-9]{4}-[0-9][0-9]-[0-9][0-9](T[0-9][0-9]:[0-9][0-9]:[0-9][0-9]Z)?"')

T = TypeVar("T")


def shape_of(data: bytes, limit: int = MAX_SIZE) -> str:
    """Return the shape of a well-formed document, empty for one of more bytes than the limit, or whose texts are not
    told apart from markup without parsing it.

    Texts of style sheets and scripts stay, and so do attributes, but for the digits of days and moments in `time`, of
    which the grammar asks no more than that they are digits (`datetime`; HTML, 4.5.14).
    """
    if len(data) > limit:
        return ""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return ""
    if not _DECLARATION.match(text) or text.count("<?") != 1 or text.count("<!") != text.count(_DOCTYPE):
        return ""
    # Each tag has one of both, so that none is in a text or an attribute.
    if text.count("<") != text.count(">") or _REFERENCE.search(text):
        return ""
    raw = _RAW.findall(text) if _MAY_BE_RAW.search(text) else []
    if any(not closed and next == "<" for closed, _, next in raw):  # what is behind an element inside is text, too
        return ""
    shape = _MOMENT.sub(_without_digits, _TEXT.sub(">.<", text))
    return "\0".join((shape, *(inside for _, inside, _ in raw))) if raw else shape


def _without_digits(match: re.Match[str]) -> str:
    return f'{match[1]}{"moment" if match[2] else "day"}"'


class Sound:
    """The shapes of documents in which checks found nothing: those that were asked for last."""

    def __init__(self) -> None:
        self._known: OrderedDict[tuple[str, str], None] = OrderedDict()

    def unless_sound(self, check: str, shape: str, find: Callable[[], Iterable[T]]) -> Iterator[T]:
        """Yield what a check finds in a document of that shape; nothing, without a look, if it is known to be sound.

        `check` is the name of the check, with all that it depends on beside the document. Without a shape, the
        document is always examined.
        """
        key = (check, shape)
        if shape and key in self._known:
            with suppress(KeyError):  # another thread may have forgotten it
                self._known.move_to_end(key)
            return
        is_sound = True
        for found in find():
            is_sound = False
            yield found
        if is_sound and shape:
            self._known[key] = None
            if len(self._known) > _KEPT:
                with suppress(KeyError):
                    self._known.popitem(last=False)


SOUND = Sound()
"""What this process knows."""
