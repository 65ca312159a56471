"""Envelopes: what carries a story, such as a wire frame or a mail, recognized by its syntax and never by likelihood.

Each is a module with a function that opens it: lines in, an `Envelope` out, or None if the lines do not show one. An
envelope may carry another. What it says becomes metadata, which what the user supplies overrides. Mail, data (JSON,
XML, tables), recognized text of scans and the frames of wires are of bytes: `decode_mail`, `decode_record`,
`decode_scan` and `open_frame` open them before the bytes are decoded.

    wire        frames, IPTC 7901, ANPA 1312, wire copy as text, news of terminals, bulletins of weather services
    mail        mails as bytes and as lines
    press       press releases, and what distributors and exchanges add
    markup      front matter, Markdown and other plain-text markup
    web         feeds, stories in data, threads and posts of accounts, notices of sites
    programs    chats, databases, scripts, transcripts, subtitles, word processors, marks in front of all lines
    print       pages, manuscripts, notices of deaths
    dumps       web pages that text browsers and converters made text
    status      embargoes, withdrawals, holds

What they share: `envelope` (what an envelope is), `draft` (one while its lines are read), `contacts` (addresses and
numbers), `disclaimers` (their words), `appended_copy` (copy below a signature), `pictures` (lines that name pictures),
and `story_starts` (several stories in one input).

A folder imports only those before it: status, wire, press, mail, markup, web, programs, print, dumps.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple, TypeAlias

from convert.model import Moment
from convert.readers.text.envelopes.dumps.restoring import restore_dump
from convert.readers.text.envelopes.envelope import Envelope, TakenLine
from convert.readers.text.envelopes.mail.banners import open_banner
from convert.readers.text.envelopes.mail.digests import open_digest
from convert.readers.text.envelopes.mail.message import open_mail
from convert.readers.text.envelopes.mail.mime import decode_mail
from convert.readers.text.envelopes.markup.emphasis import open_emphasis
from convert.readers.text.envelopes.markup.forms import open_form
from convert.readers.text.envelopes.markup.front_matter import has_front_matter
from convert.readers.text.envelopes.markup.headers import open_markup_header
from convert.readers.text.envelopes.markup.markdown import open_markdown
from convert.readers.text.envelopes.markup.tagged_text import open_tagged_text
from convert.readers.text.envelopes.markup.textile import open_textile
from convert.readers.text.envelopes.markup.underlines import open_underlines
from convert.readers.text.envelopes.markup.wikis import open_wiki
from convert.readers.text.envelopes.press.release import open_press_release
from convert.readers.text.envelopes.press.research import open_research_release
from convert.readers.text.envelopes.print.death_notices import open_death_notice
from convert.readers.text.envelopes.print.manuscripts import open_manuscript
from convert.readers.text.envelopes.print.mixed_columns import find_mixed_columns, may_be_columns
from convert.readers.text.envelopes.print.pages import open_pages
from convert.readers.text.envelopes.print.restoring import RestoredCopy, restore_pages, shows_columns
from convert.readers.text.envelopes.print.scan_pages import decode_scan
from convert.readers.text.envelopes.programs.assistants import open_assistant
from convert.readers.text.envelopes.programs.broadcasts import open_broadcast
from convert.readers.text.envelopes.programs.chat import open_chat
from convert.readers.text.envelopes.programs.databases import open_database
from convert.readers.text.envelopes.programs.generated_lines import open_program_lines
from convert.readers.text.envelopes.programs.marked_lines import open_change, open_marked_lines
from convert.readers.text.envelopes.programs.newsletters import open_newsletter
from convert.readers.text.envelopes.programs.pasted_message import open_pasted_message
from convert.readers.text.envelopes.programs.review_marks import open_review_marks
from convert.readers.text.envelopes.programs.rundowns import open_rundown
from convert.readers.text.envelopes.programs.scripts import open_script
from convert.readers.text.envelopes.programs.subtitles import open_subtitles
from convert.readers.text.envelopes.programs.transcripts import open_transcript
from convert.readers.text.envelopes.programs.workspaces import open_workspace
from convert.readers.text.envelopes.status.holds import find_holds, open_holds
from convert.readers.text.envelopes.story_starts import open_separated, open_story_marks, separated_stories
from convert.readers.text.envelopes.web.account_posts import open_account_post
from convert.readers.text.envelopes.web.feed import open_feed
from convert.readers.text.envelopes.web.json_stories import decode_record
from convert.readers.text.envelopes.web.notices import open_site_notice
from convert.readers.text.envelopes.web.page_code import open_page_code
from convert.readers.text.envelopes.web.saved_pages import open_saved_page
from convert.readers.text.envelopes.web.thread import open_thread
from convert.readers.text.envelopes.wire.anpa1312 import open_anpa1312
from convert.readers.text.envelopes.wire.bulletins import open_bulletin
from convert.readers.text.envelopes.wire.frames import Frame, open_frame
from convert.readers.text.envelopes.wire.iptc7901 import open_iptc7901
from convert.readers.text.envelopes.wire.terminals import open_terminal_news
from convert.readers.text.envelopes.wire.text import open_carets, open_wire_text

__all__ = [
    "Envelope",
    "Frame",
    "RestoredCopy",
    "TakenLine",
    "decode_mail",
    "decode_record",
    "decode_scan",
    "find_mixed_columns",
    "may_be_columns",
    "open_envelopes",
    "open_frame",
    "open_marked_lines",
    "restore_dump",
    "restore_pages",
    "shows_columns",
]


class Around(NamedTuple):
    """What is known around the lines that an opener gets.

    `name` is that of the input, `sent` when the copy was sent, as an outer envelope says, and `is_held` is whether a
    line holds the story back. `frame` is the frame of bytes that carried the lines.
    """

    name: str
    sent: Moment | None
    is_held: bool
    frame: Frame | None


Opener: TypeAlias = Callable[[tuple[str, ...], Around], Envelope | None]
"""Opens an envelope by the lines and what is known around them."""

OPENERS: Sequence[Opener] = (
    lambda lines, around: open_anpa1312(lines, around.frame) or open_iptc7901(lines, around.frame),
    lambda lines, around: open_tagged_text(lines),
    lambda lines, around: open_page_code(lines),
    lambda lines, around: open_saved_page(lines),
    lambda lines, around: open_pasted_message(lines),
    lambda lines, around: open_review_marks(lines),
    lambda lines, around: open_workspace(lines),
    lambda lines, around: open_rundown(lines),
    lambda lines, around: open_banner(lines),
    lambda lines, around: open_newsletter(lines),
    lambda lines, around: open_program_lines(lines),
    lambda lines, around: open_script(lines) or open_broadcast(lines),
    lambda lines, around: open_assistant(lines) or open_database(lines),
    lambda lines, around: open_site_notice(lines),
    lambda lines, around: open_subtitles(lines) or open_transcript(lines) or open_chat(lines),
    lambda lines, around: (
        None if has_front_matter(lines) else open_feed(lines) or open_thread(lines) or open_account_post(lines)
    ),
    lambda lines, around: (
        open_markdown(lines, around.name)
        or open_markup_header(lines, around.name)
        or open_wiki(lines)
        or open_textile(lines)
        or open_form(lines)
    ),
    lambda lines, around: open_emphasis(lines),
    lambda lines, around: open_terminal_news(lines),
    lambda lines, around: open_research_release(lines),
    lambda lines, around: open_press_release(lines, around.sent, is_held=around.is_held),
    lambda lines, around: open_carets(lines) or open_bulletin(lines),
    lambda lines, around: open_wire_text(lines),
    lambda lines, around: open_pages(lines),
    lambda lines, around: open_manuscript(lines) or open_death_notice(lines),
)
"""The envelopes that a mail can carry, the outermost first."""


def open_envelopes(
    lines: tuple[str, ...],
    name: str = "",
    frame: Frame | None = None,
    story: int = 0,
    pages: Envelope | None = None,
) -> Envelope:
    """Open every envelope around the story in `lines`, one inside the other; one that would leave no story is none.

    `name` is that of the input, `frame` the frame of bytes that carried it, `story` its number where the input was
    divided; `pages` has the frames of its pages. A mail is opened first, as it may carry all others. Then lines about
    the story's status are read, as they may stand above or inside any other envelope; they are understood last, as the
    day on which the copy was sent may complete them.
    """
    outermost = pages or Envelope(lines=lines)
    outermost = _put_inside(open_marked_lines(outermost.story_lines), outermost)
    outermost = _put_inside(open_digest(outermost.story_lines), outermost)
    opened = _put_inside(open_mail(outermost.story_lines), outermost)
    if opened is not outermost and (change := open_change(opened.story_lines)):
        opened = replace(_put_inside(change, opened), headline=None, layout="detected")
    inside = opened.story_lines
    holds = find_holds(inside)
    is_held = any(hold.kind == "embargo" for hold in holds)
    if holds:
        opened = replace(opened, taken={**opened.taken, **_unless_nothing_is_left(open_holds(holds, inside, None))})
    left = opened.story_lines
    for opener in OPENERS:
        if found := opener(left, Around(name, opened.sent, is_held, frame)):
            opened = _put_inside(found, opened)
            left = opened.story_lines
    starts = [] if story else separated_stories(left)
    if starts and open_markdown(inside, name):
        starts = []
    opened = _put_inside(open_underlines(left), opened)
    if starts:
        opened = _put_inside(open_separated(opened.story_lines, starts, opened.roles), opened)
    if starts or story:
        opened = _put_inside(open_story_marks(opened.story_lines), opened)
    if holds:
        held = open_holds(holds, inside, opened.sent)
        opened = replace(held, lines=lines, taken=_unless_nothing_is_left(held)).within(opened)
    return opened


def _put_inside(inner: Envelope | None, outer: Envelope) -> Envelope:
    """Both envelopes together; the `outer` one alone if the inner one would leave no story."""
    if inner is None or not any(map(str.strip, inner.story_lines)):
        return outer
    return replace(inner, lines=outer.lines).within(outer)


def _unless_nothing_is_left(held: Envelope) -> Mapping[int, TakenLine]:
    """The lines that `held` takes; none where they are all that there is."""
    return held.taken if any(map(str.strip, held.story_lines)) else {}
