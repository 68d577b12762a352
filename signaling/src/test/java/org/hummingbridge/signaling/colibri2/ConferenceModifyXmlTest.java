/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.colibri2;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hummingbridge.sfu.conference.ForceMute;
import org.hummingbridge.sfu.conference.RemoteTransport;
import org.hummingbridge.sfu.dtls.DtlsSetup;
import org.hummingbridge.sfu.dtls.Fingerprint;
import org.hummingbridge.sfu.ice.RemoteCandidate;
import org.hummingbridge.sfu.media.HeaderExtension;
import org.hummingbridge.sfu.media.MediaDescription;
import org.hummingbridge.sfu.media.MediaType;
import org.hummingbridge.sfu.media.PayloadType;
import org.hummingbridge.sfu.media.SourceDescription;
import org.hummingbridge.sfu.media.SourceDescription.SsrcGroup;
import org.hummingbridge.signaling.colibri2.ConferenceModify.RelayModify;
import org.hummingbridge.signaling.colibri2.ConferenceModifyJson.Reading;
import org.hummingbridge.signaling.colibri2.TransportModify.SctpModify;
import org.jitsi.xmpp.extensions.colibri2.Colibri2Endpoint;
import org.jitsi.xmpp.extensions.colibri2.ConferenceModifyIQ;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.packet.XmlEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConferenceModifyXmlTest {
    private static final String MEETING = "meeting-id='m'";
    private static final String FINGERPRINT = "AB:".repeat(31) + "AB";
    private static final String PASSWORD = "p".repeat(22);

    @Test
    void theConferenceIsReadFromTheAttributes() {
        final ConferenceModify request = request(
                "meeting-id='m' name='room@example.org' create='true' expire='true' rtcstats-enabled='false'", "");

        assertThat(request)
                .isEqualTo(new ConferenceModify("m", "room@example.org", true, true, List.of(), List.of(), false));
    }

    @Test
    void anEndpointIsReadFromItsAttributesAndSmallChildren() {
        final EndpointModify endpoint = endpoint(
                "create='true' stats-id='Zed' muc-role='visitor' diarize='true'",
                "<capability name='source-names'/><capability name='ssrc-rewriting'/>"
                        + "<force-mute audio='true'/><initial-last-n value='3'/>");

        assertThat(endpoint.create()).isTrue();
        assertThat(endpoint.expire()).isFalse();
        assertThat(endpoint.statsId()).isEqualTo("Zed");
        assertThat(endpoint.visitor()).isTrue();
        assertThat(endpoint.capabilities()).isEqualTo(Set.of("source-names", "ssrc-rewriting"));
        assertThat(endpoint.forceMute()).isEqualTo(new ForceMute(true, false));
        assertThat(endpoint.initialLastN()).isEqualTo(3);
        assertThat(endpoint.sources()).isNull();
        assertThat(endpoint.transport()).isNull();
    }

    @Test
    void mediaIsReadWithItsParametersFeedbackAndExtensions() {
        final EndpointModify endpoint = endpoint("", """
                <media type='video'>
                  <payload-type xmlns='urn:xmpp:jingle:apps:rtp:1' name='VP8' id='100' clockrate='90000'>
                    <rtcp-fb xmlns='urn:xmpp:jingle:apps:rtp:rtcp-fb:0' type='nack' subtype='pli'/>
                    <rtcp-fb xmlns='urn:xmpp:jingle:apps:rtp:rtcp-fb:0' type='transport-cc'/>
                    <parameter name='max-fs' value='12'/>
                  </payload-type>
                  <rtp-hdrext xmlns='urn:xmpp:jingle:apps:rtp:rtp-hdrext:0' id='5' uri='urn:x'/>
                  <extmap-allow-mixed xmlns='urn:xmpp:jingle:apps:rtp:rtp-hdrext:0'/>
                </media>""");

        assertThat(endpoint.medias())
                .isEqualTo(List.of(new MediaDescription(
                        MediaType.VIDEO,
                        List.of(new PayloadType(
                                100, "VP8", 90_000, 1, Map.of("max-fs", "12"), Set.of("nack pli", "transport-cc"))),
                        List.of(new HeaderExtension(5, "urn:x")),
                        true)));
    }

    @Test
    void namelessFormatParametersAreIgnored() {
        final EndpointModify endpoint = endpoint("", """
                <media type='audio'>
                  <payload-type xmlns='urn:xmpp:jingle:apps:rtp:1' name='red' id='112' clockrate='48000' channels='2'>
                    <parameter value='111/111'/>
                  </payload-type>
                </media>""");

        assertThat(endpoint.medias().getFirst().payloadTypes())
                .isEqualTo(List.of(new PayloadType(112, "red", 48_000, 2, Map.of(), Set.of())));
    }

    @Test
    void childrenInAnotherNamespaceAreIgnored() {
        final EndpointModify endpoint = endpoint("", """
                <media type='audio'><payload-type name='opus' id='111' clockrate='48000'/></media>
                <transport xmlns='urn:x' ice-restart='true'/>
                <from-the-future><sources/></from-the-future>""");

        assertThat(endpoint.medias().getFirst().payloadTypes()).isEmpty();
        assertThat(endpoint.transport()).isNull();
        assertThat(endpoint.sources()).isNull();
    }

    @Test
    void sourcesAreReadWithTheirGroups() {
        final EndpointModify endpoint = endpoint("", """
                <sources>
                  <media-source type='video' id='a-v0'>
                    <source xmlns='urn:xmpp:jingle:apps:rtp:ssma:0' ssrc='4294967295' name='a-v0' videoType='desktop'/>
                    <source xmlns='urn:xmpp:jingle:apps:rtp:ssma:0' ssrc='2' name='a-v0' videoType='desktop'/>
                    <ssrc-group xmlns='urn:xmpp:jingle:apps:rtp:ssma:0' semantics='FID'>
                      <source ssrc='4294967295'/><source ssrc='2'/>
                    </ssrc-group>
                    <ssrc-group xmlns='urn:xmpp:jingle:apps:rtp:ssma:0' semantics='SIM'><source ssrc='2'/></ssrc-group>
                  </media-source>
                </sources>""");

        assertThat(endpoint.sources())
                .isEqualTo(List.of(new SourceDescription(
                        "a-v0",
                        MediaType.VIDEO,
                        "desktop",
                        List.of(-1, 2),
                        List.of(new SsrcGroup("FID", List.of(-1, 2))))));
    }

    @Test
    void noSourcesAreSomethingElseThanNothingAboutSources() {
        assertThat(endpoint("", "<sources/>").sources()).isEqualTo(List.of());
    }

    @Test
    void aTransportIsReadWithItsGenerationAndRestart() {
        final TransportModify transport =
                endpoint("", """
                <transport ice-controlling='true' ice-restart='true'>
                  <transport xmlns='urn:xmpp:jingle:transports:ice-udp:1' ufrag='abcd' pwd='%s' ice-generation='2'>
                    <rtcp-mux/>
                    <fingerprint xmlns='urn:xmpp:jingle:apps:dtls:0' hash='SHA-256' setup='active'> %s </fingerprint>
                    <candidate component='1' foundation='f' generation='0' id='x' network='0' priority='7' protocol='udp'
                        type='host' ip='192.0.2.1' port='9'/>
                  </transport>
                  <sctp role='SERVER' port='5000'/>
                </transport>""".formatted(PASSWORD, FINGERPRINT)).transport();

        assertThat(transport.iceControlling()).isTrue();
        assertThat(transport.iceRestart()).isTrue();
        assertThat(transport.sctp()).isEqualTo(new SctpModify("server", 5_000));
        final RemoteTransport remote = transport.remote();
        assertThat(remote.credentials().ufrag()).isEqualTo("abcd");
        assertThat(remote.iceGeneration()).isEqualTo(2);
        assertThat(remote.setup()).isEqualTo(DtlsSetup.ACTIVE);
        assertThat(remote.fingerprints()).containsExactly(new Fingerprint("sha-256", FINGERPRINT));
        assertThat(remote.candidates()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "port='70000'",
                "port='x'",
                "port=''",
                "priority='-1'",
                "component='x'",
                "generation='x'",
                "ip='host.local'",
                "foundation='012345678901234567890123456789012'",
                "type='unheard-of'",
                "protocol='tcp'"
            })
    void aCandidateOfNoUseIsPassedOverAndTheOthersStay(final String flaw) {
        final String name = flaw.substring(0, flaw.indexOf('='));
        final String sound =
                "component='1' foundation='f' generation='0' priority='7' protocol='udp' type='host' ip='192.0.2.1' port='9'";
        final RemoteTransport remote = remote(
                "",
                "<candidate " + sound.replaceAll(name + "='[^']*'", flaw) + "/>" + "<candidate/><candidate " + sound
                        + "/>");

        assertThat(remote.candidates()).extracting(RemoteCandidate::foundation).containsExactly("f");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ufrag='abcd'",
                "pwd='pppppppppppppppppppppp'",
                "ufrag='abc' pwd='pppppppppppppppppppppp'",
                "ufrag='abcd' pwd='short'",
                "ufrag='a:cd' pwd='pppppppppppppppppppppp'"
            })
    void credentialsOfNoUseArePassedOver(final String attributes) {
        assertThat(remote(attributes + " ice-generation='x'", "").credentials()).isNull();
    }

    @Test
    void fingerprintsOfNoUseArePassedOver() {
        final String start = "<fingerprint xmlns='urn:xmpp:jingle:apps:dtls:0' setup='active' hash=";
        final RemoteTransport remote = remote(
                "",
                start + "'md5'>AB</fingerprint>" + start + "'sha-256'>AB</fingerprint>" + start + "'sha-256'>"
                        + FINGERPRINT + "</fingerprint>");

        assertThat(remote.fingerprints()).containsExactly(new Fingerprint("sha-256", FINGERPRINT));
    }

    @Test
    void candidatesBeyondTheBoundArePassedOver() {
        final String candidates =
                "<candidate foundation='f' priority='7' protocol='udp' type='host' ip='192.0.2.1' port='9'/>"
                        .repeat(100);

        assertThat(remote("", candidates).candidates()).hasSize(RequestCheck.MAX_CANDIDATES);
    }

    @Test
    void relaysAndExportersAreReadAsFarAsTheyAreLookedAt() {
        final ConferenceModify request = request(MEETING, """
                <relay id='r1' expire='true'/><relay id='r2' create='true'><endpoints><endpoint id='x'/></endpoints></relay>
                <connects><connect id='c' expire='true'/></connects>""");

        assertThat(request.relays()).isEqualTo(List.of(new RelayModify("r1", true), new RelayModify("r2", false)));
        assertThat(request.endpoints()).isEmpty();
        assertThat(request.opensConnects()).isFalse();
        assertThat(request(MEETING, "<connects><connect id='c' create='true'/></connects>")
                        .opensConnects())
                .isTrue();
    }

    @Test
    void whatJicofoBuildsIsRead() {
        final ConferenceModifyIQ.Builder builder =
                ConferenceModifyIQ.builder("id").setMeetingId("m");
        for (int i = 0; i < 300; i++) {
            final Colibri2Endpoint.Builder endpoint = Colibri2Endpoint.getBuilder();
            endpoint.setForceMute(true, false).setId("e" + i);
            builder.addEndpoint(endpoint.build());
        }

        final IQ read = Stanzas.read(builder.build().toXML(XmlEnvironment.EMPTY).toString())
                .getFirst();

        assertThat(request(read).endpoints())
                .hasSize(300)
                .allSatisfy(endpoint -> assertThat(endpoint.forceMute()).isEqualTo(new ForceMute(true, false)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<endpoint/>",
                "<relay/>",
                "<endpoint id='a'><media/></endpoint>",
                "<endpoint id='a'><media type='smell'/></endpoint>",
                "<endpoint id='a'><initial-last-n value='many'/></endpoint>",
                "<endpoint id='a'><transport><sctp port='x'/></transport></endpoint>",
                "<endpoint id='a'><sources><media-source type='audio'/></sources></endpoint>",
                "<endpoint id='a'><sources><media-source type='audio' id='n'>"
                        + "<source xmlns='urn:xmpp:jingle:apps:rtp:ssma:0' ssrc='4294967296'/></media-source></sources></endpoint>",
                "<endpoint id='a'><sources><media-source type='audio' id='n'><ssrc-group "
                        + "xmlns='urn:xmpp:jingle:apps:rtp:ssma:0' semantics='FID'><source/><source/></ssrc-group>"
                        + "</media-source></sources></endpoint>"
            })
    void whatAFocusNeverSaysIsRefused(final String content) {
        assertThat(refusal(Stanzas.conferenceModify(MEETING, content)).condition())
                .isEqualTo(Colibri2Error.Condition.BAD_REQUEST);
    }

    @Test
    void aRequestWithoutMeetingIsRefused() {
        assertThat(refusal(Stanzas.conferenceModify("", "")).text())
                .isEqualTo("meeting-id must be set for conference-modify IQ");
    }

    @Test
    void whatComesBehindARefusedRequestIsReadAllTheSame() {
        final String tooDeep = "<endpoint>".repeat(80) + "</endpoint>".repeat(80);
        final String tooMany = "<endpoint/>".repeat(XmlElementReader.MAX_ELEMENTS);
        final String tooLong = "<endpoint stats-id='" + "x".repeat(1 << 20) + "'/>";
        final String bad = "<iq type='get' id='1'><conference-modify xmlns='jitsi:colibri2' meeting-id='m'>";
        final String end = "</conference-modify></iq>";

        final List<IQ> read = Stanzas.read(bad + tooDeep + end + bad + tooMany + end + bad + tooLong + end
                + "<iq type='set' id='2'><conference-modify xmlns='jitsi:colibri2' meeting-id='m2'/></iq>");

        assertThat(read.subList(0, 3))
                .allSatisfy(iq -> assertThat(refusal(iq).text()).startsWith("The request is larger than"));
        assertThat(request(read.get(3)).meetingId()).isEqualTo("m2");
    }

    @Test
    void aRequestIsPrintedAsItCame() {
        final IQ request = Stanzas.conferenceModify(
                "meeting-id='m'",
                "<endpoint id='a&amp;b'><transport><transport xmlns='urn:xmpp:jingle:transports:ice-udp:1'>"
                        + "<fingerprint xmlns='urn:xmpp:jingle:apps:dtls:0'>&lt;AB</fingerprint></transport></transport></endpoint>");

        assertThat(request.getChildElementXML().toString())
                .isEqualTo("<conference-modify xmlns='jitsi:colibri2' meeting-id='m'>"
                        + "<endpoint id='a&amp;b'><transport><transport xmlns='urn:xmpp:jingle:transports:ice-udp:1'>"
                        + "<fingerprint xmlns='urn:xmpp:jingle:apps:dtls:0'>&lt;AB</fingerprint></transport></transport>"
                        + "</endpoint></conference-modify>");
    }

    private static RemoteTransport remote(final String attributes, final String content) {
        return endpoint(
                        "",
                        "<transport><transport xmlns='urn:xmpp:jingle:transports:ice-udp:1' " + attributes + ">"
                                + content + "</transport></transport>")
                .transport()
                .remote();
    }

    private static EndpointModify endpoint(final String attributes, final String content) {
        return request(MEETING, "<endpoint id='a' " + attributes + ">" + content + "</endpoint>")
                .endpoints()
                .getFirst();
    }

    private static ConferenceModify request(final String attributes, final String content) {
        return request(Stanzas.conferenceModify(attributes, content));
    }

    private static ConferenceModify request(final IQ iq) {
        return ((Reading.Request) ((ConferenceModifyIq) iq).reading()).request();
    }

    private static Colibri2Error refusal(final IQ iq) {
        return ((Reading.Refusal) ((ConferenceModifyIq) iq).reading()).error();
    }
}
