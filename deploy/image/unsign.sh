#!/bin/sh
# Takes the signatures from the signed jars in a folder, after checking them. (One has some: Bouncy Castle's, which is signed so that it
# may be a provider of the JDK, as which we do not use it.) The JVM would check them at every start, a fifth of the whole, and keep the
# classes of signed jars out of its cache.
set -eu
cd "$1"
for jar in *.jar; do
  if unzip -l "$jar" | grep -q 'META-INF/[^/]*\.SF$'; then
    jarsigner -verify "$jar" | grep -q '^jar verified\.$'
    folder=$(mktemp -d)
    unzip -q "$jar" -d "$folder"
    rm -f "$folder"/META-INF/*.SF "$folder"/META-INF/*.RSA "$folder"/META-INF/*.DSA "$folder"/META-INF/*.EC
    # Up to the first empty line the manifest speaks of the jar, behind it of each file.
    sed -i '/^\r*$/q' "$folder/META-INF/MANIFEST.MF"
    jar --create --file "$jar" --manifest "$folder/META-INF/MANIFEST.MF" --date 2026-01-01T00:00:00Z -C "$folder" .
    rm -r "$folder"
    echo "unsigned $jar"
  fi
done
