// SPDX-License-Identifier: Apache-2.0

import ControlAPI
import Foundation
import Glibc
import Programs

/// Reads a program's file and those it uses: each once, and exactly what was read is sent.
enum ProgramFile {
  /// The name a program goes by that has none of its own.
  static let unnamed = "program.yaml"

  /// A path, or a YAML name.
  static func isMeant(by text: String) -> Bool {
    text == "-" || text.contains("/") || text.hasSuffix(".yaml") || text.hasSuffix(".yml")
  }

  /// A program with everything it uses; a used file that is not there is the checker's to tell.
  static func bundle(_ path: String) throws(CommandFailure) -> ProgramBundle {
    guard path != "-" else {
      let text = try text(of: .standardInput, path, limit: ProgramBundle.largest)
      return try ProgramBundle.gathered(main: unnamed) { (file, left) throws(CommandFailure) in
        file == unnamed ? text : try used(file, limit: left)
      }
    }
    var folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
      .joined(separator: "/")
    if path.contains("/") { folder += "/" }
    let name = path.split(separator: "/").last.map(String.init) ?? ""
    let main = name.hasPrefix(".") || name.contains("\\") ? unnamed : name
    return try ProgramBundle.gathered(main: main) { (file, left) throws(CommandFailure) in
      file == main ? try program(path, limit: left) : try used(folder + file, limit: left)
    }
  }

  /// A file of another format, at most so many bytes.
  static func foreign(_ path: String, limit: Int) throws(CommandFailure) -> String {
    path == "-"
      ? try text(of: .standardInput, path, limit: limit) : try program(path, limit: limit)
  }

  /// Writes what a command made, to a new file or over an old one.
  static func write(_ bytes: [UInt8], to path: String) throws(CommandFailure) {
    do {
      try Data(bytes).write(to: URL(fileURLWithPath: path))
    } catch {
      throw CommandFailure(
        name: "StorageFailed",
        message: "'\(path)' cannot be written; check the folder and its permissions.", exit: .lost)
    }
  }

  private static func program(_ path: String, limit: Int) throws(CommandFailure) -> String {
    guard let file = FileHandle(forReadingAtPath: path) else {
      let why = errno == ENOENT ? "there is no such file; check the path" : "check its permissions"
      throw failure("The file '\(path)' cannot be read: \(why).")
    }
    return try text(of: file, path, limit: limit)
  }

  private static func used(_ path: String, limit: Int) throws(CommandFailure) -> String? {
    guard let file = FileHandle(forReadingAtPath: path) else { return nil }
    return try text(of: file, path, limit: limit)
  }

  private static func text(of file: FileHandle, _ path: String, limit: Int) throws(CommandFailure)
    -> String
  {
    var information = stat()
    guard unsafe fstat(file.fileDescriptor, &information) == 0 else {
      throw failure("The file '\(path)' cannot be read; check that it is a file.")
    }
    guard information.st_mode & S_IFMT != S_IFDIR else {
      throw failure("The file '\(path)' is a directory; name a file in it.")
    }
    guard information.st_size <= limit else {
      throw failure(
        "The file '\(path)' has \(information.st_size) bytes; a program with all it uses, or a file to import, has at most 1 MiB, of which \(limit) are left. Split it."
      )
    }
    guard let data = try? file.read(upToCount: limit + 1) else {
      throw failure("The file '\(path)' cannot be read; check that it is a file.")
    }
    guard data.count <= limit else {
      throw failure("The file '\(path)' is longer than 1 MiB with all it uses; split it.")
    }
    guard let text = String(validating: data, as: UTF8.self) else {
      throw failure("The file '\(path)' is not UTF-8 text; save it as UTF-8.")
    }
    return text
  }

  private static func failure(_ message: String) -> CommandFailure {
    CommandFailure(name: "ProgramInvalid", message: message, exit: .data)
  }
}
