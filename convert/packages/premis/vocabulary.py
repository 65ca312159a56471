"""The names of PREMIS 3: its namespace, and the terms of vocabularies that its values are of."""

from __future__ import annotations

from collections.abc import Mapping

NAMESPACE = "http://www.loc.gov/premis/v3"
SCHEMA = "premis/3.0/premis.xsd"
VOCABULARY = "http://id.loc.gov/vocabulary/preservation"

TERMS: Mapping[str, Mapping[str, str]] = {
    "eventType": {
        "acc": "accession",
        "app": "appraisal",
        "cap": "capture",
        "com": "compression",
        "cop": "compiling",
        "cre": "creation",
        "dea": "deaccession",
        "dec": "decompression",
        "del": "deletion",
        "der": "decryption",
        "dig": "digital signature validation",
        "dis": "dissemination",
        "dsg": "digital signature generation",
        "dsp": "displaying",
        "enc": "encryption",
        "exe": "execution",
        "exp": "exporting",
        "ext": "extraction",
        "ffa": "forensic feature analysis",
        "fil": "filename change",
        "fix": "fixity check",
        "for": "format identification",
        "ima": "imaging",
        "ine": "ingestion end",
        "ing": "ingestion",
        "ins": "ingestion start",
        "int": "interpreting",
        "ipc": "information package creation",
        "ipm": "information package merging",
        "ips": "information package splitting",
        "mee": "metadata extraction",
        "mem": "metadata modification",
        "mes": "message digest calculation",
        "mig": "migration",
        "mod": "modification",
        "nor": "normalization",
        "pac": "packing",
        "poa": "policy assignment",
        "prt": "printing",
        "qua": "quarantine",
        "rec": "recovery",
        "red": "redaction",
        "ref": "refreshment",
        "ren": "rendering",
        "rep": "replication",
        "tra": "transfer",
        "unp": "unpacking",
        "unq": "unquarantine",
        "val": "validation",
        "vir": "virus check",
    },
    "eventOutcome": {"fai": "fail", "suc": "success", "war": "warning"},
    "agentType": {"har": "hardware", "org": "organization", "per": "person", "sof": "software"},
    "eventRelatedAgentRole": {
        "aut": "authorizer",
        "exe": "executing program",
        "imp": "implementer",
        "val": "validator",
    },
}
"""Vocabularies of the Library of Congress, each with its terms by code."""

OPEN_TERMS = {
    "cryptographicHashFunctions": {"sha256": "SHA-256", "sha512": "SHA-512"},
    "relationshipType": {"der": "derivation", "str": "structural"},
    "eventRelatedObjectRole": {"out": "outcome", "sou": "source"},
}
"""Of other vocabularies, the terms that are used here."""
