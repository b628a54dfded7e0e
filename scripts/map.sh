#!/usr/bin/env bash
# Writes docs/map.md from the source: modules in order, what each offers, who uses it, its addresses.
# Usage: scripts/map.sh            writes the file
#        scripts/map.sh --print    prints it, so that a test can compare
set -euo pipefail
export LC_ALL=C
cd "$(dirname "$0")/.."
house=src/Mitreden

modules() { sed -nE 's/^ *new ([A-Za-z]+)\.[A-Za-z]+Module\(\),$/\1/p' "$house/Modules.cs"; }

# The first sentence of the doc comment above a class.
sentence() {
  sed -nE 's,^/// <summary>(.*)</summary>$,\1,p' "$1" | head -1 | sed -E 's/([.!?]) .*/\1/; s/<[^>]*>//g'
}

# Public types of a module's Contracts folder, one a line, with members of an enum left out.
contracts() {
  if [ ! -d "$house/$1/Contracts" ]; then return; fi
  sed -nE 's/^public ((abstract|sealed|static|partial|readonly) )*(class|record|record struct|struct|interface|enum) ([A-Za-z]+).*/\4/p' \
    "$house/$1"/Contracts/*.cs | sort -u
}

# Modules that name a type of another module's contracts.
users() {
  local module=$1 type=$2 other found=()
  for other in $(modules); do
    if [ "$other" = "$module" ]; then continue; fi
    if grep -rqE "\b(Mitreden\.)?$module\.Contracts\b" "$house/$other" --include=*.cs --include=*.cshtml &&
      grep -rlE "\b(Mitreden\.)?$module\.Contracts\b" "$house/$other" --include=*.cs --include=*.cshtml | xargs grep -qE "\b$type\b"; then
      found+=("$other")
    fi
  done
  if [ ${#found[@]} = 0 ]; then echo "nobody by name"; else (IFS=,; echo "${found[*]}" | sed 's/,/, /g'); fi
}

# Addresses below a folder: pages, and endpoints that are none.
addresses() {
  grep -rhoE '^@page "[^"]+"' "$1" --include=*.cshtml | sed -E 's/^@page "(.*)"$/`\1` (page)/' || true
  local file verb address
  while IFS=: read -r file call; do
    verb=$(sed -E 's/^Map(Get|Post|HealthChecks)\(.*/\1/' <<<"$call" | sed 's/Get/GET/; s/Post/POST/; s/HealthChecks/GET/')
    address=${call#*(}
    case $address in
      \"*) address=${address//\"/} ;;
      *) address=$(sed -nE "s/.*const string $address = \"([^\"]+)\".*/\1/p" "$file") ;;
    esac
    echo "\`$address\` ($verb)"
  done < <(grep -roE 'Map(Get|Post|HealthChecks)\(("[^"]+"|[A-Z][A-Za-z]*)' "$1" --include=*.cs || true)
}

block() {
  local title=$1 folder=$2 doc=$3
  printf '\n## %s\n\n%s' "$title" "$doc"
  if [ -f "$folder/README.md" ]; then printf ' [More](../%s/README.md)' "$folder"; fi
  printf '\n'
  local lines
  lines=$(addresses "$folder" | sort -u | sed 's/^/- /')
  if [ -n "$lines" ]; then printf '\nAddresses\n\n%s\n' "$lines"; fi
}

map() {
  cat <<'TEXT'
# Map of the house

Written by `./dev map` from the source; a test fails when it is out of date. A module uses only the contracts of modules above it.
TEXT
  block Foundation "$house/Foundation" "What all modules stand on: database, jobs, live parts, texts, access. It knows no module."
  local module type
  for module in $(modules); do
    block "$module" "$house/$module" "$(sentence "$house/$module/${module}Module.cs")"
    if [ -z "$(contracts "$module")" ]; then continue; fi
    printf '\n| offers | used by |\n| --- | --- |\n'
    for type in $(contracts "$module"); do printf '| `%s` | %s |\n' "$type" "$(users "$module" "$type")"; done
  done
}

if [ "${1:-}" = --print ]; then map; else mkdir -p docs; map >docs/map.md; fi
