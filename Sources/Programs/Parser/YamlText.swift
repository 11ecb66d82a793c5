// SPDX-License-Identifier: Apache-2.0

/// Turns text into a YAML document, in one walk, and refuses what could cost more than it says.
enum YamlText {
  static func compose(_ text: String) -> Result<YamlDocument, Problems> {
    let size = text.utf8.count
    guard size <= ProgramParser.largestText else {
      return .failure(
        Problems([
          Problem(
            .tooLarge, nil,
            "the text has \(size) bytes; \(ProgramParser.largestText) are the most")
        ]))
    }
    var text = text
    return text.withUTF8 { bytes in
      var composer = unsafe YamlComposer(bytes)
      do throws(Problem) {
        let document = try composer.document()
        return composer.problems.isEmpty
          ? .success(document) : .failure(Problems(composer.problems))
      } catch {
        return .failure(Problems([error]))
      }
    }
  }
}

private struct YamlComposer: ~Copyable {
  private var events: YamlEvents
  /// What does not keep the rest from being read.
  private(set) var problems: [Problem] = []
  /// What the lists and mappings around the present place hold so far, innermost last.
  private var open: [YamlNode] = []
  /// What those hold that are closed.
  private var nodes: [YamlNode] = []

  @unsafe init(_ bytes: UnsafeBufferPointer<UInt8>) { unsafe events = YamlEvents(bytes) }

  mutating func document() throws(Problem) -> YamlDocument {
    _ = try events.next()
    guard case .document = try events.next().kind else {
      throw Problem(
        .syntax, nil, "the text is empty", hint: "A program begins with 'tonus: 1'.")
    }
    guard let root = try node(depth: 1) else { throw Problem(.syntax, nil, "the text is empty") }
    _ = try events.next()
    let after = try events.next()
    guard case .end = after.kind else {
      throw Problem(
        .syntax, after.range, "a second document begins here; a program is one",
        hint: "Take the '---' away, or put the rest into a file of its own.")
    }
    return YamlDocument(root: root, nodes: nodes)
  }

  /// The next node; nil at the end of the list or mapping it would be in.
  private mutating func node(depth: Int) throws(Problem) -> YamlNode? {
    let event = try events.next()
    if event.hasAnchor {
      throw Problem(
        .alias, event.range, "a program has no anchors and aliases",
        hint: "Write the value out each time.")
    }
    if case .other = event.kind { return nil }
    guard depth <= ProgramParser.deepest else {
      throw Problem(
        .tooDeep, event.range, "lists and mappings nest deeper than \(ProgramParser.deepest)")
    }
    switch event.kind {
    case .scalar(let text, let isQuoted):
      return YamlNode(content: .scalar(text), range: event.range, isQuoted: isQuoted)
    case .sequence:
      let start = open.count
      while let item = try node(depth: depth + 1) { open.append(item) }
      let (first, count) = close(start)
      return YamlNode(content: .sequence(first: first, count: count), range: event.range)
    case .mapping:
      let start = open.count
      while let key = try node(depth: depth + 1), let value = try node(depth: depth + 1) {
        open.append(key)
        open.append(value)
      }
      tellDoubles(start)
      let (first, count) = close(start)
      return YamlNode(content: .mapping(first: first, count: count / 2), range: event.range)
    case .end, .document, .alias, .other: return nil
    }
  }

  /// Moves the nodes from `start` on to those that are closed, where they lie side by side.
  private mutating func close(_ start: Int) -> (first: Int32, count: Int32) {
    let first = Int32(nodes.count)
    nodes += open[start...]
    let count = open.count - start
    open.removeLast(count)
    return (first, Int32(count))
  }

  /// Keys that are written twice in the mapping that begins at `start`.
  private mutating func tellDoubles(_ start: Int) {
    var first: [String: SourceRange] = [:]
    // Most mappings are small, and comparing short words costs less than hashing them.
    let isSmall = open.count - start <= 32
    for index in stride(from: start, to: open.count, by: 2) {
      guard let name = open[index].scalar else { continue }
      let known =
        isSmall
        ? earlier(name, start, index) : first.updateValue(open[index].range, forKey: name)
      guard let known, problems.count < ProgramParser.mostProblems else { continue }
      let problem = Problem(
        .duplicateKey, known, "'\(name)' is written twice", hint: "Keep one of them.")
      if !problems.contains(problem) { problems.append(problem) }
    }
  }

  /// Where a key stands between `start` and `end`.
  private func earlier(_ name: String, _ start: Int, _ end: Int) -> SourceRange? {
    for index in stride(from: start, to: end, by: 2) where open[index].scalar == name {
      return open[index].range
    }
    return nil
  }
}
