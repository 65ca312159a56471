"""Labels with a comma by which broadcasters give the source of a picture and its caption, in many languages."""

from __future__ import annotations

import re

from convert.readers.text.lexicon.keys import fold_word, phrase_set

SOURCES = phrase_set(
    "image source|image copyright|fuente de la imagen|derechos de autor de la imagen|crédito da imagem|crédito da foto"
    "|crédito|crédit photo|crédits photo|source de l'image|صدر الصورة|مصدر الصورة|इमेज स्रोत|sumber gambar"
    "|nguồn hình ảnh|图像来源|圖像來源|画像提供|사진 출처|автор фото|источник изображения|джерело зображення|kaynak"
    "|منبع تصویر|تصویر کا ذریعہ|chanzo cha picha|ที่มาของภาพ|ছবির উৎস|பட மூலாதாரம்"
)
"""Labels of the source of a picture: "Image source, Getty Images"."""

CAPTIONS = phrase_set(
    "image caption|pie de foto|pie de imagen|legenda da foto|légende image|légende de l'image|التعليق على الصورة"
    "|इमेज कैप्शन|keterangan gambar|chụp lại hình ảnh|图像加注文字|圖像加註文字|画像説明|사진 설명|подпись к фото"
    "|підпис до фото|fotoğraf altı yazısı|توضیح تصویر|تصویر کا کیپشن|maelezo ya picha|คำบรรยายภาพ|ছবির ক্যাপশান"
    "|படக்குறிப்பு"
)
"""Labels of the caption of a picture: "Image caption, The pier at dawn"."""

WRITTEN_CAPTIONS = phrase_set(
    "caption|photo caption|picture caption|image caption|cutline|bildunterschrift|bildtext|bildlegende|legende|légende"
    "|légende photo|légende de la photo|pie de foto|pie de imagen|didascalia|didascalia foto|legenda da foto"
    "|fotobijschrift|bijschrift|fotoonderschrift|billedtekst|bildetekst|kuvateksti|podpis pod zdjęciem|podpis zdjęcia"
    "|popisek fotografie|popisek fotky|popisok fotografie|képaláírás|legendă foto|подпись к фото|підпис до фото"
    "|fotoğraf altı|λεζάντα|potpis fotografije"
)
"""Labels of a caption that people write, with a colon: "Caption: The pier at dawn"."""

CAPTION_WORDS = 3
"""How many words a caption behind such a label has at least."""

_COMMA = "[,،，、]"
_LABEL = re.compile(rf"(?P<label>[^,،，、.]{{4,32}}){_COMMA}(?:\s*(?P<rest>\S.*))?$", re.DOTALL)
_GLUED = re.compile(r"(?P<before>.*\S)(?P<label>Image (?:source|copyright)), (?P<name>[A-Z][^,.]{1,60})$", re.DOTALL)


def read_picture_label(text: str) -> tuple[str, str] | None:
    """The kind of the label that a line opens with, "source" or "caption", and what is behind it; None if it has none.

    The name of a source opens with a capital, where its script has them.
    """
    found = _LABEL.match(text)
    label = fold_word(found["label"].strip()) if found else ""
    rest = (found["rest"] or "").strip() if found else ""
    if label in CAPTIONS:
        return "caption", rest
    is_name = bool(rest) and not rest[0].islower() and len(rest) <= MOST_NAME and rest[-1] not in ".!?。"
    return ("source", rest) if label in SOURCES and is_name else None


def read_caption_label(text: str) -> str | None:
    """The caption behind a label with a colon; None if the line has no such label."""
    label, _, rest = text.replace("：", ":").partition(":")
    caption = rest.strip()
    is_caption = len(caption.split()) >= CAPTION_WORDS and not caption[0].islower()
    return caption if is_caption and fold_word(label.strip()) in WRITTEN_CAPTIONS else None


def read_credit_of_caption(text: str) -> str | None:
    """The one or two words behind the label of a caption, which credit a picture whose caption is above them
    ("Bildlegende: ZVG"); None if the line has no such label.
    """
    label, _, rest = text.replace("：", ":").partition(":")
    credit = rest.strip(" .")
    is_name = 0 < len(credit.split()) < CAPTION_WORDS and credit[0].isupper()
    return credit if is_name and fold_word(label.strip()) in WRITTEN_CAPTIONS else None


def split_picture_source(text: str) -> tuple[str, str] | None:
    """The description of a picture and the source that is glued to it ("A pier at dawn.Image source, Getty Images")."""
    found = _GLUED.match(text)
    return (found["before"], found["name"]) if found and not found["before"][-1].isspace() else None


MOST_NAME = 60
"""How many characters the source of a picture has at most."""
