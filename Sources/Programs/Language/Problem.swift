// SPDX-License-Identifier: Apache-2.0

/// One thing that is wrong with a program, or unwise.
public struct Problem: Error, Hashable, Sendable {
  public enum Severity: String, Hashable, Sendable, Codable {
    /// The program does not run.
    case error
    /// Legal, and worth a thought.
    case warning
  }

  public var code: ProblemCode
  public var severity: Severity
  /// The path in the bundle of the used program it is about; nil for the program itself.
  public var file: String?
  /// Nil where the cause is not in the text, such as a missing argument.
  public var range: SourceRange?
  /// What is wrong, with the value and the limit; one sentence.
  public var message: String
  /// The way out; nil where the message says it.
  public var hint: String?

  public init(
    _ code: ProblemCode, _ range: SourceRange?, _ message: String, hint: String? = nil,
    severity: Severity = .error
  ) {
    self.code = code
    self.severity = severity
    self.range = range
    self.message = Self.plain(message)
    self.hint = hint.map(Self.plain)
  }

  /// The longest message: that of a program which only explains.
  private static let longest = 21_000

  /// Messages repeat what was written: nothing in them steers a terminal, or fills it.
  private static func plain(_ text: String) -> String {
    guard text.utf8.count > longest || text.utf8.contains(where: { $0 < 0x20 || $0 > 0x7E }) else {
      return text
    }
    var plain = String.UnicodeScalarView()
    for scalar in text.unicodeScalars.prefix(longest) {
      let kind = scalar.properties.generalCategory
      let steers = kind == .control && scalar != "\n" && scalar != "\t" || kind == .format
      plain.append(steers ? "\u{FFFD}" : scalar)
    }
    return String(plain)
  }

  /// The problem as a compiler prints it, with the line of the file it is about.
  public func rendered(_ bundle: ProgramBundle, name: String) -> String {
    // A used file lies in the folder of the main one.
    let folder = name.prefix(through: name.lastIndex(of: "/") ?? name.startIndex)
    let used = file.map { (folder.last == "/" ? String(folder) : "") + $0 }
    return rendered(source: bundle.files[file ?? bundle.main] ?? "", name: used ?? name)
  }

  /// The problem as a compiler prints it: place, message, the line with the text underlined, hint.
  public func rendered(source: String, name: String) -> String {
    var text = name
    if let range { text += ":\(range.line):\(range.column)" }
    text += ": \(severity.rawValue): \(message)\n"
    if let range, let line = Self.line(range.line, of: source) {
      let scalars = line.unicodeScalars
      let column = min(range.column, scalars.count + 1)
      let length = max(1, min(range.length, scalars.count - column + 1))
      // Tabs stay tabs so that the underline lands where the text is.
      let lead = scalars.prefix(column - 1).map { $0 == "\t" ? "\t" : " " }.joined()
      let number = "\(range.line)"
      let gutter = String(repeating: " ", count: number.count)
      text += " \(number) | \(line)\n \(gutter) | \(lead)\(String(repeating: "^", count: length))\n"
    }
    if let hint { text += "  \(hint)\n" }
    return text
  }

  private static func line(_ number: Int, of source: String) -> String? {
    let lines = source.split(
      maxSplits: number, omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    guard number >= 1, number <= lines.count else { return nil }
    return plain(String(lines[number - 1].prefix(400)))
  }
}
