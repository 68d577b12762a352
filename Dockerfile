# SPDX-License-Identifier: Apache-2.0
# Builds Hummingbridge and puts it, with a Java runtime of only what it needs, into a small image.
#
#   docker build -t hummingbridge .
#
# In a deployment of docker-jitsi-meet the image takes the place of jitsi/jvb: it reads the same variables (JVB_*, XMPP_*, ...) and
# the same files of the operator's in /config; docs/configuration.md lists them. Alone, with a page to join calls by:
#
#   docker run --network host hummingbridge standalone
#
# Host networking, because clients have to reach the media port at an address that the bridge can see and offer. On a network of
# its own, publish the media port and name the address that clients use by JVB_ADVERTISE_IPS.

FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/root/.m2 \
    mvn -B -q -DskipTests -Djacoco.skip=true -Dspotless.check.skip=true -pl daemon -am package
# Netty's native library as a file: it could not be unpacked at run time where the file system is read-only or not executable.
RUN mkdir /native && cd /native \
    && for jar in /src/daemon/target/app/netty-transport-native-epoll-*-linux-*.jar; do jar xf "$jar" META-INF/native; done \
    && mv META-INF/native/* . && rm -r META-INF
RUN jlink --add-modules java.logging,java.management,java.naming,java.security.sasl,java.xml,jdk.jfr,jdk.management,jdk.unsupported \
    --strip-debug --no-header-files --no-man-pages --compress zip-6 --output /runtime

FROM debian:bookworm-slim
# libssl3 has the libcrypto that protects media; without it the bridge would fall back to Java's ciphers.
RUN apt-get update \
    && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends curl libssl3 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10000 --user-group hummingbridge
COPY --from=build /runtime /opt/java
COPY --from=build /src/daemon/target/app /opt/hummingbridge
COPY --from=build /native /opt/hummingbridge/native
COPY packaging/docker/entrypoint /opt/hummingbridge/entrypoint
# Trains the class cache, which halves the time of every start, and tries the bridge on the way.
RUN ["/opt/java/bin/java", "@/opt/hummingbridge/jvm.args", \
    "-XX:AOTCacheOutput=/opt/hummingbridge/classes.aot", "-Djava.library.path=/opt/hummingbridge/native", \
    "-cp", "/opt/hummingbridge/*", "org.hummingbridge.daemon.Main", "self-test"]
USER hummingbridge
EXPOSE 10000/udp 8080/tcp 8888/tcp
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s \
    CMD ["curl", "--fail", "--silent", "--output", "/dev/null", "http://127.0.0.1:8080/about/health"]
ENTRYPOINT ["/opt/hummingbridge/entrypoint"]
CMD ["run", "--environment"]
