"""kaptui: key-account planning in the terminal."""

__version__ = "0.1.0"
