// SPDX-License-Identifier: Apache-2.0
import Anatomy
import Envelope

/// Reads the nodes of a program into its types, and goes on after a problem to find the next.
struct ProgramReader {
  private let document: YamlDocument
  /// That of the file, as parts: what `use` is relative to.
  let folder: [Substring]
  var problems: [Problem] = []
  /// Every other program that is named, in the order of the text.
  var uses: [Step.Use] = []
  /// How deep the list of steps that is being read lies.
  var nesting = 0
  var known = KnownCourses()

  init(_ document: YamlDocument, folder: [Substring] = []) {
    self.document = document
    self.folder = folder
  }

  static let keys =
    [
      "tonus", "title", "about", "information", "parameters", "intensity", "zone", "side",
      "profile", "change-sides",
    ] + reactionKeys + ["steps"]

  /// More than anybody sets.
  static let mostParameters = 100

  mutating func read() -> Program? {
    guard
      let fields = fields(
        document.root, "a program", known: Self.keys, required: ["tonus", "title"])
    else { return nil }
    let version = fields["tonus"].flatMap { self.version($0) }
    let title = fields["title"].flatMap { text($0, "title", longest: 200, lines: false) }
    let about = fields["about"].flatMap { text($0, "about", longest: 20_000, lines: true) }
    let information = fields["information"].flatMap { node in
      text(node, "information", longest: 20_000, lines: true).map {
        Located($0, node.range)
      }
    }
    let parameters = fields["parameters"].map { self.parameters($0) } ?? []
    let intensity = fields["intensity"].flatMap { self.intensity($0) }
    let zone = fields["zone"].flatMap { self.zone($0) }
    let side = fields["side"].flatMap { sideChoice($0) }
    let profile = fields["profile"].flatMap { self.profile($0) }
    let changeSides = fields["change-sides"].flatMap { node in
      move(node, what: "'change-sides'", known: ["text", "wait"])
    }
    let reactions = reactions(fields)
    var steps: [Located<Step>] = []
    if let node = fields["steps"] {
      if information != nil {
        problem(.unknownKey, node, "a program with 'information' has no steps")
      }
      steps = self.steps(node, "steps")
    } else if fields["information"] == nil {
      problems.append(Problem(.missingKey, fields.range, "a program needs 'steps'"))
    }
    guard let version, let title else { return nil }
    return Program(
      version: version, title: title, about: about, information: information,
      parameters: parameters, intensity: intensity, zone: zone, side: side, profile: profile,
      changeSides: changeSides, reactions: reactions, steps: steps)
  }

  /// The keys of a mapping; nil, told, where it is none.
  mutating func fields(_ node: YamlNode, _ what: String, known: [String], required: [String])
    -> MappingReader?
  {
    guard let entries = entries(node) else {
      let keys = (required.isEmpty ? known.prefix(1) : required[...]).map { "\($0): …" }
      problem(
        .wrongType, node, "\(what) is written as keys and values",
        hint: "Write it as in {\(keys.joined(separator: ", "))}.")
      return nil
    }
    return MappingReader(
      entries, node.range, what: what, known: known, required: required, problems: &problems)
  }

  /// The keys and values of a mapping.
  func entries(_ node: YamlNode) -> YamlEntries? { document.entries(node) }

  /// The nodes of a list.
  func items(_ node: YamlNode) -> ArraySlice<YamlNode>? { document.items(node) }

  mutating func problem(
    _ code: ProblemCode, _ node: YamlNode, _ message: String, hint: String? = nil
  ) {
    problems.append(Problem(code, node.range, message, hint: hint))
  }

  /// A scalar's text and where its first letter stands.
  mutating func scalar(_ node: YamlNode, _ what: @autoclosure () -> String)
    -> (text: String, range: SourceRange)?
  {
    guard let text = node.scalar else {
      problem(.wrongType, node, "\(what()) is one value, not a list or a mapping")
      return nil
    }
    var range = node.range
    if node.isQuoted {
      range.column += 1
      range.length = max(1, range.length - 2)
    }
    return (text, range)
  }

  /// Text for people: of bounded length, without characters that steer a terminal.
  mutating func text(_ node: YamlNode, _ what: String, longest: Int, lines: Bool) -> String? {
    guard let (text, _) = scalar(node, "'\(what)'") else { return nil }
    guard text.unicodeScalars.count <= longest else {
      problem(.tooLarge, node, "'\(what)' has more than \(longest) characters")
      return nil
    }
    let steering = text.unicodeScalars.contains { scalar in
      let control = scalar.properties.generalCategory == .control
      // Embeddings, overrides and isolates make a text look like another one (Unicode UAX 9, 2.1–2.4).
      let turns = ("\u{202A}"..."\u{202E}") ~= scalar || ("\u{2066}"..."\u{2069}") ~= scalar
      return turns || control && !(lines && (scalar == "\n" || scalar == "\t"))
    }
    guard !steering else {
      problem(.wrongType, node, "'\(what)' holds control characters")
      return nil
    }
    return text
  }

  private mutating func version(_ node: YamlNode) -> Int? {
    guard let (text, range) = scalar(node, "'tonus'") else { return nil }
    guard text == "1" else {
      problems.append(
        Problem(.version, range, "'\(text)' is no version this checker knows; write 1"))
      return nil
    }
    return 1
  }

  private mutating func intensity(_ node: YamlNode) -> Located<Int>? {
    guard let (text, range) = scalar(node, "'intensity'") else { return nil }
    guard text.count <= 4, let value = Int(text), (1...Limits.intensityMaximum).contains(value)
    else {
      problems.append(
        Problem(
          .intensityRange, range,
          "intensity '\(text)' is no whole number from 1 to \(Limits.intensityMaximum)"))
      return nil
    }
    return Located(value, range)
  }

  private mutating func sideChoice(_ node: YamlNode) -> Located<SideChoice>? {
    guard let (text, range) = scalar(node, "'side'") else { return nil }
    guard let side = SideChoice(rawValue: text) else {
      unknown(.unknownSide, text, range, "side", SideChoice.allCases.map(\.rawValue))
      return nil
    }
    return Located(side, range)
  }

  mutating func profile(_ node: YamlNode) -> Located<ProfileID>? {
    guard let (text, range) = scalar(node, "'profile'") else { return nil }
    guard let profile = ProfileID(rawValue: text) else {
      unknown(.unknownProfile, text, range, "profile", ProfileID.allCases.map(\.rawValue))
      return nil
    }
    return Located(profile, range)
  }

  mutating func unknown(
    _ code: ProblemCode, _ text: String, _ range: SourceRange, _ what: String, _ known: [String]
  ) {
    let guess = EditDistance.nearest(to: text, in: known)
    problems.append(
      Problem(
        code, range, "'\(text)' is no \(what)",
        hint: guess.map { "Did you mean '\($0)'?" }
          ?? "Write one of \(known.joined(separator: ", "))."))
  }

  mutating func zone(_ node: YamlNode) -> Located<ZoneReference>? {
    guard let (text, range) = scalar(node, "'zone'") else { return nil }
    guard text.first == "$" else { return Located(.named(text), range) }
    guard text == "$target" else {
      problems.append(
        Problem(
          .unknownParameter, range, "'\(text)' names no zone",
          hint: "Did you mean '$target', the zone of the caller?"))
      return nil
    }
    return Located(.target, range)
  }

  private mutating func parameters(_ node: YamlNode) -> [Parameter] {
    guard let mapping = entries(node) else {
      problem(.wrongType, node, "'parameters' is written as names and what they are")
      return []
    }
    guard mapping.count <= Self.mostParameters else {
      problem(
        .tooLarge, node,
        "the program has \(mapping.count) parameters; \(Self.mostParameters) are the most")
      return []
    }
    var parameters: [Parameter] = []
    for entry in mapping {
      let (key, value) = (entry.key, entry.value)
      guard let (name, range) = scalar(key, "a parameter's name") else { continue }
      guard QuantityText.isName(name), name != "target" else {
        problem(
          .wrongType, key, "'\(name)' cannot name a parameter",
          hint: "A name is a letter and then letters, digits or dashes; 'target' is taken.")
        continue
      }
      if let parameter = parameter(value, Located(name, range)) { parameters.append(parameter) }
    }
    return parameters
  }

  private mutating func parameter(_ node: YamlNode, _ name: Located<String>) -> Parameter? {
    guard
      let fields = fields(
        node, "parameter '\(name.value)'", known: ["default", "range", "about"],
        required: ["default"]), let initialNode = fields["default"],
      let (text, range) = scalar(initialNode, "'default'")
    else { return nil }
    let initial: Quantity
    switch QuantityText(text: text, range: range).quantity(nil, zeroAllowed: false) {
    case .success(let quantity): initial = quantity
    case .failure(let problem):
      problems.append(problem)
      return nil
    }
    var parameter = Parameter(
      name: name, initial: Located(initial, range), minimum: nil, maximum: nil,
      about: fields["about"].flatMap { self.text($0, "about", longest: 2000, lines: true) })
    guard let rangeNode = fields["range"] else { return parameter }
    guard let (rangeText, place) = scalar(rangeNode, "'range'") else { return nil }
    let sides = QuantityText(text: rangeText, range: place).sides()
    let ends = sides.compactMap { side -> Quantity? in
      switch side.quantity(initial.unit.dimension, zeroAllowed: false) {
      case .success(let quantity): return quantity
      case .failure(let problem):
        problems.append(problem)
        return nil
      }
    }
    guard sides.count == 2 else {
      problem(
        .wrongType, rangeNode, "a range has two ends", hint: "Write it as '20 Hz to 40 Hz'.")
      return nil
    }
    guard ends.count == 2 else { return nil }
    guard ends[0].standardValue <= initial.standardValue,
      initial.standardValue <= ends[1].standardValue
    else {
      problems.append(
        Problem(
          .parameterRange, range,
          "the default \(initial) lies outside \(ends[0]) to \(ends[1])"))
      return nil
    }
    parameter.minimum = ends[0]
    parameter.maximum = ends[1]
    return parameter
  }
}
