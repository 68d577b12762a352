/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.srtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.hummingbridge.sfu.rtp.RtpHeader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SrtpAllocationTest {
    private static final int PACKETS = 10_000;

    /** Enough for call sites to be linked and for the JIT's own noise to end; the loop ends as soon as nothing is allocated. */
    private static final int MAX_ROUNDS = 20;

    @ParameterizedTest
    @EnumSource
    void libcryptoAllocatesNothingPerPacketOnceWarm(final SrtpProfile profile) {
        final CipherProbe probe = CipherProbe.run(LibcryptoCiphers.NAME);
        assumeTrue(probe.ciphers() instanceof LibcryptoCiphers, probe.description());
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long allocated = Long.MAX_VALUE;
        try (Association association = Association.of(profile, probe.ciphers(), probe.ciphers())) {
            final Stream stream = new Stream(association);

            for (int round = 0; round < MAX_ROUNDS && allocated >= PACKETS; round++) {
                final long before = threads.getCurrentThreadAllocatedBytes();
                stream.passPackets();
                allocated = threads.getCurrentThreadAllocatedBytes() - before;
            }
        }

        assertThat(allocated).isLessThan(PACKETS);
    }

    private static final class Stream {
        private final Association association;
        private final byte[] payload = Association.rtp(1, 0, 1100);
        private final byte[] packet = Association.rtp(1, 0, 1200);
        private final byte[] rtcp = Association.rtcp(1, 64);
        private final byte[] rtcpPacket = new byte[100];
        private int sequence;

        Stream(final Association association) {
            this.association = association;
        }

        void passPackets() {
            for (int i = 0; i < PACKETS; i++) {
                RtpHeader.sequence(packet, 0, sequence++);
                final int length = association.sender().protectRtp(packet, 0, 12, payload, 12, 1100);
                final int rtcpLength = association.sender().protectRtcp(rtcpPacket, 0, rtcp, 0, 64);
                if (association.receiver().unprotectRtp(packet, 0, length) != 1112
                        || association.receiver().unprotectRtcp(rtcpPacket, 0, rtcpLength) != 64) {
                    throw new AssertionError("packet refused");
                }
            }
        }
    }
}
