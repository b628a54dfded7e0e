#!/usr/bin/env bash
# Writes the next migration for SQLite and for PostgreSQL; "squash" throws all away and starts both afresh.
set -euo pipefail

name=${1:?name of the migration}
sets=src/Mitreden/Foundation/Data/Migrations
dotnet tool restore >/dev/null
if [ "$name" = squash ]; then rm -rf "$sets"; name=Initial; fi
dotnet build src/Mitreden -v quiet
for db in Sqlite Postgres; do
  dotnet ef migrations add "$name" --project src/Mitreden --no-build --context "${db}Db" \
    --output-dir "Foundation/Data/Migrations/$db"
done
