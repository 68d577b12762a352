/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.dtls;

/**
 * Which handshake message the peer may send at which message_seq, and how long it may be: the one course that a DTLS-SRTP
 * handshake takes here (RFC 5246 §7.3 with client authentication and no resumption; a server may begin with a
 * HelloVerifyRequest, RFC 6347 §4.2.1, though ICE has made it needless). Never allows a message that would change the course.
 */
enum HandshakeScript {
    OF_CLIENT(4, HandshakeScript.CERTIFICATE_VERIFY),
    OF_SERVER(6, HandshakeScript.SERVER_HELLO_DONE);

    private static final int CLIENT_HELLO = 1;
    private static final int SERVER_HELLO = 2;
    private static final int HELLO_VERIFY_REQUEST = 3;
    private static final int CERTIFICATE = 11;
    private static final int SERVER_KEY_EXCHANGE = 12;
    private static final int CERTIFICATE_REQUEST = 13;
    private static final int SERVER_HELLO_DONE = 14;
    private static final int CERTIFICATE_VERIFY = 15;
    private static final int CLIENT_KEY_EXCHANGE = 16;

    /** A hello with post-quantum key shares and room for more. */
    private static final int MAX_HELLO_BYTES = 8 * 1024;

    /** WebRTC certificates have under 2 KiB; chains are not looked at. */
    private static final int MAX_CERTIFICATE_BYTES = 16 * 1024;

    /** Key exchanges, signatures and requests with a long list of authorities. */
    private static final int MAX_OTHER_BYTES = 4 * 1024;

    private final int length;
    private final int lastType;

    HandshakeScript(final int length, final int lastType) {
        this.length = length;
        this.lastType = lastType;
    }

    /** Number of unprotected messages at most. */
    int length() {
        return length;
    }

    /**
     * @param sequence message_seq
     * @param verifying whether a HelloVerifyRequest was number 0
     */
    boolean allows(final int sequence, final boolean verifying, final int type) {
        if (isVerification(type)) {
            return this == OF_SERVER && sequence == 0;
        }
        final int position = verifying ? sequence - 1 : sequence;
        return switch (this) {
            case OF_CLIENT ->
                switch (position) {
                    case 0 -> type == CLIENT_HELLO;
                    case 1 -> type == CERTIFICATE;
                    case 2 -> type == CLIENT_KEY_EXCHANGE;
                    case 3 -> type == CERTIFICATE_VERIFY;
                    default -> false;
                };
            case OF_SERVER ->
                switch (position) {
                    case 0 -> type == SERVER_HELLO;
                    case 1 -> type == CERTIFICATE;
                    case 2 -> type == SERVER_KEY_EXCHANGE;
                    case 3 -> type == CERTIFICATE_REQUEST || type == SERVER_HELLO_DONE;
                    case 4 -> type == SERVER_HELLO_DONE;
                    default -> false;
                };
        };
    }

    /** Whether only protected records follow behind this message. */
    boolean endsWith(final int type) {
        return type == lastType;
    }

    static boolean isVerification(final int type) {
        return type == HELLO_VERIFY_REQUEST;
    }

    /** Fragments of at most {@code bytes} that all messages of the longer course take, if each is as long as it may be. */
    static int maxFragments(final int bytes) {
        final int others = OF_SERVER.length - 2;
        return fragments(MAX_HELLO_BYTES, bytes)
                + fragments(MAX_CERTIFICATE_BYTES, bytes)
                + others * fragments(MAX_OTHER_BYTES, bytes);
    }

    private static int fragments(final int message, final int bytes) {
        return (message + bytes - 1) / bytes;
    }

    static int maxBytes(final int type) {
        return switch (type) {
            case CLIENT_HELLO, SERVER_HELLO -> MAX_HELLO_BYTES;
            case CERTIFICATE -> MAX_CERTIFICATE_BYTES;
            default -> MAX_OTHER_BYTES;
        };
    }
}
