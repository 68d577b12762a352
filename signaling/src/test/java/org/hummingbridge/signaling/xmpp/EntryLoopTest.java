/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.xmpp;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jivesoftware.smack.packet.IQ;
import org.junit.jupiter.api.Test;
import org.jxmpp.jid.EntityFullJid;
import org.jxmpp.jid.impl.JidCreate;

class EntryLoopTest {
    private static final EntityFullJid US = JidCreate.entityFullFromOrThrowUnchecked("room@muc.test/jvb1");
    private static final long LIMIT_SECONDS = 20;

    private final Queue<Supplier<Link>> links = new ArrayDeque<>();
    private final AtomicLong nowNanos = new AtomicLong();

    @Test
    void startsOverAfterAnErrorOfItsOwn() throws Exception {
        var loggedIn = new CompletableFuture<Boolean>();
        links.add(() -> {
            throw new NoClassDefFoundError("on purpose");
        });
        links.add(() -> new FakeLink(() -> loggedIn.complete(true)));
        var loop = loop();

        loop.start();

        assertThat(loggedIn.get(LIMIT_SECONDS, SECONDS)).isTrue();
        loop.stop();
    }

    @Test
    void partsInPeaceIfItIsStoppedWhileALoginComesToItsOwnEnd() throws Exception {
        var stopped = new CompletableFuture<EntryLoop>();
        var link = new FakeLink(() -> stopped.join().stop());
        links.add(() -> link);
        var loop = loop();
        stopped.complete(loop);

        loop.start();

        assertThat(link.partedInterrupted.get(LIMIT_SECONDS, SECONDS)).isFalse();
    }

    /** By a clock that goes a second further whenever it is read, so that no pause lasts. */
    private EntryLoop loop() {
        var login = new XmppServer(
                "shard1",
                "127.0.0.1",
                5222,
                "auth.test",
                "jvb",
                new Secret("secret"),
                List.of("room@muc.test"),
                "jvb1",
                new TlsPolicy(TlsPolicy.Mode.REQUIRED, new TlsPolicy.Trust.Authorities()));
        var entry = new Entry(
                "shard1",
                LoginName.of(login),
                List.of(US),
                Set.of(),
                (_, _) -> links.remove().get());
        var desk = new IqDesk(new XmppIdentity("bridge", "1", "", List.of()), new NoOrders());
        return new EntryLoop(entry, desk, () -> null, () -> nowNanos.addAndGet(SECONDS.toNanos(1)), new Random(1));
    }

    private static final class NoOrders implements IqHandler {
        @Override
        public boolean handles(String element, String namespace) {
            return false;
        }

        @Override
        public void onIq(IQ request, Consumer<IQ> reply) {
            throw new AssertionError("not for the application: " + request);
        }
    }
}
