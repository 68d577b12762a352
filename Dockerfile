# SPDX-License-Identifier: Apache-2.0
# Builds Hummingbridge and puts it, with a Java runtime of only what it needs, into a small image.
#
#   docker build -t hummingbridge .
#   docker run --network host hummingbridge
#
# Host networking, because clients have to reach the media port at an address that the bridge can see and offer. On a network of
# its own, mount a configuration that maps addresses (ice4j.harvest.mapping.static-mappings) and name it by --config.

FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/root/.m2 \
    mvn -B -q -DskipTests -Djacoco.skip=true -Dspotless.check.skip=true -pl daemon -am package
RUN jlink --add-modules java.logging,java.management,java.naming,java.xml,jdk.jfr,jdk.management,jdk.unsupported \
    --strip-debug --no-header-files --no-man-pages --compress zip-6 --output /runtime

FROM debian:bookworm-slim
# libssl3 has the libcrypto that protects media; without it the bridge would fall back to Java's ciphers.
RUN apt-get update \
    && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends curl libssl3 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10000 --user-group hummingbridge
COPY --from=build /runtime /opt/java
COPY --from=build /src/daemon/target/app /opt/hummingbridge
USER hummingbridge
EXPOSE 10000/udp 8080/tcp 8888/tcp
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s \
    CMD ["curl", "--fail", "--silent", "--output", "/dev/null", "http://127.0.0.1:8080/about/health"]
ENTRYPOINT ["/opt/java/bin/java", \
    "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", \
    "-XX:+UseG1GC", "-XX:MaxRAMPercentage=25", "-XX:+ExitOnOutOfMemoryError", \
    "-cp", "/opt/hummingbridge/*", "org.hummingbridge.daemon.Main"]
CMD ["standalone"]
