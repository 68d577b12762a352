/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.xmpp;

/** A step of a {@link Link} that did not work. */
final class LinkFailure extends Exception {
    private final XmppTrouble trouble;

    LinkFailure(XmppTrouble trouble) {
        super(trouble.sentence());
        this.trouble = trouble;
    }

    XmppTrouble trouble() {
        return trouble;
    }
}
