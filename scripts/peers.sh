#!/usr/bin/env bash
# Installs programs of others, against which some tests then measure ours, into artifacts/peers. Needs node and the npm registry.
set -euo pipefail
npm install --prefix artifacts/peers --ignore-scripts --no-audit --no-fund --no-save web-push-testing@1.2.2
