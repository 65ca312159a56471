"""A Report in the forms that people and machines read. It gets all it says from the findings, and prints nothing
itself.

What stands in a file for CI systems (`sarif`, `junit`, `github`), and what shows how copy was read (`proof`, `sheet`),
is imported by who wants it.
"""

from convert.reports.json import VERSION, as_json
from convert.reports.text import Paint, as_text, one_line, summary

__all__ = ["VERSION", "Paint", "as_json", "as_text", "one_line", "summary"]
