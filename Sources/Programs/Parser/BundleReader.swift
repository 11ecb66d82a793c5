// SPDX-License-Identifier: Apache-2.0
import Anatomy

/// Reads a program and, by name, everything it uses.
struct BundleReader {
  private let bundle: ProgramBundle
  private var programs: [String: Program] = [:]
  private(set) var problems: [Problem] = []
  /// From the main program to the file that is being read.
  private var path: [String] = []
  private var read: Set<String> = []

  init(_ bundle: ProgramBundle) { self.bundle = bundle }

  mutating func program() -> Program? {
    guard bundle.files.count <= ProgramBundle.mostFiles, bundle.size <= ProgramBundle.largest else {
      problems.append(
        Problem(
          .tooLarge, nil,
          "the text has \(bundle.size) bytes in \(bundle.files.count) files; "
            + "\(ProgramBundle.largest) in \(ProgramBundle.mostFiles) are the most"))
      return nil
    }
    guard bundle.files[bundle.main] != nil,
      bundle.files.keys.allSatisfy({ BundlePath.isCanonical($0) })
    else {
      problems.append(
        Problem(.usePath, nil, "the bundle has no '\(bundle.main)', or a path that leaves it"))
      return nil
    }
    read(bundle.main)
    guard problems.isEmpty, var main = programs.removeValue(forKey: bundle.main) else { return nil }
    main.library = programs
    return main
  }

  private mutating func read(_ file: String) {
    read.insert(file)
    path.append(file)
    defer { path.removeLast() }
    switch YamlText.compose(bundle.files[file] ?? "") {
    case .failure(let found): tell(found.list)
    case .success(let document):
      var reader = ProgramReader(document, folder: BundlePath.folder(of: file))
      programs[file] = reader.read()
      tell(reader.problems)
      for use in reader.uses { follow(use) }
    }
  }

  private mutating func follow(_ use: Step.Use) {
    let range = use.program.range
    guard bundle.files[use.path] != nil else {
      let guess = EditDistance.nearest(to: use.path, in: bundle.files.keys.sorted())
      return tell(
        .useMissing, range, "there is no file '\(use.path)' beside the program",
        guess.map { "Did you mean '\($0)'?" })
    }
    guard !path.contains(use.path) else {
      let through = path.drop { $0 != use.path }.dropFirst().map { "'\($0)'" }
      let others = through.isEmpty ? "" : " through \(through.joined(separator: ", "))"
      return tell(
        .useCircle, range, "'\(use.path)' uses itself\(others)", "Use 'repeat' to do it again.")
    }
    if !read.contains(use.path) {
      guard path.count < ProgramParser.deepestSteps else {
        return tell(
          .tooDeep, range, "programs use each other deeper than \(ProgramParser.deepestSteps)", nil)
      }
      read(use.path)
    }
    guard let used = programs[use.path] else { return }
    if used.information != nil {
      tell(.informationOnly, range, "'\(use.path)' only explains; it has no steps", nil)
    }
    let names = used.parameters.map(\.name.value)
    for argument in use.arguments where !names.contains(argument.name.value) {
      let guess = EditDistance.nearest(to: argument.name.value, in: names)
      tell(
        .unknownParameter, argument.name.range,
        "'\(use.path)' has no parameter '\(argument.name.value)'",
        guess.map { "Did you mean '\($0)'?" })
    }
  }

  private mutating func tell(
    _ code: ProblemCode, _ range: SourceRange, _ message: String, _ hint: String?
  ) {
    tell([Problem(code, range, message, hint: hint)])
  }

  /// Problems of the file that is being read.
  private mutating func tell(_ found: [Problem]) {
    let file = path.last == bundle.main ? nil : path.last
    problems += found.map { problem in
      var problem = problem
      problem.file = file
      return problem
    }
  }
}
