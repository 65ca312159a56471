"""`wirecopy fields`, `formats` and `rules`: what there is to choose from, for people and as JSON."""

from __future__ import annotations

import json

import click

from convert.cli.completing import KEYS
from convert.cli.terminal import examples


def _echo_json(data: object) -> None:
    click.echo(json.dumps(data, indent=2, ensure_ascii=False))


@click.command("fields", epilog=examples("wirecopy fields", "wirecopy fields rights", "wirecopy fields author --json"))
@click.argument("keys", type=KEYS, metavar="[KEY]...", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="Print them as JSON.")
def fields_command(keys: tuple[str, ...], *, as_json: bool) -> None:
    """List the metadata keys that --meta, metadata files and wirecopy.toml take, with an example of each.

    With KEY: its meaning, the shape of its value, examples, and where each format holds it. The key of a record, such
    as rights, names all of its keys.
    """
    from convert import fields
    from convert.fields import pages

    chosen = tuple({field.key: field for key in keys for field in fields.matching(key)}.values()) or fields.fields()
    if as_json:
        _echo_json(pages.as_data(chosen))
    elif keys:
        click.echo("\n\n".join("\n".join(pages.explained(field)) for field in chosen))
    else:
        for line in pages.listing():
            click.echo(line)


@click.command("formats", epilog=examples("wirecopy formats", "wirecopy formats --json"))
@click.option("--json", "as_json", is_flag=True, help="Print them as JSON.")
def formats_command(*, as_json: bool) -> None:
    """List the formats with their suffixes, versions and supported operations."""
    from convert.formats import FORMATS

    operations = {
        f.name: [name for name, does in (("read", f.reads), ("write", f.writes), ("check", f.checks)) if does]
        for f in FORMATS
    }
    written = {f.name: [version for version in (f.write_version, *f.also_writes) if version] for f in FORMATS}
    if as_json:
        _echo_json(
            [
                {
                    "name": f.name,
                    "title": f.title,
                    "suffix": f.suffix,
                    "media_type": f.media_type,
                    "default": f.default,
                    "can": operations[f.name],
                    "writes": written[f.name],
                    "checks": list(f.versions) if f.checks else [],
                }
                for f in FORMATS
            ]
        )
        return
    rows = [("NAME", "TITLE", "SUFFIX", "WRITES", "CAN")]
    rows += [(f.name, f.title, f.suffix, f.written or "-", ", ".join(operations[f.name])) for f in FORMATS]
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    for row in rows:
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


@click.command("rules", epilog=examples("wirecopy rules > rules.md", "wirecopy rules --json"))
@click.option("--json", "as_json", is_flag=True, help="Print them as JSON.")
def rules_command(*, as_json: bool) -> None:
    """List all schemas and rules, with their severities, as Markdown."""
    from convert import codes

    if as_json:
        _echo_json(codes.rules_data())
    else:
        click.echo(codes.rules_table(), nl=False)
