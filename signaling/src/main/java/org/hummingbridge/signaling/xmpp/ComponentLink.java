/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.xmpp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.packet.Stanza;
import org.jivesoftware.smack.packet.XmlEnvironment;
import org.jivesoftware.smack.parsing.SmackParsingException;
import org.jivesoftware.smack.util.PacketParserUtils;
import org.jivesoftware.smack.xml.SmackXmlParser;
import org.jivesoftware.smack.xml.XmlPullParser;
import org.jivesoftware.smack.xml.XmlPullParserException;
import org.jspecify.annotations.Nullable;
import org.jxmpp.jid.DomainBareJid;
import org.jxmpp.jid.Jid;
import org.jxmpp.jid.impl.JidCreate;

/** A component's stream (XEP-0114): no TLS and no SASL, a handshake by SHA-1. Never joins rooms. */
final class ComponentLink implements Link {
    private static final int CONNECT_TIMEOUT_MILLIS = 2_000;
    private static final int REPLY_TIMEOUT_MILLIS = 5_000;

    /** Answers to our own pings come more often than that. */
    private static final int SILENCE_TIMEOUT_MILLIS = 30_000;

    /** Smack's stanzas are of the client's namespace; left out, they take the stream's. */
    private static final XmlEnvironment INHERIT =
            XmlEnvironment.builder().withNamespace("jabber:client").build();

    private final XmppComponent component;
    private final Listener listener;
    private final Diagnosis diagnosis;
    private final DomainBareJid domain;
    private final Socket socket = new Socket();
    private final StanzaReader stanzaReader = new StanzaReader(this::answer);
    private @Nullable Writer writer;
    private @Nullable XmlPullParser parser;
    private String streamId = "";
    private volatile boolean ended;

    ComponentLink(XmppComponent component, Listener listener) {
        this.component = component;
        this.listener = listener;
        this.diagnosis = new Diagnosis(LoginName.of(component));
        this.domain = JidCreate.domainBareFromOrThrowUnchecked(component.domain());
    }

    @Override
    public void connect() throws LinkFailure {
        var address = new InetSocketAddress(component.host(), component.port());
        if (address.isUnresolved()) {
            throw new LinkFailure(diagnosis.connecting(new UnknownHostException(component.host())));
        }
        try {
            socket.connect(address, CONNECT_TIMEOUT_MILLIS);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(REPLY_TIMEOUT_MILLIS);
        } catch (IOException e) {
            throw new LinkFailure(diagnosis.unreachable(e));
        }
    }

    @Override
    public void authenticate() throws LinkFailure {
        try {
            open();
            handshake();
            socket.setSoTimeout(SILENCE_TIMEOUT_MILLIS);
        } catch (IOException | XmlPullParserException e) {
            throw new LinkFailure(diagnosis.stream(e));
        }
        Thread.ofVirtual().name("xmpp-component-reader").start(this::read);
    }

    private void open() throws IOException, XmlPullParserException {
        var out = new OutputStreamWriter(socket.getOutputStream(), UTF_8);
        writer = out;
        write("<?xml version='1.0'?><stream:stream xmlns='jabber:component:accept'"
                + " xmlns:stream='http://etherx.jabber.org/streams' to='" + domain + "'>");
        parser = SmackXmlParser.newXmlParser(new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8)));
    }

    private void handshake() throws IOException, XmlPullParserException, LinkFailure {
        if (!nextStart().equals("stream")) {
            throw new IOException("not an XMPP stream");
        }
        var id = opened().getAttributeValue("", "id");
        streamId = id == null ? "" : id;
        // The error, if any, may come before the handshake: the domain is not served.
        write("<handshake>" + digest(streamId + component.secret().value()) + "</handshake>");
        var answer = nextStart();
        if (answer.equals("handshake")) {
            opened().nextText();
            return;
        }
        throw new LinkFailure(answer.equals("error") ? streamError() : diagnosis.lost("no handshake but " + answer));
    }

    private void read() {
        try {
            while (true) {
                var name = nextStart();
                switch (name) {
                    case "iq", "message", "presence" ->
                        stanzaReader.read(opened()).ifPresent(this::received);
                    case "error" -> {
                        closed(streamError());
                        return;
                    }
                    default -> {
                        // unknown elements of a stream are nobody's business here
                    }
                }
            }
        } catch (IOException | XmlPullParserException e) {
            closed(diagnosis.stream(e));
        }
    }

    private void received(Stanza stanza) {
        if (!ended) {
            listener.onStanza(stanza);
        }
    }

    private String nextStart() throws IOException, XmlPullParserException {
        while (true) {
            switch (opened().next()) {
                case START_ELEMENT -> {
                    return opened().getName();
                }
                case END_DOCUMENT -> throw new IOException("closed by the server");
                case END_ELEMENT -> {
                    if (opened().getDepth() <= 1 && opened().getName().equals("stream")) {
                        throw new IOException("closed by the server");
                    }
                }
                default -> {
                    // white space between stanzas
                }
            }
        }
    }

    private XmppTrouble streamError() throws IOException, XmlPullParserException {
        try {
            var error = PacketParserUtils.parseStreamError(opened());
            return diagnosis.streamError(error.getCondition(), error.getDescriptiveText());
        } catch (SmackParsingException | RuntimeException e) {
            return diagnosis.stream(e);
        }
    }

    private XmlPullParser opened() throws IOException {
        var current = parser;
        if (current == null) {
            throw new IOException("no stream");
        }
        return current;
    }

    /** Also called by the reader thread, for requests that do not parse. */
    private synchronized void write(String xml) throws IOException {
        var out = writer;
        if (out != null) {
            out.write(xml);
            out.flush();
        }
    }

    @Override
    public void send(Stanza stanza) {
        if (stanza.getFrom() == null) {
            stanza.setFrom(domain);
        }
        try {
            write(stanza.toXML(INHERIT).toString());
        } catch (IOException e) {
            closed(diagnosis.stream(e));
        }
    }

    private void answer(IQ error) {
        send(error);
    }

    /** The server's domain is not known for sure; that of those who give orders is answered for by it, be it with an error. */
    @Override
    public Jid pingTarget() {
        return component.allowedFrom().stream()
                .map(JidCreate::bareFromOrNull)
                .filter(jid -> jid != null)
                .map(jid -> (Jid) jid.asDomainBareJid())
                .findFirst()
                .orElse(domain);
    }

    @Override
    public void part() {
        ended = true;
        try {
            write("</stream:stream>");
        } catch (IOException e) {
            // it is closed in any case
        }
        abort();
    }

    @Override
    public void abort() {
        ended = true;
        try {
            socket.close();
        } catch (IOException e) {
            // nothing is left to be done
        }
    }

    private void closed(XmppTrouble why) {
        if (!ended) {
            ended = true;
            listener.onClosed(why);
        }
    }

    private static String digest(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-1", e);
        }
    }
}
