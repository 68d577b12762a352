/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.xmpp;

import java.util.Locale;

/** Why a step failed; each has its own cure, see {@link XmppTrouble}. */
public enum XmppFailure {
    HOST_UNKNOWN,
    CONNECTION_REFUSED,
    UNREACHABLE,
    TLS_NOT_OFFERED,
    TLS_DEMANDED,
    CERTIFICATE_NOT_TRUSTED,
    CERTIFICATE_FILE_UNREADABLE,
    DOMAIN_NOT_SERVED,
    WRONG_PASSWORD,
    NO_COMMON_MECHANISM,
    REPLACED,
    ROOM_MISSING,
    ROOM_CLOSED_TO_US,
    ROOM_SERVICE_UNKNOWN,
    NICKNAME_TAKEN,
    LEFT_ROOM,
    NO_ANSWER,
    STREAM_LOST,
    OTHER;

    /** As metric label and in logs, such as {@code wrong-password}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
