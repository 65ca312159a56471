"""wirecopy."""

__version__ = "0.1.0"
