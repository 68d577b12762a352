/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.xmpp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorReplyTest {
    @Test
    void textsStayAsTheyAre() {
        assertThat(ErrorReply.printable("Unknown endpoint \"ä€😀\"\n")).isEqualTo("Unknown endpoint \"ä€😀\"\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0000", "\u0014", "\u001b", "\ud800", "\udc00", "\ufffe", "\uffff"})
    void whatXmlHasNoPlaceForIsReplaced(String forbidden) {
        assertThat(ErrorReply.printable("a" + forbidden + "b")).isEqualTo("a\ufffdb");
    }

    @Test
    void quotesDoNotMakeAnErrorAsLongAsTheRequest() {
        assertThat(ErrorReply.printable("x".repeat(100_000))).hasSize(1_000);
    }
}
