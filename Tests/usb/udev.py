# SPDX-License-Identifier: Apache-2.0
"""The machine's udev, with the rules that ship, and somebody sitting at its one seat."""
import os
import pathlib
import subprocess

RULES = pathlib.Path("/run/udev/rules.d")
SEAT = pathlib.Path("/run/systemd/seats/seat0")


def start(rules, user):
    """Starts udevd; `user` sits at the machine, as systemd-logind would note it."""
    RULES.mkdir(parents=True)
    for path in rules:
        (RULES / path.name).write_text(path.read_text())
    SEAT.parent.mkdir(parents=True)
    SEAT.write_text(f"IS_SEAT0=1\nCAN_MULTI_SESSION=1\nACTIVE=c1\nACTIVE_UID={user}\n")
    subprocess.run(["/lib/systemd/systemd-udevd", "--daemon"], check=True)
    subprocess.run(["udevadm", "trigger", "--action=add"], check=True)
    settle()


def settle():
    subprocess.run(["udevadm", "settle", "--timeout=60"], check=True)


def node(serial):
    """The node under /dev/bus/usb of the device with a serial number."""
    for device in pathlib.Path("/sys/bus/usb/devices").iterdir():
        if (device / "serial").exists() and (device / "serial").read_text().strip() == serial:
            return pathlib.Path("/dev/bus/usb", *(f"{int((device / name).read_text()):03}"
                                                  for name in ("busnum", "devnum")))
    raise FileNotFoundError(f"no USB device has the serial number {serial}")


def properties(path):
    shown = subprocess.run(["udevadm", "info", "--query=property", f"--name={path}"], check=True,
                           capture_output=True, text=True).stdout
    return dict(line.split("=", 1) for line in shown.splitlines())


def attribute(path, name):
    return pathlib.Path("/sys" + properties(path)["DEVPATH"], name).read_text().strip()


def opens(path, user):
    """Whether a user without any group may open a node for reading and writing."""
    child = os.fork()
    if child == 0:
        os.setgroups([])
        os.setresgid(user, user, user)
        os.setresuid(user, user, user)
        os._exit(0 if os.access(path, os.R_OK | os.W_OK) else 1)
    return os.waitpid(child, 0)[1] == 0
