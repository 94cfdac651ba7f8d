#!/bin/sh
# Starts the agent of this folder. Without arguments: its pages in the browser.
# The class-data archive holds only from the folder itself, so the pages start there; other commands
# stay where the caller is, for the files that they are given.
image=$(dirname "$(dirname "$(readlink -f "$0")")")
case ${1:-serve} in
  serve)
    caller=$PWD
    cd "$image" || exit 1
    exec runtime/bin/java @lib/agent.options -XX:SharedArchiveFile=lib/retex-agent.jsa \
      "-Dretex.caller=$caller" retex.agent.Laptop "$@"
    ;;
  *)
    exec "$image/runtime/bin/java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx256m \
      -XX:-CreateCoredumpOnCrash -XX:+SuppressFatalErrorMessage \
      -Dfile.encoding=UTF-8 -cp "$image/lib/*" retex.agent.Laptop "$@"
    ;;
esac
