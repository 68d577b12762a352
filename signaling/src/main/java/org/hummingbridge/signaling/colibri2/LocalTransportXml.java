/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.colibri2;

import java.net.InetSocketAddress;
import java.util.List;
import org.hummingbridge.sfu.conference.LocalTransport;
import org.hummingbridge.sfu.dtls.Fingerprint;
import org.hummingbridge.sfu.ice.LocalCandidate;
import org.jitsi.xmpp.extensions.colibri.WebSocketPacketExtension;
import org.jitsi.xmpp.extensions.jingle.CandidateType;
import org.jitsi.xmpp.extensions.jingle.DtlsFingerprintPacketExtension;
import org.jitsi.xmpp.extensions.jingle.IceCandidatePacketExtension;
import org.jitsi.xmpp.extensions.jingle.IceRtcpmuxPacketExtension;
import org.jitsi.xmpp.extensions.jingle.IceUdpTransportPacketExtension;

/** Describes our side of a transport to a client, in XML. Never leaves out what a focus takes a missing one for a failure. */
final class LocalTransportXml {
    private LocalTransportXml() {}

    /** @param webSockets URLs of the bridge channel */
    static IceUdpTransportPacketExtension iceUdp(final LocalTransport transport, final List<String> webSockets) {
        final IceUdpTransportPacketExtension xml = new IceUdpTransportPacketExtension();
        xml.setUfrag(transport.credentials().ufrag());
        xml.setPassword(transport.credentials().password());
        if (transport.iceGeneration() > 0) {
            xml.setIceGeneration(transport.iceGeneration());
        }
        xml.addChildExtension(new IceRtcpmuxPacketExtension());
        xml.addChildExtension(fingerprint(transport));
        webSockets.forEach(url -> xml.addChildExtension(new WebSocketPacketExtension(url)));
        int ordinal = 0;
        for (final LocalCandidate candidate : transport.candidates()) {
            // Ids have to differ within one transport only.
            final int id = transport.credentials().ufrag().hashCode() + ordinal++;
            xml.addCandidate(candidate(candidate, Integer.toHexString(id)));
        }
        return xml;
    }

    private static DtlsFingerprintPacketExtension fingerprint(final LocalTransport transport) {
        final Fingerprint fingerprint = transport.fingerprint();
        final DtlsFingerprintPacketExtension xml = new DtlsFingerprintPacketExtension();
        xml.setFingerprint(fingerprint.value());
        xml.setHash(fingerprint.hash());
        xml.setSetup(transport.setup().label());
        return xml;
    }

    private static IceCandidatePacketExtension candidate(final LocalCandidate candidate, final String id) {
        final IceCandidatePacketExtension xml = new IceCandidatePacketExtension();
        xml.setComponent(1);
        xml.setFoundation(candidate.foundation());
        xml.setGeneration(0);
        xml.setID(id);
        xml.setNetwork(0);
        xml.setPriority(candidate.priority());
        xml.setProtocol("udp");
        xml.setType(CandidateType.valueOf(candidate.type().toString()));
        xml.setIP(AnswerJson.ip(candidate.address()));
        xml.setPort(candidate.address().getPort());
        final InetSocketAddress base = candidate.base();
        if (base != null) {
            xml.setRelAddr(AnswerJson.ip(base));
            xml.setRelPort(base.getPort());
        }
        return xml;
    }
}
