/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon;

import java.net.InetSocketAddress;
import java.util.List;
import org.hummingbridge.daemon.settings.Settings;
import org.hummingbridge.daemon.settings.StartupException;
import org.hummingbridge.sfu.conference.BridgeControl;
import org.hummingbridge.sfu.conference.ConferenceListener;
import org.hummingbridge.sfu.conference.Rehearsal;
import org.hummingbridge.sfu.datagram.Loop;

/** Everything below signalling, running: sockets, loops, conferences. */
interface MediaPath extends AutoCloseable {
    BridgeControl control();

    List<? extends Loop> loops();

    /** The addresses that clients are offered now; empty if there are none. */
    List<InetSocketAddress> offered();

    /** What serves the sockets, for people. */
    String transport();

    /** What protects the media, for people. */
    String ciphers();

    /** Lines for people: the port, each address with the reason why it is offered or not, warnings. */
    List<String> report();

    /** Plays a call in memory that nobody else notices, so that the first real one meets compiled code; keeps the caller busy. */
    default Rehearsal.Account rehearse(final Rehearsal.Budget budget) {
        return Rehearsal.Account.NOTHING;
    }

    /** How the outside gets to the offered addresses, as far as is known now. */
    default Reachability reachability() {
        return new Reachability(true, false, List.of());
    }

    @Override
    void close();

    /**
     * What health and people want to know of the addresses.
     *
     * @param publicAddress whether one that the Internet reaches is offered
     * @param stunFailed whether STUN servers are set and none has answered so far
     * @param warnings sentences about those who were asked for public addresses in vain
     */
    record Reachability(boolean publicAddress, boolean stunFailed, List<String> warnings) {}

    /** Opens a media path, or says in one sentence why it cannot be. */
    interface Opening {
        MediaPath open(Settings settings, ConferenceListener.Factory listeners) throws StartupException;
    }
}
