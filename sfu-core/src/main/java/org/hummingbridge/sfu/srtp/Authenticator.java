/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.srtp;

/** HMAC-SHA1 (RFC 2104) under one key. Compares nothing: truncation and comparison are its caller's. */
public interface Authenticator extends AutoCloseable {
    int MAC_BYTES = 20;

    /** The MAC of the bytes, valid until the next call. */
    byte[] mac(byte[] bytes, int offset, int length);

    /** The MAC of the bytes followed by a word in network byte order, valid until the next call. */
    byte[] mac(byte[] bytes, int offset, int length, int word);

    @Override
    void close();
}
