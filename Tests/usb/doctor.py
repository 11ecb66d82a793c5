# SPDX-License-Identifier: Apache-2.0
"""Scenarios in which `tonus doctor` names what is wrong with the machine, and what it says mends it."""
import os
import pathlib
import signal
import subprocess
import sys

import udev
from modem import Ear, modem_manager
from patient import Patient, own, without_rules
from scenarios import scenario
from stage import NOBODY, expect, wait
from vhci import driver, massagers, plugged

# USBDEVFS_DISCONNECT_CLAIM of interface 0, held.
USBFS_CLAIM = "import fcntl, os, struct, sys, time; node = os.open(sys.argv[1], os.O_RDWR); " \
    "fcntl.ioctl(node, 0x8108551B, struct.pack('II256s', 0, 0, b'')); time.sleep(600)"


@scenario
def doctor_rules(on):
    """No udev rules: the doctor says so, and what it says gives access and keeps the device awake."""
    without_rules(on)
    plugged(on)
    control = massagers()[0] / "power/control"
    control.write_text("auto")
    patient = Patient(on, user=NOBODY, group=NOBODY, extra_groups=[])
    patient.suffers("node", "may not open", str(udev.node("SIM-T1")))
    patient.suffers("autosuspend", "SIM-T1", "auto")
    patient.heals("rules", "not installed")
    patient.is_well("node")
    patient.is_well("autosuspend")
    expect("it opens", udev.opens(udev.node("SIM-T1"), NOBODY))
    # As a program does that saves power.
    control.write_text("auto")
    patient.heals("autosuspend", "SIM-T1", "auto")
    expect("it stays awake", control.read_text().strip() == "on")
    rules = pathlib.Path("/etc/udev/rules.d/70-tonus.rules")
    rules.write_text(rules.read_text().replace("0660", "0600"))
    patient.heals("rules", "differs", verdict="note")
    rules.rename(rules.with_name("99-tonus.rules"))
    patient.heals("rules", "sorts behind")
    expect("they stand where they should", rules.exists())


@scenario
def doctor_driver(on):
    """A kernel driver of somebody else's has the device: named, and unbound by what is said."""
    plugged(on)
    device, = massagers()
    interface = f"{device.name}:1.0"
    pathlib.Path("/sys/bus/usb/drivers/usbhid/unbind").write_text(interface)
    foreign = pathlib.Path("/sys/bus/usb/drivers/ldusb")
    foreign.joinpath("new_id").write_text("1209 0001")
    on.ends.append(lambda: foreign.joinpath("remove_id").write_text("1209 0001"))
    wait("the foreign driver", lambda: driver(device) == "ldusb")
    patient = Patient(on)
    patient.heals("driver", "'ldusb'", "SIM-T1")
    on.daemon("usb")
    found, = on.found("ready")
    expect("it is driven over HID", found["transport"] == "HID", found)
    patient.is_well("driver")


@scenario
def doctor_serial_driver(on):
    """No kernel driver makes a serial port of a device that has nothing else: bound by what is said."""
    plugged(on, "--hostile", "wrong-class")
    device, = massagers()
    pathlib.Path("/sys/bus/usb/drivers/cdc_acm/unbind").write_text(f"{device.name}:1.1")
    patient = Patient(on)
    patient.heals("driver", "no HID interface", "no kernel driver")
    on.daemon("usb")
    found, = on.found("ready")
    expect("it is driven by its serial line", found["transport"] == "serial", found)


@scenario
def doctor_daemon(on):
    """No daemon, and one that was killed: the doctor says which, and how to start one."""
    plugged(on)
    patient = Patient(on)
    for said in ("nothing is at", "Nobody listens"):
        finding = patient.suffers("socket", said, on.socket)
        program, *words = finding["mend"][0].split()
        expect("it says to start one", program == "tonusd", finding)
        daemon = on.start(program, *words, "--state", f"/tmp/{on.folder.name}")
        wait("the daemon to listen", lambda: "Listening on" in daemon.text)
        patient.is_well("socket")
        on.found("ready")
        daemon.process.kill()
        daemon.process.wait()


@scenario
def doctor_group(on):
    """A user who may not use the service's socket: let in by what is said, step by step."""
    own(on, "/etc")
    for command in (["systemd-sysusers", "/run/project/packaging/tonus.sysusers"],
                    ["useradd", "--uid", "1234", "--user-group", "--shell", "/bin/sh", "ada"]):
        subprocess.run(command, check=True, capture_output=True)
    # As tonusd.socket makes it.
    socket = pathlib.Path("/run/tonus/tonus.sock")
    daemon = on.start("tonusd", "--device", "usb", "--group", "tonus", "--state", f"/tmp/{on.folder.name}")
    wait("the daemon to listen", lambda: "Listening on" in daemon.text)
    home = {"XDG_RUNTIME_DIR": "/run/user/1234"}
    # It is not told where the socket is.
    patient = Patient(on, [], env=dict(os.environ, **home), user=1234, group=1234, extra_groups=[])
    patient.suffers("socket", "may not use", str(socket), "'tonus'")
    said = patient.suffers("group", "'ada' is not in the group 'tonus'")["mend"]
    patient.type(said[0])
    said = patient.suffers("group", "from the next login on")["mend"]
    expect("it says how not to wait for that", said[0].startswith("newgrp tonus"), said)
    inside = subprocess.run(["bash", "-c", f"{said[0]}"], input=f"{on.programs}/tonus doctor --json\n", text=True,
                            capture_output=True, timeout=120, env=dict(os.environ, **home), user=1234, group=1234,
                            extra_groups=[])
    expect("the socket is theirs", "'ada' is in the group 'tonus'" in inside.stdout, (inside.stdout, inside.stderr))
    patient.who["extra_groups"] = ["tonus"]
    patient.is_well("group")
    patient.is_well("socket")


@scenario
def doctor_service(on):
    """The service is there and its user is not: made by what is said."""
    own(on, "/etc")
    for name, folder in (("tonusd.socket", "systemd/system"), ("tonus.sysusers", "sysusers.d")):
        target = pathlib.Path("/etc", folder, name.replace(".sysusers", ".conf"))
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(pathlib.Path("/run/project/packaging", name).read_text())
    Patient(on).heals("group", "'tonus' do not exist")


@scenario
def doctor_version(on):
    """A device of another protocol version: the doctor names both, the list and the log say why."""
    plugged(on, "--hostile", "other-version")
    daemon = on.daemon("usb")
    device, = on.found("quarantined")
    reason = "another major version of the protocol"
    expect("the list says why", reason in device["detail"], device)
    expect("the log says why", reason in daemon.text, daemon.text)
    finding = Patient(on).suffers("protocol", "usb:SIM-T1", "version 2.0", "the daemon 1.0")
    expect("it says what belongs together", "firmware" in finding["mend"][0], finding)


@scenario
def doctor_busy(on):
    """Another program has claimed the device, with and without a daemon: found and ended by what is said."""
    plugged(on)
    patient = Patient(on)
    for has_daemon in (False, True):
        node = udev.node("SIM-T1")
        other = subprocess.Popen([sys.executable, "-c", USBFS_CLAIM, node])
        on.ends.append(other.kill)
        device, = massagers()
        wait("the claim", lambda: driver(device) == "usbfs")
        if has_daemon:
            on.daemon("usb")
            on.troubled()
            patient.suffers("protocol", "usb:SIM-T1", "another program drives this device")
        stranger = Patient(on, user=NOBODY, group=NOBODY, extra_groups=[])
        seen = stranger.suffers("driver", "has claimed", "SIM-T1")
        expect("who may not know is told how to find out", "fuser" in seen["mend"][0], seen)
        expect("that finds it", str(other.pid) in stranger.type(seen["mend"][0]).split(), other.pid)
        finding = patient.suffers("driver", "has claimed", "SIM-T1", str(other.pid))
        for line in finding["mend"]:
            patient.type(line)
        expect("it was ended, and asked to", other.wait(20) == -signal.SIGTERM, other.returncode)
        patient.is_well("driver")
    on.found("ready")
    patient.is_well("protocol")
    patient.is_well("driver")


@scenario
def doctor_modem(on):
    """The real ModemManager talks to a massager without rules; the doctor says so, and ends it."""
    without_rules(on)
    with modem_manager(on) as log:
        # Of a device with one line alone this version thinks that it is no modem.
        gadget = on.gadget("GADGET-1", lines=2)
        ear = Ear(on, "/dev/ttyGS0")
        wait("it to take the massager for a modem", lambda: b"AT" in ear.listen(), 120)
        patient = Patient(on)
        patient.heals("modem-manager", "GADGET-1")
        gadget.unplug()
        ear.heard = b""
        gadget.plug()
        on.gadget("FOREIGN-1", product="Someone's prototype", controller=1, lines=2)
        other = Ear(on, "/dev/ttyGS2")
        wait("it to ask the foreign one", lambda: b"AT" in other.listen(), 120)
        expect("it leaves the massager alone", ear.listen() == b"", (ear.heard, log.read_text()[-3000:]))
        patient.is_well("modem-manager")
