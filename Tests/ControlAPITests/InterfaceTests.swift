// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing
import Varlink

@testable import ControlAPI

/// The Swift types of the interface are written by hand: here they are held against the file.
@Suite("The control interface")
struct InterfaceTests {
  private let types: [String: any Codable.Type] = [
    "Device": Control.Device.self,
    "Latch": Control.Latch.self,
    "Zone": Control.Zone.self,
    "Profile": Control.Profile.self,
    "Role": Control.Role.self,
    "Position": Control.Position.self,
    "NoGo": Control.NoGo.self,
    "Origin": Control.Origin.self,
    "Fact": Control.Fact.self,
    "Claim": Control.Claim.self,
    "Place": Control.Place.self,
    "Listed": Control.Listed.self,
    "Preset": Control.Preset.self,
    "Question": Control.Question.self,
    "Answer": Control.Answer.self,
    "Agreement": Control.Agreement.self,
    "PlanProgram": Control.PlanProgram.self,
    "Movement": Control.Movement.self,
    "Muscle": Control.Muscle.self,
    "Assessment": Control.Assessment.self,
    "DailyLife": Control.DailyLife.self,
    "PlanSuggestion": Control.PlanSuggestion.self,
    "DailyActivity": Control.DailyActivity.self,
    "ProposalItem": Control.ProposalItem.self,
    "Proposal": Control.Proposal.self,
    "Target": Control.Target.self,
    "Live": Control.Live.self,
    "Telemetry": Control.Telemetry.self,
    "Plan": Control.Plan.self,
    "PlanStep": Control.PlanStep.self,
    "PlanActuator": Control.PlanActuator.self,
    "Status": Control.Status.self,
    "Actuator": Control.Actuator.self,
    "Explanation": Control.Explanation.self,
    "Record": Control.Record.self,
    "Curve": Control.Curve.self,
    "ActuatorCurve": Control.ActuatorCurve.self,
    "Said": Control.Said.self,
    "DiaryEntry": Control.DiaryEntry.self,
    "ZoneLock": Control.ZoneLock.self,
    "Scale": Control.Scale.self,
    "Sourced": Control.Sourced.self,
    "Course": Control.Course.self,
    "ZoneDose": Control.ZoneDose.self,
    "Dose": Control.Dose.self,
    "Delivered": Control.Delivered.self,
    "ActuatorMeans": Control.ActuatorMeans.self,
    "Timing": Control.Timing.self,
    "LinkCounts": Control.LinkCounts.self,
    "Diagnosis": Control.Diagnosis.self,
  ]

  private let inputs: [String: any Codable.Type] = [
    "FindZones": Control.FindZonesParameters.self,
    "ShowZone": Control.ShowZoneParameters.self,
    "DrawZones": Control.DrawZonesParameters.self,
    "ShowPreset": Control.ShowPresetParameters.self,
    "Questions": Control.QuestionsParameters.self,
    "AnswerQuestions": Control.AnswerQuestionsParameters.self,
    "RecordAgreement": Control.RecordAgreementParameters.self,
    "ShowPlan": Control.ShowPlanParameters.self,
    "Assess": Control.AssessParameters.self,
    "ProposePlan": Control.ProposePlanParameters.self,
    "Check": Control.CheckParameters.self,
    "Acquire": Control.AcquireParameters.self,
    "Renew": Control.RenewParameters.self,
    "Release": Control.ReleaseParameters.self,
    "Start": Control.StartParameters.self,
    "Setpoint": Control.SetpointParameters.self,
    "Monitor": Control.MonitorParameters.self,
    "Explain": Control.ExplainParameters.self,
    "Stop": Control.StopParameters.self,
    "Pause": Control.PauseParameters.self,
    "Soften": Control.SoftenParameters.self,
    "Resume": Control.ResumeParameters.self,
    "Stronger": Control.StrongerParameters.self,
    "GoOn": Control.GoOnParameters.self,
    "GiveAnswer": Control.GiveAnswerParameters.self,
    "Pain": Control.PainParameters.self,
    "Clear": Control.ClearParameters.self,
    "History": Control.HistoryParameters.self,
    "ShowRecord": Control.ShowRecordParameters.self,
    "ShowCurve": Control.ShowCurveParameters.self,
    "Diary": Control.DiaryParameters.self,
    "WriteDiary": Control.WriteDiaryParameters.self,
    "Unlock": Control.UnlockParameters.self,
    "ShowCourse": Control.CourseParameters.self,
    "ShowDose": Control.DoseParameters.self,
    "Export": Control.ExportParameters.self,
    "Restore": Control.RestoreParameters.self,
    "Erase": Control.EraseParameters.self,
    "Timings": Control.TimingsParameters.self,
  ]

  private let outputs: [String: any Codable.Type] = [
    "ListDevices": Control.ListDevicesReply.self,
    "FindZones": Control.FindZonesReply.self,
    "ShowZone": Control.ShowZoneReply.self,
    "DrawZones": Control.DrawZonesReply.self,
    "ListSeventeen": Control.ListSeventeenReply.self,
    "ListPresets": Control.ListPresetsReply.self,
    "ShowPreset": Control.ShowPresetReply.self,
    "Questions": Control.QuestionsReply.self,
    "AnswerQuestions": Control.AnswerQuestionsReply.self,
    "RecordAgreement": Control.RecordAgreementReply.self,
    "ListPlans": Control.ListPlansReply.self,
    "ShowPlan": Control.ShowPlanReply.self,
    "Assess": Control.AssessReply.self,
    "ProposePlan": Control.ProposePlanReply.self,
    "Check": Control.CheckReply.self,
    "Acquire": Control.AcquireReply.self,
    "Renew": Control.RenewReply.self,
    "Start": Control.StartReply.self,
    "Setpoint": Control.SetpointReply.self,
    "Monitor": Control.MonitorReply.self,
    "Explain": Control.ExplainReply.self,
    "Stop": Control.StopReply.self,
    "Soften": Control.SoftenReply.self,
    "Stronger": Control.StrongerReply.self,
    "History": Control.HistoryReply.self,
    "ShowRecord": Control.ShowRecordReply.self,
    "ShowCurve": Control.ShowCurveReply.self,
    "ListSubjects": Control.ListSubjectsReply.self,
    "Diary": Control.DiaryReply.self,
    "WriteDiary": Control.WriteDiaryReply.self,
    "Unlock": Control.UnlockReply.self,
    "ShowCourse": Control.CourseReply.self,
    "ShowDose": Control.DoseReply.self,
    "Export": Control.ExportReply.self,
    "Restore": Control.RestoreReply.self,
    "Erase": Control.EraseReply.self,
    "Timings": Control.TimingsReply.self,
    "Diagnose": Control.DiagnoseReply.self,
  ]

  private static let latch = Control.Latch(
    number: 3, cause: "text", explanation: "text", needsPowerCycle: true)

  private static let errors: [ControlError] = [
    .noSuchZone("text", query: "text", candidates: ["text", "text"]),
    .noSuchChoice("text", choice: "text", given: "text", candidates: ["text", "text"]),
    .zoneLocked("text", zone: "text", safeNeighbour: "text"),
    .noSuchPreset("text", name: "text", candidates: ["text", "text"]),
    .noDevice("text", device: "text"),
    .deviceBusy("text", device: "text", holder: "text"),
    .deviceRefused("text", device: "text"),
    .deviceLost("text", device: "text"),
    .programInvalid("text", problems: ["text", "text"]),
    .questionsOpen("text", questions: ["text", "text"]),
    .refused("text", rule: "text"),
    .tryLater("text", limit: "text", used: 1.5, allowed: 1.5, again: "text"),
    .leaseRequired("text"),
    .leaseExpired("text"),
    .notRunning("text"),
    .latched("text", latches: [latch, latch]),
    .latchMismatch("text"),
    .uncertain("text"),
    .standstillUnconfirmed("text"),
    .permissionDenied("text"),
    .storageFailed("text"),
    .messageInvalid("text"),
    .overloaded("text"),
  ]

  @Test("is the file under Protocols, word for word")
  func text() throws {
    let root = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let file = root.appendingPathComponent("Protocols/control/dev.tonus.control.varlink")
    #expect(try String(contentsOf: file, encoding: .utf8) == Control.interfaceText)
  }

  @Test("has a Swift type for every type, method and error of the file, and no others")
  func complete() throws {
    let interface = try Control.interface()
    #expect(interface.name == Control.interfaceName)
    #expect(Set(interface.types.map(\.name)) == Set(types.keys))
    #expect(
      Set(interface.methods.filter { !$0.input.isEmpty }.map(\.name)) == Set(inputs.keys))
    #expect(
      Set(interface.methods.filter { !$0.output.isEmpty }.map(\.name)) == Set(outputs.keys))
    #expect(
      Set(interface.errors.map(\.name)) == Set(ControlError.Kind.allCases.map(\.rawValue)))
    #expect(Control.exemptMethods.allSatisfy { interface.method($0) != nil })
  }

  @Test(
    "has the fields of the file in every Swift type, with the same types", arguments: [true, false])
  func fields(full: Bool) throws {
    let interface = try Control.interface()
    let samples = InterfaceSamples(interface: interface, full: full)
    var cases: [(String, [Field], any Codable.Type)] = []
    for definition in interface.types {
      guard case .structure(let fields) = definition.type else { continue }
      cases.append((definition.name, fields, try #require(types[definition.name])))
    }
    for method in interface.methods {
      if let type = inputs[method.name] { cases.append((method.name, method.input, type)) }
      if let type = outputs[method.name] { cases.append((method.name, method.output, type)) }
    }
    for (name, fields, type) in cases {
      let sample = JSON.object(samples.sample(fields))
      let value = try sample.decode(type)
      #expect(try JSON(encoding: value) == sample, "\(name)")
      let names = Mirror(reflecting: value).children.compactMap(\.label)
      #expect(Set(names) == Set(fields.map(\.name)), "\(name)")
    }
  }

  @Test("has the fields of the file in every error")
  func errorFields() throws {
    let interface = try Control.interface()
    let samples = InterfaceSamples(interface: interface, full: true)
    #expect(Set(Self.errors.map(\.kind)) == Set(ControlError.Kind.allCases))
    for error in Self.errors {
      let definition = try #require(interface.error(error.kind.rawValue))
      #expect(error.varlink.parameters == samples.sample(definition.parameters), "\(error)")
      #expect(ControlError(error.varlink) == error)
      #expect(definition.parameters.first == Field(name: "message", type: .string))
    }
  }

  @Test("gives every error the exit code that the command line promises")
  func exitCodes() {
    #expect(ControlError.standstillUnconfirmed("").exitCode.rawValue == 70)
    #expect(ControlError.programInvalid("", problems: []).exitCode.rawValue == 65)
    #expect(ControlError.deviceLost("", device: "").exitCode.rawValue == 74)
    #expect(
      ControlError.tryLater("", limit: "", used: 0, allowed: 0).exitCode.rawValue == 75)
    #expect(ControlError.questionsOpen("", questions: []).exitCode.rawValue == 77)
    #expect(ControlError.permissionDenied("").exitCode.rawValue == 77)
    #expect(ExitCode(ClientFailure.disconnected).rawValue == 69)
  }
}
