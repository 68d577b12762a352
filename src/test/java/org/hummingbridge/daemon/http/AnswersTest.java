/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests whose answers come from another thread. */
class AnswersTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Vertx vertx = Vertx.vertx();
    private final ExecutorService virtualThreads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        client.close();
        virtualThreads.shutdownNow();
        vertx.close();
    }

    @Test
    void whatTheWorkFoundIsAnswered() throws Exception {
        assertThat(statusOf(context -> () -> Answers.empty(context, 204))).isEqualTo(204);
    }

    @Test
    void anExceptionOfTheWorkFailsTheRequest() throws Exception {
        assertThat(statusOf(context -> {
                    throw new IllegalStateException("on purpose");
                }))
                .isEqualTo(500);
    }

    @Test
    void anErrorOfTheWorkFailsTheRequest() throws Exception {
        assertThat(statusOf(context -> {
                    throw new NoClassDefFoundError("on purpose");
                }))
                .isEqualTo(500);
    }

    @Test
    void anErrorOfTheAnswerFailsTheRequest() throws Exception {
        assertThat(statusOf(context -> () -> {
                    throw new StackOverflowError("on purpose");
                }))
                .isEqualTo(500);
    }

    @Test
    void anExceptionOfTheAnswerFailsTheRequest() throws Exception {
        assertThat(statusOf(context -> () -> {
                    throw new IllegalStateException("on purpose");
                }))
                .isEqualTo(500);
    }

    private int statusOf(final Function<RoutingContext, Runnable> work) throws Exception {
        final Router router = Router.router(vertx);
        router.get("/").handler(context -> Answers.later(context, virtualThreads, () -> work.apply(context)));
        final HttpServer server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .await(LIMIT.toSeconds(), TimeUnit.SECONDS);
        final URI address = URI.create("http://127.0.0.1:" + server.actualPort() + "/");
        return client.send(HttpRequest.newBuilder(address).timeout(LIMIT).build(), BodyHandlers.discarding())
                .statusCode();
    }
}
