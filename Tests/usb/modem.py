# SPDX-License-Identifier: Apache-2.0
"""The real ModemManager, and an ear for what it says."""
import contextlib
import os
import pathlib
import subprocess

import udev
from stage import wait

MODEM_MANAGER = None


@contextlib.contextmanager
def modem_manager(on):
    """The real one, on a bus of its own, with its rules."""
    folder = MODEM_MANAGER / "usr"
    libraries = folder / "lib/x86_64-linux-gnu"
    rules = [udev.RULES / path.name for path in (MODEM_MANAGER / "lib/udev/rules.d").glob("*-mm-*.rules")]
    for rule in rules:
        rule.write_text((MODEM_MANAGER / "lib/udev/rules.d" / rule.name).read_text())
    udev.apply()
    bus = pathlib.Path(f"/tmp/{on.folder.name}.bus")
    bus.with_suffix(".conf").write_text(
        f"<busconfig><type>session</type><listen>unix:path={bus}</listen><policy context='default'>"
        "<allow send_destination='*'/><allow eavesdrop='true'/><allow own='*'/></policy></busconfig>")
    environment = dict(os.environ, LD_LIBRARY_PATH=str(libraries), DBUS_SESSION_BUS_ADDRESS=f"unix:path={bus}")
    log = on.folder / "modem-manager.txt"
    running = []

    def run(*words):
        running.append(subprocess.Popen(words, env=environment, stdin=subprocess.DEVNULL,
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
    try:
        run(folder / "bin/dbus-daemon", f"--config-file={bus.with_suffix('.conf')}", "--nofork")
        wait("the bus", bus.exists)
        run(folder / "sbin/ModemManager", "--test-session", "--log-level=DEBUG", f"--log-file={log}",
            f"--test-plugin-dir={libraries}/ModemManager")
        yield log
    finally:
        for program in reversed(running):
            program.terminate()
            program.wait(20)
        for rule in rules:
            rule.unlink()
        udev.apply()


class Ear:
    """What a host sends to a gadget's serial port."""

    def __init__(self, on, path):
        self.end = os.open(path, os.O_RDWR | os.O_NONBLOCK | os.O_NOCTTY)
        # Before the gadget goes, which would wait for it.
        on.ends.append(lambda: os.close(self.end))
        self.heard = b""
        subprocess.run(["stty", "-F", path, "raw", "-echo"], check=True)

    def listen(self):
        with contextlib.suppress(BlockingIOError, OSError):
            self.heard += os.read(self.end, 4096)
        return self.heard
