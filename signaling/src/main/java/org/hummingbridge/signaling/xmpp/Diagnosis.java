/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.xmpp;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jivesoftware.smack.SmackException;
import org.jivesoftware.smack.XMPPException;
import org.jivesoftware.smack.packet.StanzaError;
import org.jivesoftware.smack.packet.StreamError;
import org.jivesoftware.smack.sasl.SASLErrorException;
import org.jivesoftware.smack.xml.XmlPullParserException;
import org.jspecify.annotations.Nullable;

/**
 * Says what went wrong with a stream, naming the setting and the cure. Never names a password.
 *
 * Rooms have their own: {@link RoomDiagnosis}.
 */
final class Diagnosis {
    private static final int MAX_CAUSES = 32;

    private final LoginName login;

    Diagnosis(LoginName login) {
        this.login = login;
    }

    XmppTrouble connecting(Exception failure) {
        for (var cause : causes(failure)) {
            var known = connectingBy(cause);
            if (known.isPresent()) {
                return known.get();
            }
        }
        return stream(failure);
    }

    private Optional<XmppTrouble> connectingBy(Throwable cause) {
        return Optional.ofNullable(
                switch (cause) {
                    case UnknownHostException _ ->
                        new XmppTrouble(
                                XmppFailure.HOST_UNKNOWN,
                                "the name " + login.host()
                                        + " does not resolve; correct HOSTNAME or the DNS of this machine");
                    case SmackException.SecurityRequiredByClientException _ ->
                        new XmppTrouble(
                                XmppFailure.TLS_NOT_OFFERED,
                                login.hostAndPort()
                                        + " offers no STARTTLS; give the server a certificate for " + login.domain()
                                        + ", or set SECURITY_MODE to disabled if nobody else is on the network in between");
                    case SmackException.SecurityRequiredByServerException _ ->
                        new XmppTrouble(
                                XmppFailure.TLS_DEMANDED,
                                login.hostAndPort() + " insists on TLS; set SECURITY_MODE to required");
                    case ConnectException _ ->
                        new XmppTrouble(
                                XmppFailure.CONNECTION_REFUSED,
                                login.hostAndPort()
                                        + " refuses connections; is the XMPP server running, and are HOSTNAME and PORT right?");
                    default -> null;
                });
    }

    XmppTrouble unreachable(IOException failure) {
        if (failure instanceof ConnectException) {
            return connecting(failure);
        }
        return new XmppTrouble(
                XmppFailure.UNREACHABLE,
                login.hostAndPort() + " cannot be reached (" + text(failure)
                        + "); check HOSTNAME, PORT and the firewalls in between");
    }

    /** The certificate was looked at and found wanting. */
    XmppTrouble certificate(Exception failure, Optional<String> sha256) {
        var seen = sha256.map(hex -> ", or if it is the right one, CERTIFICATE_SHA256 = " + hex)
                .orElse("");
        return new XmppTrouble(
                XmppFailure.CERTIFICATE_NOT_TRUSTED,
                "the certificate of " + login.hostAndPort() + " is not trusted for " + login.domain() + " ("
                        + text(root(failure)) + "); set CERTIFICATE_AUTHORITY_FILE to the PEM file of its authority"
                        + seen
                        + ", or DISABLE_CERTIFICATE_VERIFICATION = true if nobody else is on the network in between");
    }

    XmppTrouble certificateFile(String file, Exception failure) {
        return new XmppTrouble(
                XmppFailure.CERTIFICATE_FILE_UNREADABLE,
                "CERTIFICATE_AUTHORITY_FILE " + file + " cannot be used (" + text(root(failure))
                        + "); it must hold certificates in PEM and be readable by this process");
    }

    XmppTrouble authenticating(Exception failure) {
        for (var cause : causes(failure)) {
            switch (cause) {
                case SASLErrorException sasl -> {
                    return rejected(sasl.getSASLFailure().getSASLErrorString());
                }
                case SmackException.SmackSaslException sasl -> {
                    return new XmppTrouble(
                            XmppFailure.NO_COMMON_MECHANISM,
                            "no way to log in on " + login.hostAndPort() + " (" + text(sasl)
                                    + "); the server must offer SCRAM-SHA-1 or PLAIN for " + login.domain()
                                    + ", and offers PLAIN only with TLS: look at SECURITY_MODE");
                }
                case XMPPException.XMPPErrorException error
                when error.getStanzaError().getCondition() == StanzaError.Condition.conflict -> {
                    return replaced();
                }
                default -> {
                    // the next cause may say more
                }
            }
        }
        return stream(failure);
    }

    /** SASL failure or a component's failed handshake. */
    XmppTrouble rejected(String condition) {
        if (login.component()) {
            return new XmppTrouble(
                    XmppFailure.WRONG_PASSWORD,
                    login.hostAndPort() + " rejects the secret of the component " + login.domain()
                            + "; the secret must be the component_secret there");
        }
        return new XmppTrouble(
                XmppFailure.WRONG_PASSWORD,
                login.hostAndPort() + " rejects the login of " + login.account() + "@" + login.domain() + " ("
                        + condition + "); is the account there, and are USERNAME, PASSWORD and DOMAIN right?");
    }

    /** The stream broke, before or after the login. */
    XmppTrouble stream(Exception failure) {
        for (var cause : causes(failure)) {
            switch (cause) {
                case XMPPException.StreamErrorException error -> {
                    return streamError(
                            error.getStreamError().getCondition(),
                            error.getStreamError().getDescriptiveText());
                }
                case SSLException ssl -> {
                    return certificate(ssl, Optional.empty());
                }
                case CertificateException certificate -> {
                    return certificate(certificate, Optional.empty());
                }
                case SmackException.NoResponseException _ -> {
                    return new XmppTrouble(
                            XmppFailure.NO_ANSWER,
                            login.hostAndPort() + " accepts connections and does not answer; is it an XMPP server's "
                                    + (login.component() ? "component" : "client") + " port?");
                }
                case XmlPullParserException _ -> {
                    return lost("it broke off");
                }
                case IOException io -> {
                    return lost(text(io));
                }
                default -> {
                    // the next cause may say more
                }
            }
        }
        return lost(text(failure));
    }

    XmppTrouble streamError(StreamError.@Nullable Condition condition, @Nullable String text) {
        return switch (condition) {
            case conflict -> replaced();
            case host_unknown, host_gone ->
                new XmppTrouble(
                        XmppFailure.DOMAIN_NOT_SERVED,
                        login.hostAndPort() + " does not serve the domain " + login.domain()
                                + (login.component()
                                        ? "; it needs a Component of that name"
                                        : "; DOMAIN must be a VirtualHost there"));
            case not_authorized -> rejected("not-authorized");
            case null, default ->
                lost("stream error " + condition + (text == null || text.isEmpty() ? "" : ": " + text));
        };
    }

    XmppTrouble lost(String how) {
        return new XmppTrouble(
                XmppFailure.STREAM_LOST, "the stream to " + login.hostAndPort() + " ended (" + how + ")");
    }

    private XmppTrouble replaced() {
        return new XmppTrouble(
                XmppFailure.REPLACED,
                login.component()
                        ? "another component is connected as " + login.domain() + "; stop it"
                        : "another bridge has logged in under our name; stop it, or give it a MUC_NICKNAME of its own");
    }

    private static Throwable root(Throwable failure) {
        return causes(failure).getLast();
    }

    private static List<Throwable> causes(Throwable failure) {
        var causes = new ArrayList<Throwable>();
        for (var cause = failure; cause != null && causes.size() < MAX_CAUSES; cause = cause.getCause()) {
            causes.add(cause);
        }
        return causes;
    }

    private static String text(Throwable failure) {
        var message = failure.getMessage();
        return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
    }
}
