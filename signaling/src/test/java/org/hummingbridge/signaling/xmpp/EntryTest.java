/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.xmpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.jxmpp.jid.impl.JidCreate;

class EntryTest {
    @Test
    void takesOrdersFromItsRoomsWhateverTheCase() {
        var entry = Entry.of(server("shard1", "jvb1", "JvbBrewery@Internal.auth.test"));
        assertThat(entry.mayOrder(JidCreate.fromOrThrowUnchecked("jvbbrewery@internal.auth.test/focus")))
                .isTrue();
        assertThat(entry.mayOrder(JidCreate.fromOrThrowUnchecked("other@internal.auth.test/focus")))
                .isFalse();
        assertThat(entry.mayOrder(null)).isFalse();
    }

    @Test
    void bindsTheSameResourceAfterARestart() {
        assertThat(Entry.resource(server("shard1", "jvb1", "a@b.test")))
                .isEqualTo(Entry.resource(server("shard1", "jvb1", "a@b.test")))
                .startsWith("jvb1-");
    }

    @Test
    void bindsDifferentResourcesForDifferentEntriesNicknamesAndRooms() {
        assertThat(List.of(
                        Entry.resource(server("shard1", "jvb1", "a@b.test")),
                        Entry.resource(server("shard2", "jvb1", "a@b.test")),
                        Entry.resource(server("shard1", "jvb2", "a@b.test")),
                        Entry.resource(server("shard1", "jvb1", "c@b.test"))))
                .doesNotHaveDuplicates();
    }

    @Test
    void namesTheSettingOfARoomThatCannotBe() {
        assertThatThrownBy(() -> Entry.of(server("shard1", "jvb1", "@@")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("MUC_JIDS");
        assertThatThrownBy(() -> Entry.of(server("shard1", "jvb1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("MUC_JIDS");
    }

    private static XmppServer server(String id, String nickname, String... mucs) {
        return new XmppServer(
                id,
                "127.0.0.1",
                5222,
                "auth.test",
                "jvb",
                new Secret("secret"),
                List.of(mucs),
                nickname,
                new TlsPolicy(TlsPolicy.Mode.REQUIRED, new TlsPolicy.Trust.Authorities()));
    }
}
