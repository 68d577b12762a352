/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.channel;

/** Why a message of the bridge channel went no further. */
public enum ChannelDrop {
    TOO_LONG("longer than a message may be"),
    MALFORMED("no JSON, or a member twice"),
    LIMIT_EXCEEDED("nested too deep, or a name or a number too long"),
    NOT_AN_OBJECT("JSON, but no object"),
    NO_CLASS("an object without a colibriClass"),
    UNKNOWN_CLASS("a colibriClass that clients do not send"),
    BAD_FIELD("a member that is missing, of another type or out of range"),
    RATE_LIMITED("more messages or bytes than an endpoint may send"),
    QUEUE_FULL("the oldest of too many waiting messages"),
    CONFERENCE_BUSY("an event of a conference whose queue was full"),
    FROM_VISITOR("a message of a visitor to others"),
    NO_SUCH_RECEIVER("a message to an endpoint that is not here"),
    NO_TRANSPORT("nothing was open to send it on");

    private final String label;

    ChannelDrop(final String label) {
        this.label = label;
    }

    /** What the message was, for people. */
    public String label() {
        return label;
    }
}
