/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.hummingbridge.daemon.settings.CommandLineOptions;
import org.hummingbridge.daemon.settings.SettingsReader;
import org.hummingbridge.sfu.conference.ConferenceListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A bridge that asks a STUN server while it runs; both on loopback addresses. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PublicAddressesTest {
    private static final InetAddress LOCAL = InetAddress.ofLiteral("127.0.0.1");
    private static final byte[] PUBLIC = {93, (byte) 184, (byte) 216, 34};

    private final CountDownLatch mayAnswer = new CountDownLatch(1);

    @TempDir
    private Path folder;

    @Test
    void clientsAreToldThePublicAddressOnceTheServerHasAnswered() throws Exception {
        try (DatagramSocket server = new DatagramSocket(new InetSocketAddress(LOCAL, 0));
                MediaPath media = open(server.getLocalPort())) {
            assertThat(media.report()).noneMatch(line -> line.contains("93.184.216.34"));
            assertThat(media.reachability().publicAddress()).isFalse();

            Thread.ofVirtual().start(() -> answer(server));
            mayAnswer.countDown();

            while (!media.reachability().publicAddress()) {
                TimeUnit.MILLISECONDS.sleep(10);
            }
            final String port = media.report().getFirst().replaceAll(".*UDP port (\\d+),.*", "$1");
            assertThat(media.report())
                    .anyMatch(line -> line.contains("offered    93.184.216.34:" + port + ": 127.0.0.1:"))
                    .anyMatch(line -> line.contains("offered    127.0.0.1:" + port + ": "));
            assertThat(media.reachability().stunFailed()).isFalse();
        }
    }

    private MediaPath open(final int stunPort) throws Exception {
        final Path config = Files.writeString(
                folder.resolve("test.conf"),
                "ice4j.harvest.mapping { aws.enabled = false, stun.addresses = [\"127.0.0.1:" + stunPort + "\"] }");
        final CommandLineOptions options = new CommandLineOptions("127.0.0.1", 0, null, null);
        return UdpMediaPath.open(SettingsReader.read(config, options), conference -> ConferenceListener.NONE);
    }

    private void answer(final DatagramSocket server) {
        try {
            mayAnswer.await();
            final DatagramPacket packet = new DatagramPacket(new byte[1_500], 1_500);
            while (true) {
                packet.setLength(1_500);
                server.receive(packet);
                final ByteBuffer answer = ByteBuffer.allocate(32)
                        .putInt(0x0101000c)
                        .put(packet.getData(), 4, 16)
                        .putInt(0x00010008)
                        .putShort((short) 1)
                        .putShort((short) packet.getPort())
                        .put(PUBLIC);
                server.send(new DatagramPacket(answer.array(), answer.position(), packet.getSocketAddress()));
            }
        } catch (Exception e) {
            // Closed.
        }
    }
}
