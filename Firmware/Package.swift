// swift-tools-version: 6.2
// SPDX-License-Identifier: Apache-2.0
import PackageDescription

let strict: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .strictMemorySafety(),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// What the daemon and the simulated device are made of too.
let ground = Target.Dependency.product(name: "TonusGround", package: "tonus")

let package = Package(
  name: "tonus-firmware",
  dependencies: [.package(name: "tonus", path: "..")],
  targets: [
    .target(name: "CStartup"),
    .target(name: "Registers", swiftSettings: strict),
    .target(name: "STM32F405", dependencies: ["Registers"], swiftSettings: strict),
    .target(name: "Controller", dependencies: [ground], swiftSettings: strict),
    .target(name: "Trace", dependencies: ["Controller", ground], swiftSettings: strict),
    .executableTarget(name: "trace-host", dependencies: ["Trace"], swiftSettings: strict),
    .target(name: "CBoard", path: "boards/netduinoplus2/CBoard"),
    .executableTarget(
      name: "netduinoplus2",
      dependencies: ["CStartup", "CBoard", "STM32F405", "Controller", ground],
      path: "boards/netduinoplus2/Sources",
      swiftSettings: strict,
      linkerSettings: [.linkedLibrary("gcc")]),
    .executableTarget(
      name: "TraceImage",
      dependencies: ["CStartup", "CBoard", "STM32F405", "Registers", "Trace"],
      path: "boards/netduinoplus2/TraceImage",
      swiftSettings: strict,
      linkerSettings: [.linkedLibrary("gcc")]),
  ],
  swiftLanguageModes: [.v6]
)
