/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.srtp;

import org.jspecify.annotations.Nullable;

/** The protection profiles that are negotiated by use_srtp (RFC 5764 §4.1.2, RFC 7714 §14.2), in order of preference. */
public enum SrtpProfile {
    AEAD_AES_128_GCM(0x0007, 16, 12, 0, 16, 16),
    AEAD_AES_256_GCM(0x0008, 32, 12, 0, 16, 16),
    AES128_CM_HMAC_SHA1_80(0x0001, 16, 14, 20, 10, 10);

    private final int id;
    private final int keyBytes;
    private final int saltBytes;
    private final int authKeyBytes;
    private final int rtpTagBytes;
    private final int rtcpTagBytes;

    SrtpProfile(
            final int id,
            final int keyBytes,
            final int saltBytes,
            final int authKeyBytes,
            final int rtpTagBytes,
            final int rtcpTagBytes) {
        this.id = id;
        this.keyBytes = keyBytes;
        this.saltBytes = saltBytes;
        this.authKeyBytes = authKeyBytes;
        this.rtpTagBytes = rtpTagBytes;
        this.rtcpTagBytes = rtcpTagBytes;
    }

    /** The profile of a use_srtp extension value, or null if it is not one of ours. */
    public static @Nullable SrtpProfile of(final int id) {
        for (final SrtpProfile profile : values()) {
            if (profile.id == id) {
                return profile;
            }
        }
        return null;
    }

    public int id() {
        return id;
    }

    public int keyBytes() {
        return keyBytes;
    }

    public int saltBytes() {
        return saltBytes;
    }

    public int authKeyBytes() {
        return authKeyBytes;
    }

    public int rtpTagBytes() {
        return rtpTagBytes;
    }

    public int rtcpTagBytes() {
        return rtcpTagBytes;
    }

    public boolean isAead() {
        return authKeyBytes == 0;
    }
}
