// SPDX-License-Identifier: Apache-2.0

/// Turns text into YAML nodes, in one walk, and refuses what could cost more than it says.
enum YamlText {
  static func compose(_ text: String) -> Result<YamlNode, Problems> {
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
        let root = try composer.root()
        return composer.problems.isEmpty ? .success(root) : .failure(Problems(composer.problems))
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

  @unsafe init(_ bytes: UnsafeBufferPointer<UInt8>) { unsafe events = YamlEvents(bytes) }

  mutating func root() throws(Problem) -> YamlNode {
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
    return root
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
      var items: [YamlNode] = []
      while let item = try node(depth: depth + 1) { items.append(item) }
      return YamlNode(content: .sequence(items), range: event.range, isQuoted: false)
    case .mapping:
      var entries: [YamlEntry] = []
      while let key = try node(depth: depth + 1), let value = try node(depth: depth + 1) {
        entries.append(YamlEntry(key: key, value: value))
      }
      tellDoubles(entries)
      return YamlNode(content: .mapping(entries), range: event.range, isQuoted: false)
    case .end, .document, .alias, .other: return nil
    }
  }

  private mutating func tellDoubles(_ entries: [YamlEntry]) {
    guard entries.count > 1 else { return }
    var first: [String: SourceRange] = [:]
    // Most mappings are small, and comparing short words costs less than hashing them.
    let isSmall = entries.count <= 16
    for (index, entry) in entries.enumerated() {
      guard let name = entry.key.scalar else { continue }
      let known =
        isSmall
        ? entries[..<index].first { $0.key.scalar == name }?.key.range
        : first.updateValue(entry.key.range, forKey: name)
      guard let known, problems.count < ProgramParser.mostProblems else { continue }
      let problem = Problem(
        .duplicateKey, known, "'\(name)' is written twice", hint: "Keep one of them.")
      if !problems.contains(problem) { problems.append(problem) }
    }
  }
}
