"""Over a real SSH connection: a forced command, a line that drops in the middle, and what may be typed behind the host.

A server of our own on 127.0.0.1, with keys and configuration in a temporary directory, for the user who runs the tests.
"""

from __future__ import annotations

import grp
import json
import os
import pwd
import shlex
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.tty.harness import PATIENCE, Terminal

SSHD = shutil.which("sshd", path=os.environ.get("PATH", "") + ":/usr/sbin:/usr/local/sbin")
DEAL = "Smart service"


def missing() -> str:
    """Why there can be no server here; empty when there can."""
    if SSHD is None:
        return "openssh-server is not installed"
    if shutil.which("ssh") is None or shutil.which("ssh-keygen") is None:
        return "openssh-client is not installed"
    try:
        user = pwd.getpwuid(os.getuid())
        if os.getuid() == 0:
            pwd.getpwnam("sshd")
    except KeyError:
        return "the user who runs the tests, or sshd's own, is not known to the system"
    return f"{user.pw_name} has no login shell" if Path(user.pw_shell).name in ("nologin", "false", "") else ""


pytestmark = pytest.mark.skipif(bool(missing()), reason=missing() or "there is a server")


def terminals_are_not_given() -> str:
    """Why a server of this user can give nobody a terminal; empty when it can."""
    if os.getuid() == 0:
        return ""
    master, slave = os.openpty()
    try:
        is_given = os.fstat(slave).st_gid == grp.getgrnam("tty").gr_gid
    except KeyError:
        is_given = True
    finally:
        os.close(master)
        os.close(slave)
    return "" if is_given else "terminals are not made for the group tty here, and only root can give them to it"


needs_a_terminal = pytest.mark.skipif(bool(terminals_are_not_given()), reason=terminals_are_not_given() or "they are")


class Server:
    """An SSH server whose one key leads to ``kaptui --restricted`` and nowhere else."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.data, self.exchange, self.outside = (directory / name for name in ("data", "exchange", "outside"))
        for path in (self.exchange, self.outside):
            path.mkdir()
        for name in ("host", "client"):
            key = [str(directory / name)]
            subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", *key], check=True, timeout=60)
        self.port = free_port()
        self._write_configuration()
        self._log = (directory / "log").open("wb")
        self._process = self._started()

    def _write_configuration(self) -> None:
        place = self.directory
        public = (place / "client.pub").read_text()
        (place / "authorized").write_text(f'restrict,pty,command="{self._forced()}" {public}')
        (place / "known").write_text(f"[127.0.0.1]:{self.port} {(place / 'host.pub').read_text()}")
        (place / "config").write_text(
            f"Port {self.port}\nListenAddress 127.0.0.1\nHostKey {place}/host\nAuthorizedKeysFile {place}/authorized\n"
            f"PidFile {place}/pid\nStrictModes no\nUsePAM no\nPasswordAuthentication no\n"
            "KbdInteractiveAuthentication no\nPermitRootLogin forced-commands-only\nPrintMotd no\n"
            # An administrator who lets too much in: it must not matter.
            "AcceptEnv LANG LC_* PYTHON* TEXTUAL* KAPTUI_*\nSubsystem sftp internal-sftp\n"
        )

    def _forced(self) -> str:
        own = [f"XDG_{kind}_HOME={self.directory / kind.lower()}" for kind in ("STATE", "CONFIG")]
        options = ["--data-dir", str(self.data), "--exchange-dir", str(self.exchange)]
        options += ["--today", "2026-11-23", "--lang", "en", "--glyphs", "ascii"]
        command = ["env", *own, "LANG=C.UTF-8", sys.executable, "-I", "-m", "kaptui", "--restricted", *options]
        return shlex.join(["exec", *command]).replace('"', '\\"')

    def _started(self) -> subprocess.Popen[bytes]:
        if os.getuid() == 0:
            Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)  # as the package's own start script does
        command = [str(SSHD), "-D", "-e", "-f", str(self.directory / "config")]
        started = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=self._log, stderr=self._log)
        try:
            with Terminal(["sleep", "1000"]) as clock:
                clock.wait_until(lambda: started.poll() is not None or is_open(self.port), "the server")
            assert started.poll() is None, (self.directory / "log").read_text()
        except BaseException:
            started.kill()
            raise
        return started

    def client(self, *words: str) -> list[str]:
        """The ssh command that connects, with what is typed behind the host."""
        options = ["BatchMode=yes", "IdentitiesOnly=yes", "StrictHostKeyChecking=yes", "GlobalKnownHostsFile=/dev/null"]
        options += [f"UserKnownHostsFile={self.directory}/known", "LogLevel=ERROR"]
        named = [part for option in options for part in ("-o", option)]
        host = [f"{pwd.getpwuid(os.getuid()).pw_name}@127.0.0.1"]
        return ["ssh", "-F", "/dev/null", "-p", str(self.port), "-i", f"{self.directory}/client", *named, *host, *words]

    def screen(self) -> Terminal:
        """Somebody who logs in at a terminal."""
        command = self.client()
        return Terminal([*command[:1], "-tt", *command[1:]])

    def ask(self, typed: str, **variables: str) -> subprocess.CompletedProcess[str]:
        """``ssh host TYPED``, with variables the client sends along."""
        command = self.client(typed)
        sent = [f"{name}={value}" for name, value in variables.items()]
        along = ["-o", "SetEnv=" + " ".join(sent)] if sent else []
        return subprocess.run(
            [command[0], *along, *command[1:]], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
            timeout=60,
        )  # fmt: skip

    def probability(self) -> int:
        """The first deal's probability in the plan, as the server answers it."""
        done = self.ask("kaptui show demo-en --json")
        document: dict[str, Any] = json.loads(done.stdout)
        return int(document["opportunities"][0]["probability"])

    def close(self) -> None:
        self._process.terminate()
        self._process.wait(60)
        self._log.close()


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def is_open(port: int) -> bool:
    with closing(socket.socket()) as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    directory = tmp_path_factory.mktemp("sshd")
    own = {"HOME": str(directory), "XDG_STATE_HOME": str(directory / "state"), "PATH": os.environ["PATH"]}
    demo = [sys.executable, "-m", "kaptui", "demo", "--data-dir", str(directory / "data")]
    subprocess.run(demo, env=own, stdin=subprocess.DEVNULL, capture_output=True, check=True, timeout=60)
    made = Server(directory)
    yield made
    made.close()


def edit_probability(terminal: Terminal, text: str) -> None:
    """From home to the first deal's probability, typed but not yet committed."""
    terminal.wait_for("> Province")
    terminal.press("enter")
    terminal.wait_for("Dashboard")
    terminal.press("9")
    terminal.wait_for("> " + DEAL)
    terminal.press("right", "right", "enter")
    terminal.send(text)
    terminal.wait_for(text)


@needs_a_terminal
@pytest.mark.parametrize(("text", "is_committed"), [("75", True), ("85", False)], ids=["committed", "half typed"])
def test_a_dropped_connection_loses_nothing(server: Server, text: str, is_committed: bool) -> None:
    with server.screen() as terminal:
        edit_probability(terminal, text)
        if is_committed:
            terminal.press("enter")
            terminal.wait_for(f"{text}%")
        terminal.signal(signal.SIGKILL)
        terminal.exit_code()
    with Terminal(["sleep", "1000"]) as clock:
        clock.wait_until(lambda: server.probability() == int(text), "the edit on the server", 3 * PATIENCE)
    with server.screen() as terminal:
        terminal.wait_for("> Province")
        terminal.press("enter")
        terminal.wait_for("Dashboard")
        terminal.press("9")
        terminal.wait_for(f"{text}%")
        terminal.press("q")
        assert terminal.exit_code() == 0


@needs_a_terminal
def test_what_cannot_be_read_waits_on_the_server_for_whoever_comes_back(server: Server) -> None:
    before = server.probability()
    with server.screen() as terminal:
        edit_probability(terminal, "many")
        terminal.signal(signal.SIGKILL)
        terminal.exit_code()
    with Terminal(["sleep", "1000"]) as clock:
        drafts = server.directory / "state" / "kaptui" / "drafts"
        clock.wait_until(lambda: any(drafts.glob("*.json")), "the draft on the server", 3 * PATIENCE)
    with server.screen() as terminal:
        terminal.wait_for("> Province")
        terminal.press("enter")
        terminal.wait_for("Dashboard")
        terminal.press("9")
        terminal.wait_for("many")
        terminal.press("right", "right", "enter", "escape")
        terminal.wait_until(lambda: "many" not in terminal.text(), "the field as it was")
        terminal.press("q")
        assert terminal.exit_code() == 0
    assert list(drafts.iterdir()) == []
    assert server.probability() == before


@needs_a_terminal
def test_the_session_cannot_be_put_to_sleep_and_ends_without_a_shell(server: Server) -> None:
    with server.screen() as terminal:
        terminal.wait_for("> Province")
        terminal.press("ctrl+z")
        terminal.press("?")
        terminal.wait_for("Help")
        terminal.press("escape")
        terminal.wait_for("> Province")
        terminal.press("q")
        assert terminal.exit_code() == 0


@pytest.mark.parametrize(
    "typed", ["kaptui brief demo-en", "list --json", "kaptui check demo-en", "kaptui --version", "log demo-en"]
)
def test_what_only_reads_is_answered(server: Server, typed: str) -> None:
    done = server.ask(typed)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout != ""


@pytest.mark.parametrize(
    "typed",
    ["sh", "bash -i", "kaptui set demo-en owner x", "list; touch {outside}/x", "list > {outside}/x", "internal-sftp",
     "scp -t {outside}", "kaptui export demo-en {outside}/x.json", "kaptui --data-dir {outside} list", "env", "kaptui"],
)  # fmt: skip
def test_everything_else_is_refused_with_a_sentence(server: Server, typed: str) -> None:
    done = server.ask(typed.format(outside=server.outside))
    assert done.returncode == 77
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
    assert list(server.outside.iterdir()) == []


def test_files_cannot_be_copied_in_or_out(server: Server) -> None:
    client = server.client()
    program = shutil.which("sftp")
    if program is None:
        pytest.skip("there is no sftp client")
    (server.exchange / "secret").write_text("x")
    options = [*client[1:3], "-P", client[4], *client[5:-1], "-b", "-", client[-1]]
    done = subprocess.run([program, *options], input="ls\n", capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode != 0
    assert "secret" not in done.stdout + done.stderr


def test_variables_the_client_sends_change_nothing(server: Server) -> None:
    sent = {
        "TEXTUAL_LOG": str(server.outside / "log"), "PYTHONINSPECT": "1", "PYTHONPATH": str(server.outside),
        "KAPTUI_DATA_DIR": str(server.outside), "TEXTUAL_DRIVER": "evil:Driver",
    }  # fmt: skip
    (server.outside / "tinydb.py").write_text("raise SystemExit(99)\n")
    try:
        done = server.ask("list --json", **sent)
        assert (done.returncode, done.stderr) == (0, "")
        assert {account["id"] for account in json.loads(done.stdout)} == {"demo-en", "demo-zh"}
    finally:
        (server.outside / "tinydb.py").unlink()
    assert list(server.outside.iterdir()) == []
