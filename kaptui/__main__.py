"""``python -m kaptui`` and the ``kaptui`` command. The version is told before anything else is imported."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command line; the exit code. What strikes before, or beside, whoever makes sentences is told here."""
    try:
        return _run()
    except KeyboardInterrupt:
        return 130
    except Exception as error:  # noqa: BLE001 - no memory, or no whole installation, for anything better than this
        return _failed(error)


def _run() -> int:
    if sys.argv[1:] == ["--version"]:
        return _version()
    _find_home()
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


def _find_home() -> None:
    """Whom neither the environment nor the system gives a home directory has the root for it, as ``login`` does it."""
    import os
    import pwd

    if os.environ.get("HOME", "").startswith("/"):
        return
    try:
        found = pwd.getpwuid(os.getuid()).pw_dir
    except KeyError:
        found = ""
    if not found.startswith("/"):
        os.environ["HOME"] = "/"


def _is_restricted(arguments: list[str]) -> bool:
    """Whether this is restricted mode; then the process is sealed. A system's file that is there may say so."""
    import os

    is_asked_for = "--restricted" in arguments
    if not is_asked_for and not os.path.lexists("/etc/xdg/kaptui/config.toml"):
        return False
    sys.dont_write_bytecode |= is_asked_for  # what seals is compiled, too
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
    except BrokenPipeError:
        return 141
    except OSError as error:
        _tell(f"the output cannot be written: {error.strerror}.")
        return 73
    return 0


def _failed(error: Exception) -> int:
    """Tell by name what nobody else could tell of; neither its message nor its traceback, which may quote a plan."""
    _tell(f"kaptui failed because of a fault of its own ({type(error).__qualname__}).")
    return 70


def _tell(sentence: str) -> None:
    """A sentence to stderr, without anything that would have to be loaded or built first."""
    import os

    if sys.stderr is None:  # closed by whoever started us: the number may be another file's now
        return
    try:
        os.write(2, sentence.encode("ascii", "replace") + b"\n")
    except OSError:  # nobody is listening
        return


if __name__ == "__main__":
    sys.exit(main())
