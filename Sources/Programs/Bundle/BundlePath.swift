// SPDX-License-Identifier: Apache-2.0

/// Paths of files in a bundle: relative to the folder of the main program, and never out of it.
enum BundlePath {
  struct Refusal: Error, Hashable {
    var message: String
    var hint: String?
  }

  static let longest = 255

  /// The key of a file as another names it.
  ///
  /// - Parameter folder: that of the file that names it, as parts.
  static func resolve(_ text: String, from folder: [Substring]) -> Result<String, Refusal> {
    guard !text.isEmpty, text.utf8.count <= longest else {
      return .failure(
        Refusal(message: "a path has 1 to \(longest) bytes, not \(text.utf8.count)"))
    }
    guard text.first != "/", text.first != "~" else {
      return .failure(
        Refusal(
          message: "'\(text)' is no path within the program's folder",
          hint: "Write it relative to this file, as in parts/warm-up.yaml."))
    }
    var parts = folder
    for part in text.split(separator: "/", omittingEmptySubsequences: false) {
      switch part {
      case ".": continue
      case "..":
        guard parts.popLast() != nil else {
          return .failure(
            Refusal(
              message: "'\(text)' leaves the folder of the program",
              hint: "Copy the file into the folder of the program."))
        }
      default:
        guard isName(part) else {
          return .failure(Refusal(message: "'\(part)' in '\(text)' is no name of a file"))
        }
        parts.append(part)
      }
    }
    let path = parts.joined(separator: "/")
    guard path.utf8.count <= longest, parts.count > 0 else {
      return .failure(Refusal(message: "'\(text)' names no file"))
    }
    return .success(path)
  }

  /// The folder of a file, as parts.
  static func folder(of path: String) -> [Substring] {
    Array(path.split(separator: "/").dropLast())
  }

  /// Whether a key is one that ``resolve(_:from:)`` gives.
  static func isCanonical(_ path: String) -> Bool {
    (try? resolve(path, from: []).get()) == path
  }

  private static func isName(_ part: Substring) -> Bool {
    !part.isEmpty && part.first != "."
      && part.unicodeScalars.allSatisfy { scalar in
        scalar != "\\" && scalar.properties.generalCategory != .control
      }
  }
}
