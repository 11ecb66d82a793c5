#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Proves the firmware's image in QEMU: what arrives on its wire and what breaks in it, by its own clock."""
import argparse
import json
import pathlib
import random
import sys
import time

from board import PROJECT, Board, Gone

STOP_COMMAND, STOP_BUTTON, HEAD_HOT, WINDING_HOT, SENSOR_FAULT, LOW_BATTERY, STUCK_DRIVE = 1, 2, 3, 5, 9, 12, 15
RESETS = {"power-on": 1, "watchdog": 2, "brown-out": 3, "trap": 6}
# What one control step may take: a quarter of 42,000 ticks.
COST_BUDGET = 10_500
# 1 ns an instruction against 168 MHz: a tick of the core's clock is this many instructions.
INSTRUCTIONS_A_TICK = 1e9 / 168e6
SCENARIOS = []
FIGURES = []
# By the names under which `make bench` records them.
MEASURED = {}


def scenario(words):
    def add(function):
        SCENARIOS.append((words, function))
        return function
    return add


def check(truth, words):
    if not truth:
        raise Gone(words)


def since(found, cause, allowed, name):
    """The time from a cause to the last motion, by the world's clock; noted, and held to what is allowed."""
    taken = max(0, found["moved"] - cause)
    FIGURES.append(f"{name}: {taken} of {allowed} ms")
    check(taken <= allowed, f"{name}: the head moved for {taken} ms, {allowed} are allowed; {found}")


def on_world(found, moment):
    """A moment of the device's clock on the world's."""
    return moment + found["world"] - found["clock"]


def after_reset(board, cause, before):
    board.wait(lambda: board.report()["resets"] == before + 1, "the reset")
    found = board.still()
    check(found["reset"] == RESETS[cause], f"reset by {cause} is reported as {found['reset']}")
    identity = board.greet()
    check(identity["resetCause"] == RESETS[cause], f"the host hears of reset {identity['resetCause']}")
    board.rest(600)
    check(board.state == "idle", f"after the reset it is {board.state}: {board.telemetry}")
    check(not board.report()["moving"], "it moves by itself after the reset")
    return found


@scenario("H1: silence ends the motion and disarms")
def silence(board):
    board.run()
    board.rest(500)
    found = board.still()
    since(found, on_world(found, found["setpoint-taken"]), 500, "silence")
    check(board.state == "idle", f"after silence it is {board.state}")


@scenario("H3: a stop ends the motion and latches")
def stop(board):
    board.run()
    board.send("stop", stopID=1, reason=1)
    board.wait(lambda: board.telemetry["latches"] & 1 << STOP_COMMAND - 1, "the latch")
    board.rest(300)
    found = board.still()
    since(found, on_world(found, found["stop-taken"]), 200, "stop")
    check(board.arm() != 0, "it arms under a latch")


@scenario("H5: garbage, floods and half frames neither move nor stop it from hearing")
def garbage(board):
    board.ready()
    chance = random.Random(1)
    for _ in range(40):
        board.write(bytes(chance.randrange(256) for _ in range(200)))
        board.listen()
    whole = board.frame("ping", token=1)
    for cut in range(1, len(whole)):
        board.write(whole[:cut] + (b"\0" if cut % 2 else b""))
    board.write(b"\0")
    board.write(whole * 200)
    board.wait(lambda: any(n == "pong" and v["token"] == 77 for n, v in board.heard), "an answer",
               lambda: board.send("ping", token=77))
    found = board.report()
    check(not found["moving"] and found["moved"] == 0 and found["resets"] == 0, f"garbage did something: {found}")


@scenario("H3: a stop in the middle of a flood still stops")
def flood(board):
    board.run()
    ping = board.frame("ping", token=1)
    board.write(ping * 50 + board.frame("stop", stopID=2, reason=1) + ping * 50)
    board.wait(lambda: board.telemetry["latches"] & 1 << STOP_COMMAND - 1, "the latch")
    board.rest(300)
    found = board.still()
    since(found, on_world(found, found["stop-taken"]), 200, "stop in a flood")


@scenario("H1: replayed and reordered frames renew nothing")
def replay(board):
    board.run(300)
    old = [board.frame("setpoint", armID=board.arm_id, validUntilMilliseconds=board.clock + life, actuator=0,
                       frequencyCentihertz=4000, phase=0, amplitudeMicrometers=1000, driveTenthMilliamperes=2500)
           for life in (20, 60, 100, 140)]
    arm = board.frame("arm", armID=board.arm_id, actuatorMask=1, frequencyMinCentihertz=2000,
                      frequencyMaxCentihertz=6000, amplitudeMaxMicrometers=2000, accelerationMaxMilligravities=8000,
                      driveMaxTenthMilliamperes=10000, energisedMaxMilliseconds=180000,
                      endMilliseconds=board.clock + 200000)
    until = board.clock + 1500
    board.wait(lambda: board.clock >= until, "time to pass",
               lambda: board.write(old[2] + old[0] + old[3] + old[1] + arm))
    found = board.still()
    check(found["world"] - found["moved"] > 700, f"replayed frames kept it moving: {found}")
    check(board.state == "idle", f"it is {board.state}")


@scenario("H1: a host that restarts in mid-session finds it ending, and must arm anew")
def host_restart(board):
    board.run()
    board.write(board.frame("setpoint", armID=board.arm_id, validUntilMilliseconds=board.clock + 100, actuator=0,
                            frequencyCentihertz=4000, phase=0, amplitudeMicrometers=1000,
                            driveTenthMilliamperes=2500)[:9])
    began = board.report()["world"]
    board.write(b"\0")
    board.greet()
    board.rest(300)
    found = board.still()
    check(found["moved"] - began < 1000, f"it went on: {found}")
    board.wait(lambda: board.state == "idle", "idle")
    check(board.arm() == 0, "a new arm is refused")
    board.keep(200)
    check(board.state == "running", "it does not run again")


def broken(order, cause, allowed):
    def run(board):
        board.run()
        board.order(order)
        board.wait(lambda: board.telemetry["latches"] & 1 << cause - 1, f"the latch of {order}", board.setpoint)
        board.rest(300)
        found = board.still()
        since(found, found["caused"], allowed, order)
        check(board.arm() != 0, f"it arms after {order}")
    return run


for order, cause, allowed in (("stuck-dc 1", STUCK_DRIVE, 500), ("stuck 0.5", STUCK_DRIVE, 500),
                              ("sensor-dead", SENSOR_FAULT, 500), ("sensor-saturated", SENSOR_FAULT, 500),
                              ("hot 125", WINDING_HOT, 500), ("hot-head 45", HEAD_HOT, 500), ("stop-button", STOP_BUTTON, 200),
                              ("low-battery 1", LOW_BATTERY, 500)):
    scenario(f"H4: {order} latches and comes to rest")(broken(order, cause, allowed))


def resetting(order, cause, allowed):
    def run(board):
        board.run()
        before = board.report()["resets"]
        board.order(order)
        found = after_reset(board, cause, before)
        since(found, found["caused"], allowed, order)
    return run


for order, cause, allowed in (("brown-out", "brown-out", 200), ("stall", "watchdog", 500), ("trap", "trap", 200),
                              ("overflow", "trap", 200)):
    scenario(f"H4: {order} in mid-session ends the motion, and nothing resumes")(resetting(order, cause, allowed))


@scenario("H4: a stuck drive is not forgotten by a brown-out")
def remembered(board):
    board.run()
    board.order("stuck-dc 1")
    board.wait(lambda: board.telemetry["latches"] & 1 << STUCK_DRIVE - 1, "the latch", board.setpoint)
    board.order("heal")
    board.order("brown-out")
    board.wait(lambda: board.report()["resets"] == 1, "the reset")
    board.ready()
    check(board.telemetry["latches"] & 1 << STUCK_DRIVE - 1, f"it forgot: {board.telemetry}")
    check(board.arm() != 0, "it arms")


@scenario("memory cannot be taken after the start")
def sealed(board):
    board.ready()
    check(board.report()["sealed"] == 1, "the heap is open")
    board.console.sendall(b"allocate\n")
    after_reset(board, "trap", 0)


@scenario("stack and heap stay within their budgets, and what a control step costs")
def budgets(board):
    # The ends of its cycles pass through every step of a millisecond.
    board.frequency = 4037
    board.run(2000)
    board.ask("rates", "answer", telemetryPeriodMilliseconds=10, setpointPeriodMilliseconds=10,
              conditionPeriodCentiseconds=1, measurement=1)
    board.send("rawRequest", channel=0, count=255)
    board.keep(1000)
    board.order("lift")
    board.keep(500)
    board.order("set-down")
    # What a step has to do at most is a matter of what meets in it: stops come at many moments.
    for number in range(1, 13):
        board.setpoint()
        board.send("stop", stopID=number, reason=1)
        board.send("rawRequest", channel=0, count=255)
        board.rest(300)
        event = next(body for name, body in reversed(board.heard) if name == "event" and body["cause"] == STOP_COMMAND)
        board.ask("clear", "answer", latch=event["latch"], cause=STOP_COMMAND)
        check(board.arm() == 0, "it does not arm again")
        board.keep(40 + number)
    board.send("stop", stopID=13, reason=1)
    board.rest(300)
    found = board.report()
    cost = round((found["ticks"] + 1) * INSTRUCTIONS_A_TICK)
    FIGURES.append(f"control step: at most {cost} instructions of {COST_BUDGET} (instructions are not cycles)")
    MEASURED.update(firmware_step_instructions=cost, firmware_stack_bytes=found["stack"], firmware_heap_bytes=found["heap"])
    FIGURES.append(f"stack: {found['stack']} of 4608 bytes; heap: {found['heap']} of 15360 bytes")
    # Instructions are no times: the emulator counts the same ones on any machine.
    check(cost <= COST_BUDGET, f"a control step took {cost} instructions, {COST_BUDGET} are allowed")
    check(found["stack"] <= 4608 - 512, f"the stack was used down to its last {4608 - found['stack']} bytes")


def record(image, path):
    """Adds what was measured of an image, and its sizes, to a file of figures."""
    sizes = json.loads(image.with_suffix(".json").read_text())
    figures = json.loads(path.read_text()) if path.exists() else {}
    figures |= MEASURED | {f"firmware_{name}": value for name, value in sizes.items()}
    path.write_text(json.dumps(figures, indent=2, sort_keys=True) + "\n")


def main():
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--image", default=".build/firmware/netduinoplus2.elf")
    words.add_argument("--only", nargs="*", default=[], help="scenarios whose names contain one of these")
    words.add_argument("--figures", action="store_true", help="only what is measured of the control step and memory")
    words.add_argument("--record", type=pathlib.Path, help="a file of figures (JSON) to add these to")
    options = words.parse_args()
    image = PROJECT / pathlib.Path(options.image)
    failed = 0
    for name, run in SCENARIOS:
        if options.figures and run is not budgets:
            continue
        if options.only and not any(part in name for part in options.only):
            continue
        began = time.monotonic()
        try:
            with Board(image) as board:
                run(board)
            if not options.figures:
                print(f"passed  {name} ({time.monotonic() - began:.1f} s)", flush=True)
        except (Gone, OSError) as error:
            failed += 1
            print(f"FAILED  {name}: {error}", flush=True)
    print("\n".join(f"  {figure}" for figure in FIGURES))
    if options.record:
        record(image, PROJECT / options.record)
    return 1 if failed else 0


sys.exit(main())
