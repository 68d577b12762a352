/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.srtp;

import java.lang.ref.Reference;

/** {@link GcmOpener} by libcrypto. A wrong tag costs no more than a right one. */
final class LibcryptoGcmOpener implements GcmOpener {
    private final LibcryptoContext context;
    private final ThreadLocal<LibcryptoScratch> scratches;

    LibcryptoGcmOpener(final LibcryptoContext context, final ThreadLocal<LibcryptoScratch> scratches) {
        this.context = context;
        this.scratches = scratches;
    }

    @Override
    public boolean open(
            final int ivHead,
            final long ivTail,
            final byte[] aad,
            final int aadOffset,
            final int aadLength,
            final byte[] bytes,
            final int offset,
            final int length) {
        final LibcryptoScratch scratch = scratches.get();
        final int textAt = LibcryptoScratch.DATA + aadLength;
        scratch.reserve(aadLength + length + GcmSealer.TAG_BYTES);
        scratch.putIv(ivHead, ivTail);
        scratch.put(LibcryptoScratch.DATA, aad, aadOffset, aadLength);
        scratch.put(textAt, bytes, offset, length + GcmSealer.TAG_BYTES);
        try {
            final long address = context.address();
            final long written = scratch.address(LibcryptoScratch.WRITTEN);
            final long text = scratch.address(textAt);
            final int succeeded = Libcrypto.decryptInit(address, 0, 0, scratch.address(LibcryptoScratch.IV))
                    & Libcrypto.decryptUpdate(address, 0, written, scratch.address(LibcryptoScratch.DATA), aadLength)
                    & Libcrypto.decryptUpdate(address, text, written, text, length)
                    & Libcrypto.setTag(address, text + length, scratch.tagParams(text + length))
                    & Libcrypto.decryptFinal(address, text + length, written);
            if (succeeded != 1) {
                return false;
            }
        } finally {
            Reference.reachabilityFence(context);
            Reference.reachabilityFence(scratch);
        }
        scratch.get(textAt, bytes, offset, length);
        return true;
    }

    @Override
    public void close() {
        context.close();
    }
}
