// swift-tools-version: 6.2
// SPDX-License-Identifier: Apache-2.0
import PackageDescription

/// Every module is built the same way: warnings stop the build, and unsafe code has to say so.
let strict: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .strictMemorySafety(),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

func module(_ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource] = [])
  -> Target
{
  .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: strict)
}

func program(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .executableTarget(name: name, dependencies: dependencies, swiftSettings: strict)
}

/// `exclude` is what tests read by its path.
func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
  .testTarget(
    name: "\(name)Tests", dependencies: dependencies, exclude: exclude, swiftSettings: strict)
}

let nio: [Target.Dependency] = [
  .product(name: "NIOCore", package: "swift-nio"),
  .product(name: "NIOPosix", package: "swift-nio"),
]
let argumentParser = Target.Dependency.product(
  name: "ArgumentParser", package: "swift-argument-parser")
let log = Target.Dependency.product(name: "Logging", package: "swift-log")
let lifecycle = Target.Dependency.product(
  name: "ServiceLifecycle", package: "swift-service-lifecycle")
let sqlite = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let yaml = Target.Dependency.product(name: "Yams", package: "Yams")

/// Ground floor: Embedded Swift, the same source in the daemon, the simulated device and the microcontroller.
let ground: [Target] = [
  module("Quantities"),
  module("Randomness"),
  module("DeviceProtocol", ["Quantities"]),
  module("Envelope", ["Quantities"]),
  module("Regulation", ["Quantities"]),
  module("Plant", ["Quantities", "Randomness"]),
  module("DeviceCore", ["DeviceProtocol", "Envelope", "Regulation"]),
  module("USBDevice", ["DeviceProtocol"]),
  module("Coupling", ["DeviceCore", "Plant"]),
]

let host: [Target] = [
  .target(name: "CPosix", swiftSettings: strict),
  .systemLibrary(
    name: "CLibUSB", pkgConfig: "libusb-1.0", providers: [.apt(["libusb-1.0-0-dev"])]),
  .systemLibrary(name: "CUdev", pkgConfig: "libudev", providers: [.apt(["libudev-dev"])]),
  .target(name: "CAllocations", swiftSettings: strict),
  module("JSONGrammar"),
  module("Markup"),
  module("Anatomy", ["Envelope", yaml], resources: [.embedInCode("Catalogue")]),
  module("Programs", ["Anatomy", yaml], resources: [.embedInCode("Presets")]),
  module("BodyMap", ["Anatomy", "Markup", yaml], resources: [.embedInCode("Geometry")]),
  module("Plot", ["Programs", "Anatomy", "Envelope", "Markup", "Quantities"]),
  module("Importers", ["Programs", "JSONGrammar", "Anatomy", "Envelope", "Quantities"]),
  module(
    "Person", ["Anatomy", "Programs", yaml],
    resources: [.embedInCode("Questions"), .embedInCode("Plans")]),
  module(
    "Sessions",
    ["Programs", "Person", "Envelope", "Regulation", "DeviceProtocol", "Quantities"]),
  module("Ledger", ["Person", "Programs", sqlite]),
  module("Realtime", ["Quantities", "CPosix"]),
  module("Links", ["DeviceProtocol", "Realtime", "CPosix", "CLibUSB"]),
  module("Discovery", ["Links", "Realtime", "CUdev"]),
  module(
    "VirtualWorld",
    [
      "Sessions", "Simulator", "Programs", "Anatomy", "Envelope", "DeviceProtocol", "DeviceCore",
      "Plant", "Quantities",
    ]),
  module(
    "Recording",
    ["Sessions", "Programs", "DeviceProtocol", "Envelope", "Realtime", "Quantities"]),
  module("Simulator", ["Coupling", "DeviceCore", "Plant", "USBDevice", "Links", "Recording"]),
  module("Conformance", ["DeviceProtocol", "Quantities", "Randomness"]),
  module("ConformanceLines", ["Conformance", "Links", "Discovery", "Simulator"]),
  module("Acceptance", ["Coupling", "DeviceCore", "Plant"]),
]

let face: [Target] = [
  module("Varlink", ["JSONGrammar"] + nio),
  module(
    "ControlAPI", ["Varlink", "Quantities"], resources: [.embedInCode("Interface")]),
  module(
    "Daemon",
    [
      "Sessions", "Ledger", "Simulator", "Links", "Discovery", "Realtime", "Recording",
      "CAllocations", "BodyMap",
      "ControlAPI", log, lifecycle, yaml,
    ]),
  module("Doctor", resources: [.embedInCode("Rules")]),
  module(
    "Commands",
    [
      "ControlAPI", "Programs", "Plot", "Importers", "Anatomy", "Doctor", "Daemon", "Markup",
      argumentParser,
    ]),
  module("Rehearsal"),
  module("GoldenVectors", ["DeviceProtocol", "Quantities", "Randomness"]),
  module("ProgramVectors", ["Programs", "Anatomy", "Envelope", "Quantities"]),
  module(
    "Benchmarks",
    [
      "Ledger", "Person", sqlite, "Acceptance", "VirtualWorld", "Plot", "Realtime", "Links",
      "Simulator", "Sessions",
      "Regulation",
      "Plant",
      "Anatomy", "Rehearsal", "CAllocations", argumentParser,
    ]),
  program("tonusd", ["Daemon", argumentParser]),
  program("tonus", ["Commands"]),
  program("tonus-world", ["VirtualWorld", argumentParser]),
  program("tonus-sim", ["Simulator", "Recording", argumentParser]),
  program(
    "tonus-conformance",
    ["ConformanceLines", "Conformance", "Links", "Discovery", "Simulator", argumentParser]),
  program("tonus-vectors", ["GoldenVectors", "ProgramVectors", argumentParser]),
  program("tonus-bench", ["Benchmarks", argumentParser]),
]

/// Fuzzers have the main of libFuzzer, so they are there only for `make fuzz`.
let fuzzers: [Target] =
  Context.environment["TONUS_FUZZ"] == nil
  ? []
  : [
    ("Parser", ["Programs"]), ("Checker", ["Programs"]), ("Importers", ["Importers", "Programs"]),
    ("Device", ["DeviceCore", "DeviceProtocol", "Quantities"]),
  ].map { (name: String, dependencies: [Target.Dependency]) in
    .executableTarget(
      name: "fuzz-\(name.lowercased())", dependencies: dependencies, path: "Tests/Fuzz/\(name)",
      swiftSettings: strict + [.unsafeFlags(["-parse-as-library"])])
  }

let package = Package(
  name: "tonus",
  products: [
    .executable(name: "tonusd", targets: ["tonusd"]),
    .executable(name: "tonus", targets: ["tonus"]),
    .executable(name: "tonus-sim", targets: ["tonus-sim"]),
    .executable(name: "tonus-world", targets: ["tonus-world"]),
    .executable(name: "tonus-conformance", targets: ["tonus-conformance"]),
    .library(name: "TonusGround", targets: ground.map(\.name)),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
  ],
  targets: ground + host + face + fuzzers + [
    tests("Anatomy", ["Anatomy", yaml], exclude: ["Fixtures"]),
    tests("BodyMap", ["BodyMap", "Anatomy"]),
    tests("DeviceCore", ["Coupling", "DeviceCore", "Plant"]),
    tests("Envelope", ["Envelope", "Randomness"]),
    tests("Acceptance", ["Acceptance", "Plant", "Randomness", "Regulation"]),
    tests("Regulation", ["Regulation", "Plant", "Randomness"]),
    tests("Plant", ["Plant", "Randomness"]),
    tests("Realtime", ["Realtime", "CAllocations"]),
    tests("Programs", ["Programs", "ProgramVectors", "Randomness", yaml]),
    tests("Plot", ["Plot", "Programs", "Envelope", "Quantities"], exclude: ["Snapshots"]),
    tests("Importers", ["Importers", "Programs"], exclude: ["Samples"]),
    tests(
      "Links",
      ["Links", "Discovery", "DeviceProtocol", "Quantities", "Randomness", "Realtime"]),
    tests("Discovery", ["Discovery", "Links"]),
    tests("Daemon", ["Daemon", "Rehearsal"]),
    tests("Quantities", ["Quantities"]),
    tests("DeviceProtocol", ["DeviceProtocol", "GoldenVectors", "Quantities", "Randomness"]),
    tests("Simulator", ["Simulator", "Plant", "tonus-sim"], exclude: ["drive_over_pty.py"]),
    tests("Conformance", ["Conformance", "ConformanceLines", "Simulator"]),
    tests("USBDevice", ["USBDevice", "DeviceProtocol", "Randomness"]),
    tests("Person", ["Person", "Anatomy", "Randomness"]),
    tests("Ledger", ["Ledger", "Randomness"], exclude: ["Schemas"]),
    tests("Commands", ["Commands", "ControlAPI"], exclude: ["Snapshots"]),
    tests("Varlink", ["Varlink", "JSONGrammar", "Randomness", "Rehearsal"]),
    tests("Doctor", ["Doctor", "DeviceProtocol"]),
    tests(
      "Recording",
      [
        "Recording", "Sessions", "Programs", "Envelope", "DeviceProtocol", "Quantities",
      ], exclude: ["Recordings"]),
    tests("ControlAPI", ["ControlAPI", "Varlink"]),
    tests(
      "Sessions", ["Sessions", "Coupling", "DeviceCore", "Plant", "Randomness", "CAllocations"]),
    tests(
      "VirtualWorld", ["VirtualWorld", "Sessions", "DeviceProtocol", "Envelope", "Quantities"]),
    tests(
      "Rehearsal", ["Rehearsal", "Recording", "tonusd", "tonus", "tonus-sim", "tonus-conformance"]),
  ],
  swiftLanguageModes: [.v6]
)
