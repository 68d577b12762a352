/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.xmpp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.jivesoftware.smack.ConnectionConfiguration.SecurityMode;
import org.jivesoftware.smack.ConnectionListener;
import org.jivesoftware.smack.SmackException;
import org.jivesoftware.smack.XMPPException;
import org.jivesoftware.smack.packet.Stanza;
import org.jivesoftware.smack.tcp.XMPPTCPConnectionConfiguration;
import org.jspecify.annotations.Nullable;
import org.jxmpp.jid.DomainBareJid;
import org.jxmpp.jid.Jid;
import org.jxmpp.jid.impl.JidCreate;
import org.jxmpp.jid.parts.Resourcepart;

/**
 * A client-to-server stream: STARTTLS, SASL by SCRAM-SHA-1 or PLAIN, stream management without resumption.
 *
 * Never asks to resume, and binds the same resource each time (unless told not to). Both are for the case of a bridge that
 * died: what the server still holds of it has to go at once, since Jicofo sends its requests to that and waits. Tried with
 * Prosody 0.12.3 and its mod_smacks, on a busy machine:
 *
 * <ul>
 *   <li>Killed, so that the kernel closes the socket: without resumption the occupant leaves the room at once (10 to 40 ms
 *       later). With resumption the login hibernates for {@code smacks_hibernation_time} (10 min unless set), occupant
 *       included. A new process that joins under the same nickname becomes a second session of the same occupant, since the
 *       account is the same, and the room goes on to route requests to the first session, the dead one.
 *   <li>Stopped or cut off, so that nothing closes the socket: a login that binds the same resource makes the server end the
 *       old session (stream error conflict). The room sees the old occupant leave and then the new one join (120 to 290 ms
 *       after the start of the connection), and Jicofo knows that the bridge has restarted. Another resource would join as
 *       the second session above.
 * </ul>
 *
 * Stream management itself stays on: when a session ends, the server then answers the requests that it had not seen
 * acknowledged with an error, instead of leaving Jicofo to its timeout.
 */
final class ClientLink implements Link {
    private static final int CONNECT_TIMEOUT_MILLIS = 2_000;
    private static final int REPLY_TIMEOUT_MILLIS = 5_000;
    private static final int PART_TIMEOUT_MILLIS = 400;

    /** Tried in Smack's order of preference; the others it knows are for other purposes. */
    private static final Set<String> MECHANISMS = new LinkedHashSet<>(Arrays.asList("SCRAM-SHA-1", "PLAIN"));

    private final XmppServer server;
    private final @Nullable String resource;
    private final Listener listener;
    private final Diagnosis diagnosis;
    private final DomainBareJid domain;
    private volatile @Nullable SmackStream stream;
    private volatile boolean ended;

    /** @param resource what to bind; null leaves it to the server */
    ClientLink(XmppServer server, @Nullable String resource, Listener listener) {
        this.server = server;
        this.resource = resource;
        this.listener = listener;
        this.diagnosis = new Diagnosis(LoginName.of(server));
        this.domain = JidCreate.domainBareFromOrThrowUnchecked(server.domain());
    }

    @Override
    public void connect() throws LinkFailure, InterruptedException {
        InetAddress[] addresses;
        try {
            addresses = InetAddress.getAllByName(server.host());
        } catch (UnknownHostException e) {
            throw new LinkFailure(diagnosis.connecting(e));
        }
        for (var i = 0; i < addresses.length; i++) {
            try {
                connectTo(addresses[i]);
                return;
            } catch (SmackException.ConnectionException e) {
                if (i == addresses.length - 1) {
                    throw new LinkFailure(diagnosis.unreachable(ofSocket(e)));
                }
            }
        }
    }

    private void connectTo(InetAddress address)
            throws LinkFailure, InterruptedException, SmackException.ConnectionException {
        var trust = trust();
        var opened = new SmackStream(configuration(address, trust), this::onStanza);
        stream = opened;
        opened.setUseStreamManagement(true);
        opened.setUseStreamManagementResumption(false);
        opened.setReplyTimeout(REPLY_TIMEOUT_MILLIS);
        opened.addConnectionListener(new ConnectionListener() {
            @Override
            public void connectionClosed() {
                closed(diagnosis.lost("closed by the server"));
            }

            @Override
            public void connectionClosedOnError(Exception e) {
                closed(diagnosis.stream(e));
            }
        });
        try {
            opened.connect();
        } catch (SmackException.ConnectionException e) {
            throw e;
        } catch (SmackException | IOException | XMPPException e) {
            throw new LinkFailure(
                    aboutCertificate(e) ? diagnosis.certificate(e, trust.lastSha256()) : diagnosis.connecting(e));
        }
    }

    private ServerTrust trust() throws LinkFailure {
        try {
            return ServerTrust.of(server.tls().trust());
        } catch (IOException | GeneralSecurityException e) {
            var file = server.tls().trust() instanceof TlsPolicy.Trust.AuthorityFile(var pem)
                    ? pem.toString()
                    : "of the JVM";
            throw new LinkFailure(diagnosis.certificateFile(file, e));
        }
    }

    private XMPPTCPConnectionConfiguration configuration(InetAddress address, ServerTrust trust) {
        var builder = XMPPTCPConnectionConfiguration.builder()
                .setXmppDomain(domain)
                .setHostAddress(address)
                .setPort(server.port())
                .setConnectTimeout(CONNECT_TIMEOUT_MILLIS)
                .setSendPresence(false)
                .setCompressionEnabled(false)
                .setSecurityMode(
                        switch (server.tls().mode()) {
                            case REQUIRED -> SecurityMode.required;
                            case IF_POSSIBLE -> SecurityMode.ifpossible;
                            case DISABLED -> SecurityMode.disabled;
                        })
                .setCustomX509TrustManager(trust);
        MECHANISMS.forEach(builder::addEnabledSaslMechanism);
        if (!trust.checksNames()) {
            builder.setHostnameVerifier((_, _) -> true);
        }
        return builder.build();
    }

    @Override
    public void authenticate() throws LinkFailure, InterruptedException {
        var opened = stream;
        if (opened == null) {
            throw new LinkFailure(diagnosis.lost("before the login"));
        }
        try {
            opened.login(
                    server.username(),
                    server.password().value(),
                    resource == null ? null : Resourcepart.from(resource));
        } catch (SmackException | IOException | XMPPException e) {
            throw new LinkFailure(diagnosis.authenticating(e));
        }
        if (!opened.isConnected()) {
            closed(diagnosis.lost("right after the login"));
        }
    }

    @Override
    public void send(Stanza stanza) {
        var opened = stream;
        if (opened == null) {
            return;
        }
        try {
            opened.sendStanza(stanza);
        } catch (SmackException.NotConnectedException e) {
            // onClosed says so
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public Jid pingTarget() {
        return domain;
    }

    @Override
    public void part() {
        ended = true;
        var opened = stream;
        if (opened != null) {
            opened.setReplyTimeout(PART_TIMEOUT_MILLIS);
            opened.disconnect();
        }
    }

    @Override
    public void abort() {
        ended = true;
        var opened = stream;
        if (opened != null) {
            opened.setReplyTimeout(PART_TIMEOUT_MILLIS);
            opened.instantShutdown();
        }
    }

    private void onStanza(Stanza stanza) {
        if (!ended) {
            listener.onStanza(stanza);
        }
    }

    private void closed(XmppTrouble why) {
        if (!ended) {
            ended = true;
            listener.onClosed(why);
        }
    }

    private static IOException ofSocket(SmackException.ConnectionException failure) {
        if (failure instanceof SmackException.EndpointConnectionException endpoints) {
            for (var attempt : endpoints.getConnectionExceptions()) {
                if (attempt.getException() instanceof IOException io) {
                    return io;
                }
            }
        }
        return new IOException(failure);
    }

    private static boolean aboutCertificate(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException || cause instanceof CertificateException) {
                return true;
            }
        }
        return false;
    }
}
