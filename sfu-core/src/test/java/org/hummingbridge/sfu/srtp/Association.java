/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.srtp;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.hummingbridge.sfu.rtp.BigEndian;
import org.hummingbridge.sfu.rtp.RtpHeader;

/** Both ends of one direction under the same keys, for tests. */
record Association(SrtpProfile profile, SrtpSender sender, SrtpReceiver receiver) implements AutoCloseable {
    static Association of(final SrtpProfile profile, final SrtpCiphers sending, final SrtpCiphers receiving) {
        final byte[] key = new byte[profile.keyBytes()];
        final byte[] salt = new byte[profile.saltBytes()];
        final Random random = new Random(profile.id());
        random.nextBytes(key);
        random.nextBytes(salt);
        return new Association(
                profile, new SrtpSender(profile, key, salt, sending), new SrtpReceiver(profile, key, salt, receiving));
    }

    static Association of(final BackEnd backEnd) {
        return of(backEnd.profile(), backEnd.ciphers(), backEnd.ciphers());
    }

    /** An RTP packet whose payload tells its SSRC and sequence number. */
    static byte[] rtp(final int ssrc, final int sequence, final int payloadLength) {
        final byte[] packet = new byte[RtpHeader.FIXED_BYTES + payloadLength];
        packet[0] = (byte) 0x80;
        packet[1] = 96;
        RtpHeader.sequence(packet, 0, sequence);
        RtpHeader.ssrc(packet, 0, ssrc);
        for (int i = 0; i < payloadLength; i++) {
            packet[RtpHeader.FIXED_BYTES + i] = (byte) (i * 31 + ssrc * 7 + sequence);
        }
        return packet;
    }

    static byte[] rtcp(final int ssrc, final int length) {
        final byte[] packet = new byte[length];
        packet[0] = (byte) 0x80;
        packet[1] = (byte) 201;
        packet[3] = (byte) (length / 4 - 1);
        BigEndian.put32(packet, 4, ssrc);
        return packet;
    }

    /** The SRTP packet, or an empty array if the sender refused. */
    byte[] protect(final byte[] rtp) {
        final byte[] out = new byte[rtp.length + profile.rtpTagBytes()];
        System.arraycopy(rtp, 0, out, 0, RtpHeader.FIXED_BYTES);
        final int result = sender.protectRtp(
                out, 0, RtpHeader.FIXED_BYTES, rtp, RtpHeader.FIXED_BYTES, rtp.length - RtpHeader.FIXED_BYTES);
        return result < 0 ? new byte[0] : out;
    }

    byte[] protectRtcp(final byte[] rtcp) {
        final byte[] out = new byte[rtcp.length + profile.rtcpTagBytes() + 4];
        return sender.protectRtcp(out, 0, rtcp, 0, rtcp.length) < 0 ? new byte[0] : out;
    }

    /** Works on a copy, so that the packet can be used again. */
    int unprotect(final byte[] srtp) {
        return receiver.unprotectRtp(srtp.clone(), 0, srtp.length);
    }

    int unprotectRtcp(final byte[] srtcp) {
        return receiver.unprotectRtcp(srtcp.clone(), 0, srtcp.length);
    }

    @Override
    public void close() {
        sender.close();
        receiver.close();
    }

    /** A back-end with a profile, as a parameter of tests. */
    record BackEnd(SrtpCiphers ciphers, SrtpProfile profile) {
        /** All combinations that this machine has. */
        static List<BackEnd> all() {
            final List<BackEnd> all = new ArrayList<>();
            for (final SrtpCiphers ciphers : available()) {
                for (final SrtpProfile profile : SrtpProfile.values()) {
                    all.add(new BackEnd(ciphers, profile));
                }
            }
            return all;
        }

        static List<SrtpCiphers> available() {
            final SrtpCiphers best = SrtpCiphers.best();
            return best instanceof JcaCiphers ? List.of(best) : List.of(new JcaCiphers(), best);
        }

        @Override
        public String toString() {
            return ciphers.name() + " " + profile;
        }
    }
}
