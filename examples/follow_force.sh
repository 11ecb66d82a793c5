#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Drives one muscle live, the softer the harder the head is pressed: 'tonus drive' tells what is measured,
# and this script answers each line with a setpoint. Answer the red-flag questions first, with
# 'tonus screen'. Ctrl-C stops.
#
#     examples/follow_force.sh multifidus-lumbar --side left --max 1mm --for 60s
#
# Arguments go to 'tonus drive'; TONUS is the program, PEAK the micrometres at a light touch.
set -eu
: "${TONUS:=tonus}" "${PEAK:=600}"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkfifo "$folder/setpoints"
# Open at both ends, so that neither side waits for the other; the script's end closes it.
exec 3<>"$folder/setpoints"

"$TONUS" drive "$@" --json --yes <"$folder/setpoints" | while IFS= read -r line; do
  printf '%s\n' "$line"
  case $line in
  *'"phase":"running"'*) ;;
  *) continue ;;
  esac
  # 10.93 N as whole newtons; all of the peak up to 5 N, none from 15 N on.
  force=${line#*\"contactForce\":}
  force=${force%%[.,\}]*}
  [ "$force" -ge 5 ] || force=5
  [ "$force" -le 15 ] || force=15
  amplitude=$((PEAK * (15 - force) / 10))
  # A line a tenth of a second; each holds long enough to be answered late.
  printf '30Hz %d.%03dmm 1s\n' $((amplitude / 1000)) $((amplitude % 1000)) >&3
done
