/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.ice;

import java.net.InetSocketAddress;
import org.ice4j.ice.CandidateType;
import org.jspecify.annotations.Nullable;

/**
 * An address of ours that clients are told.
 *
 * @param socket index of the local socket that it stands for ({@code Path.localSocket})
 * @param type host, or server reflexive for a mapped public address
 * @param address what the client sends to
 * @param base the local address behind a mapped one; null for a host candidate
 * @param priority RFC 8445 §5.1.2.1
 * @param reason one clause for people: why this candidate is offered
 */
public record LocalCandidate(
        int socket,
        CandidateType type,
        InetSocketAddress address,
        @Nullable InetSocketAddress base,
        String foundation,
        long priority,
        String reason) {}
