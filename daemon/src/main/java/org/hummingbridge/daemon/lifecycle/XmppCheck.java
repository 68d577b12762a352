/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.lifecycle;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.hummingbridge.signaling.xmpp.XmppState;
import org.hummingbridge.signaling.xmpp.XmppStatus;

/** Whether Jicofo finds the bridge: joined on at least one of the configured servers. */
public final class XmppCheck implements HealthCheck {
    private static final String NAME = "xmpp";

    private final Supplier<List<XmppStatus>> statuses;

    public XmppCheck(final Supplier<List<XmppStatus>> statuses) {
        this.statuses = statuses;
    }

    @Override
    public HealthFinding look() {
        final List<XmppStatus> all = statuses.get();
        if (all.isEmpty()) {
            return HealthFinding.failed(
                    NAME,
                    "No XMPP server is configured, so Jicofo cannot find this bridge; set"
                            + " videobridge.apis.xmpp-client.configs.");
        }
        final String each = all.stream()
                .map(status -> status.id() + ": " + status.sentence())
                .collect(Collectors.joining("; "));
        return all.stream().anyMatch(status -> status.state() == XmppState.JOINED)
                ? HealthFinding.passed(NAME, each)
                : HealthFinding.failed(NAME, "Jicofo cannot find this bridge. " + each);
    }
}
