/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.JksOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import org.hummingbridge.daemon.settings.ChannelSettings.TlsListen;
import org.hummingbridge.daemon.settings.StartupException;

/** A server's certificate and key, tried before anything listens. Reads JKS and PKCS #12 alike. */
final class KeyStoreFile {
    private KeyStoreFile() {}

    static JksOptions read(final TlsListen tls, final String setting) throws StartupException {
        final String password = tls.password() == null ? "" : tls.password().value();
        try {
            final byte[] bytes = Files.readAllBytes(tls.keyStore());
            final KeyStore keys = KeyStore.getInstance("JKS");
            keys.load(new ByteArrayInputStream(bytes), password.toCharArray());
            return new JksOptions().setValue(Buffer.buffer(bytes)).setPassword(password);
        } catch (IOException | GeneralSecurityException e) {
            throw new StartupException(
                    setting + ": the key store " + tls.keyStore() + " cannot be read (" + e.getMessage() + "); check "
                            + setting + ".key-store-path and " + setting + ".key-store-password.",
                    e);
        }
    }
}
