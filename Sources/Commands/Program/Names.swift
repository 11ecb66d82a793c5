// SPDX-License-Identifier: Apache-2.0

import ControlAPI

/// The interface's types by their own names; `ExitCode` of the argument parser is another.
typealias Exit = ControlAPI.ExitCode
typealias Device = Control.Device
typealias Latch = Control.Latch
typealias Zone = Control.Zone
typealias Preset = Control.Preset
typealias Question = Control.Question
typealias Answer = Control.Answer
typealias Agreement = Control.Agreement
typealias QuestionSheet = Control.QuestionsReply
typealias PlanProgram = Control.PlanProgram
typealias Assessment = Control.Assessment
typealias Target = Control.Target
typealias Plan = Control.Plan
typealias PlanStep = Control.PlanStep
typealias Status = Control.Status
typealias Telemetry = Control.Telemetry
typealias Explanation = Control.Explanation
typealias Record = Control.Record
typealias Curve = Control.Curve
typealias ActuatorCurve = Control.ActuatorCurve
typealias Delivered = Control.Delivered
typealias ActuatorMeans = Control.ActuatorMeans
typealias Timing = Control.Timing
typealias DailyLife = Control.DailyLife
typealias DailyActivity = Control.DailyActivity
typealias DiaryEntry = Control.DiaryEntry
typealias ZoneLock = Control.ZoneLock
typealias Course = Control.Course
typealias Dose = Control.Dose
typealias Standstill = Control.StopReply
