"""What the bytes of an input carry: the lines of its copy, what is around the story, and pages made copy again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from convert.findings import Finding
from convert.readers import Source
from convert.readers.text.envelopes import (
    Envelope,
    Frame,
    RestoredCopy,
    decode_mail,
    decode_record,
    decode_scan,
    find_mixed_columns,
    may_be_columns,
    open_envelopes,
    open_frame,
    open_marked_lines,
    restore_dump,
    restore_pages,
    shows_columns,
)
from convert.readers.text.envelopes.pictures import take_pictures
from convert.readers.text.envelopes.print.columns import Part
from convert.readers.text.layout import find_blocks
from convert.readers.text.lines.decode import DecodedCopy, decode


class OpenedCopy(NamedTuple):
    """The `lines` of an input and the envelope around its story.

    Where the input was a page, of print or dumped by a program, the envelope is of the copy that was made of it, and
    `pieces` are those of the input of which each of its lines is. `findings` are about bytes and lines of the input.
    """

    lines: tuple[str, ...]
    envelope: Envelope
    pieces: Sequence[Sequence[Part]] | None
    findings: Sequence[Finding]


def open_copy(source: Source) -> OpenedCopy:
    """Decode the input and open what carries its story.

    Raises InputError (INP003 to INP006, INP011, INP023, INP026) where it is no copy.
    """
    if record := decode_record(source.data):
        copy = decode(record.text, "utf-8")
        envelope = open_envelopes(copy.lines, source.name, story=source.story)
        return _opened(copy, take_pictures(envelope.within(record.envelope(copy.lines))))
    if scan := decode_scan(source.data):
        copy = decode(scan.text, "utf-8")
        return _opened_plain(source, copy, scan.envelope(copy.lines))
    if mail := decode_mail(source.data, source.encoding):
        copy = decode(mail.text, "utf-8", repairs=source.repair_encoding)
        return _opened(copy, _around(source, copy), mail.findings)
    if frame := open_frame(source.data, source.encoding):
        copy = decode(frame.data, source.encoding or frame.encoding, repairs=source.repair_encoding)
        if len(copy.lines) == frame.lines:
            return _opened(copy, _around(source, copy, frame), frame.findings)
    else:
        copy = decode(source.data, source.encoding, repairs=source.repair_encoding)
    return _opened_plain(source, copy)


def _around(source: Source, copy: DecodedCopy, frame: Frame | None = None) -> Envelope:
    return take_pictures(open_envelopes(copy.lines, source.name, frame, source.story))


def _opened(
    copy: DecodedCopy, envelope: Envelope, findings: Sequence[Finding] = (), pages: RestoredCopy | None = None
) -> OpenedCopy:
    return OpenedCopy(copy.lines, envelope, pages.pieces if pages else None, (*findings, *copy.findings))


def _opened_plain(source: Source, copy: DecodedCopy, scanned: Envelope | None = None) -> OpenedCopy:
    """Copy in lines alone, which may be pages: of the web that a program dumped, or of print, `scanned` ones, too."""
    envelope = open_envelopes(copy.lines, source.name, story=source.story)
    if envelope.layout != "detected" or envelope.is_whole:
        return _opened(copy, take_pictures(envelope))
    pages = None
    marked = open_marked_lines(copy.lines)
    lines = marked.story_lines if marked else copy.lines
    is_print = scanned is not None or shows_columns(lines)
    if not (envelope.metadata or envelope.headline or is_print):
        pages = restore_dump(lines)
    pages = pages or restore_pages(lines, copy.pages, lambda lines: find_blocks(lines).apart, scanned)
    if pages:
        envelope = open_envelopes(pages.lines, source.name, story=source.story, pages=pages.frames)
    mixed = None
    if scanned is None and may_be_columns(lines):
        mixed = find_mixed_columns(pages.rows if pages else [*enumerate(lines)])
    return _opened(copy, take_pictures(envelope), (mixed,) if mixed else (), pages)
