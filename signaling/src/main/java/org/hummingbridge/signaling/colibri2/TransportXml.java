/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.colibri2;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns an endpoint's transport into the tree that it is in JSON. A focus hands on unread what a client says of its transport,
 * and takes an error for the loss of the whole bridge; so what is no use there is passed over, and only that client fails.
 */
final class TransportXml {
    static final String ICE_UDP = "urn:xmpp:jingle:transports:ice-udp:1";
    static final String DTLS = "urn:xmpp:jingle:apps:dtls:0";

    private static final Logger LOG = LoggerFactory.getLogger(TransportXml.class);

    private TransportXml() {}

    static ObjectNode transport(final XmlElement transport) {
        final ObjectNode json = Members.of(transport)
                .flags("ice-controlling", "use-unique-port", "ice-restart")
                .json();
        final XmlElement sctp = transport.child(ConferenceModifyXml.NAMESPACE, "sctp");
        if (sctp != null) {
            json.set("sctp", Members.of(sctp).texts("role", "port").json());
        }
        final XmlElement iceUdp = transport.child(ICE_UDP, "transport");
        if (iceUdp != null) {
            json.set("transport", iceUdp(iceUdp));
        }
        return json;
    }

    /** Each part is read on its own first, by the reader that will read the whole. */
    private static ObjectNode iceUdp(final XmlElement iceUdp) {
        final Members whole = Members.of(iceUdp);
        takeIfUsable(whole, Members.of(iceUdp).texts("ufrag", "pwd").json());
        takeIfUsable(whole, Members.of(iceUdp).texts("ice-generation").json());
        for (final XmlElement fingerprint : iceUdp.children(DTLS, "fingerprint")) {
            addIfUsable(whole, "fingerprints", RequestCheck.MAX_FINGERPRINTS, fingerprint(fingerprint));
        }
        for (final XmlElement candidate : iceUdp.children(ICE_UDP, "candidate")) {
            addIfUsable(whole, "candidates", RequestCheck.MAX_CANDIDATES, candidate(candidate));
        }
        return whole.json();
    }

    private static ObjectNode fingerprint(final XmlElement fingerprint) {
        return Members.of(fingerprint)
                .texts("hash", "setup")
                .json()
                .put("fingerprint", fingerprint.text().strip());
    }

    private static ObjectNode candidate(final XmlElement candidate) {
        return Members.of(candidate)
                .texts("type", "protocol", "component", "generation", "ip", "port", "foundation", "priority")
                .json();
    }

    private static void takeIfUsable(final Members whole, final ObjectNode part) {
        if (isUsable(part)) {
            whole.json().setAll(part);
        }
    }

    private static void addIfUsable(final Members whole, final String array, final int max, final ObjectNode part) {
        final ObjectNode alone = Members.of(whole.element()).json();
        alone.putArray(array).add(part);
        if (whole.json().path(array).size() < max && isUsable(alone)) {
            whole.json().withArray(array).add(part);
        }
    }

    private static boolean isUsable(final ObjectNode iceUdp) {
        try {
            RequestCheck.check(TransportJson.remote(new JsonFields(iceUdp)));
            return true;
        } catch (RejectedRequest e) {
            LOG.info(
                    "Passing over a part of a client's transport: {}", e.error().text());
            return false;
        }
    }
}
