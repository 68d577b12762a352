/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.rooms;

import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.hummingbridge.sfu.conference.BridgeControl;
import org.hummingbridge.sfu.conference.ConferenceControl;
import org.jspecify.annotations.Nullable;

/**
 * All rooms, and who may enter. Gives out the ids of endpoints and meetings, and ends them at the bridge when their people have
 * left; creates nothing at the bridge, which is the pages' part. Thread-safe.
 *
 * <p>A page that leaves while its own request to create an endpoint is still on the way may leave an endpoint behind; the bridge
 * expires endpoints that never speak.
 */
final class Rooms {
    /** What one bridge can carry is far below this; the bound is against scripts. */
    static final int MAX_ROOMS = 1_000;
    /** What a grid of tiles and a browser's decoders can show with one encoding per sender. */
    static final int MAX_PARTICIPANTS = 50;

    private static final Pattern ROOM_NAME = Pattern.compile("[a-z0-9._-]{1,64}");

    private final BridgeControl bridge;
    private final Executor expirer;
    private final RandomGenerator random;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Room> rooms = new HashMap<>();

    /** @param expirer runs calls to the bridge, which may wait for its loops */
    Rooms(final BridgeControl bridge, final Executor expirer, final RandomGenerator random) {
        this.bridge = bridge;
        this.expirer = expirer;
        this.random = random;
    }

    static boolean isName(final @Nullable String name) {
        return name != null && ROOM_NAME.matcher(name).matches();
    }

    sealed interface Entry {
        /** Welcomed, under this id. */
        record Admitted(Seat seat) implements Entry {}

        /** Not admitted, and why, in a sentence for people. */
        record Refused(String reason) implements Entry {}
    }

    Entry enter(final String name, final Presence presence, final Outlet outlet) {
        lock.lock();
        try {
            Room room = rooms.get(name);
            if (room == null && rooms.size() >= MAX_ROOMS) {
                return new Entry.Refused("There are too many rooms on this bridge.");
            }
            if (room != null && room.ids().size() >= MAX_PARTICIPANTS) {
                return new Entry.Refused("The room is full: it has " + MAX_PARTICIPANTS + " participants.");
            }
            if (room == null) {
                room = new Room(new UUID(random.nextLong(), random.nextLong()).toString());
                rooms.put(name, room);
            }
            final String id = freeId(room);
            room.add(id, presence, outlet);
            return new Entry.Admitted(new Seat(name, room, id));
        } finally {
            lock.unlock();
        }
    }

    int count() {
        lock.lock();
        try {
            return rooms.size();
        } finally {
            lock.unlock();
        }
    }

    private String freeId(final Room room) {
        String id;
        do {
            id = HexFormat.of().toHexDigits(random.nextInt());
        } while (room.ids().contains(id));
        return id;
    }

    /** One participant's place in a room. Leaving twice is harmless. */
    final class Seat {
        private final String name;
        private final Room room;
        private final String id;

        private Seat(final String name, final Room room, final String id) {
            this.name = name;
            this.room = room;
            this.id = id;
        }

        void update(final Presence presence) {
            lock.lock();
            try {
                room.update(id, presence);
            } finally {
                lock.unlock();
            }
        }

        void leave() {
            lock.lock();
            try {
                if (!room.ids().contains(id)) {
                    return;
                }
                room.remove(id);
                if (room.ids().isEmpty()) {
                    rooms.remove(name, room);
                }
                final boolean isLast = room.ids().isEmpty();
                expirer.execute(() -> expire(isLast));
            } finally {
                lock.unlock();
            }
        }

        private void expire(final boolean isLast) {
            if (isLast) {
                bridge.expireConference(room.meetingId());
                return;
            }
            final ConferenceControl conference = bridge.conference(room.meetingId());
            if (conference != null) {
                conference.expireEndpoint(id);
            }
        }
    }
}
