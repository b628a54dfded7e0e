#!/usr/bin/env bash
# Publishes the program for this machine into a folder. Compiled ahead of time, because that halves the work until the first page.
set -euo pipefail
case "$(uname -m)" in aarch64|arm64) machine=linux-arm64 ;; *) machine=linux-x64 ;; esac
exec dotnet publish src/Mitreden/Mitreden.csproj -c Release -r "$machine" --self-contained false -p:PublishReadyToRun=true -o "${1:?folder}" -v quiet
