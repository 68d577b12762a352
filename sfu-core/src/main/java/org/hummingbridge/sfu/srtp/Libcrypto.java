/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.srtp;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The functions of OpenSSL's libcrypto that SRTP needs, bound when this class is first touched; that fails with the reason where
 * the library or a function is missing. Checks nothing: a wrong address crashes the process.
 *
 * <p>The handles are static and final because only then does the JIT compile a call down to the native one. Addresses
 * are plain numbers because segments made for a call are heap garbage wherever the JIT does not see through them. Calls of a packet
 * are "critical": they last about a microsecond at most, so that they delay no safepoint.
 */
final class Libcrypto {
    /** Names to try: OpenSSL 3, OpenSSL 1.1, whatever the system calls its own. */
    private static final List<String> LIBRARIES = List.of("libcrypto.so.3", "libcrypto.so.1.1", "libcrypto.so");

    /** EVP_CTRL_AEAD_GET_TAG and EVP_CTRL_AEAD_SET_TAG of openssl/evp.h. */
    private static final long GET_TAG = 0x10;

    private static final long SET_TAG = 0x11;

    private static final long TAG_BYTES = GcmSealer.TAG_BYTES;

    private static final SymbolLookup LIBRARY = load();

    /**
     * Two shapes for all: the JVM makes classes for each, 5 ms of the start. All ABIs of 64-bit Linux pass integers in registers of
     * their own, sign-extended as a long has them, and a function does not look at what it does not take.
     */
    private static final FunctionDescriptor SETUP = FunctionDescriptor.of(JAVA_LONG, JAVA_LONG);

    private static final FunctionDescriptor PACKET =
            FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);

    private static final MethodHandle OPENSSL_VERSION = bind("OpenSSL_version", SETUP);
    private static final MethodHandle CTX_NEW = bind("EVP_CIPHER_CTX_new", SETUP);
    private static final MethodHandle CTX_FREE = bind("EVP_CIPHER_CTX_free", SETUP);
    private static final MethodHandle AES_128_GCM = bind("EVP_aes_128_gcm", SETUP);
    private static final MethodHandle AES_256_GCM = bind("EVP_aes_256_gcm", SETUP);
    private static final MethodHandle AES_128_CTR = bind("EVP_aes_128_ctr", SETUP);

    /** Both are of OpenSSL 3; the control function that older ones have takes longer there. */
    private static final @Nullable MethodHandle CTX_GET_PARAMS = criticalIfThere("EVP_CIPHER_CTX_get_params");

    private static final @Nullable MethodHandle CTX_SET_PARAMS = criticalIfThere("EVP_CIPHER_CTX_set_params");

    private static final MethodHandle CTX_CTRL = critical("EVP_CIPHER_CTX_ctrl");
    private static final MethodHandle ENCRYPT_INIT = critical("EVP_EncryptInit_ex");
    private static final MethodHandle ENCRYPT_UPDATE = critical("EVP_EncryptUpdate");
    private static final MethodHandle ENCRYPT_FINAL = critical("EVP_EncryptFinal_ex");
    private static final MethodHandle DECRYPT_INIT = critical("EVP_DecryptInit_ex");
    private static final MethodHandle DECRYPT_UPDATE = critical("EVP_DecryptUpdate");
    private static final MethodHandle DECRYPT_FINAL = critical("EVP_DecryptFinal_ex");
    private static final MethodHandle SHA1_INIT = critical("SHA1_Init");
    private static final MethodHandle SHA1_UPDATE = critical("SHA1_Update");
    private static final MethodHandle SHA1_FINAL = critical("SHA1_Final");

    private Libcrypto() {}

    static String version() {
        try {
            final MemorySegment text = MemorySegment.ofAddress((long) OPENSSL_VERSION.invokeExact(0L));
            return text.reinterpret(256).getString(0);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static long aesGcm(final int keyBytes) {
        try {
            return keyBytes == 16 ? (long) AES_128_GCM.invokeExact(0L) : (long) AES_256_GCM.invokeExact(0L);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static long aesCtr() {
        try {
            return (long) AES_128_CTR.invokeExact(0L);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** Address of a new EVP_CIPHER_CTX; 0 if memory ran out. */
    static long newContext() {
        try {
            return (long) CTX_NEW.invokeExact(0L);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static void freeContext(final long context) {
        try {
            final long ignored = (long) CTX_FREE.invokeExact(context);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** Like all that follow, returns 1 for success. 0 for cipher, key or IV leaves what was set before. */
    static int encryptInit(final long context, final long cipher, final long key, final long iv) {
        try {
            return (int) ENCRYPT_INIT.invokeExact(context, cipher, 0L, key, iv);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** With 0 for {@code out}, the input is associated data. */
    static int encryptUpdate(final long context, final long out, final long written, final long in, final int length) {
        try {
            return (int) ENCRYPT_UPDATE.invokeExact(context, out, written, in, (long) length);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static int encryptFinal(final long context, final long out, final long written) {
        try {
            return (int) ENCRYPT_FINAL.invokeExact(context, out, written, 0L, 0L);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static int decryptInit(final long context, final long cipher, final long key, final long iv) {
        try {
            return (int) DECRYPT_INIT.invokeExact(context, cipher, 0L, key, iv);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static int decryptUpdate(final long context, final long out, final long written, final long in, final int length) {
        try {
            return (int) DECRYPT_UPDATE.invokeExact(context, out, written, in, (long) length);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static int decryptFinal(final long context, final long out, final long written) {
        try {
            return (int) DECRYPT_FINAL.invokeExact(context, out, written, 0L, 0L);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** @param params an OSSL_PARAM that leads to {@code tag}, and the one that ends the list */
    static int getTag(final long context, final long tag, final long params) {
        try {
            if (CTX_GET_PARAMS != null) {
                return (int) CTX_GET_PARAMS.invokeExact(context, params, 0L, 0L, 0L);
            }
            return (int) CTX_CTRL.invokeExact(context, GET_TAG, TAG_BYTES, tag, 0L);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** As {@link #getTag}. */
    static int setTag(final long context, final long tag, final long params) {
        try {
            if (CTX_SET_PARAMS != null) {
                return (int) CTX_SET_PARAMS.invokeExact(context, params, 0L, 0L, 0L);
            }
            return (int) CTX_CTRL.invokeExact(context, SET_TAG, TAG_BYTES, tag, 0L);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static int sha1Init(final long state) {
        try {
            return (int) SHA1_INIT.invokeExact(state, 0L, 0L, 0L, 0L);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static int sha1Update(final long state, final long bytes, final long length) {
        try {
            return (int) SHA1_UPDATE.invokeExact(state, bytes, length, 0L, 0L);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static int sha1Final(final long digest, final long state) {
        try {
            return (int) SHA1_FINAL.invokeExact(digest, state, 0L, 0L, 0L);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    private static SymbolLookup load() {
        if (ADDRESS.byteSize() != Long.BYTES) {
            throw new IllegalStateException("pointers are not 64 bits wide");
        }
        for (final String name : LIBRARIES) {
            final Optional<SymbolLookup> library = lookup(name);
            if (library.isPresent()) {
                return library.get();
            }
        }
        throw new IllegalStateException("none of " + String.join(", ", LIBRARIES) + " can be loaded");
    }

    private static Optional<SymbolLookup> lookup(final String name) {
        try {
            return Optional.of(SymbolLookup.libraryLookup(name, Arena.global()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static MethodHandle critical(final String function) {
        return bind(function, PACKET, Linker.Option.critical(false));
    }

    private static @Nullable MethodHandle criticalIfThere(final String function) {
        return LIBRARY.find(function).isPresent() ? critical(function) : null;
    }

    private static MethodHandle bind(
            final String function, final FunctionDescriptor descriptor, final Linker.Option... options) {
        final MemorySegment address = LIBRARY.find(function)
                .orElseThrow(() -> new IllegalStateException("libcrypto has no function " + function));
        return Linker.nativeLinker().downcallHandle(address, descriptor, options);
    }

    /** The functions throw nothing, so whatever was caught comes from a handle that was used wrongly. */
    private static AssertionError unexpected(final Throwable cause) {
        return new AssertionError("call to libcrypto failed", cause);
    }
}
