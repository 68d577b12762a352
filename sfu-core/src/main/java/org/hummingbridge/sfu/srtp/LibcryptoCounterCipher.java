/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.srtp;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;

/** {@link CounterCipher} by libcrypto. Keeps no keystream between packets. */
final class LibcryptoCounterCipher implements CounterCipher {
    private final LibcryptoContext context;
    private final byte[] iv = new byte[IV_BYTES];
    private final MemorySegment ivSegment = MemorySegment.ofArray(iv);
    private final MemorySegment outLength = MemorySegment.ofArray(new int[1]);

    LibcryptoCounterCipher(final LibcryptoContext context) {
        this.context = context;
    }

    @Override
    public byte[] iv() {
        return iv;
    }

    @Override
    public void apply(final byte[] in, final int inOffset, final int length, final byte[] out, final int outOffset) {
        try {
            final long address = context.address();
            final MemorySegment input = MemorySegment.ofArray(in).asSlice(inOffset, length);
            final MemorySegment output = MemorySegment.ofArray(out).asSlice(outOffset, length);
            final int succeeded = Libcrypto.encryptInit(address, 0, MemorySegment.NULL, ivSegment)
                    & Libcrypto.encryptUpdate(address, output, outLength, input, length);
            if (succeeded != 1) {
                throw new IllegalStateException("libcrypto refused to encrypt");
            }
        } finally {
            Reference.reachabilityFence(context);
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
