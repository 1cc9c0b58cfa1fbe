"""The commands there are, in the order of the help: where each lives and what it does, without importing any."""

from __future__ import annotations

from typing import Final, NamedTuple

from kaptui.text import N_


class Entry(NamedTuple):
    """``place`` is ``module:name`` of the click command, ``help`` a msgid, ``usage`` its arguments in the overview."""

    place: str
    usage: str
    help: str


ENTRIES: Final[dict[str, Entry]] = {
    "open": Entry("kaptui.cli.screens:open_account", "ACCOUNT [--read-only]", N_("open an account on its dashboard")),
    "demo": Entry(
        "kaptui.cli.screens:demo", "[--fresh]", N_("the demonstration accounts, copied once and kept; opens one")
    ),
    "new": Entry("kaptui.cli.writing:new", "NAME", N_("create an account, print its id")),
    "list": Entry("kaptui.cli.listing:list_accounts", "[--json]", N_("all accounts with their key figures")),
    "show": Entry(
        "kaptui.cli.showing:show",
        "ACCOUNT [--template KEY] [--json|--plain]",
        N_("print a plan, or one template of it"),
    ),
    "set": Entry("kaptui.cli.writing:set_field", "ACCOUNT PATH VALUE [--yes]", N_("change one field")),
    "people": Entry("kaptui.cli.pasting:people", "ACCOUNT --paste FILE|-", N_("paste an indented outline of people")),
    "map": Entry(
        "kaptui.cli.mapping:map_people",
        "ACCOUNT [--view VIEW] [--zoom ZOOM] [--opportunity NAME] [--width N]",
        N_("print the influence map"),
    ),
    "check": Entry(
        "kaptui.cli.checking:check",
        "ACCOUNT [--json] [--fail-on urgent|warning]",
        N_("the plan test: what is wrong, and what it puts at stake"),
    ),
    "forecast": Entry(
        "kaptui.cli.forecasting:forecast",
        "[ACCOUNT...] [--year YYYY] [--json]",
        N_("revenue by quarter, weighted, with odds"),
    ),
    "brief": Entry(
        "kaptui.cli.briefing:brief_meeting",
        "ACCOUNT [PERSON...] [--plain|--markdown|--html]",
        N_("what to know before a meeting, on one screen"),
    ),
    "diff": Entry(
        "kaptui.cli.remembering:diff", "ACCOUNT --since DATE|last-review [--json]", N_("what changed since a day")
    ),
    "log": Entry("kaptui.cli.remembering:log", "ACCOUNT [--json]", N_("who changed what, and when")),
    "restore": Entry("kaptui.cli.remembering:restore", "ACCOUNT --at DATE|REVISION", N_("go back to an earlier state")),
    "import": Entry(
        "kaptui.cli.importing:import_file",
        "FILE [--as plan] [--into ACCOUNT] [--dry-run]",
        N_("take in a plan that was exported as JSON"),
    ),
    "export": Entry("kaptui.cli.exporting:export", "ACCOUNT FILE.json", N_("write a plan to a file")),
    "backup": Entry("kaptui.cli.archives:backup", "FILE", N_("write every plan, with its history, into one archive")),
    "recover": Entry(
        "kaptui.cli.upkeep:recover",
        "FILE [--day DAY]",
        N_("put a backup in place of a damaged file, or an archive back"),
    ),
    "share": Entry(
        "kaptui.cli.care:share", "ACCOUNT [group|private]", N_("give an account to the group, or take it back")
    ),
    "forget": Entry(
        "kaptui.cli.care:forget", "ACCOUNT PERSON --yes", N_("remove a person from plan, history and backups")
    ),
    "config": Entry("kaptui.cli.configuration:config", "path|show|check", N_("what is configured, and where")),
    "keys": Entry("kaptui.cli.keys:keys", "", N_("the keys of every screen")),
    "doctor": Entry("kaptui.cli.upkeep:doctor", "", N_("what is not as it should be in the data directory")),
}
