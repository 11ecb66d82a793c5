// SPDX-License-Identifier: Apache-2.0

/// Everything that keeps a program from running, in the order of its text, then file by file; never
/// empty.
public struct Problems: Error, Hashable, Sendable {
  public var list: [Problem]

  public init(_ list: [Problem]) {
    precondition(!list.isEmpty)
    self.list = Self.sorted(list)
  }

  /// In the order of the text.
  static func sorted(_ list: [Problem]) -> [Problem] {
    list.sorted { a, b in
      (a.file ?? "", a.range?.line ?? 0, a.range?.column ?? 0)
        < (b.file ?? "", b.range?.line ?? 0, b.range?.column ?? 0)
    }
  }

  /// All of them as a compiler prints them, with the program itself called `name`.
  public func rendered(_ bundle: ProgramBundle, name: String) -> String {
    list.map { $0.rendered(bundle, name: name) }.joined()
  }

  /// All of them as a compiler prints them.
  public func rendered(source: String, name: String) -> String {
    list.map { $0.rendered(source: source, name: name) }.joined()
  }
}
