// SPDX-License-Identifier: Apache-2.0

import ControlAPI

/// A preset with its program, as JSON shows it.
struct PresetPage: Encodable {
  let preset: Preset
  let text: String
}
