"""Arabic and Hebrew in visual order are turned around; copy in the order of reading stays as it is."""

from __future__ import annotations

import unicodedata

import pytest

from convert.readers.text.envelopes import restore_pages
from convert.readers.text.lines.decode import decode
from convert.readers.text.lines.visual_order import turn_visual_order

HEBREW = "המגדלור הישן בנמל נפתח לקהל ביום שישי. הדייגים אספו 350 שקלים, ובנו דלת מעץ. שלום לילדים, אמר השומר הזקן."
ARABIC = "أعادت بلدية القرية فتح المنارة القديمة يوم الجمعة بعد سنة طويلة، وقالت رئيسة البلدية إن الرحلة مجانية."
JOINED = "بتثجحخسشصضطظعغفقكلمنهي"
"""Letters that join the next one."""


def as_fonts_have_it(text: str) -> str:
    """Arabic with the final, initial and medial forms of letters that join the next one."""
    forms = {}
    for code in range(0xFE70, 0xFEFD):
        kind, _, letters = unicodedata.decomposition(chr(code)).partition(" ")
        if kind in ("<final>", "<initial>", "<medial>") and " " not in letters:
            forms[kind, chr(int(letters, 16))] = chr(code)
    shown = []
    for at, letter in enumerate(text):
        before, after = text[at - 1 : at] in JOINED and at > 0, text[at + 1 : at + 2].isalpha() and letter in JOINED
        kind = "<medial>" if before and after else "<final>" if before else "<initial>" if after else ""
        shown.append(forms.get((kind, letter), letter))
    return "".join(shown)


@pytest.mark.parametrize(
    ("logical", "visual"),
    [
        (
            HEBREW,
            "בקזה רמושה רמא ,םידליל םולש .ץעמ תלד ונבו ,םילקש 350 ופסא םיגיידה .ישיש םויב להקל חתפנ למנב ןשיה רולדגמה",
        ),
        ("(שלום) לכולם", "םלוכל (םולש)"),
        ("הם אמרו: Hello World 2.5 שלום", "םולש Hello World 2.5 :ורמא םה"),
        ("בין 12:30 ל־14/5/2026", "14/5/2026־ל 12:30 ןיב"),
        ("«דברים» רבים", "םיבר »םירבד«"),
    ],
)
def test_lines_are_turned_around(logical: str, visual: str) -> None:
    sign = "ןשיה םויב םילקש ץעמ"
    logical = logical.replace("הזקן.", "הזקב") if "בקזה" in visual else logical
    text, count = turn_visual_order(f"{sign}\n{visual}")
    assert text.split("\n")[1] == logical
    assert count == 2


def test_arabic_is_turned_around_whatever_letters_the_font_gives() -> None:
    for shown in (ARABIC, as_fonts_have_it(ARABIC)):
        copy = decode(f"{shown[::-1]}\n\n{shown[::-1]}\n".encode())
        assert copy.lines == (ARABIC, "", ARABIC)
        assert [finding.code for finding in copy.findings] == ["TXT031"]


def test_forms_of_letters_in_the_order_of_reading_become_letters() -> None:
    copy = decode(as_fonts_have_it(ARABIC).encode())
    assert (copy.lines, copy.findings) == ((ARABIC,), ())


def test_signs_that_writers_use_stay() -> None:
    text = "قال النبي ﷺ إن السعر 5 ﷼ في ﴿السوق﴾ القديمة"
    assert decode(text.encode()).lines == (text,)


LOGICAL = {
    "Hebrew": HEBREW,
    "Arabic": ARABIC,
    "Persian": "شهرداری بندر روز سه‌شنبه فانوس دریایی کهنه را پس از یازده سال دوباره باز کرد و مردم به آنجا رفتند.",
    "Urdu": "بندرگاہ کے پرانے مینار کو گیارہ سال بعد دوبارہ کھول دیا گیا ہے، بلدیہ نے منگل کو یہ بات بتائی۔",
    "Hebrew letters alone": "האותיות ך ם ן ף ץ הן סופיות. ך ם ן ף ץ. כך אמר המורה לילדים.",
    "Yiddish": "דער אַלטער טורעם אין פּאָרט איז ווידער אָפֿן, האָט די שטאָט געזאָגט דינסטיק אין אָוונט. זיי קומען.",
    "Hebrew with points": "בְּרֵאשִׁית בָּרָא אֱלֹהִים אֵת הַשָּׁמַיִם וְאֵת הָאָרֶץ",
    "a puzzle in an English story": "It reads םולש, ןושאר, ץראה and ףוס, and שלום, ראשון, הארץ and סוף forwards.",
    "English": "The lighthouse is open again.",
}


@pytest.mark.parametrize("case", LOGICAL)
def test_copy_in_the_order_of_reading_stays(case: str) -> None:
    assert turn_visual_order(LOGICAL[case]) == (LOGICAL[case], 0)


@pytest.mark.parametrize("ending", ["\f", "\f\f", "\n\f", "\n\f\f\n", "\f\n\f\n\f", "\n\n\f\f\n\n"])
def test_form_feeds_at_the_end_begin_no_page_behind_it(ending: str) -> None:
    """One form feed shows pages, also of text with only one; an empty page below it has no lines."""
    copy = decode(f"The lighthouse is open\n\nIt is open again, said its keeper.{ending}".encode())
    assert copy.pages
    assert all(start <= len(copy.lines) for start in copy.pages)
    assert restore_pages(copy.lines, copy.pages, lambda _: frozenset()) is None
