// SPDX-License-Identifier: Apache-2.0

import ControlAPI

@testable import Commands

extension Samples {
  static let course = Course(
    sessions: 5, percentA: 60, percentB: 50, percentNeck: 40, last: "raised",
    notes: ["Light first, then more: at most 60 % of the amplitude cap."],
    locks: [
      ZoneLock(
        zone: "multifidus-lumbar", side: "left", since: "2026-11-20T10:00:00Z",
        message: "'multifidus-lumbar:left' is locked: something stayed numb.")
    ], iceToday: 2,
    scales: ["before", "after", "tolerance"].map {
      Control.Scale(id: $0, text: "How is it \($0)?", low: "none", high: "worst", source: "x [E]")
    },
    questions: [
      Control.Sourced(id: "numbness", value: "", text: "Is anything numb?", source: "x [E]")
    ],
    rules: [
      Control.Sourced(
        id: "pain-rise", value: "2 points", text: "Pain that rises by this much.", source: "x [E]")
    ],
    advice: [
      Control.Sourced(id: "ice", value: "", text: "Ice for ten minutes.", source: "Author [V]")
    ],
    daily: [
      Control.DailyActivity(
        id: "bed", text: "Getting in and out of bed", source: "Author [V]", first: 4,
        firstAt: "2026-11-01T08:00:00Z", last: 7, lastAt: "2026-11-20T08:00:00Z", change: "better"),
      Control.DailyActivity(
        id: "car", text: "Getting in and out of a car", source: "Author [V]", first: 5,
        firstAt: "2026-11-20T08:00:00Z", last: 5, lastAt: "2026-11-20T08:00:00Z", change: "same"),
      Control.DailyActivity(id: "stairs", text: "Stairs", source: "Author [V]"),
    ], sittingHours: 8, work: "desk")

  static let diary = [
    DiaryEntry(
      kind: "after", at: "2026-11-20T10:10:00Z", session: "s1", pain: 3, tolerance: 4, numb: false,
      worse: "", better: "", text: "fine", imported: false),
    DiaryEntry(
      kind: "note", at: "2026-11-19T08:00:00Z", pain: 5, worse: "sitting", better: "walking",
      text: "", imported: true),
    DiaryEntry(
      kind: "ice", at: "2026-11-18T08:00:00Z", seconds: 600, worse: "", better: "", text: "",
      imported: false),
  ]

  static let dose = Dose(
    sessions: 3, sessionsMax: 3, sessionsAgain: "2026-11-21T10:00:00Z", handPoints: 12.34,
    handPointsMax: 100, handA8: 0.88, handAgain: nil,
    zones: [
      Control.ZoneDose(
        zone: "multifidus-lumbar", side: "left", safetyClass: "b", usedMs: 180_000, dayMs: 360_000,
        applicationMs: 180_000, applicationMaxMs: 180_000, leftMs: 0,
        again: "2026-11-20T12:10:00Z", locked: nil),
      Control.ZoneDose(
        zone: "gluteus-maximus", side: "right", safetyClass: "a", usedMs: 60_000, dayMs: 900_000,
        applicationMs: 60_000, applicationMaxMs: 300_000, leftMs: 240_000, again: nil, locked: nil),
    ])
}
