"""What kind of disk a directory lies on: on a remote one locks and fresh reads depend on its server."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Final

MOUNTS: Final = Path("/proc/self/mounts")
REMOTE: Final = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "glusterfs", "fuse.sshfs"})


def file_system_of(directory: Path, mounts: Path = MOUNTS) -> str:
    """The type of the file system a directory lies on; empty where the system does not tell."""
    try:
        lines = mounts.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return ""
    real, best, found = os.path.realpath(directory) + "/", -1, ""
    for line in lines:
        words = line.split(" ")
        if len(words) < 3:
            continue
        point = re.sub(r"\\([0-7]{3})", lambda code: chr(int(code[1], 8)), words[1]).rstrip("/") + "/"
        if real.startswith(point) and len(point) >= best:
            best, found = len(point), words[2]
    return found
