#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The Varlink package from PyPI certifies the Varlink module and drives tonusd, from a built tree.
set -eu
cd "$(dirname "$0")/../.."
exec "${SWIFT:-swift}" test --skip-build --disable-xctest \
  --filter 'VarlinkTests.CertificationTests|DaemonTests.ProcessTests/python'
