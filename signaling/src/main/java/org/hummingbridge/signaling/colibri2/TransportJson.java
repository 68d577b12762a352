/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.colibri2;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.hummingbridge.sfu.conference.RemoteTransport;
import org.hummingbridge.sfu.dtls.DtlsSetup;
import org.hummingbridge.sfu.dtls.Fingerprint;
import org.hummingbridge.sfu.ice.IceCredentials;
import org.hummingbridge.sfu.ice.RemoteCandidate;
import org.hummingbridge.signaling.colibri2.TransportModify.SctpModify;
import org.jspecify.annotations.Nullable;

/** Reads an endpoint's transport: ICE, DTLS and SCTP parameters. Never resolves a name. */
final class TransportJson {
    private static final int MAX_PORT = 65_535;
    private static final long MAX_PRIORITY = 0xffff_ffffL;

    private TransportJson() {}

    static TransportModify read(final JsonFields fields) throws RejectedRequest {
        final JsonFields remote = fields.child("transport");
        final JsonFields sctp = fields.child("sctp");
        return new TransportModify(
                fields.bool("ice-controlling"),
                fields.bool("ice-restart"),
                remote == null ? null : remote(remote),
                sctp == null ? null : sctp(sctp));
    }

    private static SctpModify sctp(final JsonFields fields) throws RejectedRequest {
        final String role = fields.string("role");
        final Long port = fields.decimal("port", 0, MAX_PORT);
        return new SctpModify(
                role == null ? null : role.toLowerCase(Locale.ROOT), port == null ? null : port.intValue());
    }

    static RemoteTransport remote(final JsonFields fields) throws RejectedRequest {
        final List<Fingerprint> fingerprints = new ArrayList<>();
        DtlsSetup setup = null;
        for (final JsonFields fingerprint : fields.children("fingerprints")) {
            fingerprints.add(new Fingerprint(
                    fingerprint.requiredString("hash", "fingerprint").toLowerCase(Locale.ROOT),
                    fingerprint.requiredString("fingerprint", "fingerprint").toUpperCase(Locale.ROOT)));
            setup = setup == null ? setup(fingerprint) : setup;
        }
        // RFC 8122 §5: hash functions that one does not know are passed over while others are there.
        if (fingerprints.stream().anyMatch(RequestCheck::hasKnownHash)) {
            fingerprints.removeIf(fingerprint -> !RequestCheck.hasKnownHash(fingerprint));
        }
        return new RemoteTransport(
                credentials(fields), candidates(fields), List.copyOf(fingerprints), setup, generation(fields));
    }

    private static int generation(final JsonFields fields) throws RejectedRequest {
        final Long generation = fields.decimal("ice-generation", 0, Integer.MAX_VALUE);
        return generation == null ? 0 : generation.intValue();
    }

    /** Only a decided role counts: a peer that answers "either" has decided nothing, so what was known stays. */
    private static @Nullable DtlsSetup setup(final JsonFields fingerprint) throws RejectedRequest {
        final String label = fingerprint.string("setup");
        final DtlsSetup setup = label == null ? null : DtlsSetup.of(label);
        return setup == DtlsSetup.ACTPASS ? null : setup;
    }

    private static @Nullable IceCredentials credentials(final JsonFields fields) throws RejectedRequest {
        final String ufrag = fields.string("ufrag");
        final String password = fields.string("pwd");
        if (ufrag == null && password == null) {
            return null;
        }
        if (ufrag == null || password == null) {
            throw RejectedRequest.badRequest("ufrag and pwd must come together");
        }
        return new IceCredentials(ufrag, password);
    }

    private static List<RemoteCandidate> candidates(final JsonFields fields) throws RejectedRequest {
        final List<RemoteCandidate> usable = new ArrayList<>();
        for (final JsonFields candidate : fields.children("candidates")) {
            final Long component = candidate.decimal("component", 0, Integer.MAX_VALUE);
            final Long generation = candidate.decimal("generation", 0, Integer.MAX_VALUE);
            final RemoteCandidate read = SignalledCandidate.usable(
                    candidate.requiredString("type", "candidate"),
                    candidate.requiredString("protocol", "candidate"),
                    component == null ? 1 : component,
                    generation == null ? 0 : generation,
                    candidate.requiredString("ip", "candidate"),
                    (int) candidate.requiredDecimal("port", 0, MAX_PORT, "candidate"),
                    candidate.requiredString("foundation", "candidate"),
                    candidate.requiredDecimal("priority", 0, MAX_PRIORITY, "candidate"));
            if (read != null) {
                usable.add(read);
            }
        }
        return List.copyOf(usable);
    }
}
