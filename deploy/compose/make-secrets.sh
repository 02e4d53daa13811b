#!/bin/sh
# Writes the master key into the volume that the instances read it from: MASTER_KEY, if that is set; else one that is made here, the
# first time. Whoever deletes the volume deletes what opens the secrets in the database.
set -eu
file=/secrets/master-key
umask 077
if [ -n "${MASTER_KEY:-}" ]; then
  printf '%s' "$MASTER_KEY" >"$file.new"
elif [ ! -s "$file" ]; then
  head -c 32 /dev/urandom | base64 >"$file.new"
  echo "A master key was made."
fi
if [ -e "$file.new" ]; then
  # The image's user.
  chown 10001:10001 "$file.new"
  mv "$file.new" "$file"
fi
chmod 755 /secrets
