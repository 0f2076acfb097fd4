#!/bin/sh
# Starts Slipway on Payara Micro. Java takes this script's place, so that it gets the engine's SIGTERM and finishes its step.
set -eu

# Makes a line's hash for slipway.auth.local.users-file; asks for the password, or reads it from standard input.
if [ "${1:-}" = hash-password ]; then
    exec java -cp /opt/slipway/commands org.slipway.security.PasswordHashCommand
fi

# The connection pool knows no files, the console does: only this secret has to be read here.
if [ -n "${SLIPWAY_DB_PASSWORD_FILE:-}" ]; then
    SLIPWAY_DB_PASSWORD=$(cat "$SLIPWAY_DB_PASSWORD_FILE")
    export SLIPWAY_DB_PASSWORD
    unset SLIPWAY_DB_PASSWORD_FILE
fi

if [ -f /config/slipway.properties ]; then
    set -- --systemproperties /config/slipway.properties "$@"
fi

# A server folder from before a restart would bring the old application back.
rm -rf /tmp/payara

exec java -XX:MaxRAMPercentage=60 -XX:+ExitOnOutOfMemoryError -jar /opt/slipway/payara-micro.jar \
    --rootdir /tmp/payara --nohazelcast --disablephonehome \
    --prebootcommandfile /opt/slipway/pre-boot.asadmin --postbootcommandfile /opt/slipway/post-boot.asadmin \
    --addlibs /opt/slipway/postgresql.jar --deploy /opt/slipway/slipway.war --contextroot / --port 8080 "$@"
