# SPDX-License-Identifier: Apache-2.0
"""Scenarios with the simulator's own USB device, plugged into vhci_hcd by USB/IP."""
import fcntl
import os
import pathlib
import re
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


def take(usbfs):
    """USBDEVFS_DISCONNECT_CLAIM of interface 0, whoever has it."""
    fcntl.ioctl(usbfs, 0x8108551B, struct.pack("II256s", 0, 0, b""))


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
    device = on.troubled()
    expect("it says what to do", "udev" in device["detail"] or "rules" in device["detail"], device)
    expect("it is not driven", device["state"] == "absent", device)


@scenario
def usb_driver(on):
    """The kernel's own driver is taken off the device, and has it back when the daemon ends."""
    plugged(on)
    device, = massagers()
    node = next(device.glob("*:1.0/*/hidraw/hidraw*")).name
    expect("usbhid has it", driver(device) == "usbhid", driver(device))
    daemon = on.daemon("usb")
    on.found("ready")
    expect("the daemon has it", driver(device) == "usbfs", driver(device))
    expect("nobody else reads along", not any(device.glob("*:1.0/*/hidraw/hidraw*")))
    expect("its serial line is not touched", driver(device, 1) == "cdc_acm", driver(device, 1))
    daemon.process.terminate()
    expect("the daemon ends well", daemon.status() == 0, daemon.text)
    wait("usbhid to have it back", lambda: driver(device) == "usbhid")
    wait("its node", lambda: any(device.glob("*:1.0/*/hidraw/hidraw*")))
    expect("it had one", node.startswith("hidraw"), node)


@scenario
def usb_busy(on):
    """A device that another program has claimed is left to it, and driven when that lets go."""
    plugged(on)
    usbfs = os.open(udev.node("SIM-T1"), os.O_RDWR)
    on.ends.append(lambda: os.close(usbfs))
    take(usbfs)
    on.daemon("usb")
    device = on.troubled()
    expect("it says who has it", "another program" in device["detail"], device)
    expect("it is not driven by its serial line instead", device["state"] == "absent", device)
    # USBDEVFS_RELEASEINTERFACE
    fcntl.ioctl(usbfs, 0x80045510, struct.pack("I", 0))
    device, = on.found("ready")
    expect("it is driven over HID", device["transport"] == "HID", device)


@scenario
def usb_foreign(on):
    """A foreign product with the same ids, beside an honest device: not known, and not touched."""
    program = plugged(on, "--hostile", "1:foreign", count=2)
    foreign = next(d for d in massagers() if (d / "product").read_text().strip() == "Wireless Presenter")
    before = driver(foreign), requests(program)
    on.daemon("usb")
    on.found("ready")
    run = on.session()
    expect("only ours is known", [one["serial"] for one in on.devices()] == ["SIM-T1-2"], on.devices())
    stopped(on, run)
    touched = [line for line in program.text.splitlines() if "1-1  spoken to" in line]
    expect("it was not spoken to", not touched, touched)
    after = driver(foreign), requests(program)
    expect("its driver is what it was, and it was asked nothing", before == after and before[0] == "usbhid",
           (before, after))


def requests(program):
    """How many control requests the first device has had, by its own account."""
    told = program.text.count("requests")
    program.say("status")
    wait("its status", lambda: program.text.count("requests") >= told + 2)
    return re.findall(r"1-1  .*?(\d+) requests", program.text)[-1]
