// SPDX-License-Identifier: Apache-2.0

import ControlAPI
import Sessions
import Varlink

extension ControlService {
  func giveAnswer(_ parameters: Control.GiveAnswerParameters, _ connection: Connection)
    async throws -> [String: JSON]
  {
    let number = try scale(parameters.number)
    guard let text = parameters.lease else {
      let unit = try plane.unit(parameters.device)
      _ = try await unit.request(.answer(nil, number), from: id(connection))
      return [:]
    }
    let (unit, lease) = try lease(text, device: parameters.device)
    _ = try await unit.request(.answer(lease, number), from: id(connection))
    return [:]
  }

  func pain(_ parameters: Control.PainParameters, _ connection: Connection) async throws
    -> [String: JSON]
  {
    let number = try scale(parameters.number)
    let unit = try plane.unit(parameters.device)
    _ = try await unit.request(.pain(number), from: id(connection))
    return [:]
  }

  private func scale(_ number: Int) throws(ControlError) -> UInt8 {
    guard let small = UInt8(exactly: number), small <= 10 else {
      throw .messageInvalid(
        "\(number) is no answer. Give a whole number from 0 (nothing) to 10 (the worst).")
    }
    return small
  }
}
