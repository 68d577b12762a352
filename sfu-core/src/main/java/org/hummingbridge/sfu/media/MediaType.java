/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.media;

/** What a stream carries. */
public enum MediaType {
    AUDIO,
    VIDEO
}
