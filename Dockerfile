# Builds Slipway and the image that serves it:
#   docker build -t slipway .
#   docker run -p 8080:8080 -v "$PWD/migrations:/migrations:ro" -e SLIPWAY_DB_URL=jdbc:postgresql://host:5432/name \
#     -e SLIPWAY_DB_USER=... -e SLIPWAY_DB_PASSWORD=... slipway

FROM maven:3-eclipse-temurin-17 AS build
WORKDIR /build
# Downloads first, in a layer that stays while only sources change. Goals by name, because a whole build would also
# fetch what only tests need.
COPY pom.xml .
RUN mvn -B -q compiler:compile dependency:copy@server
COPY src/main src/main
RUN mvn -B -q resources:resources compiler:compile war:war

FROM eclipse-temurin:17-jre
RUN useradd --system --uid 10001 --create-home slipway \
 && mkdir -p /migrations /config /data \
 && chown slipway /data
COPY --from=build /build/target/server/payara-micro.jar /build/target/server/postgresql.jar /opt/slipway/
COPY server-config/payara-micro/ server-config/docker/ /opt/slipway/
COPY --from=build /build/target/slipway.war /opt/slipway/
# docker run --rm -it slipway hash-password
COPY --from=build /build/target/classes/org/slipway/security/PasswordHash*.class /opt/slipway/commands/org/slipway/security/

# Every setting of server-config/slipway.properties can be given like these, or in a mounted /config/slipway.properties.
ENV SLIPWAY_MIGRATIONS_LOCATION=filesystem:/migrations \
    SLIPWAY_DATA_DIRECTORY=/data
USER slipway
WORKDIR /data
VOLUME ["/migrations", "/data"]
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=5s --start-period=120s --retries=3 CMD ["bash", "/opt/slipway/healthcheck.sh"]
ENTRYPOINT ["sh", "/opt/slipway/entrypoint.sh"]
