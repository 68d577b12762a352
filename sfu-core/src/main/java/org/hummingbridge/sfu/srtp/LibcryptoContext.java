/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.srtp;

import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.lang.ref.Cleaner;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Owner of one EVP_CIPHER_CTX. Freed exactly once: by {@link #close}, or when it was forgotten, some time after it became
 * unreachable. Must not be used after either.
 */
final class LibcryptoContext implements AutoCloseable {
    private final long address;
    private final Cleaner.Cleanable freeing;

    LibcryptoContext(final Cleaner cleaner, final AtomicLong alive) {
        address = Libcrypto.newContext();
        if (address == 0) {
            throw new OutOfMemoryError("libcrypto has no memory for a cipher context");
        }
        alive.incrementAndGet();
        // The action must not refer to this object, or it would never become unreachable.
        final long toFree = address;
        freeing = cleaner.register(this, () -> {
            Libcrypto.freeContext(toFree);
            alive.decrementAndGet();
        });
    }

    LibcryptoContext encrypting(final long cipher, final byte[] key) {
        try (Arena arena = Arena.ofConfined()) {
            return ready(Libcrypto.encryptInit(address, cipher, copy(arena, key), 0));
        }
    }

    LibcryptoContext decrypting(final long cipher, final byte[] key) {
        try (Arena arena = Arena.ofConfined()) {
            return ready(Libcrypto.decryptInit(address, cipher, copy(arena, key), 0));
        }
    }

    private static long copy(final Arena arena, final byte[] key) {
        return arena.allocateFrom(ValueLayout.JAVA_BYTE, key).address();
    }

    private LibcryptoContext ready(final int result) {
        if (result != 1) {
            close();
            throw new IllegalStateException("libcrypto refused a key");
        }
        return this;
    }

    /** Users keep this object reachable until the call that was given the address has returned. */
    long address() {
        return address;
    }

    @Override
    public void close() {
        freeing.clean();
    }
}
