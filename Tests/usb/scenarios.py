# SPDX-License-Identifier: Apache-2.0
"""What is proved on a real kernel, in this order."""
import os

import udev
from stage import NOBODY, expect, wait

ALL = []


def scenario(function):
    ALL.append(function)
    return function


@scenario
def gadget_serial(on):
    """A session over CDC-ACM, the kernel's own gadget being the USB device."""
    on.gadget("GADGET-1")
    on.device("gadget", "--serial", "GADGET-1")
    on.daemon(f"serial:{udev.terminal('GADGET-1')}")
    device, = on.found("ready")
    expect("the device is known by its serial number", device["serial"] == "GADGET-1", device)
    stopped(on, on.session())


@scenario
def gadget_unplug(on):
    """Unplugged in mid-session: recorded as interrupted, and nothing moves after the replug."""
    gadget = on.gadget("GADGET-1")
    truth = on.folder / "truth"
    on.device("gadget", "--serial", "GADGET-1", "--truth", truth)
    on.daemon(f"serial:{udev.terminal('GADGET-1')}")
    on.found("ready")
    run = on.session()
    gadget.unplug()
    status = run.status()
    record = run.objects[-1]["record"]
    expect("the session is interrupted", record["outcome"] == "interrupted", record)
    expect("the client says so", status not in (0, None), status)
    wait("standstill by the plant's truth", lambda: truth.read_text().splitlines()[-1].endswith("still"))
    moved = truth.read_text()
    gadget.plug()
    # The stop that the lost device did not hear is the first thing it hears.
    on.found("latched")
    expect("nothing moves after the replug", truth.read_text() == moved, truth.read_text())


@scenario
def hotplug_hid(on):
    """Plugged in after the daemon has started: found by its event, driven by HID, one device."""
    on.daemon("usb")
    expect("nothing is there yet", on.devices() == [], on.devices())
    gadget = on.gadget("GADGET-1")
    on.device("gadget", "--serial", "GADGET-1")
    device, = on.found("ready")
    expect("it is known by its serial number", device["id"] == "usb:GADGET-1", device)
    expect("HID is preferred", device["transport"] == "HID", device)
    stopped(on, on.session())
    gadget.unplug()
    on.found("absent")


@scenario
def hotplug_unplug(on):
    """Unplugged in mid-session over HID: interrupted, and nothing moves after the replug."""
    gadget = on.gadget("GADGET-1")
    truth = on.folder / "truth"
    on.device("gadget", "--serial", "GADGET-1", "--truth", truth)
    on.daemon("usb")
    on.found("ready")
    run = on.session()
    gadget.unplug()
    run.status()
    record = run.objects[-1]["record"]
    expect("the session is interrupted", record["outcome"] == "interrupted", record)
    wait("standstill by the plant's truth", lambda: truth.read_text().splitlines()[-1].endswith("still"))
    moved = truth.read_text()
    gadget.plug()
    on.found("ready", "latched")
    expect("nothing moves after the replug", truth.read_text() == moved, truth.read_text())


@scenario
def hotplug_foreign(on):
    """A foreign device with the same ids is not even listed."""
    on.daemon("usb")
    on.gadget("FOREIGN-1", product="Someone's prototype", controller=1)
    on.gadget("GADGET-1")
    # The foreign gadget has the first nodes.
    on.device("gadget", "--serial", "GADGET-1", "--hid", "/dev/hidg1", "--acm", "/dev/ttyGS1")
    on.found("ready")
    expect("only ours is known", [one["id"] for one in on.devices()] == ["usb:GADGET-1"], on.devices())


@scenario
def denied(on):
    """A user without rights is refused, and told what to type."""
    on.gadget("GADGET-1")
    path = str(udev.terminal("GADGET-1"))
    os.chmod(path, 0o600)
    daemon = on.start("tonusd", "--device", f"serial:{path}", "--socket", "/tmp/denied.sock",
                      "--state", "/tmp/denied-state", user=NOBODY, group=NOBODY, extra_groups=[])
    expect("it ends with EX_UNAVAILABLE", daemon.status() == 69, daemon.text)
    expect("it names the thing and the way out", path in daemon.text and "dialout" in daemon.text, daemon.text)


@scenario
def rules(on):
    """The shipped rules give whoever sits at the machine access, and keep others away."""
    on.gadget("GADGET-1")
    on.gadget("FOREIGN-1", product="Someone's prototype", controller=1)
    ours = udev.node("GADGET-1")
    theirs = udev.node("FOREIGN-1")
    properties = udev.properties(ours)
    expect("ModemManager is told to leave it alone", properties.get("ID_MM_DEVICE_IGNORE") == "1", properties)
    expect("it is not suspended", udev.attribute(ours, "power/control") == "on")
    expect("it opens for who sits there", udev.opens(ours, NOBODY))
    expect("it opens not for others", not udev.opens(ours, NOBODY - 1))
    expect("a foreign device keeps its rights", not udev.opens(theirs, NOBODY))
    expect("a foreign device keeps its properties", "ID_MM_DEVICE_IGNORE" not in udev.properties(theirs))


def stopped(on, run):
    """Stopped from elsewhere: standstill confirmed by the device, and the record says so."""
    result = on.tonus("stop")
    expect("standstill is confirmed", result["standstillConfirmed"], result)
    run.status()
    record = run.objects[-1]["record"]
    expect("the record says stopped", record["outcome"] == "stopped" and record["energisedMs"] > 0, record)
    return record
