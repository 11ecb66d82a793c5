// SPDX-License-Identifier: Apache-2.0

/// What is wrong with a file of questions.
public enum QuestionnaireError: Error, Hashable, CustomStringConvertible {
  case unreadable(String)
  case duplicate(String)
  case unsourced(String)
  case unknownSource(String, String)
  case unknownPlace(String, String)

  public var description: String {
    switch self {
    case .unreadable(let why): "The questions could not be read: \(why)."
    case .duplicate(let id): "Question '\(id)' is there twice; give each its own id."
    case .unsourced(let id): "'\(id)' names no source; add one under source."
    case .unknownSource(let id, let key):
      "Question '\(id)' names source '\(key)', which is not listed under sources."
    case .unknownPlace(let id, let place):
      "'\(id)' names '\(place)', which is no zone, area or class."
    }
  }
}
