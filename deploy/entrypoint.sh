#!/bin/sh
# Runs `rotative` in a container. `prepare` makes the newsroom at the first start, brings it to this version at later ones,
# and writes the configuration of nginx into it; every other word is a command of rotative.
set -eu

home=${ROTATIVE_HOME:?names the newsroom}

if [ "${1:-}" != prepare ]; then
    exec rotative "$@"
fi

if [ -e "$home/rotative.toml" ]; then
    rotative manage newsroom
else
    rotative init "$home" \
        --name "${NEWSROOM_NAME:-Rotative}" \
        --language "${ROTATIVE_LANGUAGE:-fr}" \
        --site-url "${ROTATIVE_SITE_URL:-http://127.0.0.1:8080}"
fi
# Whole or not at all: nginx may start at any moment.
# TLS ends in front of these containers: deploy/nginx.conf knows the scheme that the reader used.
rotative conf nginx | sed 's/\$scheme/$forwarded_scheme/g' > "$home/nginx.conf.new"
mv "$home/nginx.conf.new" "$home/nginx.conf"
