/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.rooms;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RoomsRouteTest {
    private static final long SOON_SECONDS = 30;

    private final FakeBridge bridge = new FakeBridge();
    private Vertx vertx;
    private int port;
    private WebSocketClient client;

    private final class Page {
        final BlockingQueue<JsonObject> heard = new LinkedBlockingQueue<>();
        final CompletableFuture<Integer> closed = new CompletableFuture<>();
        private final WebSocket socket;

        Page(final String room) {
            socket = client.connect(port, "127.0.0.1", "/rooms/" + room).await();
            socket.textMessageHandler(text -> heard.add(new JsonObject(text)));
            socket.closeHandler(_ -> closed.complete((int) socket.closeStatusCode()));
        }

        Page say(final String text) {
            socket.writeTextMessage(text).await();
            return this;
        }

        JsonObject next() throws InterruptedException {
            final JsonObject message = heard.poll(SOON_SECONDS, SECONDS);
            assertThat(message).as("a message within %d s", SOON_SECONDS).isNotNull();
            return message;
        }

        int closeCode() throws Exception {
            return closed.get(SOON_SECONDS, SECONDS);
        }
    }

    @BeforeEach
    void serve() {
        vertx = Vertx.vertx();
        final Router router = Router.router(vertx);
        new RoomsRoute(vertx, bridge, Runnable::run, new Random(1), System::nanoTime).mount(router);
        final HttpServer server = vertx.createHttpServer().requestHandler(router);
        port = server.listen(0, "127.0.0.1").await().actualPort();
        client = vertx.createWebSocketClient();
    }

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    @Test
    void twoPagesMeetAndOneVanishes() throws Exception {
        final Page ada = new Page("lobby").say("{\"type\": \"join\", \"name\": \"Ada\"}");
        final JsonObject welcome = ada.next();
        final Page grace = new Page("lobby").say("{\"type\": \"join\", \"name\": \"Grace\"}");
        final String graceId = grace.next().getString("id");
        assertThat(ada.next().getString("id")).isEqualTo(graceId);

        grace.say("{\"type\": \"update\", \"name\": \"Grace\", \"muted\": {\"audio\": true}}");
        assertThat(ada.next().getJsonObject("muted").getBoolean("audio")).isTrue();

        grace.socket.close().await();
        assertThat(ada.next()).isEqualTo(new JsonObject().put("type", "gone").put("id", graceId));
        assertThat(bridge.expired.poll(SOON_SECONDS, SECONDS)).isEqualTo(welcome.getString("meeting") + "/" + graceId);
    }

    @Test
    void aPageThatMakesNoSenseIsShownTheDoor() throws Exception {
        assertThat(new Page("lobby").say("not json").closeCode()).isEqualTo(1008);
        assertThat(new Page("lobby").say("[]").closeCode()).isEqualTo(1008);
        assertThat(new Page("lobby")
                        .say("{\"type\": \"update\", \"name\": \"Ada\"}")
                        .closeCode())
                .isEqualTo(1008);
    }

    @Test
    void aMessageThatIsTooLongEndsTheConnection() throws Exception {
        final String name = "x".repeat(RoomSocket.MAX_MESSAGE_BYTES);

        final Page page = new Page("lobby").say("{\"type\": \"join\", \"name\": \"" + name + "\"}");

        assertThat(page.closeCode()).isEqualTo(1009);
    }

    @Test
    void aPageThatNeverStopsTalkingIsShownTheDoor() throws Exception {
        final Page page = new Page("lobby").say("{\"type\": \"join\", \"name\": \"Ada\"}");

        for (int i = 0; i < 3 * MessageBudget.BURST; i++) {
            page.socket.writeTextMessage("{\"type\": \"update\", \"name\": \"Ada\"}");
        }

        assertThat(page.closeCode()).isEqualTo(1008);
    }

    @Test
    void aRoomWithAnImpossibleNameIsNotFound() {
        assertThatThrownBy(() -> new Page("No%20Such%20Room"))
                .isInstanceOf(UpgradeRejectedException.class)
                .hasMessageContaining("404");
    }
}
