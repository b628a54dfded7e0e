# A PostgreSQL server for one run: own folder, free port on the loopback address, gone afterwards. Sourced by other scripts.

# Installs Debian packages that are missing; without root it says what to run.
install_missing() {
  local package missing=()
  for package in "$@"; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
  done
  if [ ${#missing[@]} = 0 ]; then return; fi
  if [ "$(id -u)" != 0 ]; then
    echo "The tests need ${missing[*]}. Please run: sudo apt-get update && sudo apt-get install -y ${missing[*]}" >&2
    exit 1
  fi
  echo "Installing ${missing[*]}"
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" </dev/null >/dev/null
}

# PostgreSQL refuses to run as root.
as_postgres() {
  if [ "$(id -u)" = 0 ]; then (cd / && runuser -u postgres -- "$@"); else "$@"; fi
}

free_port() {
  local port
  while port=$((20000 + RANDOM % 20000)); do
    if ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then echo "$port"; return; fi
  done
}

# Where a run keeps what is gone after it: in memory where there is room, for a disk takes as long to make and drop hundreds of databases as the tests take.
scratch() {
  local free
  free=$(df --output=avail -k /dev/shm 2>/dev/null | tail -1 || true)
  if [ "${free:-0}" -gt 3000000 ] && [ -w /dev/shm ]; then echo /dev/shm; else echo "${TMPDIR:-/tmp}"; fi
}

# Sets postgres_folder, postgres_address. The data of a test run may be lost in a power cut: no fsync, unless "durable" is asked for.
start_postgres() {
  local careless="-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_wal_size=256MB" room
  room=$(scratch)
  if [ "${1:-}" = durable ]; then careless= room=/tmp; fi
  postgres_bin=$(dirname "$(ls /usr/lib/postgresql/*/bin/initdb | sort -V | tail -1)")
  postgres_folder=$(mktemp -d "$room/mitreden-postgres.XXXXXX")
  mkdir "$postgres_folder/server"
  chmod 755 "$postgres_folder"
  if [ "$(id -u)" = 0 ]; then chown postgres "$postgres_folder/server"; fi
  local server=$postgres_folder/server port
  as_postgres "$postgres_bin/initdb" -D "$server/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync >/dev/null
  for _ in 1 2 3 4 5; do
    port=$(free_port)
    if as_postgres "$postgres_bin/pg_ctl" -D "$server/data" -l "$server/log" -w -t 60 start >/dev/null </dev/null \
      -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories=$server -c max_connections=400 $careless"; then
      postgres_address="Host=127.0.0.1;Port=$port;Username=postgres"
      return
    fi
  done
  echo "PostgreSQL did not start:" >&2
  cat "$server/log" >&2
  rm -rf "$postgres_folder"
  exit 1
}

stop_postgres() {
  as_postgres "$postgres_bin/pg_ctl" -D "$postgres_folder/server/data" -m immediate -w stop >/dev/null 2>&1 || true
  rm -rf "$postgres_folder"
}
