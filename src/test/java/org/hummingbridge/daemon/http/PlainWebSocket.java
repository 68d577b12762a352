/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** RFC 6455 by hand: a client that does exactly what a test says, good or bad, and reads only when it is told to. */
final class PlainWebSocket implements AutoCloseable {
    static final String DEFLATE = "Sec-WebSocket-Extensions: permessage-deflate\r\n";
    static final int TEXT = 1;
    static final int PING = 9;

    private static final int CLOSE = 8;
    private static final int FINAL = 0x80;
    private static final int COMPRESSED = 0x40;
    private static final int MASKED = 0x80;
    private static final int READ_TIMEOUT_MILLIS = 20_000;

    /** RFC 7692 §7.2.1 takes these off the end of a message. */
    private static final byte[] DEFLATE_TAIL = {0, 0, (byte) 0xff, (byte) 0xff};

    final String answer;
    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;
    private final Inflater inflater = new Inflater(true);

    PlainWebSocket(final Socket socket, final String pathAndQuery, final String headers) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(READ_TIMEOUT_MILLIS);
        this.in = new DataInputStream(socket.getInputStream());
        this.out = socket.getOutputStream();
        out.write(("GET " + pathAndQuery + " HTTP/1.1\r\nHost: bridge\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" + headers
                        + "\r\n")
                .getBytes(US_ASCII));
        final StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readUnsignedByte());
        }
        this.answer = head.toString();
    }

    int status() {
        return Integer.parseInt(answer.split(" ")[1]);
    }

    void say(final String text) throws IOException {
        send(FINAL | TEXT, text.getBytes(UTF_8));
    }

    void sayCompressed(final byte[] text) throws IOException {
        final Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        deflater.setInput(text);
        final ByteArrayOutputStream packed = new ByteArrayOutputStream();
        final byte[] part = new byte[65_536];
        for (int length = deflater.deflate(part, 0, part.length, Deflater.SYNC_FLUSH);
                length > 0;
                length = deflater.deflate(part, 0, part.length, Deflater.SYNC_FLUSH)) {
            packed.write(part, 0, length);
        }
        deflater.end();
        final byte[] bytes = packed.toByteArray();
        send(FINAL | COMPRESSED | TEXT, java.util.Arrays.copyOf(bytes, bytes.length - DEFLATE_TAIL.length));
    }

    /** A text message in two frames. */
    void sayInTwo(final String first, final String second) throws IOException {
        send(TEXT, first.getBytes(UTF_8));
        send(FINAL, second.getBytes(UTF_8));
    }

    private void send(final int first, final byte[] payload) throws IOException {
        final ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(first);
        if (payload.length < 126) {
            frame.write(MASKED | payload.length);
        } else if (payload.length < 65_536) {
            frame.write(MASKED | 126);
            frame.write(payload.length >> 8);
            frame.write(payload.length);
        } else {
            frame.write(MASKED | 127);
            for (int shift = 56; shift >= 0; shift -= 8) {
                frame.write((int) ((long) payload.length >> shift));
            }
        }
        // A mask of zeros changes nothing.
        frame.write(new byte[4]);
        frame.write(payload);
        out.write(frame.toByteArray());
    }

    /** The text of the next message, or {@code ping}, or {@code close} with status and reason. */
    String next() throws IOException, DataFormatException {
        final int first = in.readUnsignedByte();
        int length = in.readUnsignedByte();
        if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = (int) in.readLong();
        }
        final byte[] payload = in.readNBytes(length);
        return switch (first & 0xf) {
            case PING -> "ping";
            case CLOSE ->
                "close " + (payload[0] << 8 & 0xff00 | payload[1] & 0xff) + " "
                        + new String(payload, 2, length - 2, UTF_8);
            default -> (first & COMPRESSED) == 0 ? new String(payload, UTF_8) : "packed " + inflated(payload);
        };
    }

    /** The close frame, whatever comes before it; {@code end} if the connection ends without one. */
    String farewell() throws IOException, DataFormatException {
        try {
            for (String message = next(); ; message = next()) {
                if (message.startsWith("close ")) {
                    return message;
                }
            }
        } catch (java.io.EOFException | java.net.SocketException e) {
            return "end";
        }
    }

    private String inflated(final byte[] payload) throws DataFormatException {
        final byte[] unpacked = new byte[65_536];
        inflater.setInput(payload);
        int length = inflater.inflate(unpacked);
        inflater.setInput(DEFLATE_TAIL);
        length += inflater.inflate(unpacked, length, unpacked.length - length);
        return new String(unpacked, 0, length, UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
