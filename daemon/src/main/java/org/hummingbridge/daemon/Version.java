/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** What was built, as the build wrote it down. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"Hummingbridge " + number()};
    }

    static String number() {
        try (InputStream stream = Version.class.getResourceAsStream("build.properties")) {
            final Properties properties = new Properties();
            properties.load(Objects.requireNonNull(stream, "build.properties is part of the program"));
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
