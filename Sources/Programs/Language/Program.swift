// SPDX-License-Identifier: Apache-2.0
public import Anatomy

/// A program as it was written: read, not yet checked against anything outside itself.
public struct Program: Hashable, Sendable, Codable {
  /// The version of the language; 1.
  public var version: Int
  public var title: String
  /// Where it comes from and what stands behind it.
  public var about: String?
  /// Set in a program that only explains: it has no steps and is never run.
  public var information: Located<String>?
  public var parameters: [Parameter]
  /// 1…10; the caller's wins.
  public var intensity: Located<Int>?
  public var zone: Located<ZoneReference>?
  public var side: Located<SideChoice>?
  public var profile: Located<ProfileID>?
  /// The move between the sides when the program runs on both.
  public var changeSides: Step.Move?
  /// For every step that drives, where it says nothing else.
  public var reactions = Reactions.none
  public var steps: [Located<Step>]
  /// Every program that is used, by itself or through others, by its path in the bundle.
  ///
  /// Empty in the programs of the library themselves.
  public var library: [String: Program] = [:]
}
