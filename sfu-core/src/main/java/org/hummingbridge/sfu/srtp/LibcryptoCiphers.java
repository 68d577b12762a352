/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.srtp;

import java.lang.ref.Cleaner;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Ciphers of OpenSSL's libcrypto. One native context per key, of which only the IV changes from
 * packet to packet, so that nothing is allocated per packet on either side.
 */
public final class LibcryptoCiphers implements SrtpCiphers {
    public static final String NAME = "libcrypto";

    /** Only a safety net for what was not closed. */
    private final Cleaner cleaner = Cleaner.create();

    private final ThreadLocal<LibcryptoScratch> scratches = ThreadLocal.withInitial(LibcryptoScratch::new);
    private final AtomicLong liveContexts = new AtomicLong();

    /** Fails with the reason if libcrypto cannot be used here; {@link CipherProbe} finds out without failing. */
    public LibcryptoCiphers() {
        Libcrypto.version();
    }

    @Override
    public String name() {
        return NAME;
    }

    /** What libcrypto calls itself, such as "OpenSSL 3.5.1 1 Jul 2025". */
    public String version() {
        return Libcrypto.version();
    }

    /** Native contexts that were made and not freed yet. Any thread. */
    public long liveContexts() {
        return liveContexts.get();
    }

    @Override
    public GcmSealer gcmSealer(final byte[] key) {
        return new LibcryptoGcmSealer(context().encrypting(Libcrypto.aesGcm(key.length), key), scratches);
    }

    @Override
    public GcmOpener gcmOpener(final byte[] key) {
        return new LibcryptoGcmOpener(context().decrypting(Libcrypto.aesGcm(key.length), key), scratches);
    }

    @Override
    public CounterCipher counter(final byte[] key) {
        return new LibcryptoCounterCipher(context().encrypting(Libcrypto.aesCtr(), key), scratches);
    }

    @Override
    public Authenticator hmacSha1(final byte[] key) {
        return new LibcryptoAuthenticator(key, scratches);
    }

    private LibcryptoContext context() {
        return new LibcryptoContext(cleaner, liveContexts);
    }
}
