// SPDX-License-Identifier: Apache-2.0

/// The USB core as far as a full-speed device sees it (RM0090 §34), with a host at its other end.
///
/// It holds the driver to the manual: no packet into a FIFO without room or of an endpoint that is not
/// enabled, no data to the host before NAK is cleared, received bytes taken in order and completely.
final class OTGModel {
  let bus = RecordingBus()
  private(set) var complaints: [String] = []
  private var flags: UInt32 = 0
  private var endpointFlags: [UInt32: UInt32] = [:]
  /// What waits in the receive FIFO: the status word, then the packet's words.
  private var received: [(status: UInt32, words: [UInt32])] = []
  private var unread: [UInt32] = []
  /// The packet being pushed into each transmit FIFO.
  private var pushed: [Int: [UInt32]] = [:]
  private var sessionEnd: UInt32 = 0

  private static let base: UInt32 = 0x5000_0000

  init() {
    bus.answers[Self.base + 0x010] = { 1 << 31 }
    bus.answers[Self.base + 0x014] = { [unowned self] in interrupts }
    bus.answers[Self.base + 0x020] = { [unowned self] in popReceived() }
    bus.answers[Self.base + 0x818] = { [unowned self] in endpoints }
    bus.answers[Self.base + 0x004] = { [unowned self] in sessionEnd }
    bus.consequences[Self.base + 0x004] = { [unowned self] in
      sessionEnd &= ~$0
      return sessionEnd
    }
    bus.consequences[Self.base + 0x014] = { [unowned self] in
      flags &= ~$0
      return flags
    }
    bus.consequences[Self.base + 0x010] = { [unowned self] in
      if $0 & 1 << 5 != 0 {
        let number = Int($0 >> 6 & 0x1F)
        if number == 0x10 { pushed = [:] } else { pushed[number] = nil }
      }
      return $0
    }
    for number in 0..<4 { model(number) }
  }

  private func model(_ number: Int) {
    let (into, out) = (control(number, isIn: true), control(number, isIn: false))
    bus.answers[into + 0x18] = { [unowned self] in room(number) }
    bus.answers[Self.base + 0x1000 + 0x1000 * UInt32(number)] = { [unowned self] in pull() }
    bus.consequences[Self.base + 0x1000 + 0x1000 * UInt32(number)] = { [unowned self] in
      push($0, number)
      return $0
    }
    for place in [into, out] {
      bus.answers[place + 0x08] = { [unowned self] in endpointFlags[place] ?? 0 }
      bus.consequences[place + 0x08] = { [unowned self] in
        endpointFlags[place] = (endpointFlags[place] ?? 0) & ~$0
        return 0
      }
      bus.consequences[place] = { [unowned self] in obey($0, place) }
    }
    // Endpoint 0 is always active (§34.16.4).
    if number == 0 { bus.memory[into] = 1 << 15; bus.memory[out] = 1 << 15 }
  }

  private func control(_ number: Int, isIn: Bool) -> UInt32 {
    Self.base + (isIn ? 0x900 : 0xB00) + 0x20 * UInt32(number)
  }

  /// Commands act and are not read back; EPENA stays until the packet is through.
  private func obey(_ word: UInt32, _ place: UInt32) -> UInt32 {
    let before = bus.memory[place] ?? 0
    var after = word & ~(1 << 26 | 1 << 27 | 1 << 28 | 1 << 30 | 1 << 17)
    after |= before & 1 << 31
    var nak = before & 1 << 17
    if word & 1 << 26 != 0 { nak = 0 }
    if word & 1 << 27 != 0 { nak = 1 << 17 }
    if word & 1 << 30 != 0 { after &= ~(1 << 31) }
    if place & 0xFF == 0, word & 1 << 15 == 0 { after |= 1 << 15 }
    if word & 1 << 28 != 0 { toggles[place] = false }
    return after | nak
  }
  private var toggles: [UInt32: Bool] = [:]

  private var interrupts: UInt32 {
    var found = flags
    if !received.isEmpty { found |= 1 << 4 }
    if sessionEnd != 0 { found |= 1 << 2 }
    let mask = bus.memory[Self.base + 0x81C] ?? 0
    if endpoints & mask & 0xFFFF != 0 { found |= 1 << 18 }
    if endpoints & mask & 0xFFFF_0000 != 0 { found |= 1 << 19 }
    return found
  }

  private var endpoints: UInt32 {
    var found: UInt32 = 0
    for number in 0..<4 {
      if endpointFlags[control(number, isIn: true)] ?? 0 != 0 { found |= 1 << UInt32(number) }
      if endpointFlags[control(number, isIn: false)] ?? 0 != 0 {
        found |= 1 << UInt32(number + 16)
      }
    }
    return found
  }

  private func room(_ number: Int) -> UInt32 {
    let size = bus.memory[Self.base + (number == 0 ? 0x28 : 0x104 + 4 * UInt32(number - 1))] ?? 0
    return size >> 16 - UInt32(pushed[number]?.count ?? 0)
  }

  private func push(_ word: UInt32, _ number: Int) {
    let place = control(number, isIn: true)
    if (bus.memory[place] ?? 0) & 1 << 31 == 0 {
      complaints.append("a word for endpoint \(number), which is not enabled")
    }
    if room(number) == 0 { complaints.append("no room in FIFO \(number)") }
    pushed[number, default: []].append(word)
  }

  private func popReceived() -> UInt32 {
    if !unread.isEmpty { complaints.append("\(unread.count) words were left unread") }
    guard !received.isEmpty else {
      complaints.append("an empty receive FIFO was read")
      return 0
    }
    let next = received.removeFirst()
    unread = next.words
    let (endpoint, kind) = (next.status & 0xF, next.status >> 17 & 0xF)
    // Popping "ended" raises the endpoint's own interrupt (§34.17.6).
    let place = control(Int(endpoint), isIn: false)
    if kind == 4 { endpointFlags[place, default: 0] |= 1 << 3 }
    if kind == 3 { endpointFlags[place, default: 0] |= 1 }
    return next.status
  }

  private func pull() -> UInt32 {
    guard !unread.isEmpty else {
      complaints.append("more was read than came")
      return 0
    }
    return unread.removeFirst()
  }

  // The host's end.

  func raise(_ flag: UInt32) { flags |= flag }
  func pullCable() { sessionEnd = 1 << 2 }
  var needsService: Bool {
    interrupts & (bus.memory[Self.base + 0x018] ?? 0) != 0
      && (bus.memory[Self.base + 0x008] ?? 0) & 1 != 0
  }
  var address: UInt32 { (bus.memory[Self.base + 0x800] ?? 0) >> 4 & 0x7F }
  var isAttached: Bool { (bus.memory[Self.base + 0x804] ?? 2) & 2 == 0 }

  /// A setup packet, which every device takes.
  func setup(_ bytes: [UInt8]) {
    for isIn in [true, false] {
      let place = control(0, isIn: isIn)
      // STALL of endpoint 0 ends with the next setup packet; NAK is set on both.
      bus.memory[place] = (bus.memory[place] ?? 0) & ~(1 << 21) | 1 << 17
    }
    pushed[0] = nil
    bus.memory[control(0, isIn: true)]? &= ~(1 << 31)
    deliver(0, 6, bytes)
    received.append((status(0, 4, 0), []))
  }

  /// A packet to the device; false when it answers NAK, nil when STALL.
  func out(_ number: Int, _ bytes: [UInt8]) -> Bool? {
    let place = control(number, isIn: false)
    let control = bus.memory[place] ?? 0
    if control & 1 << 21 != 0 { return nil }
    guard control & 1 << 15 != 0, control & 1 << 31 != 0, control & 1 << 17 == 0 else {
      return false
    }
    let size = (bus.memory[place + 0x10] ?? 0) & 0x7FFFF
    if bytes.count > size { complaints.append("a packet longer than endpoint \(number) expects") }
    bus.memory[place] = control & ~(1 << 31) | 1 << 17
    deliver(number, 2, bytes)
    received.append((status(number, 3, 0), []))
    return true
  }

  /// A packet from the device; empty optional inside: NAK, outside: STALL.
  func into(_ number: Int) -> [UInt8]?? {
    let place = control(number, isIn: true)
    let control = bus.memory[place] ?? 0
    if control & 1 << 21 != 0 { return .none }
    guard control & 1 << 15 != 0, control & 1 << 31 != 0, control & 1 << 17 == 0 else {
      return .some(nil)
    }
    let count = Int((bus.memory[place + 0x10] ?? 0) & 0x7F)
    let words = pushed[number] ?? []
    if words.count != (count + 3) / 4 {
      complaints.append("\(words.count) words in FIFO \(number) for \(count) bytes")
    }
    pushed[number] = nil
    bus.memory[place] = control & ~(1 << 31) | 1 << 17
    endpointFlags[place, default: 0] |= 1
    let bytes = words.flatMap { word in (0..<4).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) }
    }
    return .some(Array(bytes.prefix(count)))
  }

  private func status(_ number: Int, _ kind: UInt32, _ count: Int) -> UInt32 {
    UInt32(number) | UInt32(count) << 4 | kind << 17
  }

  private func deliver(_ number: Int, _ kind: UInt32, _ bytes: [UInt8]) {
    var words: [UInt32] = []
    for start in stride(from: 0, to: bytes.count, by: 4) {
      var word: UInt32 = 0
      for lane in 0..<min(4, bytes.count - start) {
        word |= UInt32(bytes[start + lane]) << UInt32(8 * lane)
      }
      words.append(word)
    }
    received.append((status(number, kind, bytes.count), words))
  }
}
