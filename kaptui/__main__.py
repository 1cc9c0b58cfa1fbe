"""``python -m kaptui`` and the ``kaptui`` command. The version is told before anything else is imported."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command line; the exit code."""
    if sys.argv[1:] == ["--version"]:
        return _version()
    is_restricted = _is_restricted(sys.argv[1:])
    import gc
    import os

    gc.disable()  # what is imported is no garbage; whoever computes turns collection on again
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"  # else it asks every package installed whether it is one
    from kaptui.cli.main import run

    code = run(sys.argv[1:])
    if is_restricted:
        from kaptui.cli.sealing import end

        end(code)
    return code


def _is_restricted(arguments: list[str]) -> bool:
    """Whether this is restricted mode; then the process is sealed. A system's file that is there may say so."""
    import os

    is_asked_for = "--restricted" in arguments
    if not is_asked_for and not os.path.lexists("/etc/xdg/kaptui/config.toml"):
        return False
    from kaptui.cli.sealing import narrow_path, seal

    narrow_path(sys.path, os.environ)
    if not is_asked_for:
        from kaptui.config import Files, restricted_by_system

        if not restricted_by_system(Files.of_this_machine()):
            return False
    seal(os.environ)
    return True


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
