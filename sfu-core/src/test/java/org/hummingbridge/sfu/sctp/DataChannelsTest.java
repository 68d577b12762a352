/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.sctp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.hummingbridge.sfu.datagram.DropReason;
import org.hummingbridge.sfu.simulation.LinkConditions;
import org.hummingbridge.sfu.simulation.SimulatedNetwork;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The bridge channel (RFC 8831, RFC 8832), against an association that plays the browser, and against itself. */
class DataChannelsTest {
    private static final InetSocketAddress BRIDGE = new InetSocketAddress("198.51.100.1", 10_000);
    private static final InetSocketAddress CLIENT = new InetSocketAddress("203.0.113.5", 40_000);
    private static final String LABEL = "JVB data channel";
    private static final String PROTOCOL = "http://jitsi.org/protocols/colibri";
    private static final byte[] OPEN = HexFormat.of()
            .parseHex("0300000000000000001000224a56422064617461206368616e6e656c"
                    + "687474703a2f2f6a697473692e6f72672f70726f746f636f6c732f636f6c69627269");

    private final SimulatedNetwork network = new SimulatedNetwork(5);
    private final End bridge = new End(BRIDGE, CLIENT);
    private final SimulatedEnd browser = new SimulatedEnd(network, CLIENT, BRIDGE);

    private final class End implements DataChannelListener {
        private final DataChannels channels = new DataChannels(this, new SplittableRandom(8));
        private final List<String> events = new ArrayList<>();
        private final List<DropReason> drops = new ArrayList<>();
        private final InetSocketAddress here;
        private final InetSocketAddress there;

        private End(final InetSocketAddress here, final InetSocketAddress there) {
            this.here = here;
            this.there = there;
            network.attach(here, (datagram, now) -> receive(datagram.bytes(), now));
            network.every(Duration.ofMillis(10), () -> channels.onTime(network.nowNanos()));
        }

        private void receive(final byte[] packet, final long now) {
            final DropReason drop = channels.onPacket(packet, 0, packet.length, now);
            if (drop != null) {
                drops.add(drop);
            }
        }

        private boolean sendText(final String text) {
            return channels.sendText(text.getBytes(StandardCharsets.UTF_8), network.nowNanos());
        }

        @Override
        public void send(final byte[] packet, final int length) {
            network.send(here, there, Arrays.copyOf(packet, length));
        }

        @Override
        public void channelOpened(final String label, final String protocol) {
            events.add("opened " + label + ", " + protocol);
        }

        @Override
        public void text(final byte[] utf8) {
            events.add("text " + new String(utf8, StandardCharsets.UTF_8));
        }

        @Override
        public void channelClosed() {
            events.add("closed");
        }

        @Override
        public void associationClosed(final String reason) {
            events.add(reason);
        }
    }

    @BeforeEach
    void connect() {
        network.conditions(LinkConditions.delayed(Duration.ofMillis(10)));
        browser.connect();
        network.advance(Duration.ofMillis(100));
    }

    private void fromBrowser(final int streamId, final int ppid, final byte[] message) {
        assertThat(browser.association.send(streamId, ppid, message, network.nowNanos()))
                .isTrue();
        network.advance(Duration.ofMillis(50));
    }

    private void fromBrowser(final int streamId, final int ppid, final String message) {
        fromBrowser(streamId, ppid, message.getBytes(StandardCharsets.UTF_8));
    }

    private List<String> toBrowser() {
        network.advance(Duration.ofMillis(50));
        final List<String> seen = browser.messages.stream()
                .map(message -> message.streamId() + " " + message.ppid() + " "
                        + HexFormat.of().formatHex(message.payload()))
                .toList();
        browser.messages.clear();
        return seen;
    }

    @Test
    void theBrowsersChannelIsAcknowledgedOnItsStream() {
        fromBrowser(4, 50, OPEN);

        assertThat(toBrowser()).containsExactly("4 50 02");
        assertThat(bridge.events).containsExactly("opened " + LABEL + ", " + PROTOCOL);
        assertThat(bridge.channels.isOpen()).isTrue();
    }

    @Test
    void textGoesBothWays() {
        fromBrowser(0, 50, OPEN);
        toBrowser();

        fromBrowser(0, 51, "grüß Gott");
        assertThat(bridge.drops).isEmpty();
        assertThat(bridge.sendText("hi")).isTrue();

        assertThat(bridge.events).last().isEqualTo("text grüß Gott");
        assertThat(toBrowser()).containsExactly("0 51 6869");
    }

    @Test
    void emptyTextHasAByteThatMeansNothing() {
        fromBrowser(0, 50, OPEN);
        toBrowser();

        fromBrowser(0, 56, new byte[1]);
        bridge.sendText("");

        assertThat(bridge.events).last().isEqualTo("text ");
        assertThat(toBrowser()).containsExactly("0 56 00");
    }

    @Test
    void whatIsNotTextOnTheChannelIsIgnoredAndCounted() {
        fromBrowser(0, 51, "before the channel");
        fromBrowser(0, 50, OPEN);
        fromBrowser(0, 53, "binary");
        fromBrowser(0, 57, "empty binary");
        fromBrowser(2, 51, "another stream");
        fromBrowser(0, 50, "\u0002");
        fromBrowser(0, 50, "\u0003 cut short");

        assertThat(bridge.events).hasSize(1);
        assertThat(bridge.drops).hasSize(6).containsOnly(DropReason.SCTP_UNEXPECTED);
    }

    @Test
    void furtherChannelsAreRefusedAndCounted() {
        fromBrowser(0, 50, OPEN);
        toBrowser();

        fromBrowser(2, 50, OPEN);
        fromBrowser(0, 50, OPEN);

        assertThat(toBrowser()).isEmpty();
        assertThat(bridge.events).hasSize(1);
        assertThat(bridge.drops).hasSize(2).containsOnly(DropReason.SCTP_UNEXPECTED);
    }

    @Test
    void labelsOverTheLimitAreIgnored() {
        fromBrowser(0, 50, new DataChannelOpen("x".repeat(257), "").toMessage());

        assertThat(toBrowser()).isEmpty();
        assertThat(bridge.channels.isOpen()).isFalse();
    }

    @Test
    void nothingIsSentWithoutAChannel() {
        assertThat(bridge.sendText("hi")).isFalse();
        assertThat(toBrowser()).isEmpty();
    }

    @Test
    void aChannelThatTheBrowserClosesIsClosedOnBothSidesAndMayBeOpenedAgain() {
        fromBrowser(0, 50, OPEN);
        toBrowser();

        browser.resetStream(0);
        network.advance(Duration.ofSeconds(1));

        assertThat(bridge.events).last().isEqualTo("closed");
        assertThat(browser.resets).containsExactly(0);
        assertThat(bridge.sendText("hi")).isFalse();
        fromBrowser(0, 50, OPEN);
        assertThat(toBrowser()).containsExactly("0 50 02");
        fromBrowser(0, 51, "again");
        assertThat(bridge.events).last().isEqualTo("text again");
    }

    @Test
    void theEndOfTheAssociationClosesTheChannel() {
        fromBrowser(0, 50, OPEN);

        browser.close();
        network.advance(Duration.ofMillis(50));

        assertThat(bridge.events).endsWith("closed", "the peer aborted the SCTP association: user-initiated abort");
        assertThat(bridge.channels.isOpen()).isFalse();
    }

    @Test
    void closingTellsThePeerAndNobodyElse() {
        fromBrowser(0, 50, OPEN);

        bridge.channels.close(network.nowNanos());
        network.advance(Duration.ofMillis(50));

        assertThat(bridge.events).hasSize(1);
        assertThat(browser.endings).hasSize(1);
        assertThat(bridge.sendText("hi")).isFalse();
    }

    @Test
    void aRelayOpensAChannelToAnother() {
        final End here = new End(new InetSocketAddress("198.51.100.2", 1), new InetSocketAddress("198.51.100.3", 1));
        final End there = new End(new InetSocketAddress("198.51.100.3", 1), new InetSocketAddress("198.51.100.2", 1));

        here.channels.open("default", PROTOCOL, network.nowNanos());
        network.advance(Duration.ofMillis(200));
        here.sendText("to");
        there.sendText("fro");
        network.advance(Duration.ofMillis(200));

        assertThat(here.events).containsExactly("opened default, " + PROTOCOL, "text fro");
        assertThat(there.events).containsExactly("opened default, " + PROTOCOL, "text to");
    }
}
