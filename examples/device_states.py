# SPDX-License-Identifier: Apache-2.0
"""What the device in Python is: its states and its actuator, without a line or a clock.

Its actuator is *regulated*: the host gives amplitudes, this keeps them. In place of coil and sensors it
reckons with a head on a spring against tissue, in phasors; a real device has to measure what it tells, and
needs the guard of section 11.6, which looks at samples that there are none of here.
"""

import math
import os
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "Protocols/device"))
import tonus_wire as wire  # noqa: E402

SELF_TEST, IDLE, ARMED, RUNNING, LIFTED, RAMPING, BRAKING, LATCHED = range(8)
(ACCEPTED, VERSION_MISMATCH, NOT_READY, IS_LATCHED, ALREADY_ARMED, WRONG_ARM, OUTSIDE_ENVELOPE, EXPIRED) = (
    0, 3, 4, 5, 6, 7, 8, 9)
CAUSE_PERSISTS, WRONG_LATCH, NEEDS_POWER_CYCLE, NOT_ARMED, UNSUPPORTED = 12, 13, 14, 15, 16
STOP_COMMAND, ENERGISED_LIMIT, STANDSTILL_FAILED = 1, 10, 16
SILENCE, ARM_ENDED, LATCH_FORMED, CLEARED, SELF_TEST_PASSED = 6, 7, 4, 5, 8
G = 9.80665
RAMP, STILL, UNUSED, WALL = 100, 100, 5_000, 45 * 60_000  # ms
UNKNOWN_TEMPERATURE, NO_BATTERY = -32768, 255

ACTUATOR = dict(
    actuator=0, kind=1, frequencyMinCentihertz=1000, frequencyMaxCentihertz=12000,
    amplitudeMaxMicrometers=3000, accelerationMaxMilligravities=10000, driveMaxTenthMilliamperes=20000,
    movingMassTenthGrams=600, suspensionNewtonsPerMeter=4000, dampingCentinewtonSecondsPerMeter=500,
    forceConstantCentinewtonsPerAmpere=1000, resistanceMilliohms=3000, travelMicrometers=4000,
    sensorDelayMicroseconds=0, housingMassTenthGrams=5000)
MASS, SPRING, DAMPING, FORCE_CONSTANT, RESISTANCE = 0.060, 4000.0, 5.0, 10.0, 3.0
TISSUE_SPRING, TISSUE_DAMPING, CONTACT_CENTINEWTONS = 3000.0, 10.0, 800


class Device:
    """The states of section 10: messages and time in, messages out. `now` is the device clock in µs."""

    def __init__(self, send):
        self.send, self.boot = send, int.from_bytes(os.urandom(4), "little")
        self.state, self.latches, self.latch_count, self.newest = SELF_TEST, {}, 0, 0
        self.arm, self.recent_arms, self.setpoint = None, [], None
        self.frequency, self.target, self.tolerated, self.ramp_from = 0.0, 0.0, [], 0.0
        self.stop, self.ending_began, self.still_since = None, None, 0
        self.energised, self.received, self.refused, self.void = 0.0, 0, 0, 0
        self.faults, self.stepped = [], 0
        self.greeted, self.spoken, self.told_telemetry, self.told_condition = False, True, 0, 0
        self.telemetry_period, self.condition_period, self.tracked = 10, 100, None

    # Section 6: what arrives, and in which order it is looked at.

    def message(self, now, name, fields, sequence):
        self.received += 1
        if name == "hello":
            self.tracked = sequence
        elif 0 < (sequence - (self.tracked or 0)) % 65536 < 32768 or self.tracked is None:
            self.tracked = sequence
        getattr(self, "on_" + name)(now, fields, sequence)

    def refusal(self, answer):
        self.refused += 1
        if answer:
            kind, result, sequence, detail = answer
            self.send("answer", type=kind, result=result, sequence=sequence, detail=detail)

    def answer(self, kind, result, sequence, detail=0):
        self.send("answer", type=kind, result=result, sequence=sequence, detail=detail % 2**32)

    # Section 7: the host's messages.

    def on_hello(self, now, f, sequence):
        if self.arm:
            self.end_arm(now)
        self.send(
            "identity", major=1, minor=0, nonce=f["nonce"], firmware=[0, 1, 0], actuators=1, flags=0b101,
            resetCause=1, serial="PY-1", model="Python example", bootID=self.boot, sampleRateHertz=1000,
            fastestPeriodMilliseconds=10)
        self.send("actuator", **ACTUATOR)
        self.greeted, self.spoken = True, f["major"] == 1
        self.telemetry_period, self.condition_period = 10, 100
        self.answer(0x01, ACCEPTED if self.spoken else VERSION_MISMATCH, sequence, 1)

    def on_ping(self, now, f, sequence):
        self.send("pong", token=f["token"], clockMilliseconds=now // 1000 % 2**32, clockFractionMicroseconds=now % 1000)

    def on_rates(self, now, f, sequence):
        self.telemetry_period = max(10, f["telemetryPeriodMilliseconds"])
        setpoint = max(10, f["setpointPeriodMilliseconds"])
        self.condition_period = 10 * f["conditionPeriodCentiseconds"]
        self.answer(
            0x07, ACCEPTED, sequence,
            self.telemetry_period + 256 * setpoint + 65536 * (self.condition_period // 10))

    def on_rawRequest(self, now, f, sequence):
        self.answer(0x09, UNSUPPORTED, sequence)

    def on_faultRequest(self, now, f, sequence):
        known = f["index"] < len(self.faults)
        cause, latch, clock, value = self.faults[f["index"]] if known else (0, 0, 0, 0)
        self.send(
            "fault", index=f["index"], cause=cause, latch=latch, clockMilliseconds=clock, value=value,
            bootID=self.boot if known else 0)

    def on_arm(self, now, f, sequence):
        result, detail = self.judge_arm(now // 1000, f)
        if result == ACCEPTED and not self.arm:
            self.recent_arms = (self.recent_arms + [f["armID"]])[-8:]
            self.arm = dict(
                f, asked=dict(f), granted=detail, began=now // 1000, energised=0.0, sequence=None, used=False,
                frequencyMinCentihertz=max(f["frequencyMinCentihertz"], ACTUATOR["frequencyMinCentihertz"]),
                **{key: min(f[key], ACTUATOR[key]) for key in (
                    "frequencyMaxCentihertz", "amplitudeMaxMicrometers", "accelerationMaxMilligravities")})
            self.state, self.target, self.frequency, self.tolerated = ARMED, 0.0, 0.0, []
            if self.stop:
                self.stop["armed_since"] = True
        self.answer(0x02, result, sequence, detail)

    def judge_arm(self, clock, f):
        if self.arm:
            same = f == self.arm["asked"]
            return (ACCEPTED, self.arm["granted"]) if same else (ALREADY_ARMED, self.arm["armID"])
        if f["armID"] in self.recent_arms:
            return WRONG_ARM, f["armID"]
        if self.latches:
            return IS_LATCHED, self.mask()
        if not self.greeted or not self.spoken:
            return NOT_READY, 0
        if self.state != IDLE:
            return NOT_READY, self.state
        if f["actuatorMask"] != 1:
            return UNSUPPORTED, 1
        lowest = max(f["frequencyMinCentihertz"], ACTUATOR["frequencyMinCentihertz"])
        highest = min(f["frequencyMaxCentihertz"], ACTUATOR["frequencyMaxCentihertz"])
        if lowest > highest or 0 in (
                f["frequencyMinCentihertz"], f["amplitudeMaxMicrometers"], f["accelerationMaxMilligravities"],
                f["driveMaxTenthMilliamperes"], f["energisedMaxMilliseconds"]):
            return OUTSIDE_ENVELOPE, 0
        left = signed(f["endMilliseconds"] - clock)
        return (ACCEPTED, clock + min(left, WALL)) if left > 0 else (EXPIRED, clock)

    def on_disarm(self, now, f, sequence):
        if not self.arm:
            return self.answer(0x03, NOT_ARMED, sequence, f["armID"])
        if f["armID"] != self.arm["armID"]:
            return self.answer(0x03, WRONG_ARM, sequence, f["armID"])
        self.end_arm(now)
        self.answer(0x03, ACCEPTED, sequence, f["armID"])

    def on_setpoint(self, now, f, sequence):
        if not self.is_valid(now // 1000, f, sequence):
            self.void += 1
            return
        self.setpoint, self.arm["used"], self.arm["sequence"] = f, True, sequence
        if f["amplitudeMicrometers"] == 0:
            self.state, self.target = ARMED, 0.0
        elif self.state == ARMED:
            self.state, self.frequency = RUNNING, f["frequencyCentihertz"] / 100

    def is_valid(self, clock, f, sequence):
        arm = self.arm
        if not arm or f["armID"] != arm["armID"] or f["actuator"] != 0:
            return False
        if not 1 <= signed(f["validUntilMilliseconds"] - clock) <= 300:
            return False
        if arm["sequence"] is not None and (sequence - arm["sequence"]) % 65536 >= 32768:
            return False
        if f["amplitudeMicrometers"] == 0:
            return True
        if not arm["frequencyMinCentihertz"] <= f["frequencyCentihertz"] <= arm["frequencyMaxCentihertz"]:
            return False
        cap = min(arm["amplitudeMaxMicrometers"], self.reachable(f["frequencyCentihertz"] / 100))
        return (f["amplitudeMicrometers"] <= cap + 1
                and f["driveTenthMilliamperes"] <= arm["driveMaxTenthMilliamperes"])

    def reachable(self, frequency):
        """µm p-p that the arm's acceleration allows: a / (2 π² f²)."""
        metres = self.arm["accelerationMaxMilligravities"] / 1000 * G / (2 * math.pi**2 * frequency**2)
        return metres * 1e6

    def on_stop(self, now, f, sequence):
        if not (self.stop and self.stop["stopID"] == f["stopID"] and not self.stop["armed_since"]):
            self.setpoint = None
            self.stop = dict(stopID=f["stopID"], at=now, phase=0, ended=0, confirmed=0, armed_since=False)
            self.latch(now, STOP_COMMAND, f["reason"])
            if self.arm:
                self.end_arm(now)
        self.tell_standstill(now)

    def tell_standstill(self, now):
        self.send(
            "standstill", stopID=self.stop["stopID"], phase=self.stop["phase"],
            clockMilliseconds=now // 1000 % 2**32, endedMilliseconds=self.stop["ended"],
            confirmedMilliseconds=self.stop["confirmed"], residualMilligravities=0,
            latch=self.latches.get(STOP_COMMAND, 0))

    def on_clear(self, now, f, sequence):
        if self.latches.get(f["cause"]) != f["latch"]:
            return self.answer(0x06, WRONG_LATCH, sequence, self.mask())
        if f["cause"] == STANDSTILL_FAILED:
            return self.answer(0x06, NEEDS_POWER_CYCLE, sequence, self.mask())
        if self.state != LATCHED or (f["cause"] == ENERGISED_LIMIT and self.energised >= 20 * 60_000):
            return self.answer(0x06, CAUSE_PERSISTS, sequence, self.mask())
        del self.latches[f["cause"]]
        self.event(now, CLEARED, f["cause"], f["latch"], 0)
        if not self.latches:
            self.state = IDLE
        self.answer(0x06, ACCEPTED, sequence, self.mask())

    # Section 10: how things end.

    def mask(self):
        return sum(1 << cause - 1 for cause in self.latches)

    def event(self, now, code, cause=0, latch=0, value=0):
        if self.greeted:
            self.send("event", clockMilliseconds=now // 1000 % 2**32, code=code, cause=cause, latch=latch, value=value)

    def latch(self, now, cause, value):
        if cause in self.latches:
            return
        self.latch_count = self.latch_count % 65535 + 1
        self.latches[cause] = self.newest = self.latch_count
        self.faults.insert(0, (cause, self.newest, now // 1000 % 2**32, value))
        self.event(now, LATCH_FORMED, cause, self.newest, value)
        if self.state in (SELF_TEST, IDLE):
            self.state = LATCHED

    def end_arm(self, now):
        self.arm = self.setpoint = None
        self.ending_began, self.ramp_from = now, self.target
        self.state = RAMPING if self.state in (RUNNING, LIFTED) else BRAKING

    def detached(self, now):
        if self.arm:
            self.event(now, SILENCE, value=-2)
            self.end_arm(now)
        self.greeted = False

    # The sample: slew, expiry, ramp, standstill, and what is due.

    def step(self, now):
        elapsed, self.stepped = (now - self.stepped) / 1e6, now
        clock = now // 1000
        if self.state == SELF_TEST and clock >= 150:
            self.state = LATCHED if self.latches else IDLE
            self.event(now, SELF_TEST_PASSED, value=clock)
        if self.arm:
            self.watch_arm(now, clock)
        if self.state == RUNNING:
            self.shape(clock, elapsed)
        if self.state == RAMPING:
            share = max(0.0, 1 - (now - self.ending_began) / 1000 / RAMP)
            self.target = self.ramp_from * share
            if share == 0:
                self.state = BRAKING
        if self.target > 0:
            self.energised += elapsed * 1000
            if self.arm:
                self.arm["energised"] += elapsed * 1000
            self.still_since = now
        if self.state == BRAKING:
            self.target = 0.0
            if now - self.still_since >= STILL * 1000 and now - self.ending_began >= STILL * 1000:
                self.state = LATCHED if self.latches else IDLE
        if self.stop and self.stop["phase"] == 0 and self.state in (IDLE, LATCHED):
            quiet = max(self.still_since, self.stop["at"])
            if now - quiet >= STILL * 1000:
                ended = (quiet - self.stop["at"]) // 1000
                self.stop.update(phase=1, ended=ended, confirmed=(now - self.stop["at"]) // 1000)
                self.tell_standstill(now)
        if self.greeted and self.spoken:
            self.tell(now)

    def watch_arm(self, now, clock):
        sequence = self.arm["sequence"]
        if self.setpoint and signed(self.setpoint["validUntilMilliseconds"] - clock) <= 0:
            self.end_arm(now)
            self.event(now, SILENCE, value=sequence)
        elif not self.arm["used"] and clock - self.arm["began"] >= UNUSED:
            self.end_arm(now)
            self.event(now, SILENCE, value=-1)
        elif signed(self.arm["granted"] - clock) <= 0:
            spent = int(self.arm["energised"])
            self.end_arm(now)
            self.event(now, ARM_ENDED, value=spent)
        elif self.arm["energised"] >= self.arm["energisedMaxMilliseconds"] or self.energised >= 20 * 60_000:
            self.latch(now, ENERGISED_LIMIT, int(self.arm["energised"]))
            self.end_arm(now)
            self.state = BRAKING

    def shape(self, clock, elapsed):
        """Section 11.5: falls are free; rises 20 mm/s up to what was tolerated, 1 mm/s above; 20 Hz/s."""
        wanted, step = self.setpoint["frequencyCentihertz"] / 100, 20 * elapsed
        self.frequency += max(-step, min(step, wanted - self.frequency))
        goal = min(self.setpoint["amplitudeMicrometers"], self.reachable(self.frequency))
        self.tolerated = [t for t in self.tolerated if clock - t[0] < 10_000]
        known = max((level for _, level in self.tolerated), default=0.0)
        if goal <= self.target:
            self.target = goal
        else:
            fast = min(goal, known, self.target + 20_000 * elapsed)
            self.target = max(fast, min(goal, self.target + 1_000 * elapsed))
        if not self.tolerated or clock - self.tolerated[-1][0] >= 50:
            self.tolerated.append((clock, self.target))

    # Section 8: what is told.

    def tell(self, now):
        if now - self.told_telemetry >= self.telemetry_period * 1000:
            self.told_telemetry = now
            self.send("telemetry", **self.telemetry(now))
        if now - self.told_condition >= self.condition_period * 1000:
            self.told_condition = now
            self.send(
                "condition", clockMilliseconds=now // 1000 % 2**32, windingCentidegrees=UNKNOWN_TEMPERATURE,
                housingCentidegrees=UNKNOWN_TEMPERATURE, headCentidegrees=UNKNOWN_TEMPERATURE,
                batteryPercent=NO_BATTERY, state=self.state, supplyMillivolts=5000, latches=self.mask(),
                energisedMilliseconds=int(self.energised), framesReceived=self.received,
                framesRefused=self.refused, setpointsVoid=self.void, deratingPermille=1000,
                newestLatch=max(self.latches.values(), default=0),
                newestLatchCause=max(self.latches, key=self.latches.get, default=0),
                faultsRecorded=min(255, len(self.faults)))

    def telemetry(self, now):
        omega, peak = 2 * math.pi * self.frequency, self.target / 2e6
        stiffness = complex(
            SPRING + TISSUE_SPRING - MASS * omega**2, omega * (DAMPING + TISSUE_DAMPING))
        current = abs(stiffness) * peak / FORCE_CONSTANT
        head = FORCE_CONSTANT * current / stiffness
        acceleration = -head * omega**2 / G
        volts = RESISTANCE * current + FORCE_CONSTANT * 1j * omega * head
        still = self.target == 0 and now - self.still_since >= STILL * 1000
        window = min(30_000, round(1e5 / self.frequency)) if self.frequency else 1000
        return dict(
            actuator=0, state=self.state, clockMilliseconds=now // 1000 % 2**32,
            clockFractionMicroseconds=now % 1000,
            flags=0b11 | still << 8 | (self.state in (SELF_TEST, IDLE, LATCHED)) << 9,
            lastSetpoint=self.arm["sequence"] or 0 if self.arm else 0, latches=self.mask(), newestLatch=self.newest,
            frequencyCentihertz=round(self.frequency * 100), windowTenMicroseconds=window,
            ageTenMicroseconds=window // 2, targetMicrometers=round(self.target),
            head=phasor(acceleration, 0.0005), headSecond=[0, 0], housing=[0, 0],
            current=phasor(current, 0.0001), currentSecond=[0, 0], driveMillivolts=round(abs(volts) * 1000),
            contactForceCentinewtons=CONTACT_CENTINEWTONS,
            headPeakMilligravities=round(abs(acceleration) * 1000), clippedSamples=0, housingSecond=[0, 0])


def signed(difference):
    """A difference of two clocks of 32 bits, as section 2 compares them."""
    return (difference + 2**31) % 2**32 - 2**31


def phasor(value, unit):
    value = complex(value)
    return [max(-32767, min(32767, round(part / unit))) for part in (value.real, value.imag)]
