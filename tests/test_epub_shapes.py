"""Documents of one shape have one verdict; what a check may look at is in the shape."""

from __future__ import annotations

import random
import re
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import epub_mutants
import epub_seed
import pytest

from convert import checks, pipeline
from convert.checks.epub import grammar, models, publication, shapes
from convert.documents import container
from convert.findings import FileReport

pytestmark = pytest.mark.sampled(3)

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'


def page(body: str, head: str = HEAD) -> str:
    return f'{head}<html xmlns="http://www.w3.org/1999/xhtml"><head><title>T</title></head><body>{body}</body></html>'


@pytest.fixture(autouse=True)
def forgetful(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shapes.SOUND, "_known", OrderedDict())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("<p>Ferry</p>", "<p>Bridge &amp; road &lt;3</p>"),
        ("<p>a<b>b</b>c</p>", "<p>x y<b>\u00e9\u00a0</b>. . .</p>"),
        ('<time datetime="2016-12-07">a</time>', '<time datetime="2024-02-31">b</time>'),
        ('<time datetime="2016-12-07T16:00:00Z">a</time>', '<time datetime="2017-12-07T18:30:00Z">b</time>'),
    ],
)
def test_texts_are_no_part_of_a_shape(one: str, other: str) -> None:
    assert shapes.shape_of(page(one).encode()) == shapes.shape_of(page(other).encode()) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("<p>a</p>", "<p> </p>"),
        ("<p> </p>", "<p></p>"),
        ("<p> </p>", "<p>\u00a0</p>"),
        ("<p>a</p>", '<p id="a">a</p>'),
        ('<p id="a">a</p>', '<p id="b">a</p>'),
        ("<p>a</p>", "<p>a<br/></p>"),
        ("<p>a</p>", "<div>a</div>"),
        ("<p>a<br/></p>", "<p><br/>a</p>"),
        ("<p>a</p>", "<p>a</p><p>a</p>"),
        ("<style>p { color: red }</style>", "<style>p { position: fixed }</style>"),
        ('<svg:style xmlns:svg="s">a</svg:style>', '<svg:style xmlns:svg="s">b</svg:style>'),
        ("<script>a()</script>", "<script>b()</script>"),
        ('<style type="text/css">a</style><b>x</b>', '<style type="text/css">b</style><b>x</b>'),
        ('<time datetime="2016-12-07">a</time>', '<time datetime="2016-12-7">a</time>'),
        ('<time datetime="2016-12-07">a</time>', '<time datetime="2016-12-07T16:00:00Z">a</time>'),
        ('<time datetime="16:00">a</time>', '<time datetime="16:01">a</time>'),
        ('<ins datetime="2016-12-07">a</ins>', '<ins datetime="2016-12-08">a</ins>'),
        ('<time datetime="\u0662016-12-07">a</time>', '<time datetime="2016-12-07">a</time>'),
    ],
)
def test_what_checks_look_at_is_in_the_shape(one: str, other: str) -> None:
    assert shapes.shape_of(page(one).encode()) != shapes.shape_of(page(other).encode())


@pytest.mark.parametrize(
    "data",
    [
        page("<p>a&#32;</p>").encode(),
        page("<p>&#xa0;</p>").encode(),
        page("<p>&nbsp;</p>").encode(),
        page("<p><!-- a --></p>").encode(),
        page("<p><![CDATA[ ]]></p>").encode(),
        page("<p><?x y?></p>").encode(),
        page('<p title="a>b">c</p>').encode(),
        page("<style>a<b/>c</style>").encode(),
        page("<style>a<b></b>c</style>").encode(),
        page("<p>a > b</p>").encode(),
        page("<p>a</p>", "<!DOCTYPE html>\n").encode(),
        page("<p>a</p>", "<?xml version='1.0' encoding='iso-8859-1'?>\n").encode(),
        page("<p>a</p>", HEAD.replace("html", 'html [<!ENTITY a " ">]')).encode(),
        page("<p>a</p>", HEAD.replace("html", 'html SYSTEM "about:legacy-compat"')).encode(),
        b"\xef\xbb\xbf" + page("<p>a</p>").encode(),
        page("<p>\u00e9</p>").encode("latin-1"),
        page("<p>a</p>").encode("utf-16"),
        page("<p>a</p>" * 1000).encode(),
        b"",
    ],
)
def test_documents_without_a_shape(data: bytes) -> None:
    """Where what looks like a text may be none, or what looks like blank may be text."""
    assert shapes.shape_of(data) == ""


def test_that_nothing_was_found_is_remembered_and_nothing_else() -> None:
    sound = shapes.Sound()
    looked: list[str] = []

    def find(shape: str, found: list[int]) -> list[int]:
        return list(sound.unless_sound("check", shape, lambda: looked.append(shape) or found))  # type: ignore[func-returns-value]

    assert [find("a", [])] * 2 == [find("a", [])] * 2 == [[], []]
    assert looked == ["a"]
    assert find("b", [1]) == find("b", [1]) == [1]
    assert looked == ["a", "b", "b"]
    assert find("", []) == find("", []) == []
    assert looked == ["a", "b", "b", "", ""]
    assert list(sound.unless_sound("another check", "a", lambda: [2])) == [2]
    begun = iter(sound.unless_sound("check", "c", lambda: iter([3, 4])))
    assert next(begun) == 3
    del begun
    assert find("c", [3]) == [3], "what was not looked at to its end is not known"


def test_a_bounded_number_of_shapes_is_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shapes, "_KEPT", 2)
    sound = shapes.Sound()
    looked: list[str] = []

    def look(shape: str) -> tuple[int, ...]:
        looked.append(shape)
        return ()

    for shape in "abacab":
        list(sound.unless_sound("check", shape, lambda shape=shape: look(shape)))  # type: ignore[misc]
    assert looked == ["a", "b", "c", "b"], "those that were asked for last stay"


@pytest.mark.parametrize("table", [models.PACKAGE_3, models.CONTAINER_3], ids=lambda table: str(table.title))
def test_tables_ask_of_texts_only_whether_they_are_blank(table: grammar.Grammar) -> None:
    """Else documents of one shape would differ."""
    assert {model.text for model in table.models.values()} <= {None, grammar.ANYTHING, grammar.NOT_EMPTY}


def test_threads_may_forget_what_others_look_up() -> None:
    sound = shapes.Sound()

    def work(number: int) -> None:
        for shape in range(3000):
            list(sound.unless_sound("check", str(shape + number), tuple))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(4)))
    assert len(sound._known) <= shapes._KEPT + 4


# --------------------------------------------------------------------------------------------------------------------
# Verdicts


def reports(data: bytes) -> list[FileReport]:
    return [checks.check(data, format="epub", profile=profile) for profile in ("foreign", "ours")]  # type: ignore[arg-type]


def without_shapes(monkeypatch: pytest.MonkeyPatch, act: Callable[[], list[FileReport]]) -> list[FileReport]:
    with monkeypatch.context() as patch:
        patch.setattr(publication, "shape_of", lambda data, limit: "")
        patch.setattr(container, "_plain_members", lambda data, limits: None)
        return act()


def _mutants_are_judged_alike(monkeypatch: pytest.MonkeyPatch, count: int, seed: int) -> None:
    for members in epub_mutants.bases():
        reports(epub_mutants._packed(members))
    assert shapes.SOUND._known
    for name, data in epub_mutants.mutants(count, seed):
        assert reports(data) == without_shapes(monkeypatch, lambda data=data: reports(data)), name  # type: ignore[misc]


@pytest.mark.slow
@pytest.mark.any_findings
def test_mutants_of_sound_publications_are_judged_as_without_shapes(monkeypatch: pytest.MonkeyPatch) -> None:
    """All that was found sound is known, and one thing is changed: none of its faults may be taken for sound."""
    _mutants_are_judged_alike(monkeypatch, 60, 3)


@pytest.mark.any_findings
@pytest.mark.slow
@pytest.mark.parametrize("seed", [4, 5])
def test_many_mutants_are_judged_as_without_shapes(monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    _mutants_are_judged_alike(monkeypatch, 1500, seed)


_TEXTS = re.compile(r"(?<=>)[^<>]*[^<>\s][^<>]*(?=<)")
_OTHERS = (
    "x",
    "Zürich",
    "&amp;",
    " a ",
    "\u00a0b\u00a0",
    "1",
    "portrait",
    "pagination",
    "javascript:",
    "url(a)",
    "2016",
)


@pytest.mark.any_findings
def test_pages_with_other_texts_are_judged_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of our own publications, any texts of pages are replaced; what is found is what is found without shapes."""
    chance = random.Random(1)
    for article in epub_seed.articles().values():
        data = pipeline.write(article, "epub").data or b""
        reports(data)
        members = epub_mutants._members(data)
        for name in ("EPUB/nav.xhtml", "EPUB/cover.xhtml", "EPUB/colophon.xhtml", "EPUB/content.opf"):
            changed = _TEXTS.sub(lambda match: chance.choice((match[0], *_OTHERS)), members[name].decode()).encode()
            assert name.endswith("opf") or shapes.shape_of(changed) == shapes.shape_of(members[name]) != ""
            other = epub_mutants._packed(members | {name: changed})
            assert reports(other) == without_shapes(monkeypatch, lambda other=other: reports(other))  # type: ignore[misc]
