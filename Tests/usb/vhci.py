# SPDX-License-Identifier: Apache-2.0
"""Scenarios with the simulator's own USB device, plugged into vhci_hcd by USB/IP."""
import fcntl
import pathlib
import socket
import struct
import subprocess

import udev
from scenarios import scenario, stopped
from stage import NOBODY, expect, wait


def plugged(on, *words, count=1):
    """Devices plugged straight into the kernel's ports, and their program to type faults into."""
    program = on.device("usb", "--attach", 0, "--count", count, *words)
    wait(f"{count} USB devices", lambda: len(massagers()) >= count)
    udev.settle()
    return program


def massagers():
    found = pathlib.Path("/sys/bus/usb/devices").glob("*/idVendor")
    return [path.parent for path in found if path.read_text().strip() == "1209"]


def driver(device, interface=0):
    """The kernel driver of a device's interface."""
    link = device / f"{device.name}:1.{interface}/driver"
    return link.resolve().name if link.exists() else None


def loopback_up():
    """What `ip link set lo up` does."""
    with socket.socket() as any_socket:
        fcntl.ioctl(any_socket, 0x8914, struct.pack("16sh14x", b"lo", 1))


@scenario
def usbip(on):
    """The README's four lines: served by USB/IP, attached by usbip, found, driven over HID."""
    loopback_up()
    program = on.device("usb")
    wait("the server", lambda: "Listening" in program.text)
    subprocess.run(["usbip", "attach", "-r", "127.0.0.1", "-b", "1-1"], check=True)
    on.daemon("usb")
    device, = on.found("ready")
    expect("it is driven over HID", device["transport"] == "HID", device)
    expect("it is known by its serial number", device["serial"] == "SIM-T1", device)
    expect("libusb has taken it over", driver(massagers()[0]) == "usbfs", driver(massagers()[0]))
    stopped(on, on.session())
    findings = on.doctor()
    expect("the doctor finds nothing wrong with it",
           not any(f["verdict"] == "wrong" for f in findings if f["check"] != "timing"), findings)


@scenario
def usb_serial(on):
    """A session over CDC-ACM of the same device."""
    plugged(on)
    on.daemon("serial:/dev/ttyACM0")
    on.found("ready")
    stopped(on, on.session())


@scenario
def usb_unplug(on):
    """Unplugged in mid-session: interrupted, still after the replug, and goes on when told to."""
    truth = on.folder / "truth"
    program = plugged(on, "--truth", truth)
    on.daemon("usb")
    on.found("ready")
    run = on.session()
    program.say("unplug")
    run.status()
    record = run.objects[-1]["record"]
    expect("the session is interrupted", record["outcome"] == "interrupted", record)
    wait("standstill by the plant's truth", lambda: truth.read_text().splitlines()[-1].endswith("still"))
    moved = truth.read_text()
    program.say("plug")
    on.found("ready", "latched")
    expect("nothing moves after the replug", truth.read_text() == moved, truth.read_text())
    for latch in on.devices()[0]["latches"]:
        on.tonus("clear", str(latch["number"]), latch["cause"])
    on.found("ready")
    expect("nothing moves when latches are cleared", truth.read_text() == moved, truth.read_text())
    run = on.start("tonus", "resume", "--yes", "--json", "--socket", on.socket)
    wait("motion after resume", lambda: truth.read_text() != moved)
    on.tonus("stop")
    run.status()


@scenario
def usb_two(on):
    """Two massagers at once, each with a session of its own."""
    plugged(on, count=2)
    on.daemon("usb")
    one, two = on.found("ready", count=2)
    expect("they are told apart", one["id"] != two["id"], (one, two))
    runs = [on.session("--device", device["id"]) for device in (one, two)]
    on.tonus("stop", "--device", one["id"])
    runs[0].status()
    status = on.call("Monitor", device=two["id"])["status"]
    expect("the other one goes on", status["phase"] == "running", status)
    stopped(on, runs[1])


@scenario
def usb_seat(on):
    """Who sits at the machine drives it without being root, by the rules that ship."""
    plugged(on)
    on.daemon("usb", user=NOBODY)
    on.found("ready")
    stopped(on, on.session())


@scenario
def usb_denied(on):
    """A user who does not sit at the machine is told what to do, and drives nothing."""
    plugged(on)
    on.daemon("usb", user=NOBODY - 1)
    device = wait("its trouble", lambda: next((d for d in on.devices() if d["detail"]), None))
    expect("it says what to do", "udev" in device["detail"] or "rules" in device["detail"], device)
    expect("it is not driven", device["state"] == "absent", device)


def hostile(on, kinds):
    """One honest device runs a session while the others do what they can."""
    words = [word for n, kind in enumerate(kinds, 2) for word in ("--hostile", f"{n}:{kind}")]
    plugged(on, *words, count=len(kinds) + 1)
    daemon = on.daemon("usb")
    honest = wait("the honest one", lambda: next(
        (d for d in on.devices() if d["serial"] == "SIM-T1" and d["state"] == "ready"), None))
    stopped(on, on.session("--device", honest["id"]))
    expect("the daemon lives", daemon.process.poll() is None, daemon.text)
    devices = {device["serial"]: device for device in on.devices()}
    for number, kind in enumerate(kinds, 2):
        device = devices.get(f"SIM-T1-{number}")
        print(f"        {kind}: {device and device['state']} {device and device['detail']}")


@scenario
def usb_hostile_descriptors(on):
    """Devices with broken descriptors disturb nobody."""
    hostile(on, ["bad-configuration", "no-out", "small-packets", "wrong-class", "bad-report", "bad-serial"])


@scenario
def usb_hostile_traffic(on):
    """Devices that hang, flood, stall and send nonsense disturb nobody."""
    hostile(on, ["nak", "deaf", "flood", "short", "garbage", "stall-always"])


@scenario
def usb_hostile_sense(on):
    """Devices whose messages make no sense, and loose plugs, disturb nobody."""
    hostile(on, ["absurd", "stall", "oversize", "other-serial", "loose", "no-serial"])
