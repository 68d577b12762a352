/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.spread;

/**
 * Decides for one loop whether receivers of its conferences are to be sent to by another loop: begins when the loop was too busy for
 * two looks, and goes on until the two are about even. Gives another loop relief when that one is clearly the busier for two looks;
 * between the two bounds nothing moves, so nothing swings.
 */
public final class SpreadPolicy {
    /** How often {@link #review} is to be called: two looks are a second. */
    public static final long REVIEW_NANOS = 500_000_000L;

    /** A conference with fewer receivers here is not the one that fills a loop. */
    static final int MIN_RECEIVERS = 8;

    /** One of less than this part of the loop's packets is left alone: somebody else is the trouble. */
    private static final double MIN_SHARE = 0.2;

    /** At most this part of a conference's receivers at once: a second look comes before the next ones. */
    private static final int MOST_AT_ONCE = 8;

    /** Loops that differ by less, in parts of the busier one's load and outright, are even. */
    private static final double EVEN_PART = 0.05;

    private static final double EVEN = 0.005;

    /** A loop that helps is clearly the busier one when it is so by more than this part of its load, and by more than that. */
    private static final double BUSIER_PART = 0.08;

    private static final double BUSIER = 0.008;

    private final SpreadSettings settings;
    private final int self;
    private boolean wasBusy;
    private boolean spreading;
    private boolean wasBehind;

    /** @param self index of the loop that is looked after */
    public SpreadPolicy(final SpreadSettings settings, final int self) {
        this.settings = settings;
        this.self = self;
    }

    /**
     * A conference's load on its home loop.
     *
     * @param receivers that the home loop itself sends to
     * @param packets that it sent to them since the last look
     * @param elsewhere packets that other loops sent to the others
     */
    public record Share(int receivers, long packets, long elsewhere) {
        /** Receivers move whole: less than one and a half would overshoot, and go to and fro with every look. */
        private boolean isTooLittle(final long wantedPackets) {
            return wantedPackets == 0 || wantedPackets < 1.5 * perReceiver();
        }

        /** So much that the whole receivers which exceed it first are as many as is nearest to what is wanted. */
        private long inReceivers(final long wantedPackets) {
            return (long) (wantedPackets - perReceiver() / 2);
        }

        private double perReceiver() {
            return receivers == 0 ? 0 : (double) packets / receivers;
        }
    }

    /** What to do. */
    public sealed interface Advice {}

    /** Nothing. */
    public record Stay() implements Advice {}

    /**
     * Has the other loop send to receivers of a conference.
     *
     * @param conference index of the share that was given
     * @param loop which sends from now on
     * @param packets how much is to go, by what was sent since the last look
     * @param receivers most receivers to move
     */
    public record Move(int conference, int loop, long packets, int receivers) implements Advice {}

    /**
     * Sends to receivers of a conference again.
     *
     * @param conference index of the share that was given
     * @param loop which sends to them now
     * @param part of what it sends to them, 0 to 1
     */
    public record Return(int conference, int loop, double part) implements Advice {}

    private static final Stay STAY = new Stay();

    /**
     * Looks at all loops.
     *
     * @param busy of every loop since the last look, 0 to 1
     * @param usable which loops can send for this one
     * @param helping which loops have ever done so
     * @param shares of the conferences of this loop
     */
    public Advice review(final double[] busy, final boolean[] usable, final boolean[] helping, final Share... shares) {
        final boolean isBusy = busy[self] > settings.busyAbove();
        final boolean begins = isBusy && wasBusy;
        wasBusy = isBusy;
        final int target = leastBusy(busy, usable);
        spreading = (spreading || begins) && target >= 0 && !isEven(busy[self], busy[target]);
        return spreading ? move(busy, target, shares) : relief(busy, helping, shares);
    }

    private Advice move(final double[] busy, final int target, final Share... shares) {
        wasBehind = false;
        long all = 0;
        int largest = 0;
        for (int i = 0; i < shares.length; i++) {
            all += shares[i].packets();
            largest = shares[i].packets() > shares[largest].packets() ? i : largest;
        }
        if (all == 0 || shares[largest].receivers() < MIN_RECEIVERS || shares[largest].packets() < MIN_SHARE * all) {
            return STAY;
        }
        // Half the difference would make them even if a packet's whole cost moved; less does, so this comes near it
        // from one side.
        final double half = (busy[self] - busy[target]) / 2;
        final long packets = (long) (half / busy[self] * all);
        final int receivers = (shares[largest].receivers() + MOST_AT_ONCE - 1) / MOST_AT_ONCE;
        return shares[largest].isTooLittle(packets)
                ? STAY
                : new Move(largest, target, shares[largest].inReceivers(packets), receivers);
    }

    private Advice relief(final double[] busy, final boolean[] helping, final Share... shares) {
        final int helper = busiest(busy, helping);
        final boolean isBehind =
                helper >= 0 && busy[helper] - busy[self] > Math.max(BUSIER, BUSIER_PART * busy[helper]);
        final boolean counts = isBehind && wasBehind;
        // What was moved shows in the looks behind this one.
        wasBehind = isBehind && !counts;
        int largest = 0;
        for (int i = 0; i < shares.length; i++) {
            largest = shares[i].elsewhere() > shares[largest].elsewhere() ? i : largest;
        }
        if (!counts || shares.length == 0 || shares[largest].elsewhere() == 0) {
            return STAY;
        }
        final long elsewhere = shares[largest].elsewhere();
        final long packets = (long) ((busy[helper] - busy[self]) / 2 / busy[helper] * elsewhere);
        return shares[largest].isTooLittle(packets)
                ? STAY
                : new Return(largest, helper, (double) shares[largest].inReceivers(packets) / elsewhere);
    }

    private int busiest(final double[] busy, final boolean[] helping) {
        int most = -1;
        for (int i = 0; i < busy.length; i++) {
            if (i != self && helping[i] && (most < 0 || busy[i] > busy[most])) {
                most = i;
            }
        }
        return most;
    }

    private int leastBusy(final double[] busy, final boolean[] usable) {
        int least = -1;
        for (int i = 0; i < busy.length; i++) {
            if (i != self && usable[i] && (least < 0 || busy[i] < busy[least])) {
                least = i;
            }
        }
        return least;
    }

    private static boolean isEven(final double busier, final double other) {
        return busier - other <= Math.max(EVEN, EVEN_PART * busier);
    }
}
