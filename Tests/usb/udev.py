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


def apply():
    """After rules have come or gone."""
    subprocess.run(["udevadm", "control", "--reload"], check=True)
    subprocess.run(["udevadm", "trigger"], check=True)
    settle()


def settle():
    subprocess.run(["udevadm", "settle", "--timeout=60"], check=True)


def device(serial):
    """The folder under /sys of the device with a serial number; None while there is none."""
    for folder in pathlib.Path("/sys/bus/usb/devices").iterdir():
        if (folder / "serial").exists() and (folder / "serial").read_text().strip() == serial:
            return folder
    return None


def node(serial):
    """The node under /dev/bus/usb of the device with a serial number."""
    folder = device(serial)
    return pathlib.Path("/dev/bus/usb", *(f"{int((folder / name).read_text()):03}"
                                          for name in ("busnum", "devnum")))


def terminal(serial):
    """The terminal of that device; None until its driver has made it."""
    folder = device(serial)
    made = list(folder.glob("*/tty/ttyACM*")) if folder else []
    return pathlib.Path("/dev", made[0].name) if made else None


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
