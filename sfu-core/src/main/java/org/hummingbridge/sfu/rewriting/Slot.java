/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.rewriting;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A pair of SSRCs that one receiver knows, and the source that it is lent to. The pair, its mid and its stream stay together for
 * as long as the receiver is there: clients never read those of a known SSRC again.
 *
 * @param <K> what tells sources apart
 * @param <T> what carries the stream's numbers on from source to source
 */
public final class Slot<K, T> {
    private final int ssrc;
    private final int rtxSsrc;
    private final @Nullable String mid;
    private final T stream;
    private @Nullable K source;
    private long lastUsedNanos;
    private boolean wanted;
    private boolean known;
    private boolean told;
    private boolean keyframeDue;
    private boolean keyframeLater;
    private long keyframeNanos;

    Slot(final int ssrc, final int rtxSsrc, final @Nullable String mid, final T stream) {
        this.ssrc = ssrc;
        this.rtxSsrc = rtxSsrc;
        this.mid = mid;
        this.stream = stream;
    }

    public int ssrc() {
        return ssrc;
    }

    /** Never 0, also where nothing is retransmitted: clients remember it with the SSRC. */
    public int rtxSsrc() {
        return rtxSsrc;
    }

    /** Of the receiver's m-line; null without demultiplexing by MID. */
    public @Nullable String mid() {
        return mid;
    }

    public T stream() {
        return stream;
    }

    /** Null while it is lent to nobody. */
    public @Nullable K source() {
        return source;
    }

    /** Whether the receiver has been told of the present source. Its media waits for that. */
    public boolean isTold() {
        return told;
    }

    /** A packet is sent on it. */
    public void touch(final long nowNanos) {
        lastUsedNanos = nowNanos;
    }

    void lend(final K borrower, final long nowNanos) {
        source = borrower;
        told = false;
        keyframeDue = false;
        lastUsedNanos = nowNanos;
    }

    void giveBack() {
        source = null;
    }

    /** Who holds it; only for one that is lent. */
    K borrower() {
        return Objects.requireNonNull(source);
    }

    long idleNanos(final long nowNanos) {
        return nowNanos - lastUsedNanos;
    }

    /** Whether it is not to be taken away in the decision that is being made. */
    void want(final boolean nowWanted) {
        wanted = nowWanted;
    }

    boolean isWanted() {
        return wanted;
    }

    /**
     * The receiver is being told. What it could not show before needs a key frame now; a receiver that first has to make room for
     * an SSRC misses that one, and is given another.
     *
     * @param afresh whether it is to be taken for one that knows nothing yet
     * @return whether the SSRC is new to it
     */
    boolean tell(final boolean afresh, final long roomNanos) {
        final boolean isNew = afresh || !known;
        if (!told) {
            keyframeDue = true;
        }
        if (isNew) {
            keyframeLater = true;
            keyframeNanos = roomNanos;
        }
        known = true;
        told = true;
        return isNew;
    }

    /** True once for each key frame that is due. */
    boolean takeKeyframe(final long nowNanos) {
        final boolean later = keyframeLater && nowNanos - keyframeNanos >= 0;
        final boolean due = source != null && (keyframeDue || later);
        keyframeDue = false;
        keyframeLater &= !later;
        return due;
    }

    boolean waitsForKeyframe() {
        return keyframeLater;
    }
}
