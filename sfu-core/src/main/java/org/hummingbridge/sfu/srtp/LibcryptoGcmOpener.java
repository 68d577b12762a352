/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.srtp;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;

/** {@link GcmOpener} by libcrypto. A wrong tag costs no more than a right one. */
final class LibcryptoGcmOpener implements GcmOpener {
    private final LibcryptoContext context;
    private final byte[] iv = new byte[GcmSealer.IV_BYTES];
    private final MemorySegment ivSegment = MemorySegment.ofArray(iv);
    private final MemorySegment outLength = MemorySegment.ofArray(new int[1]);

    LibcryptoGcmOpener(final LibcryptoContext context) {
        this.context = context;
    }

    @Override
    public byte[] iv() {
        return iv;
    }

    @Override
    public boolean open(
            final byte[] aad,
            final int aadOffset,
            final int aadLength,
            final byte[] bytes,
            final int offset,
            final int length) {
        try {
            final long address = context.address();
            final MemorySegment aadSegment = MemorySegment.ofArray(aad).asSlice(aadOffset, aadLength);
            final MemorySegment text = MemorySegment.ofArray(bytes).asSlice(offset, length);
            final MemorySegment tag = MemorySegment.ofArray(bytes).asSlice(offset + length, GcmSealer.TAG_BYTES);
            final int succeeded = Libcrypto.decryptInit(address, 0, MemorySegment.NULL, ivSegment)
                    & Libcrypto.decryptUpdate(address, MemorySegment.NULL, outLength, aadSegment, aadLength)
                    & Libcrypto.decryptUpdate(address, text, outLength, text, length)
                    & Libcrypto.expectTag(address, tag)
                    & Libcrypto.decryptFinal(address, tag, outLength);
            return succeeded == 1;
        } finally {
            Reference.reachabilityFence(context);
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
