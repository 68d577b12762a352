/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.rooms;

import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.hummingbridge.daemon.http.RouteModule;
import org.hummingbridge.sfu.conference.BridgeControl;

/** Puts the rooms at {@code /rooms/{name}} as WebSockets. Answers nothing but upgrades to WebSocket there. */
public final class RoomsRoute implements RouteModule {
    private final Vertx vertx;
    private final Rooms rooms;
    private final LongSupplier nanoTime;

    /**
     * @param expirer runs calls that may wait, for example one virtual thread for each
     * @param random must not be guessable: ids of endpoints and meetings come from it
     */
    public RoomsRoute(
            final Vertx vertx,
            final BridgeControl bridge,
            final Executor expirer,
            final RandomGenerator random,
            final LongSupplier nanoTime) {
        this.vertx = vertx;
        this.rooms = new Rooms(bridge, expirer, random);
        this.nanoTime = nanoTime;
    }

    @Override
    public void mount(final Router router) {
        router.get("/rooms/:name").handler(this::upgrade);
    }

    private void upgrade(final RoutingContext context) {
        final String name = context.pathParam("name");
        if (!Rooms.isName(name)) {
            context.response().setStatusCode(404).end();
            return;
        }
        context.request()
                .toWebSocket()
                .onSuccess(socket -> new RoomSocket(vertx, rooms, name, socket, nanoTime).open());
    }
}
