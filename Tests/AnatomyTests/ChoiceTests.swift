// SPDX-License-Identifier: Apache-2.0
import Anatomy
import Testing

@Suite("Choosing zones") struct ChoiceTests {
  let catalogue = Catalogue.standard

  private func ids(_ filter: ZoneFilter) throws -> [String] {
    try catalogue.filter(catalogue.zones, by: filter).map(\.id.rawValue)
  }

  @Test("every zone that is treated can be reached without lying down")
  func positions() {
    for zone in catalogue.zones {
      #expect(zone.positions.isEmpty == (zone.refusal != nil), "\(zone.id)")
      guard zone.refusal == nil else { continue }
      #expect(
        zone.positions.contains { $0.stance == .seated || $0.stance == .standing }, "\(zone.id)")
      #expect(Set(zone.positions.map(\.stance)).count == zone.positions.count)
    }
  }

  @Test("by region, group and posture role")
  func filters() throws {
    #expect(try ids(.region("Lumbar")).contains("multifidus-lumbar"))
    #expect(try ids(.region("deep buttock")) == ["piriformis", "deep-hip-rotators"])
    #expect(try ids(.group("intrinsic")).count == 12)
    #expect(try ids(.group("hip")) == ["tensor-fasciae-latae", "iliopsoas"])
    #expect(try ids(.role("weak:forward-head")).contains("trapezius-lower"))
    #expect(try !ids(.role("weak:forward-head")).contains("trapezius-upper"))
    #expect(try ids(.role("tight: Forward Head")) == ids(.role("forward_head:tight")))
    #expect(try Set(ids(.role("high-hip"))).isSuperset(of: ids(.role("tight:high-hip"))))
    // Two sources contradict each other: both stand there.
    #expect(try ids(.role("tight:forward-pelvis")).contains("hamstrings"))
    #expect(try ids(.role("weak:forward-pelvis")).contains("hamstrings"))
  }

  @Test("a choice that is none names what there is, the near ones first")
  func unknown() {
    func candidates(_ filter: ZoneFilter) -> [String] {
      do throws(UnknownChoice) {
        _ = try catalogue.filter(catalogue.zones, by: filter)
        return []
      } catch { return error.candidates }
    }
    #expect(candidates(.region("lumbr")) == ["lumbar"])
    #expect(candidates(.region("elbow; DROP TABLE")).count > 20)
    #expect(candidates(.group("")).count == 13)
    #expect(candidates(.role("tight:forward-neck")).contains("tight:forward-head"))
    #expect(candidates(.role("tight:weak")).count == 8)
    #expect(candidates(.role(":::")).count == 8)
  }

  @Test("messages repeat what was typed without what steers a terminal, and not all of it")
  func quoting() {
    let typed = "\u{1B}[2J\u{202E}" + String(repeating: "x", count: 5000)
    var unknown = ""
    do throws(UnknownChoice) {
      _ = try catalogue.find(where: typed)
    } catch { unknown = error.message }
    for message in [
      unknown,
      AddressProblem.unknownZone(query: typed, suggestions: []).message,
      AddressProblem.unreadableSide(text: typed).message,
    ] {
      #expect(!message.contains("\u{1B}") && !message.unicodeScalars.contains("\u{202E}"))
      #expect(!message.isEmpty && message.count < 140)
    }
  }

  @Test("a locked zone can be looked at and not treated")
  func locate() throws {
    let address = try catalogue.locate("scalenes:left").get()
    #expect(address == ZoneAddress(zone: "sternocleidomastoid-scalenes", side: .left))
    #expect(throws: AddressProblem.self) { try catalogue.resolve("scalenes:left").get() }
    #expect(throws: AddressProblem.self) { try catalogue.locate("QL@L5").get() }
  }

  @Test("the seventeen are seventeen, the article's survivors among them")
  func seventeen() throws {
    let list = try #require(catalogue.seventeen)
    #expect(list.muscles.count == 17)
    // Nine list items survived, of which the hip flexors and upper abdominals are wider here; four of
    // the five in the running text are entries of their own, and the abdominals are listed too.
    #expect(list.muscles.count { $0.survived == "listed" } == 9)
    #expect(list.muscles.count { $0.survived == "in the text" } == 4)
    for muscle in list.muscles {
      #expect((muscle.survived != nil) == muscle.origins.contains { $0.key == "seed-000" })
    }
  }
}
