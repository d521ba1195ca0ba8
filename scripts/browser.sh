#!/bin/sh
# Installs Debian's Chromium for the browser tests if packages may be installed; otherwise those tests say that they were skipped.
command -v chromium >/dev/null && command -v chromedriver >/dev/null && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y chromium chromium-driver >/dev/null && exit 0
fi
echo "No Chromium here and no right to install packages: the browser tests will be skipped (sudo apt install chromium chromium-driver)." >&2
exit 0
