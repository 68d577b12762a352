/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench.call;

import java.util.List;
import java.util.function.ToLongFunction;
import org.hummingbridge.bench.media.DeliveryLedger;

/**
 * The count of a run, over all pairs of a stream and a receiver. With simulcast a bridge chooses among the layers, so that not
 * every packet is expected; what is missing then shows in the bridge's own numbering alone.
 *
 * @param sent packets that senders sent
 * @param expected deliveries, if every receiver gets every packet
 * @param delivered of them, each counted once
 * @param audioExpected of the expected deliveries, those of audio
 * @param audioDelivered of them
 * @param streams pairs of stream and receiver
 * @param incompleteStreams of them
 * @param worstRatio least delivered share of a stream
 * @param duplicates deliveries that were there before
 * @param repaired packets that came as retransmissions, in the whole run
 * @param unfilled gaps in the bridge's numbering, in the whole run
 * @param unstamped packets that are not ours, in the whole run
 * @param refused packets that could not be decrypted, in the whole run
 * @param sendFailures datagrams that the generator could not send, in the whole run
 */
public record Tally(
        long sent,
        long expected,
        long delivered,
        long audioExpected,
        long audioDelivered,
        long streams,
        long incompleteStreams,
        double worstRatio,
        long duplicates,
        long repaired,
        long unfilled,
        long unstamped,
        long refused,
        long sendFailures) {
    public double ratio() {
        return expected == 0 ? 0 : (double) delivered / expected;
    }

    static Tally of(final Load load, final List<Participant> participants) {
        long sent = 0;
        long expected = 0;
        long delivered = 0;
        long audioExpected = 0;
        long audioDelivered = 0;
        long streams = 0;
        long incomplete = 0;
        long duplicates = 0;
        double worst = 1;
        for (final Participant sender : participants) {
            for (final OutgoingStream stream : sender.streams()) {
                sent += stream.measured();
                for (final Participant receiver : conferenceOf(load, participants, sender)) {
                    final DeliveryLedger ledger = receiver.reception().ledger(stream.stream());
                    if (ledger == null) {
                        continue;
                    }
                    streams++;
                    expected += stream.measured();
                    delivered += ledger.delivered();
                    audioExpected += stream.isAudio() ? stream.measured() : 0;
                    audioDelivered += stream.isAudio() ? ledger.delivered() : 0;
                    duplicates += ledger.duplicates();
                    if (ledger.delivered() < stream.measured()) {
                        incomplete++;
                        worst = Math.min(worst, (double) ledger.delivered() / stream.measured());
                    }
                }
            }
        }
        return new Tally(
                sent,
                expected,
                delivered,
                audioExpected,
                audioDelivered,
                streams,
                incomplete,
                worst,
                duplicates,
                sum(participants, p -> p.reception().repaired()),
                sum(participants, p -> p.reception().unfilled()),
                sum(participants, p -> p.reception().unstamped()),
                sum(participants, p -> p.transport().refused()),
                sum(participants, p -> p.socket().sendFailures()));
    }

    private static long sum(final List<Participant> participants, final ToLongFunction<Participant> of) {
        return participants.stream().mapToLong(of).sum();
    }

    /** Participants joined conference by conference. */
    private static List<Participant> conferenceOf(
            final Load load, final List<Participant> participants, final Participant one) {
        final int first = one.seat().conference() * load.participants();
        return participants.subList(first, first + load.participants());
    }
}
