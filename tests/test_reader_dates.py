"""Dates as pages show them, each with the moment that is certain."""

from __future__ import annotations

import time

import pytest

from convert.model import Moment
from convert.readers.text.lexicon import load_lexicon
from convert.readers.text.lexicon.dates import read_date

DATES = [
    ("de", "Geschrieben von Jörg Holm am 09. November 2026. Veröffentlicht in Handball.", "2026-11-09"),
    ("en", "Written by Nora Feld on 9 November 2026", "2026-11-09"),
    ("fr", "Rédigé par Nora Feld le 9 novembre 2026", "2026-11-09"),
    ("nl", "03-03-2026 Door Nora Feld", "2026-03-03"),
    ("nl", "23-03-2026 Nora Feld", "2026-03-23"),
    ("en", "2026-03-23 Nora Feld", "2026-03-23"),
    ("en", "Published 12 May 2021, 18:30 GMT", "2021-05-12T18:30:00Z"),
    ("en", "12:30 GMT, 3 May 2023", "2023-05-03T12:30:00Z"),
    ("en", "Updated 10:53 AM EST, Sun December 18, 2016", "2016-12-18T10:53:00-05:00"),
    ("en", "Last updated October 6, 2022, 4:40 p.m. ET", "2022-10-06T16:40:00-04:00"),
    ("en", "Nov. 19, 2019 8:03 am ET", "2019-11-19T08:03:00-05:00"),
    ("en", "July 8, 2024 6:00 AM EST", "2024-07-08"),
    ("en", "October 23, 2025 5:50 pm CET", "2025-10-23"),
    ("en", "November 3, 2024 1:30 AM ET", "2024-11-03"),
    ("en", "Published: 14 May 20232:23 PM BSTUpdated: 15 May 2023 5:01 PM", "2023-05-14"),
    ("en", "Published 12:30, 3 May 2023Updated 4 May 2023", "2023-05-03"),
    ("en", "By Jane Doe • 12/16/16 12:21pm", "2016-12-16"),
    ("en", "On 11/13/19 at 4:00 PM EST", "2019-11-13T16:00:00-05:00"),
    ("en", "03/04/2016 4:00 PM EST", "2016-03-04T16:00:00-05:00"),
    ("en", "03/04/2016 16:00 GMT", "2016-04-03T16:00:00Z"),
    ("en", "10.15.15", "2015-10-15"),
    ("en", "01.21.2020 07:00 AM", "2020-01-21"),
    ("de", "Stand: 12.03.2020, 14:05 Uhr", "2020-03-12"),
    ("de", "1.11.23 20:19", "2023-11-01"),
    ("de", "29. Dezember 202230. Dezember 2022", "2022-12-29"),
    ("de", "29.12.202230.12.2022 von Nora Feld", "2022-12-29"),
    ("de", "30.04.2025, 11:5830.04.2025, 14:20", "2025-04-30"),
    ("en", "12/29/202212/30/2022", "2022-12-29"),
    ("fr", "29 décembre 202230 décembre 2022", "2022-12-29"),
    ("es", "2022-12-292022-12-30", "2022-12-29"),
    ("de", "Datum: 03.Mär.19", "2019-03-03"),
    ("de", "12.05.2022, 16:40 Uhr MESZ", "2022-05-12T16:40:00+02:00"),
    ("fr", "Publié le 1er mai 2023 à 08h15", "2023-05-01"),
    ("pt", "15 de Setembro de 2022, 7:01", "2022-09-15"),
    ("pt", "1º.ago.2023 às 11h45", "2023-08-01"),
    ("pt", "1º de agosto de 2023", "2023-08-01"),
    ("it", "1° maggio 2023", "2023-05-01"),
    ("en", "May 8, 2024, 10:12 a.m. CT", "2024-05-08T10:12:00-05:00"),
    ("en", "Jan. 8, 2024, 10:12 a.m. MT", "2024-01-08T10:12:00-07:00"),
    ("en", "Aug 4, 2022 5:12 PM PHT", "2022-08-04T17:12:00+08:00"),
    ("hu", "2023. 02. 21. 10:15", "2023-02-21"),
    ("hu", "2023. február 21.", "2023-02-21"),
    ("lt", "2023 m. vasario 21 d. 10:15", "2023-02-21"),
    ("lv", "2023. gada 21. februārī", "2023-02-21"),
    ("vi", "Thứ hai, 12/6/2023, 06:30 (GMT+7)", "2023-06-12T06:30:00+07:00"),
    ("vi", "ngày 12 tháng 6 năm 2023", "2023-06-12"),
    ("th", "28 มกราคม 2567 เวลา 09:30 น.", "2024-01-28"),
    ("th", "28 ม.ค. 2567", "2024-01-28"),
    ("hi", "प्रकाशित: 05 नवंबर 2023, 08:15 AM", "2023-11-05"),
    ("fa", "۱ خرداد ۱۴۰۲ - ۱۰:۴۵", "2023-05-22"),
    ("fa", "۱۴۰۲/۰۳/۰۱", "2023-05-22"),
    ("fa", "30 اسفند 1399", "2021-03-20"),
    ("ar", "3 كانون الثاني 2024", "2024-01-03"),
    ("ar", "3 تشرين الثاني 2024", "2024-11-03"),
    ("he", "30 באוגוסט 2023", "2023-08-30"),
    ("ja", "2024年1月15日 7時00分", "2024-01-15"),
    ("ja", "令和6年1月15日", "2024-01-15"),
    ("ko", "입력 2022.12.21 06:00", "2022-12-21"),
    ("ko", "22.12.21 06:00", "2022-12-21"),
    ("zh", "民國113年5月21日", "2024-05-21"),
    ("uk", "19 жовтня 2023 року, 14:20", "2023-10-19"),
    ("id", "Sabtu, 17 Februari 2024 13:45 WIB", "2024-02-17T13:45:00+07:00"),
]

UNSURE = [
    ("en", "03/04/2016"),
    ("en", "03.04.2016"),
    ("de", "11/01/2021"),
    ("en", "7 December"),
    ("en", "31 February 2016"),
    ("de", "Zeit: 31.12.2022/01.01.2023"),
    ("en", "3 May 2021 - 5 May 2021"),
    ("de", "03.05.2021 bis 05.05.2021"),
    ("fr", "du 3 mai 2021 au 5 mai 2021"),
]

NO_DATES = [
    ("en", "macOS 10.15.7"),
    ("de", "7.4.30"),
    ("en", "192.168.10.11"),
    ("en", "Rooms 12-14-16"),
    ("fa", "31 اسفند 1402"),
]


@pytest.mark.sampled(2)
@pytest.mark.parametrize(("language", "line", "moment"), DATES, ids=[row[1][:40] for row in DATES])
def test_dates_are_read(language: str, line: str, moment: str) -> None:
    dated = read_date(line, load_lexicon("en", language))
    assert dated is not None
    assert dated.moment is not None
    assert dated.moment.text == moment


@pytest.mark.parametrize(("language", "line"), UNSURE)
def test_uncertain_dates_have_no_moment(language: str, line: str) -> None:
    dated = read_date(line, load_lexicon("en", language))
    assert dated is None or dated.moment is None


@pytest.mark.parametrize(("language", "line"), NO_DATES)
def test_other_numbers_have_no_moment(language: str, line: str) -> None:
    dated = read_date(line, load_lexicon("en", language))
    assert dated is None or dated.moment is None


def test_a_date_behind_another_is_no_hour_of_it() -> None:
    dated = read_date("Published 31.12.2022, updated 01.01.2023", load_lexicon("en"))
    assert dated is not None
    assert (dated.moment, dated.clock) == (Moment("2022-12-31"), None)


def test_date_of_update_is_separate_from_date_of_publication() -> None:
    dated = read_date("Published 12:30, 3 May 2023Updated 4 May 2023", load_lexicon("en"))
    assert dated is not None
    assert dated.updated is not None
    assert dated.updated.text == "2023-05-04"


def test_solar_hijri_years_begin_in_march() -> None:
    """1 Farvardin in years around known leap years: 1399, 1403 and 1408."""
    lexicon = load_lexicon("en", "fa")
    for year, first in [(1395, "2016-03-20"), (1400, "2021-03-21"), (1403, "2024-03-20"), (1404, "2025-03-21")]:
        dated = read_date(f"1 فروردین {year}", lexicon)
        assert dated is not None
        assert dated.moment is not None
        assert dated.moment.text == first


@pytest.mark.sampled(3)
@pytest.mark.parametrize("line", ["12 May 2021 " * 16, "12.3.21 " * 24, "1.1.11" * 30, "(" * 190 + "1999", "9" * 200])
def test_hostile_dates_are_read_fast(line: str) -> None:
    lexicon = load_lexicon("en", "fa")
    started = time.process_time()
    for _ in range(200):
        read_date(line, lexicon)
    assert time.process_time() - started < 2
