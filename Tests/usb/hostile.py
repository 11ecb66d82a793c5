# SPDX-License-Identifier: Apache-2.0
"""Scenarios in which devices are hostile or broken, beside an honest one that must not feel it."""
import os

import udev
from scenarios import scenario, stopped
from stage import expect, wait
from vhci import plugged, take


def hostile(on, kinds):
    """One honest device runs a session while the others do what they can; each gets what it deserves.

    `kinds` says what `tonus devices` shows of each: a part of the reason for which it is quarantined,
    or, for what is no reason, a tuple of its states.
    """
    words = [word for n, kind in enumerate(kinds, 2) for word in ("--hostile", f"{n}:{kind}")]
    program = plugged(on, *words, count=len(kinds) + 1)
    daemon = on.daemon("usb")
    honest = wait("the honest one", lambda: next(
        (d for d in on.devices() if d["serial"] == "SIM-T1" and d["state"] == "ready"), None))
    run = on.session("--device", honest["id"])
    for number, (kind, wanted) in enumerate(kinds.items(), 2):
        states = wanted if isinstance(wanted, tuple) else ("quarantined",)
        device = wait(f"{kind} to be {' or '.join(states)}", lambda: next(
            (d for d in on.devices() if place(d) == number and d["state"] in states), None))
        if not isinstance(wanted, tuple):
            expect(f"the reason of {kind} is shown", wanted in device["detail"], device)
            logged = [line for line in daemon.text.splitlines()
                      if f"device={device['id']}" in line and "not trusted" in line]
            expect(f"the reason of {kind} is logged", any(wanted in line for line in logged), logged)
            expect(f"{kind} steers no terminal", device["detail"].isprintable() and device["serial"].isprintable())
    status = on.call("Monitor", device=honest["id"])["status"]
    expect("the honest one's session goes on", status["phase"] == "running", status)
    record = stopped(on, run)
    # By the device's own clock, and what design has it do when told to stop (docs/decisions/0090).
    expect("the honest one stops as fast as alone", record["standstillMs"] <= 200, record)
    link = next(one for one in on.call("Diagnose")["diagnosis"]["links"] if one["device"] == honest["id"])
    lost = {name: link[name] for name in ("framesRefused", "inboundOverflows", "commandsDropped", "floods")}
    expect("nothing of the honest one's was lost", not any(lost.values()), link)
    expect("the daemon lives", daemon.process.poll() is None, daemon.text)
    return program


def place(device):
    """The port of the root hub that a listed device is plugged into."""
    return int(device["path"].split()[0].split("-")[1]) if device["path"] else 0


@scenario
def usb_hostile_descriptors(on):
    """Devices with broken descriptors are quarantined for them, and disturb nobody."""
    broken = "USB descriptors"
    hostile(on, {"bad-configuration": broken, "no-out": broken, "small-packets": broken, "bad-report": broken,
                 "bad-serial": "serial number", "no-serial": "serial number", "wrong-class": ("ready",)})


@scenario
def usb_hostile_traffic(on):
    """Devices that hang, flood, stall and babble are quarantined for it, and disturb nobody."""
    hostile(on, {"nak": "taken nothing", "flood": "without end", "short": "mean nothing", "garbage": "mean nothing",
                 "stall": "stalls again", "stall-always": "stalls again", "oversize": "longer than"})


@scenario
def usb_hostile_sense(on):
    """Devices that talk nonsense or not at all are quarantined; loose plugs disturb nobody."""
    hostile(on, {"absurd": "measurements", "deaf": "does not answer", "other-serial": "not the one it has on USB",
                 "loose": ("absent", "identifying", "ready")})


@scenario
def usb_hostile_identity(on):
    """Devices that are not what can be driven are quarantined for what they say they are."""
    hostile(on, {"bad-actuator": "an actuator that cannot be", "other-version": "another major version"})


@scenario
def usb_twin(on):
    """A device with another one's serial number is not taken for it: one is driven, the other quarantined."""
    program = plugged(on, "--hostile", "2:twin", count=2)
    daemon = on.daemon("usb")
    twin, = on.found("quarantined")
    reason = "has the same serial number"
    expect("the list says why", reason in twin["detail"], twin)
    expect("the log says why", reason in daemon.text, daemon.text)
    one, = on.found("ready")
    run = on.session("--device", one["id"])
    program.say(f"{place(twin)} unplug")
    on.found("absent")
    status = on.call("Monitor", device=one["id"])["status"]
    expect("the other one's session goes on", status["phase"] == "running", status)
    stopped(on, run)


@scenario
def usb_unsteady(on):
    """A device whose connection fails again and again is left alone, until it is plugged in anew."""
    program = plugged(on)
    daemon = on.daemon("usb")

    def robbed():
        """Takes the device away for a moment, and looks what has become of it."""
        usbfs = os.open(udev.node("SIM-T1"), os.O_RDWR)
        take(usbfs)
        os.close(usbfs)
        device, = on.found("ready", "quarantined")
        return device if device["state"] == "quarantined" else None

    on.found("ready")
    device = wait("it to be left alone", robbed)
    reason = "fails again and again"
    expect("the list says why", reason in device["detail"], device)
    wait("the log to say why", lambda: reason in daemon.text)
    program.say("unplug")
    on.found("absent")
    program.say("plug")
    on.found("ready")
