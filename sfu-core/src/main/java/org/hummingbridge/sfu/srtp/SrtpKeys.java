/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.srtp;

/**
 * Master keys of one DTLS association, seen from our side (RFC 5764 §4.2). The arrays are not copied and never logged.
 *
 * @param localKey what we encrypt with
 * @param remoteKey what we decrypt with
 */
// Keys are handed over once and compared by nobody; a list would box every byte.
@SuppressWarnings("ArrayRecordComponent")
public record SrtpKeys(SrtpProfile profile, byte[] localKey, byte[] localSalt, byte[] remoteKey, byte[] remoteSalt) {
    @Override
    public String toString() {
        return "SrtpKeys[" + profile + "]";
    }
}
