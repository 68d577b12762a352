/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.sctp;

/** Stream sequence numbers (RFC 9260 §6.5) of the few streams that are used. */
final class StreamNumbers {
    private static final int ABSENT = -1;

    private final int[] ids;
    private final char[] next;
    private int size;

    StreamNumbers(final int maxStreams) {
        ids = new int[maxStreams];
        next = new char[maxStreams];
    }

    int size() {
        return size;
    }

    /** @param index below {@link #size} */
    int streamId(final int index) {
        return ids[index];
    }

    boolean has(final int streamId) {
        return indexOf(streamId) != ABSENT;
    }

    /** Begins with a stream that is not known yet; false if there is no room for it. */
    boolean add(final int streamId) {
        if (has(streamId)) {
            return true;
        }
        if (size == ids.length) {
            return false;
        }
        ids[size] = streamId;
        next[size] = 0;
        size++;
        return true;
    }

    /** The number of the stream's next message; 0 if the stream is not known. */
    int of(final int streamId) {
        final int index = indexOf(streamId);
        return index == ABSENT ? 0 : next[index];
    }

    /** The stream's next message has been cut; numbers begin anew behind 65535. */
    void advance(final int streamId) {
        final int index = indexOf(streamId);
        if (index != ABSENT) {
            next[index]++;
        }
    }

    void restart(final int streamId) {
        final int index = indexOf(streamId);
        if (index != ABSENT) {
            next[index] = 0;
        }
    }

    void remove(final int streamId) {
        final int index = indexOf(streamId);
        if (index != ABSENT) {
            size--;
            ids[index] = ids[size];
            next[index] = next[size];
        }
    }

    private int indexOf(final int streamId) {
        for (int i = 0; i < size; i++) {
            if (ids[i] == streamId) {
                return i;
            }
        }
        return ABSENT;
    }
}
