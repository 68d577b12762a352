/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.forward;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.hummingbridge.sfu.media.MediaDescription;
import org.hummingbridge.sfu.media.PayloadType;

/**
 * A sender's payload types in a receiver's numbers, matched by codec and format. Computed once per change of either side; never
 * maps a codec to another one.
 */
public final class PayloadTypeMap {
    /** Result where the receiver has no counterpart. */
    public static final int NONE = -1;

    private static final int TYPES = 128;

    private final int[] mapped = new int[TYPES];
    private final int[] retransmissions = new int[TYPES];

    private PayloadTypeMap() {
        Arrays.fill(mapped, NONE);
        Arrays.fill(retransmissions, NONE);
    }

    /** The map from what {@code sender} sends to what {@code receiver} takes, for one media type. */
    public static PayloadTypeMap of(final MediaDescription sender, final MediaDescription receiver) {
        final PayloadTypeMap map = new PayloadTypeMap();
        for (final PayloadType type : sender.payloadTypes()) {
            if (isPayloadType(type.id()) && !isRetransmission(type)) {
                map.mapped[type.id()] = counterpart(type, receiver.payloadTypes());
            }
        }
        for (final PayloadType type : receiver.payloadTypes()) {
            final Optional<Integer> apt = associated(type);
            if (apt.isPresent() && isPayloadType(type.id())) {
                map.retransmissions[apt.get()] = type.id();
            }
        }
        return map;
    }

    /** The receiver's number for a sender's payload type (0..127), or {@link #NONE}. */
    public int map(final int payloadType) {
        return mapped[payloadType];
    }

    /** The receiver's RTX payload type (RFC 4588) for one of its own payload types, or {@link #NONE}. */
    public int retransmission(final int receiverPayloadType) {
        return retransmissions[receiverPayloadType];
    }

    /** The receiver's same number goes first, so that equal negotiations keep their numbers. */
    private static int counterpart(final PayloadType type, final List<PayloadType> candidates) {
        int found = NONE;
        for (final PayloadType candidate : candidates) {
            if (isPayloadType(candidate.id()) && CodecMatch.same(type, candidate)) {
                if (candidate.id() == type.id()) {
                    return candidate.id();
                }
                found = found == NONE ? candidate.id() : found;
            }
        }
        return found;
    }

    private static boolean isRetransmission(final PayloadType type) {
        return "rtx".equalsIgnoreCase(type.encoding());
    }

    private static Optional<Integer> associated(final PayloadType type) {
        final String apt = type.parameters().getOrDefault("apt", "");
        return isRetransmission(type) && apt.matches("\\d{1,3}")
                ? Optional.of(Integer.parseInt(apt)).filter(PayloadTypeMap::isPayloadType)
                : Optional.empty();
    }

    private static boolean isPayloadType(final int id) {
        return id >= 0 && id < TYPES;
    }
}
