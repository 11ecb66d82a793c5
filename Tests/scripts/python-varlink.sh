#!/bin/sh
# Makes the Python environment with the varlink package under .build, once, and prints its interpreter.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
environment=${TONUS_PYTHON_VARLINK:-$root/.build/python}
mkdir -p "$(dirname "$environment")"
exec 9>"$environment.lock"
flock 9
if ! "$environment/bin/python" -c 'import varlink' 2>/dev/null; then
  rm -rf "$environment"
  python3 -m venv "$environment" >&2
  "$environment/bin/pip" install --quiet --disable-pip-version-check varlink==31.0.0 >&2
fi
echo "$environment/bin/python"
