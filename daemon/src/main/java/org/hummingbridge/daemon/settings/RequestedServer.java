/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.settings;

import com.typesafe.config.ConfigValueFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hummingbridge.signaling.xmpp.XmppServer;

/** A login that is asked for while the bridge runs, in the keys of {@code videobridge.apis.xmpp-client.configs}. */
public final class RequestedServer {
    private static final String SECTION = "muc-client";
    private static final List<String> REQUIRED =
            List.of("HOSTNAME", "USERNAME", "PASSWORD", "MUC_JIDS", "MUC_NICKNAME");

    private RequestedServer() {}

    /** Says in one sentence what is missing or wrong; keys that nobody knows are ignored, as they always were. */
    public static XmppServer of(final String id, final Map<String, String> texts) throws StartupException {
        final List<String> warnings = new ArrayList<>();
        final XmppEntry entry = XmppEntry.of(
                SECTION, id, ConfigValueFactory.fromMap(texts, "request"), XmppEntry.SERVER_KEYS, new ArrayList<>());
        final XmppEntry checked = new XmppEntry(entry.path(), id, entry.values(), warnings);
        if (!checked.isComplete(REQUIRED)) {
            throw new StartupException(warnings.getFirst());
        }
        return checked.server();
    }
}
