// SPDX-License-Identifier: Apache-2.0
import Programs
import Testing

@Suite("Program bundles") struct BundleTests {
  private let part = "tonus: 1\ntitle: Part\nsteps:\n  - rest: 1 s\n"

  private func using(_ paths: String...) -> String {
    let steps = paths.map { "  - use: {program: \($0)}\n" }.joined()
    return "tonus: 1\ntitle: Whole\nzone: piriformis:left\nsteps:\n\(steps)"
  }

  private func codes(_ bundle: ProgramBundle) -> [ProblemCode] {
    guard case .failure(let problems) = ProgramParser.parse(bundle) else { return [] }
    return problems.list.map(\.code)
  }

  // The sums are those of Python's hashlib over the same bytes.
  @Test("the hash is SHA-256 of lengths and texts")
  func hash() {
    #expect(
      ProgramBundle(text: "abc").hash
        == "a1cf0377281ec6b977706a306e445f122e87369ee1ebf2210cc5a82d0eec3c09")
    let long = String(repeating: "ä line of some length\n", count: 1000)
    #expect(
      ProgramBundle(main: "b.yaml", files: ["b.yaml": long, "B/ü.yaml": "", "a.yaml": "x"]).hash
        == "c94ed06473dce349020c9bb250937eda42567fbc13c6f3618814252e5516841e")
  }

  @Test("another text, path or main program is another hash")
  func distinct() {
    let bundles = [
      ProgramBundle(main: "a", files: ["a": "x", "b": "y"]),
      ProgramBundle(main: "b", files: ["a": "x", "b": "y"]),
      ProgramBundle(main: "a", files: ["a": "xb", "": "y"]),
      ProgramBundle(main: "a", files: ["a": "y", "b": "x"]),
      ProgramBundle(main: "a", files: ["a": "x"]),
    ]
    #expect(Set(bundles.map(\.hash)).count == bundles.count)
  }

  @Test("everything that is used is gathered once, and nothing else is asked for")
  func gathered() {
    let folder = [
      "whole.yaml": using("parts/a.yaml", "./b.yaml", "b.yaml", "../outside.yaml", "missing.yaml"),
      "parts/a.yaml": using("../b.yaml", "c.yaml"), "parts/c.yaml": part, "b.yaml": part,
      "unused.yaml": part,
    ]
    var asked: [String] = []
    let bundle = ProgramBundle.gathered(main: "whole.yaml") { path, left in
      asked.append(path)
      #expect(left <= ProgramBundle.largest)
      return folder[path]
    }
    #expect(
      asked.sorted() == ["b.yaml", "missing.yaml", "parts/a.yaml", "parts/c.yaml", "whole.yaml"])
    #expect(
      bundle.files.keys.sorted() == ["b.yaml", "parts/a.yaml", "parts/c.yaml", "whole.yaml"])
    #expect(codes(bundle) == [.usePath, .useMissing])
  }

  @Test("files that use each other end, and what is read stays bounded")
  func bounded() {
    var asked = 0
    let endless = ProgramBundle.gathered(main: "0.yaml") { path, left in
      asked += 1
      let next = (Int(path.split(separator: ".")[0]) ?? 0) + 1
      return left > 0 ? using("\(next).yaml") : nil
    }
    #expect(asked <= ProgramBundle.mostFiles + 1)
    #expect(codes(endless) == [.tooLarge])
    let circle = ProgramBundle.gathered(main: "a.yaml") { path, _ in
      path == "a.yaml" ? using("b.yaml") : using("a.yaml")
    }
    #expect(circle.files.count == 2)
    #expect(codes(circle) == [.useCircle])
  }

  @Test("programs nest sixteen deep through others, and no deeper")
  func deep() {
    func chain(_ length: Int) -> ProgramBundle {
      var files = ["\(length).yaml": part]
      for number in 1..<length { files["\(number).yaml"] = using("\(number + 1).yaml") }
      return ProgramBundle(main: "1.yaml", files: files)
    }
    #expect((try? ProgramParser.parse(chain(16)).get().library.count) == 15)
    #expect(codes(chain(17)) == [.tooDeep])
  }

  @Test("a bundle whose paths leave it, or whose main program is not in it, is refused")
  func paths() {
    for (main, path) in [
      ("a.yaml", "../b.yaml"), ("a.yaml", "/b.yaml"), ("a.yaml", "./b.yaml"), ("a.yaml", "b//c"),
      ("a.yaml", ""), ("b.yaml", "c.yaml"),
    ] {
      let bundle = ProgramBundle(main: main, files: ["a.yaml": part, path: part])
      #expect(codes(bundle) == [.usePath], "\(main) \(path)")
    }
  }

  @Test("all files together are at most one mebibyte")
  func large() {
    let half = part + String(repeating: "# padding\n", count: 60_000)
    #expect(codes(ProgramBundle(main: "a", files: ["a": half, "b": half])) == [.tooLarge])
  }

  @Test("a problem in a used program is printed with that program's line")
  func rendered() {
    let bundle = ProgramBundle(
      main: "whole.yaml",
      files: ["whole.yaml": using("part.yaml"), "part.yaml": part.replacing("1 s", with: "1 sec")])
    guard case .failure(let problems) = ProgramParser.parse(bundle) else {
      Issue.record("sec passed")
      return
    }
    #expect(
      problems.rendered(bundle, name: "/home/me/whole.yaml") == """
        /home/me/part.yaml:4:11: error: 'sec' is no unit of this language
         4 |   - rest: 1 sec
           |           ^^^^^
          Did you mean 's'?

        """)
  }
}
