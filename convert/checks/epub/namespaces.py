"""The namespaces of publications, each as Clark names open with it."""

from __future__ import annotations

from convert.documents import XHTML as XHTML
from convert.documents import XML_LANG as XML_LANG

OPF = "{http://www.idpf.org/2007/opf}"
OEB = "{http://openebook.org/namespaces/oeb-package/1.0/}"
DC = "{http://purl.org/dc/elements/1.1/}"
OCF = "{urn:oasis:names:tc:opendocument:xmlns:container}"
RENDITION = "{http://www.idpf.org/2013/rendition}"
OCF_METADATA = "{http://www.idpf.org/2013/metadata}"
NCX = "{http://www.daisy.org/z3986/2005/ncx/}"
SMIL = "{http://www.w3.org/ns/SMIL}"
OPS = "{http://www.idpf.org/2007/ops}"
XML = "{http://www.w3.org/XML/1998/namespace}"
XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
ENC = "{http://www.w3.org/2001/04/xmlenc#}"
DSIG = "{http://www.w3.org/2000/09/xmldsig#}"
COMPRESSION = "{http://www.idpf.org/2016/encryption#compression}"
SVG = "{http://www.w3.org/2000/svg}"
MATHML = "{http://www.w3.org/1998/Math/MathML}"
XLINK = "{http://www.w3.org/1999/xlink}"
