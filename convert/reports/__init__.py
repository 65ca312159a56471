"""Formats a Report for people and machines; prints nothing.

The formats of CI systems (`sarif`, `junit`, `github`) and the proofs that show how copy was read (`proof`, `sheet`) are
imported where they are used.
"""

from convert.reports.json import VERSION, as_json, json_parts
from convert.reports.text import Paint, as_text, grouped_parts, one_line, summary, text_parts

__all__ = ["VERSION", "Paint", "as_json", "as_text", "grouped_parts", "json_parts", "one_line", "summary", "text_parts"]
