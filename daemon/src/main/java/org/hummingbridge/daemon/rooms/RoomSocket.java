/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.rooms;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One page's WebSocket, from its first message to its end. Closes pages that talk too much, make no sense, listen too slowly or
 * have vanished; runs on the WebSocket's own event loop except for {@link Outlet}, which any thread may call.
 */
final class RoomSocket implements Outlet {
    static final int MAX_MESSAGE_BYTES = 64 * 1024;

    private static final int MAX_QUEUED_BYTES = 1024 * 1024;
    private static final long JOIN_WITHIN_MILLIS = 10_000;
    /** Two in a row without an answer and the page is gone: a tab that lost its network leaves the room within 30 s. */
    private static final long PING_EVERY_MILLIS = 15_000;

    /** RFC 6455 §7.4.1. */
    private static final int PROTOCOL_ERROR = 1002;

    private static final int POLICY_VIOLATION = 1008;
    private static final int TOO_BIG = 1009;
    private static final int TRY_AGAIN_LATER = 1013;

    private final Vertx vertx;
    private final Rooms rooms;
    private final String name;
    private final ServerWebSocket socket;
    private final LongSupplier nanoTime;
    private final MessageBudget budget;
    private Rooms.@Nullable Seat seat;
    private boolean isAlive = true;
    private long timer;

    RoomSocket(
            final Vertx vertx,
            final Rooms rooms,
            final String name,
            final ServerWebSocket socket,
            final LongSupplier nanoTime) {
        this.vertx = vertx;
        this.rooms = rooms;
        this.name = name;
        this.socket = socket;
        this.nanoTime = nanoTime;
        this.budget = new MessageBudget(nanoTime.getAsLong());
    }

    void open() {
        socket.setWriteQueueMaxSize(MAX_QUEUED_BYTES);
        socket.textMessageHandler(this::received);
        socket.binaryMessageHandler(_ -> close(POLICY_VIOLATION, "Only text is understood here."));
        socket.pongHandler(_ -> isAlive = true);
        socket.exceptionHandler(_ -> close(PROTOCOL_ERROR, "The frame is not understood."));
        socket.closeHandler(_ -> closed());
        timer = vertx.setTimer(JOIN_WITHIN_MILLIS, _ -> close(POLICY_VIOLATION, "Nobody joined in time."));
    }

    @Override
    public void send(final String text) {
        if (socket.isClosed()) {
            return;
        }
        if (socket.writeQueueFull()) {
            close(TRY_AGAIN_LATER, "The page reads too slowly.");
            return;
        }
        socket.writeTextMessage(text);
    }

    @Override
    public void close(final int code, final String reason) {
        if (!socket.isClosed()) {
            socket.close((short) code, reason);
        }
    }

    private void received(final String text) {
        isAlive = true;
        if (text.getBytes(StandardCharsets.UTF_8).length > MAX_MESSAGE_BYTES) {
            close(TOO_BIG, "A message may have " + MAX_MESSAGE_BYTES + " bytes.");
            return;
        }
        if (!budget.take(nanoTime.getAsLong())) {
            close(POLICY_VIOLATION, "Too many messages.");
            return;
        }
        final JsonObject message = parse(text);
        final Presence presence = message == null ? null : Presence.parse(message);
        if (message == null || presence == null) {
            close(POLICY_VIOLATION, "The message is not understood.");
            return;
        }
        final Rooms.Seat taken = seat;
        if (taken == null && "join".equals(message.getValue("type"))) {
            join(presence);
        } else if (taken != null && "update".equals(message.getValue("type"))) {
            taken.update(presence);
        } else {
            close(POLICY_VIOLATION, "The message is out of order.");
        }
    }

    private static @Nullable JsonObject parse(final String text) {
        try {
            return new JsonObject(text);
        } catch (final DecodeException _) {
            return null;
        }
    }

    private void join(final Presence presence) {
        switch (rooms.enter(name, presence, this)) {
            case Rooms.Entry.Refused refused -> close(POLICY_VIOLATION, refused.reason());
            case Rooms.Entry.Admitted admitted -> {
                seat = admitted.seat();
                vertx.cancelTimer(timer);
                timer = vertx.setPeriodic(PING_EVERY_MILLIS, _ -> ping());
            }
        }
    }

    private void ping() {
        if (!isAlive) {
            close(TRY_AGAIN_LATER, "The page does not answer.");
            return;
        }
        isAlive = false;
        socket.writePing(Buffer.buffer());
    }

    private void closed() {
        vertx.cancelTimer(timer);
        final Rooms.Seat taken = seat;
        if (taken != null) {
            taken.leave();
        }
    }
}
