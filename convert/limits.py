"""Limits that several layers share."""

MAX_INPUT = 64 * 2**20
"""Maximum size of an input in bytes; a newspaper's daily output takes about a hundredth of it."""
