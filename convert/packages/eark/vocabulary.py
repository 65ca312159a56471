"""Terms of CSIP 2.2.0: categories and types of content, kinds of packages, and what documents refer to."""

from __future__ import annotations

import re

CONTENT_CATEGORIES = frozenset(
    {
        *("textual works - print", "textual works - digital", "textual works - electronic serials"),
        *("digital musical composition (score-based representations)", "musical scores - print"),
        *("musical scores - digital", "photographs - print", "photographs - digital", "other graphic images - print"),
        *("other graphic images - digital", "microforms", "audio - on tangible medium (digital or analog)"),
        *("audio - media-independent (digital)", "motion pictures - digital and physical media"),
        *("video - file-based and physical media", "software", "software and video games", "email", "datasets"),
        *("geospatial data", "geographic information system (gis) - vector data"),
        *("gis raster and georeferenced images", "gis vector and raster combined", "non-gis cartographic"),
        *("2d and 3d computer aided design", "design (schematics, architectural drawings) - print"),
        *("scanned 3d objects (output from photogrammetry scanning)", "databases", "websites", "web archives"),
        *("collection", "event", "image", "interactive resource", "moving image", "sound", "still image", "text"),
        *("physical object", "service", "mixed", "other"),
    }
)
"""The categories of content, in small letters and with plain hyphens."""

CONTENT_TYPES = frozenset(
    {
        *("ERMS", "SIARD1", "SIARD2", "SIARDDK", "GeoData", "citscarchival_v1_0", "cscarchival_v1_0"),
        *("citcarchival_v1_0", "citsarchival_v1_0", "csarchival_v1_0", "citserms_v2_1", "citserms_v3_0"),
        *("citspremis_v1_0", "cspremis_v1_0", "citsehpj_v1_0", "citsehpj_v2_0", "citsehcr_v1_0", "citssiard_v1_0"),
        *("citsgeospatial_v3_0", "cits3dpm_v1_0", "MIXED", "OTHER"),
    }
)
"""The content information types of the vocabulary and of the extension schema, which differ."""

PACKAGE_TYPES = ("SIP", "AIP", "DIP", "AIU", "AIC")
STATUSES = ("SUPERSEDED", "CURRENT")
USES = ("Documentation", "Schemas", "Representations", "Metadata")

MEDIA_TYPE = re.compile(
    r"(application|audio|font|haptics|image|message|model|multipart|text|video|chemical|x-[\w-]+)/[\w!#$&^.+-]+(\s*;.*)?",
    re.ASCII | re.IGNORECASE,
)
