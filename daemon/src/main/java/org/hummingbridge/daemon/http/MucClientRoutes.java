/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.http;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import org.hummingbridge.daemon.settings.OperationSettings.Rest;
import org.hummingbridge.daemon.settings.RequestedServer;
import org.hummingbridge.daemon.settings.StartupException;
import org.hummingbridge.signaling.xmpp.XmppClients;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code /colibri/muc-client}: attaches the bridge to servers and detaches it while it runs. Reads only members that are
 * strings, as it always did, and never shows a password.
 */
public final class MucClientRoutes implements RouteModule {
    private static final Logger LOG = LoggerFactory.getLogger(MucClientRoutes.class);

    private static final String PATH = "/colibri/muc-client";
    private static final int MAX_BODY_BYTES = 16_384;
    private static final int BAD_REQUEST = 400;

    private final XmppClients clients;
    private final Rest gates;
    private final Executor virtualThreads;

    public MucClientRoutes(final XmppClients clients, final Rest gates, final Executor virtualThreads) {
        this.clients = clients;
        this.gates = gates;
        this.virtualThreads = virtualThreads;
    }

    @Override
    public void mount(final Router router) {
        if (!gates.colibri()) {
            return;
        }
        final BodyHandler bodies = BodyHandler.create(false).setBodyLimit(MAX_BODY_BYTES);
        router.get(PATH + "/list")
                .handler(context -> Answers.later(context, virtualThreads, () -> {
                    final String ids = new JsonArray(clients.ids()).encode();
                    return () -> Answers.json(context, 200, ids);
                }));
        router.post(PATH + "/add").handler(bodies).handler(context -> change(context, this::add));
        router.post(PATH + "/remove").handler(bodies).handler(context -> change(context, this::remove));
    }

    private void add(final Map<String, String> texts, final String id) throws StartupException {
        LOG.info(
                "{} on request", clients.add(RequestedServer.of(id, texts)) ? "Added login " + id : "Kept login " + id);
    }

    private void remove(final Map<String, String> texts, final String id) {
        if (clients.remove(id)) {
            LOG.info("Removed login {} on request", id);
        }
    }

    private void change(final RoutingContext context, final Change change) {
        final Map<String, String> texts = texts(context.body().asString());
        final @Nullable String id = texts.remove("ID");
        if (id == null || id.isBlank()) {
            Answers.text(context, BAD_REQUEST, "Send a JSON object with the string \"id\".");
            return;
        }
        Answers.later(context, virtualThreads, () -> {
            try {
                change.apply(texts, id);
                return () -> Answers.empty(context, 200);
            } catch (StartupException e) {
                return () -> Answers.text(context, BAD_REQUEST, String.valueOf(e.getMessage()));
            }
        });
    }

    /** The members that are strings, in the case of the configuration's keys. */
    private static Map<String, String> texts(final @Nullable String body) {
        final Map<String, String> texts = new TreeMap<>();
        try {
            for (final Map.Entry<String, Object> member : new JsonObject(body == null ? "{}" : body)) {
                if (member.getValue() instanceof String text) {
                    texts.put(member.getKey().toUpperCase(Locale.ROOT).replace('-', '_'), text);
                }
            }
        } catch (DecodeException e) {
            texts.clear();
        }
        return texts;
    }

    /** What is done with a request. */
    private interface Change {
        void apply(Map<String, String> texts, String id) throws StartupException;
    }
}
