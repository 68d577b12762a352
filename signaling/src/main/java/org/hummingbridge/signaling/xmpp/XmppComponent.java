/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.xmpp;

import java.util.List;

/**
 * The older form of deployment: the bridge as an external component (XEP-0114).
 *
 * @param id name of the entry in the configuration
 * @param port 5347 by default
 * @param domain the component's own JID, such as {@code jvb.example.org}
 * @param allowedFrom bare JIDs that may give orders; not empty
 */
public record XmppComponent(String id, String host, int port, String domain, Secret secret, List<String> allowedFrom) {}
