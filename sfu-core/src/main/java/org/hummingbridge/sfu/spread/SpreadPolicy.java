/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.spread;

/**
 * Decides for one loop whether receivers of its conferences are to be sent to by another loop: begins when the loop was too busy for
 * two looks, and goes on until the two are even. Gives another loop relief when that one is the busier. What differs by no more than
 * looks are off by stays as it is, and so does what less than a receiver would make even; so nothing swings.
 *
 * <p>Loads are those of whole loops: other conferences, and what a loop does for others, are in them. What a packet costs is
 * therefore only known from above, and what is moved falls rather short.
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

    /** Loads that differ by less are even, whatever part of them it is: a two-hundredth of a core. */
    private static final double EVEN = 0.005;

    /** Receivers that come back wait for the lane to be idle, so a loop that helps must be the busier one by so many times more. */
    private static final double BEFORE_RELIEF = 1.3;

    /** A loop that does something for others lets them take it back first, if they do so within that many looks. */
    private static final int PATIENCE_LOOKS = 8;

    /** Of what would make two loops even: another loop may be about to close the same gap. */
    private static final double GAIN = 0.7;

    /** Whole receivers move. With fewer wanted than this the difference would only change its sign. */
    private static final double LEAST_RECEIVERS = 0.75;

    private final SpreadSettings settings;
    private final int self;
    private final SteadyLoads loads = new SteadyLoads();
    private int busyLooks;
    private boolean spreading;

    /** @param self index of the loop that is looked after */
    public SpreadPolicy(final SpreadSettings settings, final int self) {
        this.settings = settings;
        this.self = self;
    }

    /**
     * What a conference was sent since the last look.
     *
     * @param receivers that the home loop itself sends to
     * @param packets that it sent to them
     * @param elsewhere packets that each of the other loops sent to the others, by its index
     */
    // Handed over once and compared by nobody.
    @SuppressWarnings("ArrayRecordComponent")
    public record Share(int receivers, long packets, long... elsewhere) {
        /** What one receiver is sent; 0 if nobody is left to tell. */
        private double perReceiver() {
            return receivers == 0 ? 0 : (double) packets / receivers;
        }

        /** How many packets have to be asked for so that as many whole receivers move as come nearest to what is wanted; 0: none. */
        private double inReceivers(final double wanted) {
            final double one = perReceiver();
            if (wanted < LEAST_RECEIVERS * one) {
                return 0;
            }
            return one == 0 ? wanted : (Math.max(1, Math.round(GAIN * wanted / one)) - 0.5) * one;
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
     * @param load of every loop since the last look, 0 to 1
     * @param usable which loops can send for this one
     * @param forOthers whether this loop sends for others
     * @param shares of the conferences of this loop
     */
    public Advice review(final double[] load, final boolean[] usable, final boolean forOthers, final Share... shares) {
        loads.add(load);
        busyLooks = load[self] > settings.busyAbove() ? busyLooks + 1 : 0;
        final int target = leastBusy(usable);
        if (target < 0) {
            return STAY;
        }
        final boolean isBusier = isBusier(self, target, 1);
        final boolean begins = busyLooks >= (forOthers ? PATIENCE_LOOKS : 2);
        spreading = isBusier ? spreading || begins : spreading && !loads.isSettled();
        final Advice advice = isBusier && spreading ? move(target, shares) : relief(shares);
        if (!(advice instanceof Stay)) {
            loads.forget();
        }
        return advice;
    }

    private Advice move(final int target, final Share... shares) {
        long all = 0;
        int largest = 0;
        for (int i = 0; i < shares.length; i++) {
            all += shares[i].packets();
            largest = shares[i].packets() > shares[largest].packets() ? i : largest;
        }
        if (all == 0 || shares[largest].receivers() < MIN_RECEIVERS || shares[largest].packets() < MIN_SHARE * all) {
            return STAY;
        }
        final double packets = shares[largest].inReceivers(evening(self, target, shares));
        final int receivers = (shares[largest].receivers() + MOST_AT_ONCE - 1) / MOST_AT_ONCE;
        return packets <= 0 ? STAY : new Move(largest, target, (long) Math.ceil(packets), receivers);
    }

    private Advice relief(final Share... shares) {
        int helper = -1;
        for (int loop = 0; loop < loads.loops(); loop++) {
            if (loop != self && elsewhere(loop, shares) > 0 && (helper < 0 || loads.of(loop) > loads.of(helper))) {
                helper = loop;
            }
        }
        if (helper < 0 || loads.looks() < 2 || !isBusier(helper, self, BEFORE_RELIEF)) {
            return STAY;
        }
        int largest = 0;
        for (int i = 0; i < shares.length; i++) {
            largest = shares[i].elsewhere()[helper] > shares[largest].elsewhere()[helper] ? i : largest;
        }
        final double packets = shares[largest].inReceivers(evening(helper, self, shares));
        return packets <= 0
                ? STAY
                : new Return(
                        largest, helper, Math.min(1, packets / shares[largest].elsewhere()[helper]));
    }

    /** Packets that, sent by {@code other} instead, would make the two even, or fewer. */
    private double evening(final int busier, final int other, final Share... shares) {
        long here = 0;
        for (final Share share : shares) {
            here += share.packets();
        }
        final long there = elsewhere(busier == self ? other : busier, shares);
        final double whole = busier == self ? loads.of(other) : loads.of(busier);
        // Each loop's load is at least what it does for these packets, so the lower quotient is the nearer one.
        final double perPacket = Math.min(
                here == 0 ? Double.MAX_VALUE : loads.of(self) / here, there == 0 ? Double.MAX_VALUE : whole / there);
        return loads.gap(busier, other) / 2 / perPacket;
    }

    private static long elsewhere(final int loop, final Share... shares) {
        long packets = 0;
        for (final Share share : shares) {
            packets += share.elsewhere()[loop];
        }
        return packets;
    }

    private int leastBusy(final boolean[] usable) {
        int least = -1;
        for (int i = 0; i < usable.length; i++) {
            if (i != self && usable[i] && (least < 0 || loads.of(i) < loads.of(least))) {
                least = i;
            }
        }
        return least;
    }

    private boolean isBusier(final int loop, final int other, final double times) {
        final double difference = loads.of(loop) - loads.of(other);
        return difference > times * Math.max(EVEN, loads.doubt() * loads.of(loop));
    }
}
