#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Evaluates the waves of the vectors by README.md §2 and §11 alone, and compares every bit.

A second implementation, from the page and without the first one's source. Prints what differs.
"""
import json
import math
import pathlib
import re
import struct
import sys

UNITS = {"Hz": 1, "mm": 1, "%": 1, "g": 1, "s": 1, "ms": 1 / 1000, "min": 60}
TOKEN = re.compile(r"\s*(?:(\d+(?:\.\d+)?)\s*(Hz|mm|ms|min|%|g\b|s\b)?|(\$[a-z][a-z0-9-]*)|([a-z]+)|(.))")
MASK = (1 << 64) - 1


def single(x):
    return struct.unpack("<f", struct.pack("<f", x))[0]


def mix(value):
    z = (value + 0x9E3779B97F4A7C15) & MASK
    z = ((z ^ z >> 30) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ z >> 27) * 0x94D049BB133111EB) & MASK
    return z ^ z >> 31


def knot(seed, place):
    return (mix((mix(seed & MASK) + place) & MASK) >> 11) * 2.0**-52 - 1


def noise(seed, x):
    c = math.floor(x)
    u = x - c
    w = u * u * (3 - 2 * u)
    a, b = knot(math.floor(seed), c), knot(math.floor(seed), c + 1)
    return a + (b - a) * w


def phase(x):
    turns = x * 0.15915494309189535
    return turns - math.floor(turns)


def sin(x):
    p = phase(x)
    r = p - 1 if p >= 0.75 else 0.5 - p if p > 0.25 else p
    y = r * 6.283185307179586
    s = y * y
    q = -1 / math.factorial(15) + s * (1 / math.factorial(17))
    for n, sign in ((13, 1), (11, -1), (9, 1), (7, -1), (5, 1), (3, -1)):
        q = sign / math.factorial(n) + s * q
    return min(1.0, max(-1.0, y + y * s * q))


def triangle(x):
    p = phase(x)
    return 4 * p - 4 if p >= 0.75 else 2 - 4 * p if p > 0.25 else 4 * p


def square(x):
    return 1.0 if phase(x) < 0.5 else -1.0


class Formula:
    """The grammar of §2, evaluated while it is read."""

    def __init__(self, text, values):
        self.tokens = [m.groups() for m in TOKEN.finditer(text.strip()) if m.group().strip()]
        self.values = values

    def at(self, t):
        self.place, self.t = 0, t
        value = self.sum()
        assert self.place == len(self.tokens), self.tokens[self.place:]
        return value

    def take(self, signs):
        if self.place < len(self.tokens) and (sign := self.tokens[self.place][4]) and sign in signs:
            self.place += 1
            return sign
        return None

    def sum(self):
        value = self.product()
        while sign := self.take("+-−"):
            other = self.product()
            value = value + other if sign == "+" else value - other
        return value

    def product(self):
        value = self.signed()
        while sign := self.take("*/×·÷"):
            other = self.signed()
            value = value / other if sign in "/÷" else value * other
        return value

    def signed(self):
        return -self.value() if self.take("-−") else self.value()

    def value(self):
        if self.take("("):
            value = self.sum()
            assert self.take(")")
            return value
        number, unit, parameter, word, _ = self.tokens[self.place]
        self.place += 1
        if number:
            return quantity(number, unit)
        if parameter:
            return self.values[parameter[1:]]
        return {"t": self.t, "pi": math.pi}[word] if word in ("t", "pi") else self.function(word)

    def function(self, name):
        assert self.take("(")
        of = [self.sum()]
        while self.take(","):
            of.append(self.sum())
        assert self.take(")")
        if name == "noise" and len(of) == 1:
            of.append(self.t / 1.0)
        if name == "clamp":
            return min(max(of[0], of[1]), of[2])
        return {"sin": sin, "triangle": triangle, "square": square, "noise": noise, "min": min,
                "max": max}[name](*of)


def quantity(number, unit):
    value = float(number)
    return value / 1000 if unit == "ms" else value * 60 if unit == "min" else value


def reaching(hertz, g):
    omega = single(single(2 * struct.unpack("<f", bytes.fromhex("da0f4940"))[0]) * hertz)
    force = single(g * single(9.80665))
    return single(single(force / single(omega * omega)) * 2000)


def amplitude(value, unit, hertz, bounds, intensity):
    if not value > 0:
        return 0.0
    if unit == "mm":
        return single(value)
    if unit == "g":
        return reaching(hertz, single(value))
    cap = min(single(bounds["amplitudeMaxMillimeters"]),
              reaching(hertz, single(bounds["accelerationMaxG"])))
    return single(cap * single(value / 100 * (intensity / 10)))


def course(text, values, seconds):
    ends = [Formula(part, values) for part in text.split(" to ")]
    if len(ends) == 1:
        return ends[0].at
    return lambda t: ends[0].at(t) + (ends[1].at(t) - ends[0].at(t)) * (t / seconds)


def bits(x):
    return struct.pack(">f", x).hex()


def drives(line):
    """Frequency and amplitude of each actuator of a step, as they are written, in its order."""
    found = re.findall(r"frequency: (\"[^\"]*\"|[^,}]*), amplitude: (\"[^\"]*\"|[^,}]*)", line)
    return [tuple(text.strip('"') for text in pair) for pair in found]


def check(path):
    vector = json.loads(path.read_text())
    timeline = vector.get("timeline", {})
    steps = [line for line in vector["program"] if line.startswith("  - ")]
    values = {}
    for line in vector["program"]:
        if declared := re.match(r"  ([a-z0-9-]+): \{default: (\d[\d.]*) ?([A-Za-z%]*)", line):
            values[declared[1]] = quantity(declared[2], declared[3])
    for name, text in (vector.get("arguments") or {}).get("values", {}).items():
        number, unit = re.match(r"([\d.]+) ?(.*)", text).groups()
        values[name] = quantity(number, unit)
    count = 0
    for step in timeline.get("steps", []):
        parts = [step] if "samples" in step else step.get("others", [])
        for part, (frequency, height) in zip(parts, drives(steps[step["source"]]) if parts else []):
            unit = re.search(r"mm|%|\bg\b", height.replace("1g", "1 g"))[0]
            seconds = step["milliseconds"] / 1000
            for sample in part["samples"]:
                t = sample["milliseconds"] / 1000
                hertz = single(course(frequency, values, seconds)(t))
                peak = amplitude(course(height, values, seconds)(t), unit, hertz,
                                 timeline["segments"][step["segment"]], timeline["intensity"])
                count += 1
                if (bits(hertz), bits(peak)) != (sample["hertz"], sample["millimeters"]):
                    print(f"{path.name}: step {step['source']} at {t} s: {hertz} Hz, {peak} mm is not "
                          f"{sample['hertz']}, {sample['millimeters']}")
                    sys.exit(1)
    return count


folder = pathlib.Path(__file__).resolve().parent / "vectors"
total = sum(check(path) for path in sorted(folder.glob("*.json")))
if total < 50:
    sys.exit(f"only {total} samples of waves")
print(f"program vectors: {total} moments of waves agree to the bit")
