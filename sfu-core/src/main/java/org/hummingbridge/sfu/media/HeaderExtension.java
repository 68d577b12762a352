/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.media;

/** A negotiated RTP header extension (RFC 8285): {@code id} 1..255 (0 and 15 excluded) stands for {@code uri}. */
public record HeaderExtension(int id, String uri) {}
