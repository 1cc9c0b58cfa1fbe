"""Running the command line: arguments in, exit code out, and a sentence for everything that goes wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kaptui.cli.call import Call
from kaptui.cli.codes import ExitCode
from kaptui.cli.output import put_page
from kaptui.config import SETTINGS, Files

TODAY_FLAG = "--today"


def run(arguments: Sequence[str], environment: Mapping[str, str] | None = None, files: Files | None = None) -> int:
    """Do what the arguments say; the exit code. Whatever happens, nobody sees a traceback."""
    call = Call(arguments, environment, files)
    try:
        return _outcome(call)
    except BrokenPipeError:
        return ExitCode.NOBODY_READS
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    except Exception as error:  # noqa: BLE001 - the last one who can answer: every failure becomes a sentence and a code
        from kaptui.cli.failures import told

        return told(call, error)
    finally:
        call.end()


def _outcome(call: Call) -> int:
    if call.is_restricted:
        call.narrow()
    if _asks_for_overview(call.arguments):
        from kaptui.cli.help import program_page

        call.speak()
        put_page(program_page())
        return ExitCode.DONE
    from kaptui.cli.program import outcome

    return outcome(call)


def _asks_for_overview(arguments: Sequence[str]) -> bool:
    """Whether nothing but the overview is wanted: it is answered before the parser is loaded."""
    with_value = {*(setting.flag for setting in SETTINGS if not setting.is_switch), TODAY_FLAG}
    words = iter(arguments)
    rest = [word for word in words if not (word in with_value and next(words, None) is not None)]
    return rest == ["--help"]
