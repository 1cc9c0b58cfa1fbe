"""``python -m kaptui`` and the ``kaptui`` command. The version is told before anything else is imported."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command line; the exit code."""
    if sys.argv[1:] == ["--version"]:
        return _version()
    import gc

    gc.disable()  # what is imported is no garbage; whoever computes turns collection on again
    from kaptui.cli.main import run

    return run(sys.argv[1:])


def _version() -> int:
    import os

    from kaptui import __version__

    try:
        os.write(1, f"kaptui {__version__}\n".encode())
    except OSError:  # nobody is listening, or nothing can be written there
        return 73
    return 0


if __name__ == "__main__":
    sys.exit(main())
