"""Formats a Report for people and machines; prints nothing.

The order and the groups of findings are fixed (`grouping`); each form has what its readers need. Text and GitHub, of
which a person sees the first page, have errors first, then, where there are many findings, one line or annotation for
each code. SARIF has every finding, errors first, as code hosts show a part. JSON has every finding by file, and the
groups in `summary`; JUnit has a test case for each file, with its errors first.

The formats of CI systems (`sarif`, `junit`, `github`) and the proofs that show how copy was read (`proof`, `sheet`) are
imported where they are used.
"""

from convert.reports.json import VERSION, json_parts
from convert.reports.text import Paint, grouped_parts, one_line, summary, text_parts

__all__ = ["VERSION", "Paint", "grouped_parts", "json_parts", "one_line", "summary", "text_parts"]
