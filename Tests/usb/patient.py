# SPDX-License-Identifier: Apache-2.0
"""Machines with something wrong with them, for `tonus doctor` to mend."""
import os
import pathlib
import subprocess

import udev
from stage import expect


class Patient:
    """A machine with something wrong with it, as one of its users sees it."""

    def __init__(self, on, words=None, **who):
        self.on = on
        self.words = words
        self.who = who
        # Who types is root already.
        sudo = pathlib.Path("/tmp/typed/sudo")
        sudo.parent.mkdir(exist_ok=True)
        sudo.write_text('#!/bin/sh\nexec "$@"\n')
        sudo.chmod(0o755)
        self.path = f"{sudo.parent}:{on.programs}:{os.environ['PATH']}"

    def findings(self, check, verdict="wrong"):
        findings = self.on.doctor(self.words, **self.who)
        return [f for f in findings if f["check"] == check and f["verdict"] == verdict]

    def suffers(self, check, *words, verdict="wrong"):
        """The one finding of this kind, which has to name these things."""
        finding, *more = self.findings(check, verdict) or [None]
        expect(f"{check} is {verdict}, once", finding and not more, self.on.doctor(self.words, **self.who))
        for word in words:
            expect(f"'{word}' is named", word in finding["text"], finding)
        return finding

    def is_well(self, check, verdict="wrong"):
        left = self.findings(check, verdict)
        expect(f"{check} is mended", not left, left)

    def type(self, line):
        """Types a line, exactly as it was said."""
        ended = subprocess.run(["bash", "-c", line], env=dict(os.environ, PATH=self.path), capture_output=True,
                               text=True, timeout=120)
        expect(f"'{line}' works", ended.returncode == 0, ended.stderr)
        return ended.stdout

    def heals(self, check, *words, verdict="wrong"):
        """Suffers from it, and no more once everything that was said has been typed."""
        finding = self.suffers(check, *words, verdict=verdict)
        expect("it says what to type", finding["mend"], finding)
        for line in finding["mend"]:
            self.type(line)
        self.is_well(check, verdict)


def own(on, folder):
    """Puts a copy of a folder over the host's, so that it can be written to."""
    copy = pathlib.Path(f"/tmp/{on.folder.name}{folder.replace('/', '-')}")
    subprocess.run(["cp", "-a", folder, copy], check=True)
    subprocess.run(["mount", "--bind", copy, folder], check=True)
    on.ends.append(lambda: subprocess.run(["umount", "-l", folder], check=True))


def without_rules(on):
    """Takes the rules away, and what they have done to the devices there are."""
    rules = udev.RULES / "70-tonus.rules"
    text = rules.read_text()
    rules.unlink()

    def back():
        rules.write_text(text)
        udev.apply()
    on.ends.append(back)
    own(on, "/etc/udev/rules.d")
    udev.apply()
