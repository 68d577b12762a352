/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.harvester;

import java.net.InetAddress;

/** An address or a CIDR block, as an operator writes it. Never looks a name up. */
public record AddressRange(InetAddress address, int prefixBits) {
    /**
     * Reads "10.0.0.0/8" or "10.0.0.1".
     *
     * @throws IllegalArgumentException with a sentence for the operator
     */
    public static AddressRange parse(final String text) {
        final int slash = text.indexOf('/');
        try {
            final InetAddress address = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
            final int bits = address.getAddress().length * 8;
            final int prefix = slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1));
            if (prefix >= 0 && prefix <= bits) {
                return new AddressRange(address, prefix);
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(complaint(text), e);
        }
        throw new IllegalArgumentException(complaint(text));
    }

    private static String complaint(final String text) {
        return "\"" + text + "\" is neither an address nor a block like 10.0.0.0/8 or fd00::/8.";
    }

    public boolean contains(final InetAddress candidate) {
        final byte[] ours = address.getAddress();
        final byte[] theirs = candidate.getAddress();
        if (ours.length != theirs.length) {
            return false;
        }
        for (int bit = 0; bit < prefixBits; bit += 8) {
            final int mask = prefixBits - bit >= 8 ? 0xff : 0xff << (8 - (prefixBits - bit));
            if (((ours[bit / 8] ^ theirs[bit / 8]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        final boolean whole = prefixBits == address.getAddress().length * 8;
        return address.getHostAddress() + (whole ? "" : "/" + prefixBits);
    }
}
