/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.srtp;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;

/** {@link GcmSealer} by libcrypto. Its segments of foreign arrays live no longer than a call, so that the JIT removes them. */
final class LibcryptoGcmSealer implements GcmSealer {
    private final LibcryptoContext context;
    private final byte[] iv = new byte[IV_BYTES];
    private final MemorySegment ivSegment = MemorySegment.ofArray(iv);
    private final MemorySegment outLength = MemorySegment.ofArray(new int[1]);

    LibcryptoGcmSealer(final LibcryptoContext context) {
        this.context = context;
    }

    @Override
    public byte[] iv() {
        return iv;
    }

    @Override
    public void seal(
            final byte[] aad,
            final int aadOffset,
            final int aadLength,
            final byte[] in,
            final int inOffset,
            final int length,
            final byte[] out,
            final int outOffset) {
        try {
            final long address = context.address();
            final MemorySegment aadSegment = MemorySegment.ofArray(aad).asSlice(aadOffset, aadLength);
            final MemorySegment plaintext = MemorySegment.ofArray(in).asSlice(inOffset, length);
            final MemorySegment ciphertext = MemorySegment.ofArray(out).asSlice(outOffset, length);
            final MemorySegment tag = MemorySegment.ofArray(out).asSlice(outOffset + length, TAG_BYTES);
            final int succeeded = Libcrypto.encryptInit(address, 0, MemorySegment.NULL, ivSegment)
                    & Libcrypto.encryptUpdate(address, MemorySegment.NULL, outLength, aadSegment, aadLength)
                    & Libcrypto.encryptUpdate(address, ciphertext, outLength, plaintext, length)
                    & Libcrypto.encryptFinal(address, tag, outLength)
                    & Libcrypto.tagOf(address, tag);
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
