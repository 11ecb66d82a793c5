// SPDX-License-Identifier: Apache-2.0

public import Anatomy
public import Programs

/// Zones in order with a program each, as a program file with what stands behind it.
public struct Plan: Hashable, Sendable {
  public let name: String
  /// One honest sentence or two.
  public let about: String
  public let provenance: Provenance
  /// The posture pattern it is for; it runs only after an assessment that found it.
  public let pattern: PosturePattern?
  /// Whether it has to be told which side.
  public let needsSide: Bool
  /// The texts, written for the left side where one is needed.
  let written: ProgramBundle

  /// The texts for a side; left and right change places for the right one of a plan that needs a side.
  public func bundle(side: Side = .left) -> ProgramBundle {
    guard needsSide, side == .right else { return written }
    var mirrored = written
    mirrored.files[written.main] = written.files[written.main].map { Self.mirrored($0) }
    return mirrored
  }

  /// The program for a side.
  public func program(side: Side = .left) -> Program {
    switch ProgramParser.parse(bundle(side: side)) {
    case .success(let program): return program
    case .failure(let problems):
      // The files are compiled in and each one is proved by a test.
      preconditionFailure("\(name): \(problems.list.map(\.message))")
    }
  }

  public var title: String { program().title }

  private static func mirrored(_ text: String) -> String {
    var result = ""
    var word = ""
    func swapped() -> String {
      switch word {
      case "left": "right"
      case "right": "left"
      default: word
      }
    }
    for character in text {
      if character.isLetter {
        word.append(character)
      } else {
        result += swapped()
        word = ""
        result.append(character)
      }
    }
    return result + swapped()
  }
}
