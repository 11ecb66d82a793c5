#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Installs the Debian packages named as arguments that are not there yet. Quick when nothing is missing.
set -eu

if ! command -v swift >/dev/null; then
  echo "Swift 6.3 or newer is not on PATH: install a toolchain from swift.org, then run make again." >&2
  exit 69
fi

missing=""
for package in "$@"; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
done
[ -z "$missing" ] && exit 0

as_root=""
if [ "$(id -u)" != 0 ]; then
  if ! command -v sudo >/dev/null; then
    echo "These Debian packages are missing and need root to install: apt-get install$missing" >&2
    exit 77
  fi
  as_root=sudo
fi
echo "Installing$missing"
export DEBIAN_FRONTEND=noninteractive
# shellcheck disable=SC2086
$as_root apt-get install -y -qq $missing >/dev/null 2>&1 || {
  $as_root apt-get update -qq
  $as_root apt-get install -y -qq $missing >/dev/null
}
