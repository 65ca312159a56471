"""Limits that several layers share."""

MAX_INPUT = 64 * 2**20
"""Maximum size of an input in bytes; a newspaper's daily output takes about a hundredth of it."""

MAX_STORY = 6 * 2**20
"""Maximum size of the text of one story in bytes of UTF-8, as XML and JSON escape it. A document that holds the text
twice, such as ninjs, stays within its own limit, and reading needs less than 600 MB.
"""

MAX_LINES = 200_000
"""Maximum number of lines of an input of raw copy, blank ones included. Each takes up to 2.7 KB while it is read, so
that an input needs less than 600 MB; a newspaper's daily output has about a tenth of it.
"""
