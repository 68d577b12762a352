/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.forward;

/** The fields of an RTP header that a receiver is shown otherwise than they came. Reused for any number of packets. */
final class OutgoingHeader {
    int payloadType;
    int sequence;
    int timestamp;
    int ssrc;
    boolean marker;

    /** What {@link LayerSelection} has decided about the frame. */
    int detail;

    /** Whether none of the sender's extensions go along: the packet is to fill a gap. */
    boolean bare;
}
