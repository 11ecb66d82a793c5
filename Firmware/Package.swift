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

/// Images need a microcontroller's compiler flags, tests a host's: one manifest, two sets of targets.
let isForImage = Context.environment["TONUS_IMAGE"] != nil

func image(_ name: String, _ dependencies: [Target.Dependency], path: String) -> Target {
  .executableTarget(
    name: name, dependencies: ["CStartup", "STM32F405", "Registers"] + dependencies, path: path,
    swiftSettings: strict, linkerSettings: [.linkedLibrary("gcc")])
}

let images: [Target] = [
  .target(name: "CStartup"),
  .target(name: "CBoard", path: "boards/netduinoplus2/CBoard"),
  image(
    "netduinoplus2", ["CBoard", "Controller", "ResetCauses", ground],
    path: "boards/netduinoplus2/Sources"),
  image("TraceImage", ["CBoard", "Trace"], path: "boards/netduinoplus2/TraceImage"),
  .target(name: "CReferenceBoard", path: "boards/reference/CReferenceBoard"),
  image(
    "reference",
    ["CReferenceBoard", "ReferenceBoard", "Composite", "Controller", "ResetCauses", ground],
    path: "boards/reference/Sources"),
]

let hosted: [Target] = [
  .executableTarget(name: "trace-host", dependencies: ["Trace"], swiftSettings: strict),
  .testTarget(
    name: "FirmwareTests",
    dependencies: ["ReferenceBoard", "Composite", "Controller", "Parts", "STM32F405", ground],
    path: "Tests", swiftSettings: strict),
]

let package = Package(
  name: "tonus-firmware",
  dependencies: [.package(name: "tonus", path: "..")],
  targets: [
    .target(name: "Registers", swiftSettings: strict),
    .target(name: "STM32F405", dependencies: ["Registers"], swiftSettings: strict),
    .target(name: "Parts", dependencies: [ground], swiftSettings: strict),
    .target(name: "Controller", dependencies: [ground], swiftSettings: strict),
    .target(name: "ResetCauses", dependencies: ["STM32F405", ground], swiftSettings: strict),
    .target(
      name: "Composite", dependencies: ["STM32F405", "Controller", ground], swiftSettings: strict),
    .target(
      name: "ReferenceBoard", dependencies: ["STM32F405", "Parts", "Controller", ground],
      path: "boards/reference/ReferenceBoard", swiftSettings: strict),
    .target(name: "Trace", dependencies: ["Controller", ground], swiftSettings: strict),
  ] + (isForImage ? images : hosted),
  swiftLanguageModes: [.v6]
)
