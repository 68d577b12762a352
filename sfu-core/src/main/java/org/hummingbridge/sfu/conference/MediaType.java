/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

/** What a stream carries. */
public enum MediaType {
    AUDIO,
    VIDEO
}
