# SPDX-License-Identifier: Apache-2.0
"""The device protocol in Python, written from README.md alone; the standard library suffices.

    wire = encode_message("stop", {"stopID": 1, "reason": 1, }, sequence=7)
    port.write(serial_frame(wire))
    for kind, *rest in receiver.feed(port.read()): ...
"""

import binascii

STATES = "selfTest idle armed running lifted ramping braking latched".split()

# One field: (name, format, lowest, highest). Formats are u8 u16 u32 i16 i24 i32, a count before one
# makes a list, "text" is sixteen bytes, "-" a reserved byte.
RESULTS = ("u8", 0, 16)
CAUSE_OR_NONE = ("u8", 0, 16)
STATE = ("u8", 0, 7)
FRACTION = ("u16", 0, 999)
PERIOD = ("u8", 1, 100)
PAIR = ("2i16",)

HOST = {
    0x01: ("hello", [("major", "u8"), ("minor", "u8"), ("nonce", "u32")]),
    0x02: ("arm", [
        ("armID", "u32", 1, 0xFFFFFFFF), ("actuatorMask", "u8", 1, 255), ("", "-"),
        ("frequencyMinCentihertz", "u16"), ("frequencyMaxCentihertz", "u16"),
        ("amplitudeMaxMicrometers", "u16"), ("accelerationMaxMilligravities", "u16"),
        ("driveMaxTenthMilliamperes", "u16"), ("energisedMaxMilliseconds", "u32"),
        ("endMilliseconds", "u32")]),
    0x03: ("disarm", [("armID", "u32")]),
    0x04: ("setpoint", [
        ("armID", "u32", 1, 0xFFFFFFFF), ("validUntilMilliseconds", "u32"), ("actuator", "u8"),
        ("", "-"), ("frequencyCentihertz", "u16"), ("phase", "u16"),
        ("amplitudeMicrometers", "u16"), ("driveTenthMilliamperes", "u16")]),
    0x05: ("stop", [("stopID", "u16"), ("reason", "u8", 1, 9), ("", "-")]),
    0x06: ("clear", [("latch", "u16"), ("cause", "u8", 1, 16), ("", "-")]),
    0x07: ("rates", [
        ("telemetryPeriodMilliseconds", *PERIOD), ("setpointPeriodMilliseconds", *PERIOD),
        ("conditionPeriodCentiseconds", *PERIOD), ("measurement", "u8", 0, 1)]),
    0x08: ("ping", [("token", "u32")]),
    0x09: ("rawRequest", [("channel", "u8", 0, 2), ("count", "u8", 1, 255)]),
    0x0A: ("faultRequest", [("index", "u8")]),
}

DEVICE = {
    0x81: ("identity", [
        ("major", "u8"), ("minor", "u8"), ("nonce", "u32"), ("firmware", "3u8"),
        ("actuators", "u8", 1, 8), ("flags", "u8", 0, 0x3F), ("resetCause", "u8", 1, 6),
        ("serial", "text"), ("model", "text"), ("bootID", "u32"), ("sampleRateHertz", "u16"),
        ("fastestPeriodMilliseconds", *PERIOD)]),
    0x82: ("actuator", [
        ("actuator", "u8"), ("kind", "u8", 0, 1), ("frequencyMinCentihertz", "u16"),
        ("frequencyMaxCentihertz", "u16"), ("amplitudeMaxMicrometers", "u16"),
        ("accelerationMaxMilligravities", "u16"), ("driveMaxTenthMilliamperes", "u16"),
        ("movingMassTenthGrams", "u16"), ("suspensionNewtonsPerMeter", "u16"),
        ("dampingCentinewtonSecondsPerMeter", "u16"),
        ("forceConstantCentinewtonsPerAmpere", "u16"), ("resistanceMilliohms", "u16"),
        ("travelMicrometers", "u16"), ("sensorDelayMicroseconds", "u16"),
        ("housingMassTenthGrams", "u16")]),
    0x83: ("answer", [("type", "u8"), ("result", *RESULTS), ("sequence", "u16"), ("detail", "u32")]),
    0x84: ("telemetry", [
        ("actuator", "u8"), ("state", *STATE), ("clockMilliseconds", "u32"),
        ("clockFractionMicroseconds", *FRACTION), ("flags", "u16", 0, 0x0FFF),
        ("lastSetpoint", "u16"), ("latches", "u16"), ("newestLatch", "u16"),
        ("frequencyCentihertz", "u16"), ("windowTenMicroseconds", "u16"),
        ("ageTenMicroseconds", "u16"), ("targetMicrometers", "u16"), ("head", *PAIR),
        ("headSecond", *PAIR), ("housing", *PAIR), ("current", *PAIR), ("currentSecond", *PAIR),
        ("driveMillivolts", "u16"), ("contactForceCentinewtons", "u16"),
        ("headPeakMilligravities", "u16"), ("clippedSamples", "u8"), ("", "-"),
        ("housingSecond", *PAIR)]),
    0x85: ("condition", [
        ("clockMilliseconds", "u32"), ("windingCentidegrees", "i16"),
        ("housingCentidegrees", "i16"), ("headCentidegrees", "i16"), ("batteryPercent", "u8"),
        ("state", *STATE), ("supplyMillivolts", "u16"), ("latches", "u16"),
        ("energisedMilliseconds", "u32"), ("framesReceived", "u32"), ("framesRefused", "u32"),
        ("setpointsVoid", "u32"), ("deratingPermille", "u16"), ("newestLatch", "u16"),
        ("newestLatchCause", *CAUSE_OR_NONE), ("faultsRecorded", "u8")]),
    0x86: ("measurement", [
        ("actuator", "u8"), ("tone", "u8"), ("centreMilliseconds", "u32"),
        ("centreFractionMicroseconds", *FRACTION), ("frequencyCentihertz", "u16"),
        ("samples", "u16"), ("clippedSamples", "u16"), ("headInPhase", "i24"),
        ("headQuadrature", "i24"), ("headSecondInPhase", "i24"), ("headSecondQuadrature", "i24"),
        ("headThird", *PAIR), ("headHalf", *PAIR), ("housingInPhase", "i24"),
        ("housingQuadrature", "i24"), ("currentInPhase", "i24"), ("currentQuadrature", "i24"),
        ("preloadMeanCentinewtons", "u16"), ("preloadMinimumCentinewtons", "u16"),
        ("windingCentidegrees", "i16")]),
    0x87: ("event", [
        ("clockMilliseconds", "u32"), ("code", "u8", 1, 10), ("cause", *CAUSE_OR_NONE),
        ("latch", "u16"), ("value", "i32")]),
    0x88: ("pong", [
        ("token", "u32"), ("clockMilliseconds", "u32"), ("clockFractionMicroseconds", *FRACTION)]),
    0x89: ("standstill", [
        ("stopID", "u16"), ("phase", "u8", 0, 2), ("", "-"), ("clockMilliseconds", "u32"),
        ("endedMilliseconds", "u16"), ("confirmedMilliseconds", "u16"),
        ("residualMilligravities", "u16"), ("latch", "u16")]),
    0x8A: ("raw", [
        ("channel", "u8", 0, 2), ("offset", "u8"), ("count", "u8", 1, 20), ("of", "u8"),
        ("clockMilliseconds", "u32"), ("clockFractionMicroseconds", *FRACTION),
        ("samples", "*i16")]),
    0x8B: ("fault", [
        ("index", "u8"), ("cause", *CAUSE_OR_NONE), ("latch", "u16"),
        ("clockMilliseconds", "u32"), ("value", "i32"), ("bootID", "u32")]),
}


class Refused(Exception):
    """`reason` as in section 6; `answer` is (type, result, sequence, detail) or None."""

    def __init__(self, reason, answer=None):
        super().__init__(reason)
        self.reason, self.answer = reason, answer


def parts(form):
    """How many numbers a format holds, of how many bytes each, and whether signed."""
    count, number = 1, form
    if form[0].isdigit():
        count, number = int(form[0]), form[1:]
    return count, int(number[1:]) // 8, number[0] == "i"


def size(fields):
    return sum(
        16 if f[1] == "text" else 1 if f[1] == "-" else 0 if f[1][0] == "*"
        else parts(f[1])[0] * parts(f[1])[1] for f in fields)


def encode_message(name, values, sequence):
    table = HOST if any(name == n for n, _ in HOST.values()) else DEVICE
    kind = next(k for k, (n, _) in table.items() if n == name)
    body = bytearray()
    for field, form, *_ in table[kind][1]:
        if form == "-":
            body.append(0)
        elif form == "text":
            body += values[field].encode("ascii").ljust(16, b"\0")
        else:
            listed = form[0] == "*" or form[0].isdigit()
            _, width, signed = parts(form.lstrip("*"))
            for number in values[field] if listed else [values[field]]:
                body += number.to_bytes(width, "little", signed=signed)
    return bytes([kind, 0]) + sequence.to_bytes(2, "little") + bytes(body)


def decode_message(data, table):
    """(name, fields, sequence) of header and body; raises Refused."""
    if len(data) < 4:
        raise Refused("short")
    kind, flags, sequence = data[0], data[1], data[2] | data[3] << 8
    if flags:
        raise Refused("flags", (kind, 2, sequence, 1))
    if kind not in table:
        raise Refused("unknownType", (kind, 1, sequence, 0))
    name, fields = table[kind]
    expected = size(fields)
    if name == "raw" and len(data) >= 7:
        expected += 2 * max(1, data[6])
    if len(data) != 4 + expected:
        raise Refused("length", (kind, 2, sequence, 0x100 + len(data)))
    values, at = {}, 4
    for field, form, *limits in fields:
        bad = Refused("field", (kind, 2, sequence, at))
        if form == "-":
            if data[at]:
                raise bad
            at += 1
            continue
        if form == "text":
            text = data[at:at + 16].rstrip(b"\0")
            if not text or any(c < 0x20 or c > 0x7E for c in text):
                raise bad
            values[field] = text.decode("ascii")
            at += 16
            continue
        listed = form[0] == "*" or form[0].isdigit()
        count, width, signed = parts(form.lstrip("*"))
        if form[0] == "*":
            count = values["count"]
        numbers = []
        for _ in range(count):
            numbers.append(int.from_bytes(data[at:at + width], "little", signed=signed))
            at += width
        if limits and not limits[0] <= numbers[0] <= limits[1]:
            raise bad
        values[field] = numbers if listed else numbers[0]
        if field == "of" and values["offset"] + values["count"] > values["of"]:
            raise bad
    return name, values, sequence


def checksum(data):
    return binascii.crc_hqx(data, 0xFFFF)


def cobs_encode(data):
    out, block = bytearray(), bytearray()
    for byte in data + b"\0":
        if byte:
            block.append(byte)
        else:
            out += bytes([len(block) + 1]) + block
            block.clear()
    return bytes(out)


def cobs_decode(data):
    out, at = bytearray(), 0
    while at < len(data):
        code = data[at]
        if code == 0 or at + code > len(data):
            raise Refused("stuffing")
        out += data[at + 1:at + code]
        at += code
        if at < len(data):
            out.append(0)
    return bytes(out)


def serial_frame(message):
    return cobs_encode(message + checksum(message).to_bytes(2, "little")) + b"\0"


def unframe(frame):
    """Header and body of what stood between two delimiters."""
    if len(frame) > 65:
        raise Refused("overlong")
    data = cobs_decode(frame)
    if len(data) < 6:
        raise Refused("short")
    if checksum(data[:-2]) != data[-2] | data[-1] << 8:
        raise Refused("checksum")
    return data[:-2]


def hid_report(message, from_host):
    report = 3 if not from_host else 2 if message[0] == 0x05 else 1
    return (bytes([report, len(message)]) + message).ljust(64, b"\0")


def unreport(report, from_host):
    """Header and body of a HID report."""
    length = report[1]
    if len(report) != 64 or not 4 <= length <= 62 or any(report[2 + length:]):
        raise Refused("report")
    if report[0] not in ((1, 2) if from_host else (3,)) or (report[0] == 2 and report[2] != 5):
        raise Refused("report")
    return report[2:2 + length]


class Receiver:
    """Bytes in, ("message", name, fields, sequence) or ("refused", reason, answer) out."""

    def __init__(self, table):
        self.table, self.pending = table, bytearray()

    def feed(self, data):
        for byte in data:
            if byte:
                if len(self.pending) < 66:
                    self.pending.append(byte)
                continue
            frame = bytes(self.pending)
            self.pending.clear()
            if not frame:
                continue
            try:
                yield ("message", *decode_message(unframe(frame), self.table))
            except Refused as refused:
                yield ("refused", refused.reason, refused.answer)
