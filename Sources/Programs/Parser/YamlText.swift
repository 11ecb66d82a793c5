// SPDX-License-Identifier: Apache-2.0
import Yams

/// Turns text into YAML nodes, and refuses what could cost more than it says.
enum YamlText {
  /// Places that look like an anchor or alias but may be words; more than this many are refused
  /// unseen, because aliases of aliases grow without bound while they are read.
  static let mostSuspects = 12

  static func compose(_ text: String) -> Result<Node, Problems> {
    let size = text.utf8.count
    guard size <= ProgramParser.largestText else {
      return failure(
        Problem(
          .tooLarge, nil,
          "the text has \(size) bytes; \(ProgramParser.largestText) are the most"))
    }
    let suspects = suspects(text)
    guard suspects.count <= mostSuspects else { return failure(aliasProblem(suspects[0])) }
    do {
      let parser = try Parser(yaml: text, resolver: .basic, encoding: .utf8)
      guard let root = try parser.singleRoot() else {
        return failure(
          Problem(
            .syntax, nil, "the text is empty", hint: "A program begins with 'tonus: 1'."))
      }
      // Anchors are held weakly by the nodes and strongly by the parser.
      if let problem = withExtendedLifetime(parser, { firstProblem(root, depth: 1) }) {
        return failure(problem)
      }
      return .success(root)
    } catch let error as YamlError {
      return failure(problem(error, text))
    } catch {
      return failure(Problem(.syntax, nil, "\(error)"))
    }
  }

  private static func failure(_ problem: Problem) -> Result<Node, Problems> {
    .failure(Problems([problem]))
  }

  private static func aliasProblem(_ range: SourceRange) -> Problem {
    Problem(
      .alias, range, "a program has no anchors and aliases", hint: "Write the value out each time.")
  }

  /// The first anchor or the first node that lies too deep.
  private static func firstProblem(_ node: Node, depth: Int) -> Problem? {
    guard depth <= ProgramParser.deepest else {
      return Problem(
        .tooDeep, range(node),
        "lists and mappings nest deeper than \(ProgramParser.deepest)")
    }
    let anchored =
      switch node {
      case .scalar(let scalar): scalar.anchor != nil
      case .mapping(let mapping): mapping.anchor != nil
      case .sequence(let sequence): sequence.anchor != nil
      case .alias: true
      }
    if anchored { return aliasProblem(range(node)) }
    switch node {
    case .scalar, .alias: return nil
    case .sequence(let sequence):
      for item in sequence {
        if let problem = firstProblem(item, depth: depth + 1) { return problem }
      }
    case .mapping(let mapping):
      for (key, value) in mapping {
        if let problem = firstProblem(key, depth: depth + 1) { return problem }
        if let problem = firstProblem(value, depth: depth + 1) { return problem }
      }
    }
    return nil
  }

  /// Where a node was written; scalars with their quotes, the others by their first character.
  static func range(_ node: Node) -> SourceRange {
    let mark = node.mark
    var length = 1
    if case .scalar(let scalar) = node {
      let line = scalar.string.split(separator: "\n", maxSplits: 1).first ?? ""
      length = line.unicodeScalars.count
      if scalar.style == .doubleQuoted || scalar.style == .singleQuoted { length += 2 }
      if scalar.style == .literal || scalar.style == .folded { length = 1 }
    }
    return SourceRange(line: mark?.line ?? 1, column: mark?.column ?? 1, length: length)
  }

  /// Every `&name` and `*name` where a YAML node could begin.
  private static func suspects(_ text: String) -> [SourceRange] {
    var found: [SourceRange] = []
    var line = 1
    var column = 0
    // Whether everything since the last indicator was blank.
    var opening = true
    var candidate: SourceRange?
    for byte in text.utf8 {
      if byte == UInt8(ascii: "\n") {
        line += 1
        column = 0
        opening = true
        candidate = nil
        continue
      }
      // Columns count scalars: continuation bytes of UTF-8 do not begin one.
      if byte & 0xC0 != 0x80 { column += 1 }
      let blank = byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
      if let range = candidate, !blank {
        found.append(range)
        guard found.count <= mostSuspects else { return found }
      }
      candidate = nil
      switch byte {
      case UInt8(ascii: "&"), UInt8(ascii: "*"):
        if opening { candidate = SourceRange(line: line, column: column, length: 2) }
        opening = false
      case UInt8(ascii: ":"), UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "{"),
        UInt8(ascii: "-"), UInt8(ascii: "?"), UInt8(ascii: "!"):
        opening = true
      default: if !blank { opening = false }
      }
    }
    return found
  }

  private static func problem(_ error: YamlError, _ text: String) -> Problem {
    switch error {
    case .scanner(let context, let problem, let mark, _),
      .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      let range = SourceRange(line: mark.line, column: mark.column, length: 1)
      if problem == "found undefined alias" { return aliasProblem(range) }
      if problem.contains("maximum") || problem.contains("nesting") || problem.contains("depth") {
        return Problem(
          .tooDeep, range, "lists and mappings nest deeper than \(ProgramParser.deepest)")
      }
      let about = context.map { " \($0.text)" } ?? ""
      return Problem(.syntax, range, "this is not YAML: \(problem)\(about)")
    case .duplicatedKeysInMapping(let duplicates, let context):
      let name = duplicates.first ?? ""
      return Problem(
        .duplicateKey,
        SourceRange(
          line: context.mark.line, column: context.mark.column,
          length: name.unicodeScalars.count),
        "'\(name)' is written twice", hint: "Keep one of them.")
    case .reader(let problem, _, _, _):
      return Problem(.syntax, nil, "this is not text: \(problem)")
    default:
      return Problem(.syntax, nil, "this is not YAML: \(error)")
    }
  }
}
