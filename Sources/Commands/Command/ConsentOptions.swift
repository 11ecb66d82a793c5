// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ControlAPI

/// Who is treated, and what of the questions before a session is answered already.
struct ConsentOptions: ParsableArguments {
  @Flag(help: "Do not ask whether to go on. Red flags and limits hold all the same.")
  var yes = false

  @Option(
    help: ArgumentHelp(
      "Answer the questions before a session by name: RF-1=no,RF-2=no,… or @file.",
      valueName: "answers"), transform: AnswerList.read)
  var answers: AnswerList?

  @Option(help: ArgumentHelp("Who is treated; you unless named.", valueName: "name"))
  var subject: String?
}
