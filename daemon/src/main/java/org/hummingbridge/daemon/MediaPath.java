/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon;

import java.util.List;
import org.hummingbridge.daemon.settings.Settings;
import org.hummingbridge.daemon.settings.StartupException;
import org.hummingbridge.sfu.conference.BridgeControl;
import org.hummingbridge.sfu.conference.ConferenceListener;
import org.hummingbridge.sfu.datagram.Loop;

/** Everything below signalling, running: sockets, loops, conferences. */
interface MediaPath extends AutoCloseable {
    BridgeControl control();

    List<? extends Loop> loops();

    /** What serves the sockets, for people. */
    String transport();

    /** What protects the media, for people. */
    String ciphers();

    /** Lines for people: the port, each address with the reason why it is offered or not, warnings. */
    List<String> report();

    @Override
    void close();

    /** Opens a media path, or says in one sentence why it cannot be. */
    interface Opening {
        MediaPath open(Settings settings, ConferenceListener.Factory listeners) throws StartupException;
    }
}
