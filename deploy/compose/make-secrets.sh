#!/bin/sh
# Writes the master key into the volume that the instances read it from: MASTER_KEY, if that is set; else one that is made here, the
# first time. Whoever deletes the volume deletes what opens the secrets in the database; so a key that is there is replaced only by who
# has it, and says so in MASTER_KEY_PREVIOUS. The folders are arguments so that this can be tried elsewhere.
set -eu
secrets=${1:-/secrets}
project=${2:-/project}
file=$secrets/master-key
umask 077

if [ -z "${ENV_FILE:-}" ] && [ -e "$project/.env" ]; then
  echo "There is a .env without the line ENV_FILE=.env, so the server would not see its settings: add that line." >&2
  exit 1
fi

if [ -n "${MASTER_KEY:-}" ]; then
  if [ -s "$file" ] && [ "$(cat "$file")" != "$MASTER_KEY" ] && [ "$(cat "$file")" != "${MASTER_KEY_PREVIOUS:-}" ]; then
    echo "The volume has another key than MASTER_KEY, perhaps its only copy: take MASTER_KEY out of .env to go on with it, or change keys as docs/deployment/docker.md says." >&2
    exit 1
  fi
  printf '%s' "$MASTER_KEY" >"$file.new"
elif [ ! -s "$file" ]; then
  head -c 32 /dev/urandom | base64 >"$file.new"
  echo "A master key was made."
fi
if [ -e "$file.new" ]; then
  # The image's user. In the container this is root.
  [ "$(id -u)" != 0 ] || chown 10001:10001 "$file.new"
  mv "$file.new" "$file"
fi
chmod 755 "$secrets"
