/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.xmpp;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jivesoftware.smack.packet.Stanza;
import org.jxmpp.jid.Jid;
import org.jxmpp.jid.impl.JidCreate;

/** A stream that works at once, keeps what is sent, and does on the way in what a test wants. */
final class FakeLink implements Link {
    final List<Stanza> sent = new CopyOnWriteArrayList<>();

    /** Completed when the stream is parted in order, by whether that was under an interrupt. */
    final CompletableFuture<Boolean> partedInterrupted = new CompletableFuture<>();

    private final Runnable duringLogin;

    FakeLink() {
        this(() -> {});
    }

    FakeLink(Runnable duringLogin) {
        this.duringLogin = duringLogin;
    }

    @Override
    public void connect() {}

    @Override
    public void authenticate() {
        duringLogin.run();
    }

    @Override
    public void send(Stanza stanza) {
        sent.add(stanza);
    }

    @Override
    public Jid pingTarget() {
        return JidCreate.domainBareFromOrThrowUnchecked("auth.test");
    }

    @Override
    public void part() {
        partedInterrupted.complete(Thread.currentThread().isInterrupted());
    }

    @Override
    public void abort() {}
}
