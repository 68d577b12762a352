/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.harvester;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Amazon's metadata service (IMDSv2), which tells a machine its public address. Blocks for a bounded time per question. */
public final class AwsMetadata {
    private static final URI SERVICE = URI.create("http://169.254.169.254");
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final int TOKEN_SECONDS = 60;

    /** A token has 56 characters, an address 15. */
    private static final int MAX_ANSWER_BYTES = 1_024;

    private static final List<String> VENDOR_FILES = List.of(
            "sys/class/dmi/id/sys_vendor",
            "sys/class/dmi/id/board_vendor",
            "sys/class/dmi/id/bios_vendor",
            "sys/class/dmi/id/product_name");

    private final URI service;
    private final Duration patience;

    AwsMetadata(final URI service, final Duration patience) {
        this.service = service;
        this.patience = patience;
    }

    /** The service, or null on machines that are not Amazon's: nobody else's link-local neighbours are ever asked. */
    public static @Nullable AwsMetadata ofThisMachine() {
        return isAmazons(Path.of("/")) ? new AwsMetadata(SERVICE, PATIENCE) : null;
    }

    /** By the name of the board's vendor (Nitro), or the hypervisor's identity (Xen). */
    static boolean isAmazons(final Path root) {
        return VENDOR_FILES.stream()
                        .anyMatch(name -> content(root.resolve(name)).startsWith("amazon"))
                || content(root.resolve("sys/hypervisor/uuid")).startsWith("ec2");
    }

    private static String content(final Path file) {
        try {
            return Files.readString(file).strip().toLowerCase(Locale.ROOT);
        } catch (IOException e) {
            return "";
        }
    }

    /** @throws IOException with a clause for people: why there is no answer */
    DiscoveredMapping ask() throws IOException {
        final String token =
                request("PUT", "/latest/api/token", "X-aws-ec2-metadata-token-ttl-seconds", "" + TOKEN_SECONDS);
        return new DiscoveredMapping(
                address(token, "local-ipv4"), address(token, "public-ipv4"), "Amazon's metadata service");
    }

    private InetAddress address(final String token, final String name) throws IOException {
        final String text = request("GET", "/latest/meta-data/" + name, "X-aws-ec2-metadata-token", token);
        try {
            return InetAddress.ofLiteral(text);
        } catch (IllegalArgumentException e) {
            throw new IOException("gives no address for " + name, e);
        }
    }

    private String request(final String method, final String path, final String header, final String value)
            throws IOException {
        final HttpURLConnection connection =
                (HttpURLConnection) service.resolve(path).toURL().openConnection(Proxy.NO_PROXY);
        try {
            connection.setConnectTimeout((int) patience.toMillis());
            connection.setReadTimeout((int) patience.toMillis());
            connection.setInstanceFollowRedirects(false);
            connection.setRequestMethod(method);
            connection.setRequestProperty(header, value);
            if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
                throw new IOException("answers " + connection.getResponseCode() + " to " + path);
            }
            try (InputStream body = connection.getInputStream()) {
                return new String(body.readNBytes(MAX_ANSWER_BYTES), StandardCharsets.US_ASCII).strip();
            }
        } finally {
            connection.disconnect();
        }
    }
}
