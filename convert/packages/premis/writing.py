"""PREMIS 3 at the level of packages, written: agents, events and objects, as XML and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from convert.packages.mets import attributes, escaped, text_element
from convert.packages.premis.vocabulary import NAMESPACE, OPEN_TERMS, SCHEMA, TERMS, VOCABULARY


class Format(NamedTuple):
    """The format of a file; `pronom` is its key in the registry of the National Archives, empty if it has none."""

    name: str
    version: str = ""
    pronom: str = ""


class Object(NamedTuple):
    """A file of a package: its path there, size, digest and format, and its name before it came in."""

    path: str
    size: int
    sha256: str
    format: Format
    original_name: str = ""


class Entity(NamedTuple):
    """A package, or a representation in it; `derived_from` is the representation that it was made from."""

    identifier: str
    kind: str
    name: str = ""
    derived_from: str = ""
    part_of: str = ""


class Event(NamedTuple):
    """An event: terms by their codes in `TERMS`, and the objects with their roles ("sou", "out", or none)."""

    identifier: str
    type: str
    time: str
    detail: str = ""
    outcome: str = "suc"
    note: str = ""
    objects: tuple[tuple[str, str], ...] = ()
    agents: tuple[tuple[str, str], ...] = ()


class Agent(NamedTuple):
    """Who or what did it: `type` is the code of a term."""

    identifier: str
    name: str
    type: str
    version: str = ""
    note: str = ""


PRONOM: Mapping[str, Format] = {
    ".xml": Format("Extensible Markup Language", "1.0", "fmt/101"),
    ".epub": Format("ePub format", "", "fmt/483"),
    ".json": Format("JSON Data Interchange Format", "", "fmt/817"),
    ".jsonl": Format("JSON Lines"),
    ".txt": Format("Plain Text File", "", "x-fmt/111"),
    ".csv": Format("Comma Separated Values", "", "x-fmt/18"),
    ".html": Format("Hypertext Markup Language", "", "fmt/96"),
    ".htm": Format("Hypertext Markup Language", "", "fmt/96"),
    ".md": Format("Markdown", "", "fmt/1149"),
    ".eml": Format("Internet Message Format", "", "fmt/278"),
    ".mbox": Format("MBOX", "", "fmt/720"),
    ".warc": Format("WARC", "", "fmt/289"),
    ".zip": Format("ZIP Format", "", "x-fmt/263"),
    ".tar": Format("Tape Archive Format", "", "x-fmt/265"),
    ".gz": Format("GZIP Format", "", "x-fmt/266"),
    ".tgz": Format("GZIP Format", "", "x-fmt/266"),
    ".xsd": Format("XML Schema Definition", "", "x-fmt/280"),
}
"""Formats by suffix, as the registry PRONOM names them; the suffix is all that is looked at."""


def term(name: str, vocabulary: str, code: str, pad: str) -> str:
    """Return a line with an element whose text is a term of a vocabulary."""
    label = (TERMS.get(vocabulary) or OPEN_TERMS[vocabulary])[code]
    uri = f"{VOCABULARY}/{vocabulary}"
    return text_element(name, label, pad, authority=vocabulary, authorityURI=uri, valueURI=f"{uri}/{code}")


def _identifier(name: str, value: str, pad: str, more: str = "") -> str:
    kind = text_element(f"{name}Type", "local", f"{pad}  ") + text_element(f"{name}Value", value, f"{pad}  ")
    return f"{pad}<{name}>\n{kind}{more}{pad}</{name}>\n"


def object_xml(file: Object) -> str:
    """Return the lines of a file."""
    return "".join(
        (
            _OBJECT,
            escaped(file.path),
            _DIGEST,
            escaped(file.sha256),
            f"</messageDigest>\n      </fixity>\n      <size>{file.size}</size>\n",
            _format_xml(file.format),
            "    </objectCharacteristics>\n",
            text_element("originalName", file.original_name, "    "),
            "  </object>\n",
        )
    )


_OBJECT = (
    '  <object xsi:type="file">\n    <objectIdentifier>\n'
    "      <objectIdentifierType>local</objectIdentifierType>\n      <objectIdentifierValue>"
)
_DIGEST = (
    "</objectIdentifierValue>\n    </objectIdentifier>\n    <objectCharacteristics>\n      <fixity>\n"
    + term("messageDigestAlgorithm", "cryptographicHashFunctions", "sha256", "        ")
    + "        <messageDigest>"
)


@cache
def _format_xml(format: Format) -> str:
    pad = "      "
    designation = text_element("formatName", format.name or "unknown", f"{pad}    ")
    designation += text_element("formatVersion", format.version, f"{pad}    ")
    registry = ""
    if format.pronom:
        registry = text_element("formatRegistryName", "PRONOM", f"{pad}    ")
        registry += text_element("formatRegistryKey", format.pronom, f"{pad}    ")
        registry = f"{pad}  <formatRegistry>\n{registry}{pad}  </formatRegistry>\n"
    designation = f"{pad}  <formatDesignation>\n{designation}{pad}  </formatDesignation>\n"
    return f"{pad}<format>\n{designation}{registry}{pad}</format>\n"


def object_json(file: Object) -> dict[str, Any]:
    """Return a file as JSON."""
    return {
        "path": file.path,
        "size": file.size,
        "sha256": file.sha256,
        "format": _without_empty(file.format._asdict()),
        **_without_empty({"original_name": file.original_name}),
    }


def _entity_xml(entity: Entity) -> str:
    related = ""
    for other, kind, sub in (
        (entity.derived_from, ("der", "derivation"), "has source"),
        (entity.part_of, ("str", "structural"), "is part of"),
    ):
        if other:
            related += (
                "    <relationship>\n"
                + term("relationshipType", "relationshipType", kind[0], "      ")
                + text_element("relationshipSubType", sub, "      ")
                + _identifier("relatedObjectIdentifier", other, "      ")
                + "    </relationship>\n"
            )
    return (
        f'  <object xsi:type="{entity.kind}">\n'
        + _identifier("objectIdentifier", entity.identifier, "    ")
        + text_element("originalName", entity.name, "    ")
        + related
        + "  </object>\n"
    )


def _event_xml(event: Event) -> str:
    detail = text_element("eventDetail", event.detail, "      ")
    note = text_element("eventOutcomeDetailNote", event.note, "        ")
    linked = ""
    for agent, role in event.agents:
        more = term("linkingAgentRole", "eventRelatedAgentRole", role, "      ")
        linked += _identifier("linkingAgentIdentifier", agent, "    ", more)
    for path, role in event.objects:
        more = term("linkingObjectRole", "eventRelatedObjectRole", role, "      ") if role else ""
        linked += _identifier("linkingObjectIdentifier", path, "    ", more)
    return (
        "  <event>\n"
        + _identifier("eventIdentifier", event.identifier, "    ")
        + term("eventType", "eventType", event.type, "    ")
        + text_element("eventDateTime", event.time, "    ")
        + (f"    <eventDetailInformation>\n{detail}    </eventDetailInformation>\n" if detail else "")
        + "    <eventOutcomeInformation>\n"
        + term("eventOutcome", "eventOutcome", event.outcome, "      ")
        + (f"      <eventOutcomeDetail>\n{note}      </eventOutcomeDetail>\n" if note else "")
        + f"    </eventOutcomeInformation>\n{linked}  </event>\n"
    )


def _agent_xml(agent: Agent) -> str:
    return (
        "  <agent>\n"
        + _identifier("agentIdentifier", agent.identifier, "    ")
        + text_element("agentName", agent.name, "    ")
        + term("agentType", "agentType", agent.type, "    ")
        + text_element("agentVersion", agent.version, "    ")
        + text_element("agentNote", agent.note, "    ")
        + "  </agent>\n"
    )


def written_xml(
    entities: Iterable[Entity],
    objects: Iterable[str],
    events: Iterable[Event],
    agents: Iterable[Agent],
    schemas: str,
) -> Iterator[str]:
    """Yield a record in pieces; `objects` are from `object_xml`, `schemas` is the path to the folder of schemas."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<premis' + attributes(
        xmlns=NAMESPACE,
        xmlns__xsi="http://www.w3.org/2001/XMLSchema-instance",
        xsi__schemaLocation=f"{NAMESPACE} {schemas}/{SCHEMA}" if schemas else "",
        version="3.0",
    )
    yield ">\n"
    yield from map(_entity_xml, entities)
    yield from objects
    yield from map(_event_xml, events)
    yield from map(_agent_xml, agents)
    yield "</premis>\n"


def written_json(
    entities: Iterable[Entity], objects: Iterable[str], events: Iterable[Event], agents: Iterable[Agent]
) -> Iterator[str]:
    """Yield a record as JSON in pieces; `objects` are lines of JSON from `object_json`."""
    yield '{"premis": "3.0",\n"entities": ['
    yield _joined(json.dumps(_without_empty(entity._asdict()), ensure_ascii=False) for entity in entities)
    yield '],\n"files": ['
    between = "\n"
    for line in objects:
        yield between + line.rstrip("\n")
        between = ",\n"
    yield '\n],\n"events": ['
    yield _joined(json.dumps(_event_json(event), ensure_ascii=False) for event in events)
    yield '],\n"agents": ['
    yield _joined(json.dumps(_agent_json(agent), ensure_ascii=False) for agent in agents)
    yield "]}\n"


def _joined(lines: Iterable[str]) -> str:
    return "".join(f"\n{line}," for line in lines).rstrip(",") + "\n"


def _without_empty(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value}


def _term_json(vocabulary: str, code: str) -> dict[str, str]:
    label = (TERMS.get(vocabulary) or OPEN_TERMS[vocabulary])[code]
    return {"term": label, "uri": f"{VOCABULARY}/{vocabulary}/{code}"}


def _event_json(event: Event) -> dict[str, Any]:
    objects = [
        {"object": path, **({"role": _term_json("eventRelatedObjectRole", role)} if role else {})}
        for path, role in event.objects
    ]
    agents = [{"agent": name, "role": _term_json("eventRelatedAgentRole", role)} for name, role in event.agents]
    return {
        "identifier": event.identifier,
        "type": _term_json("eventType", event.type),
        "time": event.time,
        **_without_empty({"detail": event.detail}),
        "outcome": _term_json("eventOutcome", event.outcome),
        **_without_empty({"note": event.note, "objects": objects, "agents": agents}),
    }


def _agent_json(agent: Agent) -> dict[str, Any]:
    return {**_without_empty(agent._asdict()), "type": _term_json("agentType", agent.type)}
