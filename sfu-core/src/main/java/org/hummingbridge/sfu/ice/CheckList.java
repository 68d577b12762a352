/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.ice;

import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.hummingbridge.sfu.datagram.Path;
import org.hummingbridge.sfu.ice.CandidatePair.State;
import org.ice4j.ice.CandidateType;
import org.jspecify.annotations.Nullable;

/**
 * The pairs of one session and the order in which they are checked: triggered ones first, then by priority (RFC 8445 §6.1.4).
 * Bounded; a pair in use is never pushed out, because only pairs that have proven nothing are.
 */
final class CheckList {
    private final IceSettings settings;
    private final LocalSockets sockets;
    private final ReachableTargets targets;
    private final RoleNegotiation roles;
    private final List<CandidatePair> pairs = new ArrayList<>();
    private final ArrayDeque<CandidatePair> triggered = new ArrayDeque<>();
    private final List<InetSocketAddress> remotes = new ArrayList<>();

    CheckList(
            final IceSettings settings,
            final LocalSockets sockets,
            final ReachableTargets targets,
            final RoleNegotiation roles) {
        this.settings = settings;
        this.sockets = sockets;
        this.targets = targets;
        this.roles = roles;
    }

    List<CandidatePair> pairs() {
        return pairs;
    }

    @Nullable
    CandidatePair find(final Path path) {
        for (int i = 0; i < pairs.size(); i++) {
            if (pairs.get(i).path.equals(path)) {
                return pairs.get(i);
            }
        }
        return null;
    }

    /** Pairs a signalled address with every socket of its family. Names are never looked up: mDNS candidates are skipped. */
    void add(final RemoteCandidate remote) {
        final InetSocketAddress address = remote.address();
        if (address.isUnresolved() || remotes.contains(address) || remotes.size() >= settings.maxRemoteCandidates()) {
            return;
        }
        if (!targets.allows(Path.of(0, address))) {
            return;
        }
        remotes.add(address);
        for (final LocalSockets.LocalSocket socket : sockets.all()) {
            final Path path = Path.of(socket.index(), address);
            if (path.isIpv4() == socket.ipv4()) {
                addSignalled(path, socket.priority(), remote);
            }
        }
    }

    private void addSignalled(final Path path, final long localPriority, final RemoteCandidate remote) {
        final CandidatePair known = find(path);
        if (known != null) {
            known.signal(remote.type(), remote.priority());
            return;
        }
        final CandidatePair pair = new CandidatePair(path, localPriority, remote.type(), remote.priority(), true);
        if (pairs.size() < settings.maxPairs() || dropWorst(pair.priority(roles.role()))) {
            pairs.add(pair);
        }
    }

    /** The pair for an address that an authenticated check came from (RFC 8445 §7.3.1.3). */
    CandidatePair learn(final Path path, final long remotePriority) {
        final CandidatePair known = find(path);
        if (known != null) {
            return known;
        }
        if (pairs.size() >= settings.maxPairs()) {
            dropWorst(Long.MAX_VALUE);
        }
        final CandidatePair pair = new CandidatePair(
                path,
                sockets.priority(path.localSocket()),
                CandidateType.PEER_REFLEXIVE_CANDIDATE,
                remotePriority,
                false);
        pairs.add(pair);
        return pair;
    }

    private boolean dropWorst(final long below) {
        CandidatePair worst = null;
        for (int i = 0; i < pairs.size(); i++) {
            final CandidatePair pair = pairs.get(i);
            if (!pair.valid
                    && pair.priority(roles.role()) < below
                    && (worst == null || pair.priority(roles.role()) < worst.priority(roles.role()))) {
                worst = pair;
            }
        }
        return worst != null && remove(worst);
    }

    private boolean remove(final CandidatePair pair) {
        triggered.remove(pair);
        if (pair.check != null) {
            // An answer still counts, but it is not asked for again.
            pair.check.superseded = true;
        }
        return pairs.remove(pair);
    }

    /** Drops what only a check had shown and the owner no longer listens to. */
    void forgetReflexive(final Path path) {
        final CandidatePair pair = find(path);
        if (pair != null && !pair.signalled) {
            remove(pair);
        }
    }

    void trigger(final CandidatePair pair) {
        if (!pair.triggered) {
            pair.triggered = true;
            triggered.add(pair);
        }
    }

    boolean hasNext() {
        return !triggered.isEmpty() || nextWaiting() != null;
    }

    /** Takes the pair that the peer's check asks us to check; these go first. */
    @Nullable
    CandidatePair nextTriggered() {
        final CandidatePair first = triggered.poll();
        if (first != null) {
            first.triggered = false;
        }
        return first;
    }

    @Nullable
    CandidatePair nextWaiting() {
        CandidatePair best = null;
        for (int i = 0; i < pairs.size(); i++) {
            final CandidatePair pair = pairs.get(i);
            if (pair.state == State.WAITING && (best == null || isBetter(pair, best))) {
                best = pair;
            }
        }
        return best;
    }

    boolean isBetter(final CandidatePair pair, final CandidatePair than) {
        return pair.priority(roles.role()) > than.priority(roles.role());
    }

    /** Checks everything again, except for {@code spared}. */
    void recheck(final @Nullable CandidatePair spared) {
        for (int i = 0; i < pairs.size(); i++) {
            final CandidatePair pair = pairs.get(i);
            if (pair != spared && pair.state != State.IN_PROGRESS) {
                pair.state = State.WAITING;
            }
        }
    }

    /** Nothing that was proven under the peer's old credentials holds under new ones. */
    void restart() {
        for (int i = 0; i < pairs.size(); i++) {
            pairs.get(i).state = State.WAITING;
            pairs.get(i).check = null;
        }
    }

    boolean allFailed() {
        for (int i = 0; i < pairs.size(); i++) {
            if (pairs.get(i).state != State.FAILED || pairs.get(i).triggered) {
                return false;
            }
        }
        return !pairs.isEmpty();
    }
}
