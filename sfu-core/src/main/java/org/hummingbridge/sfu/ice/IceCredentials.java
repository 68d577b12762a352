/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.ice;

/** User name fragment (4..256 characters) and password (22..256) of one side of one ICE session (RFC 8445 §5.3). */
public record IceCredentials(String ufrag, String password) {
    @Override
    public String toString() {
        return "IceCredentials[" + ufrag + "]";
    }
}
