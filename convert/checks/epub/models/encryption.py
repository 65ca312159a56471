"""Encryption and signatures of files (EPUB 3.3, 4.2.6.3.2 and 4.2.6.3.6)."""

from __future__ import annotations

from convert.checks.epub.grammar import ANYTHING, Child, Grammar, Model, one_of
from convert.checks.epub.models.names import BASE64, INTEGER, NAME, URI, Attributes
from convert.checks.epub.namespaces import COMPRESSION, DSIG, ENC, OCF


def _is_anything(tag: str) -> bool:
    return True


def _is_not_encryption(tag: str) -> bool:
    return not tag.startswith(ENC)


_ANY = Model(text=ANYTHING, foreign=_is_anything, foreign_attributes=True)
_ENCRYPTED: Attributes = {"Id": NAME, "Type": URI, "MimeType": ANYTHING, "Encoding": URI}
_ENCRYPTED_CHILDREN = (
    Child(f"{ENC}EncryptionMethod", "method", 0, 1),
    Child(f"{DSIG}KeyInfo", "any", 0, 1),
    Child(f"{ENC}CipherData", "data", 1, 1),
    Child(f"{ENC}EncryptionProperties", "properties", 0, 1),
)

ENCRYPTION = Grammar(
    "encryption of files",
    {f"{OCF}encryption": "encryption"},
    {
        "any": _ANY,
        "encryption": Model(
            children=(Child(f"{ENC}EncryptedData", "encrypted"), Child(f"{ENC}EncryptedKey", "key")), fewest=1
        ),
        "encrypted": Model(optional=_ENCRYPTED, ordered=True, children=_ENCRYPTED_CHILDREN),
        "key": Model(
            optional={**_ENCRYPTED, "Recipient": ANYTHING},
            ordered=True,
            children=(
                *_ENCRYPTED_CHILDREN,
                Child(f"{ENC}ReferenceList", "any", 0, 1),
                Child(f"{ENC}CarriedKeyName", "any", 0, 1),
            ),
        ),
        "method": Model(
            required={"Algorithm": URI},
            children=(Child(f"{ENC}KeySize", "any", 0, 1), Child(f"{ENC}OAEPparams", "any", 0, 1)),
            text=ANYTHING,
            foreign=_is_not_encryption,
        ),
        "data": Model(
            children=(Child(f"{ENC}CipherValue", "value", 0, 1), Child(f"{ENC}CipherReference", "reference", 0, 1)),
            fewest=1,
        ),
        "value": Model(text=BASE64),
        "reference": Model(required={"URI": URI}, children=(Child(f"{ENC}Transforms", "any", 0, 1),)),
        "properties": Model(optional={"Id": NAME}, children=(Child(f"{ENC}EncryptionProperty", "property", 1),)),
        "property": Model(
            optional={"Target": URI, "Id": NAME},
            children=(Child(f"{COMPRESSION}Compression", "compression", 0, 1),),
            text=ANYTHING,
            foreign=_is_not_encryption,
            foreign_attributes=True,
        ),
        "compression": Model(required={"Method": one_of("0", "8"), "OriginalLength": INTEGER}),
    },
)

SIGNATURES = Grammar(
    "signatures of files",
    {f"{OCF}signatures": "signatures"},
    {
        "any": _ANY,
        "signatures": Model(children=(Child(f"{DSIG}Signature", "signature", 1),)),
        "signature": Model(
            optional={"Id": NAME},
            ordered=True,
            children=(
                Child(f"{DSIG}SignedInfo", "signed", 1, 1),
                Child(f"{DSIG}SignatureValue", "signature-value", 1, 1),
                Child(f"{DSIG}KeyInfo", "any", 0, 1),
                Child(f"{DSIG}Object", "any"),
            ),
        ),
        "signed": Model(
            optional={"Id": NAME},
            ordered=True,
            children=(
                Child(f"{DSIG}CanonicalizationMethod", "algorithm", 1, 1),
                Child(f"{DSIG}SignatureMethod", "algorithm", 1, 1),
                Child(f"{DSIG}Reference", "signed-reference", 1),
            ),
        ),
        "algorithm": Model(required={"Algorithm": URI}, text=ANYTHING, foreign=_is_anything),
        "signed-reference": Model(
            optional={"Id": NAME, "URI": URI, "Type": URI},
            ordered=True,
            children=(
                Child(f"{DSIG}Transforms", "any", 0, 1),
                Child(f"{DSIG}DigestMethod", "algorithm", 1, 1),
                Child(f"{DSIG}DigestValue", "value", 1, 1),
            ),
        ),
        "value": Model(text=BASE64),
        "signature-value": Model(optional={"Id": NAME}, text=BASE64),
    },
)
