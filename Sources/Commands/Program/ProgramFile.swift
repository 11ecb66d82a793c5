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
        file == unnamed ? text : try used(file, in: "", limit: left)
      }
    }
    var folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
      .joined(separator: "/")
    if path.contains("/") { folder += "/" }
    let name = path.split(separator: "/").last.map(String.init) ?? ""
    let main = name.hasPrefix(".") || name.contains("\\") ? unnamed : name
    return try ProgramBundle.gathered(main: main) { (file, left) throws(CommandFailure) in
      file == main
        ? try program(path, limit: left) : try used(folder + file, in: folder, limit: left)
    }
  }

  /// A file of another format, at most so many bytes.
  static func foreign(_ path: String, limit: Int) throws(CommandFailure) -> String {
    path == "-"
      ? try text(of: .standardInput, path, limit: limit) : try program(path, limit: limit)
  }

  /// Writes what a command made, to a new file or over an old one.
  /// - Parameter isPrivate: whether it is about a person, and for its owner's eyes alone.
  static func write(_ bytes: [UInt8], to path: String, isPrivate: Bool = false)
    throws(CommandFailure)
  {
    do {
      if isPrivate {
        // Made before anything is in it, so that nobody reads along.
        _ = FileManager.default.createFile(
          atPath: path, contents: nil, attributes: [.posixPermissions: 0o600])
      }
      try Data(bytes).write(to: URL(fileURLWithPath: path))
    } catch {
      throw CommandFailure(
        name: "StorageFailed",
        message: "'\(path)' cannot be written; check the folder and its permissions.", exit: .lost)
    }
  }

  private static func program(_ path: String, limit: Int) throws(CommandFailure) -> String {
    guard let file = open(path) else {
      let why =
        switch errno {
        case ENOENT: "there is no such file; check the path"
        case EACCES: "check its permissions"
        case ELOOP: "its links lead round in a circle"
        case let other: unsafe String(cString: strerror(other))
        }
      throw failure("The file '\(path)' cannot be read: \(why).")
    }
    try awaitWriter(file, path)
    return try text(of: file, path, limit: limit)
  }

  /// A file that a program uses: an ordinary one, in the folder also when a link leads to it.
  private static func used(_ path: String, in folder: String, limit: Int) throws(CommandFailure)
    -> String?
  {
    guard let file = open(path) else { return nil }
    guard kind(of: file) == S_IFREG else {
      throw failure("'\(path)', which the program uses, is no ordinary file.")
    }
    let home = (realPath(folder.isEmpty ? "." : folder) ?? "") + "/"
    // Where the open file lies, not where its name leads a moment later.
    guard let real = realPath("/proc/self/fd/\(file.fileDescriptor)") ?? realPath(path),
      home == "//" || real.hasPrefix(home)
    else {
      throw failure(
        "'\(path)' leads out of the folder of the program; copy the file into it.")
    }
    return try text(of: file, path, limit: limit)
  }

  /// Without waiting for the other end of a pipe.
  private static func open(_ path: String) -> FileHandle? {
    let descriptor = unsafe Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
    _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) & ~O_NONBLOCK)
    return FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
  }

  /// A pipe that nobody writes to would be waited for without end.
  private static func awaitWriter(_ file: FileHandle, _ path: String) throws(CommandFailure) {
    guard kind(of: file) == S_IFIFO else { return }
    var wait = pollfd(fd: file.fileDescriptor, events: Int16(POLLIN), revents: 0)
    guard unsafe poll(&wait, 1, 10_000) == 1 else {
      throw failure("'\(path)' is a pipe, and nobody has written to it for 10 s.")
    }
  }

  private static func kind(of file: FileHandle) -> mode_t? {
    var information = stat()
    guard unsafe fstat(file.fileDescriptor, &information) == 0 else { return nil }
    return information.st_mode & S_IFMT
  }

  private static func realPath(_ path: String) -> String? {
    guard let found = unsafe realpath(path, nil) else { return nil }
    defer { unsafe free(found) }
    return unsafe String(cString: found)
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
    let left = limit < ProgramBundle.largest ? ", of which \(limit) bytes are left" : ""
    guard information.st_size <= limit else {
      throw failure(
        "The file '\(path)' has \(information.st_size) bytes; a program with all it uses, or a file to import, has at most 1 MiB\(left). Split it."
      )
    }
    let data: Data
    do {
      // An empty file gives nothing, and is one all the same.
      data = try file.read(upToCount: limit + 1) ?? Data()
    } catch {
      throw failure("The file '\(path)' cannot be read; check that it is a file.")
    }
    guard data.count <= limit else {
      throw failure("The file '\(path)' is longer than 1 MiB with all it uses; split it.")
    }
    guard isUnchanged(file, information, data.count) else {
      throw failure("The file '\(path)' changed while it was read; try again when it is written.")
    }
    guard let text = String(validating: data, as: UTF8.self) else {
      throw failure("The file '\(path)' is not UTF-8 text; save it as UTF-8.")
    }
    return text
  }

  /// Whether an ordinary file is what it was before it was read, and all of it was.
  private static func isUnchanged(_ file: FileHandle, _ before: stat, _ count: Int) -> Bool {
    guard before.st_mode & S_IFMT == S_IFREG, before.st_size > 0 else { return true }
    var after = stat()
    guard unsafe fstat(file.fileDescriptor, &after) == 0 else { return false }
    return after.st_size == count && before.st_size == after.st_size
      && before.st_mtim.tv_sec == after.st_mtim.tv_sec
      && before.st_mtim.tv_nsec == after.st_mtim.tv_nsec
  }

  private static func failure(_ message: String) -> CommandFailure {
    CommandFailure(name: "ProgramInvalid", message: message, exit: .data)
  }
}
