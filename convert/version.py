"""The version of wirecopy: one definition, which every module may import."""

__version__ = "0.1.0"
