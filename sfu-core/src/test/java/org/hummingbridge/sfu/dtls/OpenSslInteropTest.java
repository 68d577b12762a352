/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.dtls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hummingbridge.sfu.srtp.SrtpProfile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The openssl command line tool as the other end, over loopback UDP: it prints what it exports. */
class OpenSslInteropTest {
    private static final Pattern KEYING_MATERIAL = Pattern.compile("Keying material: ([0-9A-F]+)");

    private static final Pattern ACCEPTS = Pattern.compile("ACCEPT 127\\.0\\.0\\.1:(\\d+)\n");

    @TempDir
    static Path directory;

    private final TestLoop loop = new TestLoop();
    private final Peer peer = new Peer(loop);
    private final StringBuffer output = new StringBuffer();
    private DatagramSocket socket;
    private volatile SocketAddress remote;
    private Process openssl;

    @BeforeAll
    static void makeCertificates() throws IOException, InterruptedException {
        assumeThat(isInstalled()).as("openssl is installed").isTrue();
        makeCertificate("ec", "ec", "-pkeyopt", "ec_paramgen_curve:P-256");
        makeCertificate("rsa", "rsa:2048");
    }

    @BeforeEach
    void open() throws IOException {
        socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        peer.wire = datagram -> {
            try {
                socket.send(new DatagramPacket(datagram, datagram.length, remote));
            } catch (final IOException e) {
                throw new AssertionError(e);
            }
        };
    }

    @AfterEach
    void close() {
        peer.association.close();
        socket.close();
        if (openssl != null) {
            openssl.destroyForcibly();
        }
    }

    @ParameterizedTest
    @EnumSource(SrtpProfile.class)
    void asServerWeExportWhatTheClientExports(final SrtpProfile profile) throws Exception {
        serve("ec");
        client("ec", profile);

        awaitKeys();

        assertThat(peer.keys.profile()).isEqualTo(profile);
        assertThat(peer.keys.remoteKey()).isEqualTo(exported(0, profile.keyBytes()));
        assertThat(peer.keys.localKey()).isEqualTo(exported(profile.keyBytes(), profile.keyBytes()));
        assertThat(peer.keys.remoteSalt()).isEqualTo(exported(2 * profile.keyBytes(), profile.saltBytes()));
        assertThat(peer.keys.localSalt())
                .isEqualTo(exported(2 * profile.keyBytes() + profile.saltBytes(), profile.saltBytes()));
    }

    @Test
    void aClientWithAnRsaCertificateIsServed() throws Exception {
        serve("rsa");
        client("rsa", SrtpProfile.AEAD_AES_128_GCM);

        awaitKeys();

        assertThat(peer.keys.remoteKey()).isEqualTo(exported(0, 16));
    }

    @Test
    void aClientThatCutsItsFlightIntoSmallPiecesIsServed() throws Exception {
        serve("rsa");
        client("rsa", SrtpProfile.AEAD_AES_128_GCM, "-mtu", "300");

        awaitKeys();

        assertThat(peer.keys.remoteKey()).isEqualTo(exported(0, 16));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ECDHE-ECDSA-CHACHA20-POLY1305", "ECDHE-ECDSA-AES128-SHA", "ECDHE-ECDSA-AES256-SHA"})
    void clientsOfOtherCipherSuitesAreServed(final String suite) throws Exception {
        serve("ec");
        client("ec", SrtpProfile.AEAD_AES_128_GCM, "-cipher", suite + ":@SECLEVEL=0");

        awaitKeys();

        assertThat(peer.keys.remoteKey()).isEqualTo(exported(0, 16));
        peer.association.sendApplicationData(new byte[DtlsAssociation.MAX_APPLICATION_DATA]);
        assertThat(peer.over()).isFalse();
        assertThat(peer.sent.getLast().length).isBetween(DtlsAssociation.MAX_APPLICATION_DATA, 1200);
    }

    @Test
    void applicationDataAndTheCloseArriveFromTheClient() throws Exception {
        serve("ec");
        client("ec", SrtpProfile.AEAD_AES_128_GCM);
        awaitKeys();

        openssl.getOutputStream().write("hello\n".getBytes(StandardCharsets.US_ASCII));
        openssl.getOutputStream().flush();
        assertThat(loop.runUntil(() -> !peer.received.isEmpty())).isTrue();
        assertThat(peer.received.getFirst()).asString(StandardCharsets.US_ASCII).isEqualTo("hello\n");

        openssl.getOutputStream().write("Q\n".getBytes(StandardCharsets.US_ASCII));
        openssl.getOutputStream().flush();
        assertThat(loop.runUntil(() -> peer.closed)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(SrtpProfile.class)
    void asClientWeExportWhatTheServerExports(final SrtpProfile profile) throws Exception {
        run(
                "s_server",
                "-dtls1_2",
                "-accept",
                "127.0.0.1:0",
                "-Verify",
                "1",
                "-cert",
                path("ec.pem"),
                "-key",
                path("ec.key"),
                "-use_srtp",
                openSslName(profile),
                "-keymatexport",
                "EXTRACTOR-dtls_srtp",
                "-keymatexportlen",
                Integer.toString(exportedBytes(profile)));
        assertThat(loop.runUntil(() -> ACCEPTS.matcher(output).find())).isTrue();
        remote = new InetSocketAddress(InetAddress.getLoopbackAddress(), acceptingPort());
        read();
        peer.association.remoteFingerprints(List.of(fingerprint("ec")));
        peer.association.start(DtlsRole.CLIENT, 0);

        awaitKeys();

        assertThat(peer.keys.profile()).isEqualTo(profile);
        assertThat(peer.keys.localKey()).isEqualTo(exported(0, profile.keyBytes()));
        assertThat(peer.keys.remoteKey()).isEqualTo(exported(profile.keyBytes(), profile.keyBytes()));
    }

    private void serve(final String certificate) throws Exception {
        read();
        peer.association.remoteFingerprints(List.of(fingerprint(certificate)));
        peer.association.start(DtlsRole.SERVER, 0);
    }

    private void client(final String certificate, final SrtpProfile profile, final String... more) throws IOException {
        final List<String> arguments = new ArrayList<>(List.of(
                "s_client",
                "-dtls1_2",
                "-connect",
                "127.0.0.1:" + socket.getLocalPort(),
                "-cert",
                path(certificate + ".pem"),
                "-key",
                path(certificate + ".key"),
                "-use_srtp",
                openSslName(profile),
                "-keymatexport",
                "EXTRACTOR-dtls_srtp",
                "-keymatexportlen",
                Integer.toString(exportedBytes(profile))));
        arguments.addAll(Arrays.asList(more));
        run(arguments.toArray(String[]::new));
    }

    private void run(final String... arguments) throws IOException {
        final List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(Arrays.asList(arguments));
        openssl = new ProcessBuilder(command).redirectErrorStream(true).start();
        final BufferedReader reader = openssl.inputReader();
        Thread.ofVirtual()
                .start(() -> reader.lines().forEach(line -> output.append(line).append('\n')));
    }

    /** Hands what the socket gets to the loop, until it is closed. */
    private void read() {
        Thread.ofVirtual().start(() -> {
            final byte[] buffer = new byte[4096];
            try {
                while (true) {
                    final DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                    socket.receive(packet);
                    remote = packet.getSocketAddress();
                    final byte[] datagram = Arrays.copyOf(buffer, packet.getLength());
                    loop.execute(() -> peer.deliver(datagram));
                }
            } catch (final SocketException e) {
                // Closed at the end of the test.
            } catch (final IOException e) {
                throw new AssertionError(e);
            }
        });
    }

    private void awaitKeys() {
        final boolean exchanged = loop.runUntil(() -> peer.over()
                || (peer.keys != null && KEYING_MATERIAL.matcher(output).find()));
        assertThat(exchanged && !peer.over())
                .as("failure: %s; openssl said: %s", peer.failure, output)
                .isTrue();
    }

    private byte[] exported(final int offset, final int length) {
        final Matcher matcher = KEYING_MATERIAL.matcher(output);
        assertThat(matcher.find()).isTrue();
        return Arrays.copyOfRange(HexFormat.of().parseHex(matcher.group(1)), offset, offset + length);
    }

    /** Told by a server that was to choose one itself. */
    private int acceptingPort() {
        final Matcher matcher = ACCEPTS.matcher(output);
        assertThat(matcher.find()).isTrue();
        return Integer.parseInt(matcher.group(1));
    }

    private static int exportedBytes(final SrtpProfile profile) {
        return 2 * (profile.keyBytes() + profile.saltBytes());
    }

    private static String openSslName(final SrtpProfile profile) {
        return switch (profile) {
            case AEAD_AES_128_GCM -> "SRTP_AEAD_AES_128_GCM";
            case AEAD_AES_256_GCM -> "SRTP_AEAD_AES_256_GCM";
            case AES128_CM_HMAC_SHA1_80 -> "SRTP_AES128_CM_SHA1_80";
        };
    }

    private static Fingerprint fingerprint(final String certificate) throws IOException, GeneralSecurityException {
        try (var pem = Files.newInputStream(directory.resolve(certificate + ".pem"))) {
            return Fingerprint.of(
                    "sha-256",
                    CertificateFactory.getInstance("X.509")
                            .generateCertificate(pem)
                            .getEncoded());
        }
    }

    private static boolean isInstalled() throws InterruptedException {
        try {
            return new ProcessBuilder("openssl", "version")
                            .redirectErrorStream(true)
                            .start()
                            .waitFor()
                    == 0;
        } catch (final IOException e) {
            return false;
        }
    }

    private static void makeCertificate(final String name, final String... newKey)
            throws IOException, InterruptedException {
        final List<String> command = new ArrayList<>(List.of("openssl", "req", "-x509", "-nodes", "-newkey"));
        command.addAll(Arrays.asList(newKey));
        command.addAll(List.of("-keyout", path(name + ".key"), "-out", path(name + ".pem"), "-subj", "/CN=test"));
        final Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    private static String path(final String name) {
        return directory.resolve(name).toString();
    }
}
