/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon;

import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import org.hummingbridge.daemon.settings.OperationSettings;
import org.hummingbridge.daemon.settings.Settings;
import org.hummingbridge.signaling.brewery.BreweryHandler;
import org.hummingbridge.signaling.brewery.BreweryPresence;
import org.hummingbridge.signaling.brewery.BridgeLabels;
import org.hummingbridge.signaling.brewery.HealthSource;
import org.hummingbridge.signaling.brewery.PresenceSettings;
import org.hummingbridge.signaling.brewery.Redaction;
import org.hummingbridge.signaling.brewery.StatisticsSource;
import org.hummingbridge.signaling.colibri2.ConferenceModifyHandler;
import org.hummingbridge.signaling.xmpp.XmppClients;
import org.hummingbridge.signaling.xmpp.XmppIdentity;

/** The bridge in its breweries: logged in, answering, and telling how it is. Closing it leaves the rooms. */
final class Attendance implements AutoCloseable {
    private final XmppClients clients;
    private final BreweryPresence presence;

    Attendance(
            final Settings settings,
            final ConferenceModifyHandler colibri2,
            final HealthSource health,
            final StatisticsSource statistics,
            final ScheduledExecutorService scheduler) {
        this.clients = new XmppClients(
                identity(),
                new BreweryHandler(
                        colibri2,
                        health,
                        new Redaction(
                                settings.operation().redactRemoteAddresses(),
                                settings.operation().redactHttpHeaders())),
                System::nanoTime,
                new SecureRandom());
        this.presence = new BreweryPresence(statistics, presenceSettings(settings), clients::publish, scheduler);
    }

    /** Starts to connect. Called when everything that is promised in the breweries can be kept. */
    void begin(final Settings settings) {
        presence.start();
        settings.xmpp().servers().forEach(clients::add);
        settings.xmpp().components().forEach(clients::add);
    }

    XmppClients clients() {
        return clients;
    }

    /** Tells of a change at once. */
    void tell() {
        presence.publishNow();
    }

    private static XmppIdentity identity() {
        return new XmppIdentity(
                "Hummingbridge", Version.number(), System.getProperty("os.name", ""), BreweryHandler.FEATURES);
    }

    private static PresenceSettings presenceSettings(final Settings settings) {
        return new PresenceSettings(
                settings.xmpp().presenceInterval(),
                settings.xmpp().filterStats() ? Optional.of(settings.xmpp().statsWhitelist()) : Optional.empty(),
                labels(settings));
    }

    /**
     * Who the bridge is, in presence and everywhere else. Never has a relay id, even if one is configured: a focus would take it
     * for an offer to link bridges, and give up on everybody when that is refused.
     */
    static BridgeLabels labels(final Settings settings) {
        final OperationSettings operation = settings.operation();
        return new BridgeLabels(
                Version.number(),
                operation.version().release(),
                operation.relay().region(),
                null);
    }

    /** Leaves the rooms, so that a focus moves everybody; takes about a second at most. */
    void leave() {
        close();
    }

    @Override
    public void close() {
        presence.close();
        clients.close();
    }
}
