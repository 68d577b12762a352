/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.srtp;

import java.lang.ref.Reference;

/** {@link GcmSealer} by libcrypto. Sets no key again: only the IV changes. */
final class LibcryptoGcmSealer implements GcmSealer {
    private final LibcryptoContext context;
    private final ThreadLocal<LibcryptoScratch> scratches;

    LibcryptoGcmSealer(final LibcryptoContext context, final ThreadLocal<LibcryptoScratch> scratches) {
        this.context = context;
        this.scratches = scratches;
    }

    @Override
    public void seal(
            final int ivHead,
            final long ivTail,
            final byte[] aad,
            final int aadOffset,
            final int aadLength,
            final byte[] in,
            final int inOffset,
            final int length,
            final byte[] out,
            final int outOffset) {
        final LibcryptoScratch scratch = scratches.get();
        final int textAt = LibcryptoScratch.DATA + aadLength;
        scratch.reserve(aadLength + length + TAG_BYTES);
        scratch.putIv(ivHead, ivTail);
        scratch.put(LibcryptoScratch.DATA, aad, aadOffset, aadLength);
        scratch.put(textAt, in, inOffset, length);
        try {
            final long address = context.address();
            final long written = scratch.address(LibcryptoScratch.WRITTEN);
            final long text = scratch.address(textAt);
            final int succeeded = Libcrypto.encryptInit(address, 0, 0, scratch.address(LibcryptoScratch.IV))
                    & Libcrypto.encryptUpdate(address, 0, written, scratch.address(LibcryptoScratch.DATA), aadLength)
                    & Libcrypto.encryptUpdate(address, text, written, text, length)
                    & Libcrypto.encryptFinal(address, text + length, written)
                    & Libcrypto.getTag(address, text + length, scratch.tagParams(text + length));
            if (succeeded != 1) {
                throw new IllegalStateException("libcrypto refused to encrypt");
            }
        } finally {
            Reference.reachabilityFence(context);
            Reference.reachabilityFence(scratch);
        }
        scratch.get(textAt, out, outOffset, length + TAG_BYTES);
    }

    @Override
    public void close() {
        context.close();
    }
}
