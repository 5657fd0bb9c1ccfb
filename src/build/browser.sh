#!/bin/sh
# Sees to it that the tests of the pages find a browser: CHROME_BIN, or chromium on the path, or,
# as root on Debian and its kin, the distribution's package.
# The headless shell comes first: it draws the same pages with a third of the processor time.
set -eu

if [ -n "${CHROME_BIN:-}" ]; then
  [ -x "$CHROME_BIN" ] && exit 0
  echo "CHROME_BIN is $CHROME_BIN, which cannot be run" >&2
  exit 1
fi

found() {
  for name in "$@"; do
    command -v "$name" > /dev/null 2>&1 && return 0
  done
  return 1
}

browser() {
  found chromium chromium-browser google-chrome google-chrome-stable && return 0
  [ -x "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" ]
}

found chromium-headless-shell && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get > /dev/null 2>&1; then
  echo "Installing chromium-headless-shell for the tests of the pages"
  if apt-get update -q; then
    DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends \
      chromium-headless-shell && exit 0
  fi
fi
browser && exit 0
echo "The tests of the pages need a browser: install Chromium or Chrome (Debian: apt-get install" >&2
echo "chromium-headless-shell; macOS: brew install --cask google-chrome), or set CHROME_BIN to one," >&2
echo "and run again." >&2
exit 1
