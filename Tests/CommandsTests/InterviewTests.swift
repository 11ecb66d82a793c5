// SPDX-License-Identifier: Apache-2.0
import Anatomy
import Person
import Testing

@testable import Commands

@Suite("The questions of an assessment") struct InterviewTests {
  /// What it complained about, line by line.
  private func type(_ lines: [String], into interview: inout AssessmentInterview) -> [String] {
    lines.compactMap { interview.take($0) }
  }

  @Test("a whole one, with every part of the back, is taken as it was typed")
  func whole() throws {
    var interview = AssessmentInterview()
    let none = Array(repeating: "", count: 6)
    let lines =
      ["2,4", "r", "1", " 3 ", "4", "", "9", "", "7", "8", "2", "3 1"] + none + ["c4-c5"] + [
        "", "", "4", "6", "", "",
      ] + ["L4-L5"]
      + ["1", "", "3", "2", "QL:l=weak", "interspinales-lumbar:midline=spasm", ""]
    #expect(type(lines, into: &interview) == [])
    #expect(interview.question == .done)
    let found = try interview.found.checked()
    #expect(found.patterns == [.forwardPelvis, .highHip] && found.highSide == .right)
    #expect(found.painPattern == .bending && found.pain == 3)
    #expect(
      found.daily
        == Person.DailyLife(
          abilities: ["bed": 4, "car": 9, "stairs": 7], sittingHours: 8, work: "driving"))
    #expect(found.proposal().plans.map(\.plan) == ["sitting-day"])
    #expect(
      found.movements.map(\.description) == [
        "lumbar L4-L5 side-bend left", "lumbar L4-L5 side-bend right",
      ])
    #expect(found.state("quadriceps", .left) == .tight)
    #expect(found.state("hamstrings", .right) == .normal)
    #expect(
      found.state("rhomboids", .left) == .tight && found.state("pectoralis", .left) == .normal)
    #expect(found.state("quadratus-lumborum", .left) == .weak)
    #expect(found.muscles.count == 10)
    let proposal = found.proposal()
    #expect(
      proposal.items.contains { $0.reason.contains("unlike Hamstrings behind (normal)") },
      "\(proposal.items.map(\.reason))")
  }

  @Test("what cannot be is told at its question, and nothing that was typed is lost")
  func wrong() throws {
    var interview = AssessmentInterview()
    let lines: [(String, String)] = [
      ("2,3", "tipped forward and backward"), ("5", "1 to 4"), ("1,2,4,3", "at once"),
      ("1,1", "each once"), ("4", ""), ("lft", "left or right"), ("", "left or right"),
      ("left", ""), ("2", ""), ("foo", "0 to 10"), ("", "0 to 10"), ("11", "0 to 10"), ("0", ""),
      ("good", "0 to 10"), ("", ""), ("", ""), ("", ""), ("", ""), ("", ""), ("25", "0 to 24"),
      ("", ""), ("6", "1 to 5"), ("desk", "1 to 5"), ("", ""),
      ("4", "1 to 3"), ("", ""), ("x", "1 to 3"), ("9", "1 to 3"), ("1 2", "1 to 3"), ("", ""),
      ("", ""), ("", ""), ("", ""),
      ("blah", "QL:left=tight"), ("QL:left=tightt", "none of"), ("nobody:left=weak", "nobody"),
      ("QL:middle=tight", "no side"), ("interspinales-lumbar:left=tight", "interspinales"),
      ("QL:left=weak", ""), ("ql:left=tight", ""),
    ]
    for (line, complaint) in lines {
      let question = interview.question
      let said = interview.take(line)
      #expect(said?.contains(complaint) ?? complaint.isEmpty, "\(line): \(said ?? "taken")")
      if said != nil { #expect(interview.question == question) }
    }
    #expect(interview.take("") == nil && interview.question == .done)
    let found = try interview.found.checked()
    #expect(
      found.patterns == [.highHip] && found.highSide == .left && found.painPattern == .standing)
    #expect(found.muscles.map(\.state) == [.tight] && found.daily == nil)
  }

  @Test("b goes back as far as one likes, and takes back what was said")
  func back() {
    var interview = AssessmentInterview()
    #expect(interview.take("b") != nil)
    #expect(type(["4", "b", "1", "3", "7", "B", "b"], into: &interview) == [])
    #expect(interview.question == .worse && interview.found.highSide == nil)
    let daily = Array(repeating: "", count: 7)
    #expect(type(["", "2"] + daily + ["3", "5", "5", "b"], into: &interview) == [])
    #expect(interview.question == .movement(.lumbar, 1) && interview.found.movements.count == 1)
    #expect(interview.found.patterns == [.forwardHead] && interview.found.painPattern == .none)
  }

  @Test("daily life can be asked alone, and nothing said is nothing kept")
  func dailyLife() {
    var interview = AssessmentInterview.dailyLife
    #expect(interview.take("b") != nil)
    #expect(type(["3", "", "", "", "10", "12", "1"], into: &interview) == [])
    #expect(interview.question == .done)
    #expect(
      interview.found.daily
        == Person.DailyLife(abilities: ["bed": 3, "stairs": 10], sittingHours: 12, work: "desk"))
    var silent = AssessmentInterview.dailyLife
    #expect(type(Array(repeating: "", count: 7), into: &silent) == [])
    #expect(silent.question == .done && silent.found.daily == nil)
  }
}
