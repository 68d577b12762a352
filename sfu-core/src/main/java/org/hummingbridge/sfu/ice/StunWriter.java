/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.ice;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.hummingbridge.sfu.datagram.Path;
import org.ice4j.StunException;
import org.ice4j.Transport;
import org.ice4j.TransportAddress;
import org.ice4j.attribute.AttributeFactory;
import org.ice4j.message.Message;
import org.ice4j.message.MessageFactory;
import org.ice4j.message.Request;
import org.ice4j.message.Response;

/**
 * Makes the four STUN messages that an agent sends, with ice4j's codec; sealed by {@link StunIntegrity}. Never starts ice4j's
 * stack: its encoder needs one only for MESSAGE-INTEGRITY.
 */
final class StunWriter {
    private static final String SOFTWARE = "hummingbridge";
    private static final char ROLE_CONFLICT = 487;

    private StunWriter() {}

    /** What a connectivity check says (RFC 8445 §7.1). */
    record Check(
            String username, long priority, IceRole role, long tieBreaker, boolean useCandidate, int token, long id) {}

    static byte[] request(final Check check, final StunIntegrity remote) {
        try {
            final Request request = MessageFactory.createBindingRequest(check.priority);
            request.putAttribute(AttributeFactory.createUsernameAttribute(check.username));
            request.putAttribute(
                    check.role == IceRole.CONTROLLING
                            ? AttributeFactory.createIceControllingAttribute(check.tieBreaker)
                            : AttributeFactory.createIceControlledAttribute(check.tieBreaker));
            if (check.useCandidate) {
                request.putAttribute(AttributeFactory.createUseCandidateAttribute());
            }
            final byte[] transactionId = ByteBuffer.allocate(StunMessage.TRANSACTION_BYTES)
                    .putInt(check.token)
                    .putLong(check.id)
                    .array();
            return sealed(request, transactionId, remote);
        } catch (StunException e) {
            throw new IllegalStateException("a well-formed check is always encodable", e);
        }
    }

    static byte[] success(final byte[] transactionId, final Path mapped, final StunIntegrity local) {
        try {
            final Request answered = MessageFactory.createBindingRequest();
            answered.setTransactionID(transactionId);
            final Response response = MessageFactory.createBindingResponse(
                    answered, new TransportAddress(mapped.address(), mapped.port(), Transport.UDP));
            return sealed(response, transactionId, local);
        } catch (StunException e) {
            throw new IllegalStateException("a response to a parsed request is always encodable", e);
        }
    }

    static byte[] roleConflict(final byte[] transactionId, final StunIntegrity local) {
        try {
            final Response response = MessageFactory.createBindingErrorResponse(ROLE_CONFLICT, "Role Conflict");
            return sealed(response, transactionId, local);
        } catch (StunException e) {
            throw new IllegalStateException("a response to a parsed request is always encodable", e);
        }
    }

    static byte[] unknownAttributes(final byte[] transactionId, final char[] unknown, final StunIntegrity local) {
        try {
            final Response response =
                    MessageFactory.createBindingErrorResponseUnknownAttributes("Unknown Attribute", unknown);
            return sealed(response, transactionId, local);
        } catch (StunException e) {
            throw new IllegalStateException("a response to a parsed request is always encodable", e);
        }
    }

    private static byte[] sealed(final Message message, final byte[] transactionId, final StunIntegrity key)
            throws StunException {
        message.putAttribute(AttributeFactory.createSoftwareAttribute(SOFTWARE.getBytes(StandardCharsets.US_ASCII)));
        message.setTransactionID(transactionId);
        return key.seal(message.encode(null));
    }
}
