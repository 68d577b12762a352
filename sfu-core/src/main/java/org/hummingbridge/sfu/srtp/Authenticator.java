/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.srtp;

/** HMAC-SHA1 (RFC 2104) under one key. Compares nothing: truncation and comparison are its caller's. */
public interface Authenticator extends AutoCloseable {
    int MAC_BYTES = 20;

    /** Adds bytes to the message. */
    void update(byte[] bytes, int offset, int length);

    /** The MAC of the message, valid until the next call; the next message starts empty. */
    byte[] finish();

    @Override
    void close();
}
