#!/usr/bin/env bash
# Installs programs of others, against which some tests then measure ours: a push service into artifacts/peers (needs node and the npm
# registry), and Dovecot from Debian (needs root; it is not started here, each test starts one of its own).
set -euo pipefail
source scripts/postgres.sh
npm install --prefix artifacts/peers --ignore-scripts --no-audit --no-fund --no-save web-push-testing@1.2.2
if [ "$(id -u)" = 0 ]; then install_missing dovecot-imapd; fi
