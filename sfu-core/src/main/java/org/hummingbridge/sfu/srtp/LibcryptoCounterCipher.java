/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.srtp;

import java.lang.ref.Reference;

/** {@link CounterCipher} by libcrypto. Keeps no keystream between packets. */
final class LibcryptoCounterCipher implements CounterCipher {
    private final LibcryptoContext context;
    private final ThreadLocal<LibcryptoScratch> scratches;
    private final byte[] iv = new byte[IV_BYTES];

    LibcryptoCounterCipher(final LibcryptoContext context, final ThreadLocal<LibcryptoScratch> scratches) {
        this.context = context;
        this.scratches = scratches;
    }

    @Override
    public byte[] iv() {
        return iv;
    }

    @Override
    public void apply(final byte[] in, final int inOffset, final int length, final byte[] out, final int outOffset) {
        final LibcryptoScratch scratch = scratches.get();
        scratch.reserve(length);
        scratch.put(LibcryptoScratch.IV, iv, 0, IV_BYTES);
        scratch.put(LibcryptoScratch.DATA, in, inOffset, length);
        try {
            final long address = context.address();
            final long written = scratch.address(LibcryptoScratch.WRITTEN);
            final long text = scratch.address(LibcryptoScratch.DATA);
            final int succeeded = Libcrypto.encryptInit(address, 0, 0, scratch.address(LibcryptoScratch.IV))
                    & Libcrypto.encryptUpdate(address, text, written, text, length);
            if (succeeded != 1) {
                throw new IllegalStateException("libcrypto refused to encrypt");
            }
        } finally {
            Reference.reachabilityFence(context);
            Reference.reachabilityFence(scratch);
        }
        scratch.get(LibcryptoScratch.DATA, out, outOffset, length);
    }

    @Override
    public void close() {
        context.close();
    }
}
