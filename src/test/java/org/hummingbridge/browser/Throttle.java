/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.browser;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.hummingbridge.browser.Bottleneck.Link;

/**
 * A thin link between one tab and the bridge, whose downlink tests may change at any time. A relay of datagrams on loopback: the
 * tab is told the relay's address instead of the bridge's, and the bridge is told no address of the tab.
 */
final class Throttle implements AutoCloseable {
    private static final int MAX_DATAGRAM_BYTES = 2_048;
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long IDLE_MILLIS = 200;

    private final Selector selector = Selector.open();
    private final DatagramChannel front;
    /** For every socket of the browser one towards the bridge, so that the bridge tells them apart. */
    private final Map<SocketAddress, DatagramChannel> backs = new HashMap<>();

    private final PriorityQueue<Datagram> waiting = new PriorityQueue<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(MAX_DATAGRAM_BYTES);
    private final Bottleneck up;
    private final Bottleneck down;
    private final Queue<Link> changes = new ConcurrentLinkedQueue<>();
    /** Written by the test's thread when the tab learns of the bridge, before the tab sends anything. */
    private volatile InetSocketAddress bridge = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private volatile boolean isClosed;
    private long order;

    private record Datagram(long atNanos, long order, byte[] payload, DatagramChannel out, SocketAddress to)
            implements Comparable<Datagram> {
        @Override
        public int compareTo(final Datagram other) {
            final long earlier = atNanos - other.atNanos;
            return earlier != 0 ? Long.signum(earlier) : Long.compare(order, other.order);
        }
    }

    Throttle(final long seed, final Link downlink) throws IOException {
        this.up = new Bottleneck(seed, Link.UNLIMITED);
        this.down = new Bottleneck(seed + 1, downlink);
        this.front = open();
        Thread.ofPlatform().name("throttle").daemon().start(this::run);
    }

    private DatagramChannel open() throws IOException {
        final DatagramChannel channel = DatagramChannel.open();
        channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ);
        return channel;
    }

    void downlink(final Link link) {
        changes.add(link);
        selector.wakeup();
    }

    /** To be called before the page is opened. */
    void between(final Page page) {
        page.route("**/colibri/v2/conferences**", this::relayed);
    }

    private void relayed(final Route route) {
        final JsonObject request = new JsonObject(route.request().postData());
        final JsonArray ours = candidates(request);
        if (ours != null) {
            ours.clear();
        }
        final APIResponse answer = route.fetch(new Route.FetchOptions().setPostData(request.encode()));
        if (!answer.ok()) {
            route.fulfill(new Route.FulfillOptions().setResponse(answer));
            return;
        }
        final JsonObject body = new JsonObject(answer.text());
        final JsonArray theirs = candidates(body);
        if (theirs != null && !theirs.isEmpty()) {
            final JsonObject first = theirs.getJsonObject(0);
            bridge = new InetSocketAddress(
                    first.getString("ip"), Integer.parseInt(String.valueOf(first.getValue("port"))));
            theirs.clear();
            theirs.add(first.put("ip", front.socket().getLocalAddress().getHostAddress())
                    .put("port", front.socket().getLocalPort()));
        }
        route.fulfill(new Route.FulfillOptions().setResponse(answer).setBody(body.encode()));
    }

    private static JsonArray candidates(final JsonObject message) {
        JsonObject inner = message.getJsonArray("endpoints", new JsonArray()).stream()
                .map(JsonObject.class::cast)
                .findFirst()
                .orElseGet(JsonObject::new);
        for (int depth = 0; depth < 2 && inner != null; depth++) {
            inner = inner.getJsonObject("transport");
        }
        return inner == null ? null : inner.getJsonArray("candidates");
    }

    private void run() {
        try (selector;
                front) {
            while (!isClosed) {
                final Datagram next = waiting.peek();
                final long millis = next == null ? IDLE_MILLIS : (next.atNanos() - System.nanoTime()) / NANOS_PER_MILLI;
                selector.select(this::read, Math.clamp(millis, 1, IDLE_MILLIS));
                for (Link link = changes.poll(); link != null; link = changes.poll()) {
                    down.become(link);
                }
                final long now = System.nanoTime();
                while (!waiting.isEmpty() && waiting.peek().atNanos() - now <= 0) {
                    final Datagram due = waiting.poll();
                    due.out().send(ByteBuffer.wrap(due.payload()), due.to());
                }
            }
            for (final DatagramChannel back : backs.values()) {
                back.close();
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(final SelectionKey key) {
        try {
            final DatagramChannel in = (DatagramChannel) key.channel();
            final SocketAddress client = (SocketAddress) key.attachment();
            for (SocketAddress from = in.receive(buffer.clear()); from != null; from = in.receive(buffer.clear())) {
                if (client == null) {
                    put(up, back(from), bridge);
                } else {
                    put(down, front, client);
                }
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private DatagramChannel back(final SocketAddress client) throws IOException {
        DatagramChannel back = backs.get(client);
        if (back == null) {
            back = open();
            back.keyFor(selector).attach(client);
            backs.put(client, back);
        }
        return back;
    }

    private void put(final Bottleneck bottleneck, final DatagramChannel out, final SocketAddress to) {
        buffer.flip();
        final long at = bottleneck.arrivalNanos(buffer.remaining(), System.nanoTime());
        if (at != Bottleneck.LOST) {
            final byte[] payload = new byte[buffer.remaining()];
            buffer.get(payload);
            waiting.add(new Datagram(at, order++, payload, out, to));
        }
    }

    @Override
    public void close() {
        isClosed = true;
        selector.wakeup();
    }
}
