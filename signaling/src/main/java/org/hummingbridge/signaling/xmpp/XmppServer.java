/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.xmpp;

import java.util.List;

/**
 * One login of the bridge and the rooms it is to be in.
 *
 * @param id name of the entry in the configuration, for logs and metrics; unique
 * @param host name or address to connect to
 * @param port 5222 by default
 * @param domain XMPP domain of the account
 * @param mucs bare JIDs of the brewery rooms; not empty
 * @param nickname in every room; unique among the bridges of a deployment
 */
public record XmppServer(
        String id,
        String host,
        int port,
        String domain,
        String username,
        Secret password,
        List<String> mucs,
        String nickname,
        TlsPolicy tls) {}
