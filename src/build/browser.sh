#!/bin/sh
# Sees to it that the tests of the pages find a browser: CHROME_BIN, or chromium on the path, or,
# as root on Debian and its kin, the distribution's package.
set -eu

found() {
  if [ -n "${CHROME_BIN:-}" ]; then
    [ -x "$CHROME_BIN" ] && return 0
    echo "CHROME_BIN is $CHROME_BIN, which cannot be run" >&2
    exit 1
  fi
  for name in chromium chromium-browser google-chrome google-chrome-stable; do
    command -v "$name" > /dev/null 2>&1 && return 0
  done
  [ -x "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" ] && return 0
  return 1
}

found && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get > /dev/null 2>&1; then
  echo "No browser found: installing chromium for the tests of the pages"
  apt-get update -q
  DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends chromium
  found && exit 0
fi
echo "The tests of the pages need a browser: install Chromium or Chrome (Debian: apt-get install" >&2
echo "chromium; macOS: brew install --cask google-chrome), or set CHROME_BIN to one, and run again." >&2
exit 1
