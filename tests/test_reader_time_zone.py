"""The zone that the user names makes an instant of a day and hour that show none; nothing else does."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

import convert
from convert.cli import main
from convert.errors import UsageError
from convert.model import Article, Moment
from convert.readers import Source
from convert.readers.text import read
from convert.zones import load_zone

AT = Moment("2026-01-01T00:00:00Z")

STORY = """Ferry to the island runs again

By Jane Roe

{}

The ferry to the island of Skarholm runs again after a pause of six weeks, the harbour office said on Thursday.

Passengers had waited for it since the storm of January, when its ramp broke and no crane was large enough.
"""


def article_of(line: str, zone: str | None) -> Article:
    return read(Source(name="a.txt", data=STORY.format(line).encode(), moment=AT, timezone=zone)).article


@pytest.mark.parametrize(
    ("line", "zone", "instant"),
    [
        ("12 March 2026, 14:30", "Europe/Berlin", "2026-03-12T14:30:00+01:00"),
        ("12 July 2026, 14:30", "Europe/Berlin", "2026-07-12T14:30:00+02:00"),
        ("March 12, 2026 2:30 p.m.", "America/New_York", "2026-03-12T14:30:00-04:00"),
        ("2026-03-12 14:30", "UTC", "2026-03-12T14:30:00Z"),
        ("2026-03-12T14:30", "+05:30", "2026-03-12T14:30:00+05:30"),
        ("13.03.2026, 14.30 Uhr", "-03:00", "2026-03-13T14:30:00-03:00"),
    ],
)
def test_a_time_of_day_counts_in_the_named_zone(line: str, zone: str, instant: str) -> None:
    assert article_of(line, zone).published == Moment(instant)
    assert article_of(line, None).published == Moment(instant[:10])
    assert article_of(line, zone).updated == Moment(instant)


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("12 March 2026", id="no time of day"),
        pytest.param("29 March 2026, 02:30", id="clocks skip that hour"),
        pytest.param("25 October 2026, 02:30", id="clocks show that hour twice"),
        pytest.param("12 March 2026, 14:30 IST", id="a zone of several meanings is not the user's"),
        pytest.param("12 March 2026, 25:30", id="no hour of a day"),
    ],
)
def test_a_day_stays_a_day(line: str) -> None:
    article = article_of(line, "Europe/Berlin")
    assert article.published is not None
    assert not article.published.is_instant


def test_a_zone_that_the_copy_shows_wins() -> None:
    assert article_of("12 March 2026, 14:30 GMT", "Europe/Berlin").published == Moment("2026-03-12T14:30:00Z")


def test_an_embargo_ends_late_where_an_hour_occurs_twice() -> None:
    text = "EMBARGOED UNTIL 25 October 2026, 02:30\n\n" + STORY.format("")
    for zone, until in (("Europe/Berlin", "2026-10-25T02:30:00+01:00"), (None, None)):
        article = read(Source(name="a.txt", data=text.encode(), moment=AT, timezone=zone)).article
        assert article.embargo is not None
        assert article.embargo.until == (Moment(until) if until else None)
        assert article.status == ("usable" if until else "withheld")


def test_front_matter_counts_in_the_named_zone() -> None:
    text = "---\ntitle: Ferry runs again\ndate: 2026-03-12 14:30\n---\n\n" + STORY.format("")
    article = read(Source(name="a.md", data=text.encode(), moment=AT, timezone="Europe/Berlin")).article
    assert article.published == Moment("2026-03-12T14:30:00+01:00")


def test_the_zone_of_one_story_is_not_that_of_the_next() -> None:
    assert article_of("12 March 2026, 14:30", "Asia/Tokyo").published == Moment("2026-03-12T14:30:00+09:00")
    assert article_of("12 March 2026, 14:30", None).published == Moment("2026-03-12")


@pytest.mark.parametrize("name", ["Europe/Berln", "CET+1", "+15:00", "", "../etc/passwd", "Europe/../Berlin", "+1"])
def test_a_zone_that_does_not_exist_is_refused(name: str) -> None:
    with pytest.raises(UsageError) as caught:
        load_zone(name)
    assert caught.value.code == "INP027"


def test_the_command_line_the_configuration_and_the_api_name_a_zone(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    story = tmp_path / "story.txt"
    story.write_text(STORY.format("12 March 2026, 14:30"), encoding="utf-8")

    def run(*arguments: str) -> tuple[int | str | None, str]:
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        sys.stdout.flush()
        return ended.value.code, capfd.readouterr().out

    plain = ("convert", str(story), "-t", "article")
    assert '"published": "2026-03-12T14:30:00+09:00"' in run(*plain, "--timezone", "Asia/Tokyo")[1]
    assert run(*plain, "--timezone", "Tokyo")[0] == 2
    assert convert.read(story, timezone="Asia/Tokyo").article.published == Moment("2026-03-12T14:30:00+09:00")
    configuration = tmp_path / "wirecopy.toml"
    configuration.write_text('timezone = "Europe/Paris"\n', encoding="utf-8")
    assert '"published": "2026-03-12T14:30:00+01:00"' in run(*plain)[1]
    assert '"published": "2026-03-12T14:30:00+09:00"' in run(*plain, "--timezone", "Asia/Tokyo")[1]
    assert run("check", str(story))[0] == 0
    configuration.write_text('timezone = "Paris"\n', encoding="utf-8")
    assert run(*plain)[0] == 2
