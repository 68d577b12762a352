/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.xmpp;

import java.util.List;

/**
 * How the bridge answers who it is: {@code jabber:iq:version} and disco#info.
 *
 * @param name of the program
 * @param version as in the brewery presence
 * @param os operating system, empty to keep it to ourselves
 * @param features disco#info features besides those of this package
 */
public record XmppIdentity(String name, String version, String os, List<String> features) {
    public XmppIdentity {
        features = List.copyOf(features);
    }
}
