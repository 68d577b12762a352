/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.brewery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.hummingbridge.sfu.conference.BridgeControl;
import org.hummingbridge.sfu.conference.ConferenceControl;
import org.hummingbridge.sfu.conference.EndpointTotals;
import org.hummingbridge.signaling.colibri2.ChannelAddresses;
import org.hummingbridge.signaling.colibri2.Colibri2Settings;
import org.hummingbridge.signaling.colibri2.ConferenceModifyHandler;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.packet.StanzaError.Condition;
import org.jivesoftware.smack.packet.XmlEnvironment;
import org.jivesoftware.smack.util.PacketParserUtils;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BreweryHandlerTest {
    private final Deque<Runnable> work = new ArrayDeque<>();
    private final List<IQ> replies = new ArrayList<>();
    private Optional<String> trouble = Optional.empty();
    private final BreweryHandler handler = new BreweryHandler(
            new ConferenceModifyHandler(
                    new EmptyBridge(), new Colibri2Settings(true), ChannelAddresses.NONE, work::add),
            () -> trouble,
            new Redaction(true, true));

    @ParameterizedTest
    @CsvSource({
        "conference-modify, jitsi:colibri2, true",
        "healthcheck, http://jitsi.org/protocol/healthcheck, true",
        "graceful-shutdown, http://jitsi.org/protocol/colibri, true",
        "force-shutdown, http://jitsi.org/protocol/colibri, true",
        "healthcheck, jitsi:colibri2, false",
        "query, jabber:iq:version, false"
    })
    void whatAFocusMayAskForIsHandled(final String element, final String namespace, final boolean handled) {
        assertThat(handler.handles(element, namespace)).isEqualTo(handled);
    }

    @Test
    void aHealthyBridgeAnswersAHealthCheckWithAnEmptyResult() throws Exception {
        ask("<healthcheck xmlns='http://jitsi.org/protocol/healthcheck'/>");

        assertThat(replies).hasSize(1);
        assertThat(replies.getFirst().getType()).isEqualTo(IQ.Type.result);
        assertThat(replies.getFirst().getChildElementName()).isNull();
    }

    @Test
    void anUnhealthyBridgeSaysWhatIsWrongAsAnInternalError() throws Exception {
        trouble = Optional.of("No UDP port is open");

        ask("<healthcheck xmlns='http://jitsi.org/protocol/healthcheck'/>");

        assertError(Condition.internal_server_error);
        assertThat(replies.getFirst().getError().getDescriptiveText("en")).isEqualTo("No UDP port is open");
    }

    @ParameterizedTest
    @ValueSource(strings = {"graceful-shutdown", "force-shutdown"})
    void ordersToShutDownAreRefused(final String element) throws Exception {
        ask("<" + element + " xmlns='http://jitsi.org/protocol/colibri'/>");

        assertError(Condition.service_unavailable);
        assertThat(replies.getFirst().toXML(XmlEnvironment.EMPTY).toString()).doesNotContain(element);
    }

    @Test
    void aConferenceModifyIsAnsweredOnceItIsCarriedOut() throws Exception {
        ask("<conference-modify xmlns='jitsi:colibri2' meeting-id='m'/>");
        assertThat(replies).isEmpty();

        work.remove().run();

        assertError(Condition.item_not_found);
    }

    @Test
    void anUnreadableConferenceModifyIsAnsweredAtOnce() throws Exception {
        ask("<conference-modify xmlns='jitsi:colibri2'/>");

        assertError(Condition.bad_request);
        assertThat(work).isEmpty();
    }

    private void ask(final String child) throws Exception {
        final IQ request = (IQ) PacketParserUtils.parseStanza("<iq xmlns='jabber:client' type='get' id='7'"
                + " from='brewery@muc.example.org/focus' to='jvb@example.org/x'>" + child + "</iq>");
        handler.onIq(request, replies::add);
    }

    private void assertError(final Condition condition) {
        assertThat(replies).hasSize(1);
        assertThat(replies.getFirst().getError().getCondition()).isEqualTo(condition);
        assertThat(replies.getFirst().getStanzaId()).isEqualTo("7");
    }

    private static final class EmptyBridge implements BridgeControl {
        @Override
        public @Nullable ConferenceControl createConference(final String meetingId, final @Nullable String name) {
            return null;
        }

        @Override
        public @Nullable ConferenceControl conference(final String meetingId) {
            return null;
        }

        @Override
        public void reduceLastN(final int lastN) {
            throw new AssertionError("nobody here is overloaded");
        }

        @Override
        public Collection<? extends ConferenceControl> conferences() {
            return List.of();
        }

        @Override
        public EndpointTotals totals() {
            throw new AssertionError("nobody asks for totals");
        }

        @Override
        public void expireConference(final String meetingId) {}
    }
}
