/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.datagram;

/**
 * Datagrams on their way out. Usage: {@link #begin}, write into {@link #array} from {@link #position}, then {@link #commit} or
 * {@link #abort}. Consecutive datagrams to one path and of one size (the last may be shorter) leave as one GSO write where
 * the kernel can do that, so go receiver by receiver. Loop only; allocates nothing per datagram.
 */
public interface SendBatch {
    /** Opens a slot for a datagram of at most {@code maxLength} (up to {@link PacketBuffer#CAPACITY}) bytes to {@code path}. */
    void begin(Path path, int maxLength);

    /** Where to write; valid until the next {@link #begin}. */
    byte[] array();

    /** First index to write to. */
    int position();

    /** Queues the first {@code length} bytes of the slot. */
    void commit(int length);

    /** Gives the slot back unused. */
    void abort();

    /** Sends all that is queued. Errors are counted and the datagrams dropped; never throws for the network's sake. */
    void flush();
}
