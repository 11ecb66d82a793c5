#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Prints the toolset with which SwiftPM builds a board's image: toolset.sh BOARD
# The linker wants whole paths, and only the compiler that brings libgcc knows where it lies.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
machine="-mcpu=cortex-m4 -mthumb -mfloat-abi=softfp -mfpu=fpv4-sp-d16"
# shellcheck disable=SC2086
libgcc=$(dirname "$(arm-none-eabi-gcc $machine -print-libgcc-file-name)")
cat <<JSON
{
  "schemaVersion": "1.0",
  "swiftCompiler": {
    "extraCLIOptions": [
      "-enable-experimental-feature", "Embedded", "-wmo", "-O",
      "-Xfrontend", "-function-sections", "-Xfrontend", "-disable-stack-protector",
      "-Xcc", "-mcpu=cortex-m4", "-Xcc", "-mthumb", "-Xcc", "-mfloat-abi=softfp",
      "-Xcc", "-mfpu=fpv4-sp-d16", "-Xcc", "-ffp-contract=off",
      "-use-ld=lld", "-Xclang-linker", "-nostdlib", "-Xclang-linker", "-nostartfiles"
    ]
  },
  "cCompiler": {
    "extraCLIOptions": [
      "-ffreestanding", "-fno-builtin", "-fno-pic", "-fno-stack-protector", "-mcpu=cortex-m4", "-mthumb",
      "-mfloat-abi=softfp", "-mfpu=fpv4-sp-d16", "-ffunction-sections"
    ]
  },
  "linker": {
    "extraCLIOptions": [
      "-T", "$here/boards/$1/image.ld", "--gc-sections", "-static", "-L$libgcc", "-Map=$2"
    ]
  }
}
JSON
