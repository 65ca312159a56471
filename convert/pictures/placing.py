"""Pictures in an Article: where each of them goes, what its file adds to the copy, and its address.

Raw copy names a picture in a line of its own, `[image: ferry.jpg]`, which the reader makes a figure of whose address
is a mark. Pictures that the copy does not name but that belong to the story by their names join the captions of the
copy if there are as many; else the first is above the text, or after the paragraph that a dateline opens, and the
others are below the text.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple, Protocol
from urllib.parse import quote, unquote

from convert.findings import Finding, Severity
from convert.model import (
    Article,
    Block,
    Figure,
    Image,
    Paragraph,
    Text,
    id_of_bytes,
    inline_text,
    split_words,
    with_images,
)
from convert.model import pictures as pictures_in
from convert.pictures.files import Picture, published
from convert.pictures.limits import MAX_PICTURES, MAX_STORY_BYTES, PictureError, is_plain, missing
from convert.pictures.stated import Stated

_MARK = "urn:x-wirecopy:picture:"


class Shelf(Protocol):
    """The files that a story can have as pictures."""

    def of_story(self, number: int) -> Shelf:
        """The files of the story with a number, 0 for the only one of an input."""
        ...

    def own(self) -> Sequence[str]:
        """The names of those that belong to the story by their names, in order."""
        ...

    def load(self, name: str) -> bytes:
        """The bytes of the file with that name. Raises PictureError; with INP067 if there is none."""
        ...

    def published(self, name: str) -> bytes:
        """The bytes of a picture that was published beside a document. Raises PictureError."""
        ...


@dataclass(frozen=True, slots=True)
class NamedPictures:
    """Pictures in memory, by their names; all belong to the story."""

    files: dict[str, bytes]

    def of_story(self, number: int) -> NamedPictures:
        """The same pictures."""
        return self

    def own(self) -> Sequence[str]:
        """The names of all."""
        return tuple(self.files)

    def load(self, name: str) -> bytes:
        """The bytes of a picture. Raises PictureError."""
        if name not in self.files:
            raise missing()
        return self.files[name]

    published = load


@dataclass(frozen=True, slots=True, kw_only=True)
class Pictures:
    """Where the pictures of a story are, and how they are published.

    `url` is the address that their names complete; without it an address is a `urn:uuid:` of the bytes. With
    `keeps_metadata` the bytes stay as they are, also with positions and devices.
    """

    shelf: Shelf
    url: str = ""
    keeps_metadata: bool = False


class Illustrated(NamedTuple):
    """An article with its pictures, the files as they are published, and what was found."""

    article: Article
    files: tuple[Picture, ...] = ()
    findings: tuple[Finding, ...] = ()


def marked(name: str, alt: str) -> Image:
    """The picture that copy names, until its file is there."""
    return Image(href=_MARK + quote(name, safe=""), alt=alt)


def illustrated(article: Article, pictures: Pictures | None) -> Illustrated:
    """The article with the pictures that its copy names, and with those that belong to it by their names.

    The id of the article stays. Pictures that cannot be used are left out, with a finding.
    """
    names = [name for _, image in pictures_in(article.body) if (name := _name_of(image))]
    own = [name for name in pictures.shelf.own() if name not in names] if pictures else []
    if not names and not own:
        return Illustrated(article)
    desk = _Desk(pictures, article.language)
    body = [placed for block in article.body for placed in desk.named(block)]
    found = [picture for name in own if (picture := desk.picture(name))]
    body = desk.joined(body, found, is_after_first=article.dateline is not None)
    return Illustrated(replace(article, body=tuple(body)), tuple(desk.files.values()), tuple(desk.findings))


def with_files(article: Article, shelf: Shelf) -> Illustrated:
    """The article of a document with the bytes of its pictures, where their files have the digests that it states."""
    files: dict[str, Picture] = {}

    def filled(image: Image) -> Image:
        if image.sha256 is None or image.file_name is None or not is_plain(image.file_name):
            return image
        try:
            data = shelf.published(image.file_name)
        except PictureError:
            return image
        if hashlib.sha256(data).hexdigest() != image.sha256:
            return image
        sides = {"width": image.width or 0, "height": image.height or 0}
        media_type = image.media_type or ""
        files[image.file_name] = Picture(
            name=image.file_name, data=data, media_type=media_type, stated=Stated(), **sides
        )
        return image.with_data(data)

    body = with_images(article.body, filled)
    return Illustrated(replace(article, body=body) if files else article, tuple(files.values()))


def _name_of(image: Image) -> str:
    """The name that copy gives a picture, empty for other pictures."""
    return unquote(image.href.removeprefix(_MARK)) if image.href.startswith(_MARK) else ""


@dataclass(slots=True)
class _Desk:
    """Takes pictures, puts them into figures, and notes what is found."""

    pictures: Pictures | None
    language: str
    files: dict[str, Picture] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    _known: dict[str, Picture | None] = field(default_factory=dict)
    _size: int = 0

    def picture(self, name: str) -> Picture | None:
        """The picture with a name; None, with a finding, if it cannot be used."""
        if name not in self._known:
            try:
                self._known[name] = self._taken(name)
            except PictureError as e:
                self._known[name] = None
                severity = Severity.WARNING if e.code == "INP067" else Severity.ERROR
                self._note(e.code, severity, f"the picture {_shown(name)} {e.message}", e.advice)
        return self._known[name]

    def _taken(self, name: str) -> Picture:
        if not is_plain(name):
            advice = "Name a file beside the story or in the folder of --images, without its folder."
            raise PictureError("is in another folder, where nothing is read", advice, "INP067")
        if self.pictures is None:
            advice = "Pictures are read beside files, in folders and archives: name their folder with --images."
            raise PictureError("is not there", advice, "INP067")
        if len(self.files) >= MAX_PICTURES:
            raise PictureError(f"is left out: a story has {MAX_PICTURES} pictures at most")
        data = self.pictures.shelf.load(name)
        found = published(name, data, keeps_metadata=self.pictures.keeps_metadata, language=self.language)
        found = replace(found, name=_portable(found.name))
        if (same := next((one for one in self.files.values() if one.data == found.data), None)) is not None:
            return same
        self._size += len(found.data)
        if self._size > MAX_STORY_BYTES:
            self._size -= len(found.data)
            message = f"is left out: the pictures of a story have {MAX_STORY_BYTES:,} bytes at most"
            raise PictureError(message, "Give smaller ones.")
        if found.name.casefold() in self.files:
            raise PictureError(f"would have the name of another one, {found.name}", "Rename one of them.")
        self.files[found.name.casefold()] = found
        self._note_changes(name, found)
        return found

    def _note_changes(self, name: str, found: Picture) -> None:
        if found.name != name:
            message = f"the picture {_shown(name)}, which is {found.media_type}, is published as {_shown(found.name)}"
            self._note("INP071", Severity.NOTICE, message, "Give the file the suffix of its kind, and a plain name.")
        if found.further:
            message = f"the picture {_shown(name)} has {found.further:,} bytes behind its end, which are left out"
            self._note(
                "INP071", Severity.NOTICE, message, "They may be a film or an archive; look where it comes from."
            )

    def _note(self, code: str, severity: Severity, message: str, advice: str = "") -> None:
        self.findings.append(Finding(code=code, severity=severity, message=message, advice=advice))

    def named(self, block: Block) -> Iterator[Block]:
        """The block, where it names a picture with that, or without if it cannot be used."""
        if not isinstance(block, Figure) or block.image is None or not (name := _name_of(block.image)):
            yield block
        elif picture := self.picture(name):
            yield self._figure(picture, block, block.image.alt)
        elif block.caption or block.credit:
            yield replace(block, image=None)
        elif _is_printable(block.image.alt):
            yield Figure(caption=(Text(block.image.alt),))

    def joined(self, body: list[Block], found: list[Picture], *, is_after_first: bool) -> list[Block]:
        """The body with pictures that it does not name; the first one above it, or after its first paragraph."""
        free = [at for at, block in enumerate(body) if isinstance(block, Figure) and block.image is None]
        pairs: dict[int, Picture] = {}
        rest = []
        for picture in found:
            same = (at for at in free if at not in pairs and _says(body[at], picture.stated.caption))
            at = next(same, None)
            if at is None:
                rest.append(picture)
            else:
                pairs[at] = picture
        free = [at for at in free if at not in pairs]
        if len(rest) == len(free):
            pairs |= dict(zip(free, rest, strict=True))
            rest = []
        for at, picture in pairs.items():
            figure = body[at]
            assert isinstance(figure, Figure)
            body[at] = self._figure(picture, figure, "")
        others = [self._figure(picture, None, "") for picture in rest]
        above = 1 if is_after_first and body and isinstance(body[0], Paragraph) else 0
        return [*body[:above], *others[:1], *body[above:], *others[1:]]

    def _figure(self, picture: Picture, figure: Figure | None, alt: str) -> Figure:
        """The figure of a picture: what the copy says wins over what the file states."""
        stated = picture.stated
        image = self._image(picture, alt or stated.alt or "")
        if not image.alt:
            message = f"the picture {_shown(picture.name)} has no alternative text"
            self._note("INP070", Severity.WARNING, message, _DESCRIBE.format(picture.name))
        stated_caption = (Text(stated.caption),) if stated.caption and _is_printable(stated.caption) else ()
        if figure is None:
            return Figure(image=image, caption=stated_caption, credit=stated.credit)
        own = {"caption": inline_text(figure.caption), "credit": figure.credit or ""}
        for what, text in own.items():
            other = getattr(stated, what) or ""
            if text and other and not _are_alike(text, other, is_part_enough=what == "credit"):
                message = (
                    f"the {what} of the picture {_shown(picture.name)} is another one in its file: {_shown(other)}"
                )
                self._note("INP069", Severity.NOTICE, message, "That of the copy is published.")
        if figure.credit or not stated.credit:
            return replace(figure, image=image, caption=figure.caption or stated_caption)
        return replace(figure, image=image, caption=figure.caption or stated_caption, credit=stated.credit)

    def _image(self, picture: Picture, alt: str) -> Image:
        url = self.pictures.url if self.pictures else ""
        name = picture.name
        address = url + quote(name) if url else id_of_bytes(hashlib.sha256(picture.data).hexdigest())
        return Image(
            href=address,
            alt=alt,
            media_type=picture.media_type,
            width=picture.width,
            height=picture.height,
            digital_source_type=picture.stated.digital_source_type,
            file_name=name,
            rights_notice=picture.stated.rights_notice,
            usage_terms=picture.stated.usage_terms,
            data=picture.data,
        )


_DESCRIBE = "Describe it in the copy: [image: {} | What it shows]; or in the field Alt Text of its file."


_FORBIDDEN = frozenset('/\\:*?"<>|%')


def _portable(name: str) -> str:
    """The name of a file as it is published: in NFC, without what some file systems and packages do not allow."""
    text = unicodedata.normalize("NFC", name)
    plain = "".join("_" if one in _FORBIDDEN or not one.isprintable() else one for one in text)
    stem, dot, suffix = " ".join(plain.split()).rpartition(".")
    return f"{stem.encode()[:180].decode('utf-8', 'ignore').strip()}{dot}{suffix}"


def _shown(text: str) -> str:
    """A text of a file in a message: without controls, and not long."""
    plain = "".join(character if character.isprintable() else "?" for character in text)
    return plain if len(plain) <= 120 else f"{plain[:119]}…"


def _is_printable(text: str) -> bool:
    return any(map(str.isalnum, text))


def _says(block: Block, caption: str | None) -> bool:
    """Whether a figure of the copy has the caption that a file states."""
    return isinstance(block, Figure) and bool(caption) and _are_alike(inline_text(block.caption), caption or "")


def _are_alike(text: str, other: str, *, is_part_enough: bool = False) -> bool:
    """Whether two texts have the same words; also if one is part of the other, where that is enough."""
    one, two = (" ".join(split_words(each.casefold())) for each in (text, other))
    return one == two or (is_part_enough and (one in two or two in one))
