// SPDX-License-Identifier: Apache-2.0
import Anatomy
import ControlAPI
import DeviceProtocol
import Ledger
import Logging
import Sessions
import Varlink

/// `dev.tonus.control`, served.
struct ControlService: ServiceInterface {
  let definition: InterfaceDefinition
  let exemptMethods = Control.exemptMethods
  let plane: ControlPlane
  let log: Logger
  var resolver: TargetResolver { TargetResolver(catalogue: plane.catalogue) }

  /// What a name means for this person.
  func resolver(for subject: LedgerSubject) throws(LedgerError) -> TargetResolver {
    TargetResolver(catalogue: plane.catalogue, person: try plane.view(of: subject))
  }

  init(_ plane: ControlPlane, log: Logger) throws {
    definition = try Control.interface()
    self.plane = plane
    self.log = log
  }

  /// A stop goes to the device's slot from here, on the connection's own thread, before anything
  /// else happens; even one whose parameters are wrong: then it stops everything.
  func urgent(_ call: Call) {
    guard call.method == "Stop" else { return }
    let device = call.isValid ? call.parameters["device"]?.string : nil
    for unit in plane.stoppable(device) { unit.stopNow(.user) }
  }

  func closed(_ connection: Connection) {
    let id = ConnectionID(connection.id, user: connection.peer.uid)
    plane.stopNow(drivenBy: id)
    Task { plane.connectionClosed(id) }
  }

  func handle(_ call: Call) async throws -> [String: JSON] {
    do {
      return try await answer(call)
    } catch let error as ControlError {
      throw error.varlink
    } catch let error as SessionError {
      throw ControlError(error).varlink
    } catch let error as LedgerError {
      throw ControlError(error).varlink
    } catch let error as VarlinkError {
      throw error
    } catch is CancellationError {
      throw ControlError.deviceLost("The connection has ended.", device: "").varlink
    } catch {
      log.error("\(call.method) failed: \(error)")
      throw ControlError.storageFailed("\(call.method) could not be done: \(error).").varlink
    }
  }

  private func answer(_ call: Call) async throws -> [String: JSON] {
    switch call.method {
    case "ListDevices": return try reply(Control.ListDevicesReply(devices: devices()))
    case "FindZones": return try reply(findZones(call.decode()))
    case "ShowZone": return try reply(showZone(call.decode()))
    case "DrawZones": return try reply(drawZones(call.decode()))
    case "ListSeventeen": return try reply(seventeen())
    case "ListPresets": return try reply(Control.ListPresetsReply(presets: presets()))
    case "ShowPreset": return try reply(showPreset(call.decode()))
    case "Questions": return try reply(questions(call.decode(), uid: call.connection.peer.uid))
    case "AnswerQuestions":
      return try reply(answerQuestions(call.decode(), uid: call.connection.peer.uid))
    case "ListPlans": return try reply(Control.ListPlansReply(plans: plans()))
    case "ShowPlan": return try reply(showPlan(call.decode(), uid: call.connection.peer.uid))
    case "Assess": return try reply(assess(call.decode(), uid: call.connection.peer.uid))
    case "ProposePlan":
      return try reply(proposePlan(call.decode(), uid: call.connection.peer.uid))
    case "RecordAgreement":
      return try reply(recordAgreement(call.decode(), uid: call.connection.peer.uid))
    case "Check": return try reply(check(call.decode(), call.connection))
    case "Acquire": return try reply(await acquire(call.decode(), call.connection))
    case "Renew": return try reply(await renew(call.decode(), call.connection))
    case "Release": return try await release(call.decode(), call.connection)
    case "Start": return try reply(await start(call.decode(), call.connection))
    case "Setpoint": return try reply(await setpoint(call.decode(), call.connection))
    case "Monitor": return try await monitor(call)
    case "Explain": return try reply(explain(call.decode(), call.connection))
    case "Stop": return try reply(await stop(call.decode(), call.connection))
    case "Pause": return try await pause(call.decode(), call.connection)
    case "Soften": return try reply(await soften(call.decode(), call.connection))
    case "Resume": return try await resume(call.decode(), call.connection)
    case "Stronger": return try reply(await stronger(call.decode(), call.connection))
    case "GoOn": return try await goOn(call.decode(), call.connection)
    case "GiveAnswer": return try await giveAnswer(call.decode(), call.connection)
    case "Pain": return try await pain(call.decode(), call.connection)
    case "Clear": return try await clear(call.decode(), call.connection)
    case "History": return try reply(history(call.decode(), uid: call.connection.peer.uid))
    case "ShowRecord": return try reply(showRecord(call.decode(), uid: call.connection.peer.uid))
    case "ShowCurve": return try reply(showCurve(call.decode(), uid: call.connection.peer.uid))
    case "ListSubjects", "Diary", "WriteDiary", "Unlock", "ShowCourse", "ShowDose", "Export",
      "Restore", "Erase":
      return try await answerAboutPerson(call)
    case "Timings": return try reply(Control.TimingsReply(timing: plane.timing()))
    case "Diagnose": return try reply(Control.DiagnoseReply(diagnosis: diagnosis()))
    default: throw VarlinkError.methodNotImplemented("\(definition.name).\(call.method)")
    }
  }

  /// What is about one person's records, which are the caller's alone.
  private func answerAboutPerson(_ call: Call) async throws -> [String: JSON] {
    let uid = call.connection.peer.uid
    switch call.method {
    case "ListSubjects": return try reply(listSubjects(uid: uid))
    case "Diary": return try reply(diary(call.decode(), uid: uid))
    case "WriteDiary": return try reply(writeDiary(call.decode(), uid: uid))
    case "Unlock": return try reply(unlock(call.decode(), uid: uid))
    case "ShowCourse": return try reply(showCourse(call.decode(), uid: uid))
    case "ShowDose": return try reply(showDose(call.decode(), uid: uid))
    case "Export": return try await export(call)
    case "Restore": return try reply(restore(call.decode(), call.connection))
    case "Erase": return try reply(erase(call.decode(), call.connection))
    default: throw VarlinkError.methodNotImplemented("\(definition.name).\(call.method)")
    }
  }

  private func reply(_ value: some Encodable) throws -> [String: JSON] {
    try JSON(encoding: value).object ?? [:]
  }
}
