/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The least that forwarding costs on this machine: one thread, recvmmsg, AES-128-GCM by OpenSSL with one context per participant,
 * a new 12-byte header for each receiver, sendmmsg, with or without GSO. No ICE, RTCP, statistics or loss: a bridge cannot do
 * with less. The traffic is that of the bench's scenarios, from a polling driver on another core.
 *
 *     cc -O2 -o floor floor.c -lcrypto && ./floor a gso
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/udp.h>
#include <openssl/evp.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#ifndef UDP_SEGMENT
#define UDP_SEGMENT 103
#endif

enum {
    MAX_PEERS = 512,
    BATCH = 64,
    SLOT = 2048,
    HEADER = 20, /* RTP, and one header extension of a word: here the time of sending. */
    TAG = 16,
    MAX_SHARE = 1100,
    DESCRIPTOR = 6,
    MAX_SEGMENTS = 64,
    MAX_GSO_BYTES = 65000,
    MAX_MESSAGES = 1024,
    MAX_PADDING = 16,
    BUFFER = 4 << 20,
    LATENCIES = 1 << 16 /* of a microsecond each */
};

struct scenario {
    const char *name;
    int conferences, participants, senders;
    long video_bps;
};

static const struct scenario SCENARIOS[] = {
    {"a", 1, 10, 10, 1000000}, {"b", 1, 51, 1, 1000000}, {"c", 20, 5, 5, 0}, {"d", 1, 20, 20, 300000}};

static struct scenario load;
static int peers;
static int gso, pad;

static void fail(const char *what) {
    perror(what);
    exit(1);
}

static int64_t now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static int open_socket(struct sockaddr_in *address) {
    int fd = socket(AF_INET, SOCK_DGRAM, 0), buffer = BUFFER;
    socklen_t length = sizeof *address;
    *address = (struct sockaddr_in){.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    if (fd < 0 || bind(fd, (struct sockaddr *)address, length) < 0) fail("socket");
    getsockname(fd, (struct sockaddr *)address, &length);
    setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &buffer, sizeof buffer);
    setsockopt(fd, SOL_SOCKET, SO_SNDBUFFORCE, &buffer, sizeof buffer);
    return fd;
}

static void pin(int core) {
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(core, &set);
    sched_setaffinity(0, sizeof set, &set);
}

/* Each participant has one key for both ways; nobody attacks loopback. */
static EVP_CIPHER_CTX *context(int peer, int seal) {
    unsigned char key[16] = {(unsigned char)peer, (unsigned char)(peer >> 8), 7};
    EVP_CIPHER_CTX *c = EVP_CIPHER_CTX_new();
    EVP_CipherInit_ex(c, EVP_aes_128_gcm(), NULL, key, NULL, seal);
    return c;
}

/* RFC 7714 8.1 without a salt. */
static void nonce(const unsigned char *rtp, unsigned char iv[12]) {
    memset(iv, 0, 12);
    memcpy(iv + 2, rtp + 8, 4);
    memcpy(iv + 10, rtp + 2, 2);
}

/* Header at the start of both; length without tag. Returns the length with it. */
static int seal(EVP_CIPHER_CTX *c, unsigned char *out, const unsigned char *plain, int length) {
    unsigned char iv[12];
    int n;
    nonce(out, iv);
    EVP_EncryptInit_ex(c, NULL, NULL, NULL, iv);
    EVP_EncryptUpdate(c, NULL, &n, out, HEADER);
    EVP_EncryptUpdate(c, out + HEADER, &n, plain + HEADER, length - HEADER);
    EVP_EncryptFinal_ex(c, out + length, &n);
    EVP_CIPHER_CTX_ctrl(c, EVP_CTRL_GCM_GET_TAG, TAG, out + length);
    return length + TAG;
}

/* Decrypts in place; the length without tag, or 0. */
static int unseal(EVP_CIPHER_CTX *c, unsigned char *rtp, int length) {
    unsigned char iv[12];
    int n;
    if (length < HEADER + TAG) return 0;
    nonce(rtp, iv);
    EVP_DecryptInit_ex(c, NULL, NULL, NULL, iv);
    EVP_DecryptUpdate(c, NULL, &n, rtp, HEADER);
    EVP_DecryptUpdate(c, rtp + HEADER, &n, rtp + HEADER, length - HEADER - TAG);
    EVP_CIPHER_CTX_ctrl(c, EVP_CTRL_GCM_SET_TAG, TAG, rtp + length - TAG);
    return EVP_DecryptFinal_ex(c, rtp + length - TAG, &n) > 0 ? length - TAG : 0;
}

/* ---- the forwarder ---- */

static unsigned char in[BATCH][SLOT];
static int in_length[BATCH], in_peer[BATCH];
static unsigned char out[MAX_MESSAGES * SLOT];
static struct mmsghdr messages[MAX_MESSAGES];
static struct iovec vectors[MAX_MESSAGES];
static char controls[MAX_MESSAGES][CMSG_SPACE(sizeof(uint16_t))];
static int queued, queued_bytes;

static void flush(int fd) {
    for (int done = 0; done < queued;) {
        int n = sendmmsg(fd, messages + done, queued - done, 0);
        done += n > 0 ? n : 1;
    }
    queued = queued_bytes = 0;
}

/* One datagram, or a run of which each segment but the last has the same length. */
static void queue(struct sockaddr_in *to, int offset, int length, int segment) {
    struct msghdr *m = &messages[queued].msg_hdr;
    vectors[queued] = (struct iovec){out + offset, length};
    *m = (struct msghdr){.msg_name = to, .msg_namelen = sizeof *to, .msg_iov = &vectors[queued], .msg_iovlen = 1};
    if (segment < length) {
        m->msg_control = controls[queued];
        m->msg_controllen = sizeof controls[queued];
        struct cmsghdr *c = CMSG_FIRSTHDR(m);
        c->cmsg_level = SOL_UDP;
        c->cmsg_type = UDP_SEGMENT;
        c->cmsg_len = CMSG_LEN(sizeof(uint16_t));
        memcpy(CMSG_DATA(c), &(uint16_t){segment}, sizeof(uint16_t));
    }
    queued++;
}

/* Neighbours of one frame that differ by a byte or two become equal (RFC 3550 5.1, padding). */
static void equalise(int count) {
    for (int i = 0; i < count;) {
        int j = i, longest = 0;
        for (; j < count && in_peer[j] == in_peer[i] && !memcmp(in[j] + 4, in[i] + 4, 8); j++) {
            if (in_length[j] > longest) longest = in_length[j];
        }
        for (; i < j; i++) {
            int padding = longest - in_length[i];
            if (padding > 0 && padding <= MAX_PADDING) {
                memset(in[i] + in_length[i], 0, padding);
                in[i][longest - 1] = padding;
                in[i][0] |= 0x20;
                in_length[i] = longest;
            }
        }
    }
}

static void forward(int fd, int count, EVP_CIPHER_CTX **to, struct sockaddr_in *addresses, uint16_t *sequences) {
    for (int r = 0; r < peers; r++) {
        int conference = r / load.participants, run = queued_bytes, segment = 0, segments = 0, open = 0;
        for (int i = 0; i < count; i++) {
            if (in_length[i] == 0 || in_peer[i] == r || in_peer[i] / load.participants != conference) continue;
            if (queued >= MAX_MESSAGES - 2 || queued_bytes > (int)sizeof out - SLOT) {
                if (segments) queue(addresses + r, run, queued_bytes - run, segment);
                flush(fd);
                run = 0, segments = 0, open = 0;
            }
            int length = in_length[i] + TAG;
            int joins = gso && open && segments && length <= segment && segments < MAX_SEGMENTS
                    && queued_bytes - run + length < MAX_GSO_BYTES;
            if (!joins && segments) {
                queue(addresses + r, run, queued_bytes - run, segment);
                segments = 0;
            }
            if (!segments) run = queued_bytes, segment = length, open = 1;
            unsigned char *p = out + queued_bytes;
            uint16_t sequence = htons(++sequences[(size_t)r * MAX_PEERS * 2 + in_peer[i] * 2 + (in[i][1] & 1)]);
            memcpy(p, in[i], HEADER);
            memcpy(p + 2, &sequence, 2);
            queued_bytes += seal(to[r], p, in[i], in_length[i]);
            segments++;
            open = length == segment;
        }
        if (segments) queue(addresses + r, run, queued_bytes - run, segment);
    }
    flush(fd);
}

static void serve(int fd) {
    static EVP_CIPHER_CTX *from[MAX_PEERS], *to[MAX_PEERS];
    static struct sockaddr_in addresses[MAX_PEERS], names[BATCH];
    static struct mmsghdr reads[BATCH];
    static struct iovec slots[BATCH];
    uint16_t *sequences = calloc((size_t)peers * MAX_PEERS * 2, sizeof *sequences);
    for (int i = 0; i < peers; i++) from[i] = context(i, 0), to[i] = context(i, 1);
    for (int i = 0; i < BATCH; i++) {
        slots[i] = (struct iovec){in[i], SLOT - MAX_PADDING};
        reads[i].msg_hdr = (struct msghdr){.msg_name = names + i, .msg_iov = slots + i, .msg_iovlen = 1};
    }
    for (;;) {
        for (int i = 0; i < BATCH; i++) reads[i].msg_hdr.msg_namelen = sizeof names[i];
        int count = recvmmsg(fd, reads, BATCH, MSG_WAITFORONE, NULL);
        if (count < 0) continue;
        for (int i = 0; i < count; i++) {
            uint32_t ssrc;
            memcpy(&ssrc, in[i] + 8, 4);
            int peer = in_peer[i] = ntohl(ssrc) % MAX_PEERS;
            in_length[i] = 0;
            if (reads[i].msg_len == HEADER) {
                addresses[peer] = names[i];
            } else {
                in_length[i] = unseal(from[peer], in[i], reads[i].msg_len);
            }
        }
        if (pad) equalise(count);
        forward(fd, count, to, addresses, sequences);
    }
}

/* ---- the driver ---- */

struct source {
    int peer, video;
    uint16_t sequence;
    uint32_t timestamp;
    int64_t due;
};

static struct source sources[2 * MAX_PEERS];
static struct sockaddr_in server;
static int fds[MAX_PEERS];
static EVP_CIPHER_CTX *keys[MAX_PEERS];
static EVP_CIPHER_CTX *opener;
static long bad;
static uint32_t latencies[LATENCIES];

static double uniform(void) { return drand48(); }

static int send_frame(struct source *s) {
    static unsigned char plain[SLOT], packets[BATCH][SLOT];
    static struct mmsghdr frame[BATCH];
    static struct iovec parts[BATCH];
    int bytes = s->video ? (int)(load.video_bps / 8.0 / 30 * (0.75 + 0.5 * uniform())) : 60 + (int)(41 * uniform());
    int count = s->video ? (bytes + MAX_SHARE - 1) / MAX_SHARE : 1;
    for (int i = 0; i < count; i++) {
        unsigned char *p = packets[i];
        int share = bytes / count + (i >= count - bytes % count) + (s->video ? DESCRIPTOR : 0);
        uint32_t ssrc = htonl(s->peer + (s->video ? MAX_PEERS : 0)), at = htonl(now() / 1000);
        uint16_t sequence = htons(++s->sequence);
        uint32_t timestamp = htonl(s->timestamp);
        memcpy(p, (unsigned char[]){0x90, s->video}, 2);
        memcpy(p + 2, &sequence, 2);
        memcpy(p + 4, &timestamp, 4);
        memcpy(p + 8, &ssrc, 4);
        memcpy(p + 12, (unsigned char[]){0xbe, 0xde, 0, 1}, 4);
        memcpy(p + 16, &at, 4);
        parts[i] = (struct iovec){p, seal(keys[s->peer], p, plain, HEADER + share)};
        frame[i].msg_hdr = (struct msghdr){
                .msg_name = &server, .msg_namelen = sizeof server, .msg_iov = parts + i, .msg_iovlen = 1};
    }
    s->timestamp += s->video ? 3000 : 960;
    s->due += s->video ? 1000000000LL / 30 : 20000000;
    return sendmmsg(fds[s->peer], frame, count, 0);
}

/* The first participant opens what it gets: wrong bytes would be forwarded as fast as right ones. */
static int drain(int peer, int measured) {
    static unsigned char slots[BATCH][SLOT];
    static struct mmsghdr reads[BATCH];
    static struct iovec parts[BATCH];
    for (int i = 0; i < BATCH; i++) {
        parts[i] = (struct iovec){slots[i], SLOT};
        reads[i].msg_hdr = (struct msghdr){.msg_iov = parts + i, .msg_iovlen = 1};
    }
    int count = recvmmsg(fds[peer], reads, BATCH, MSG_DONTWAIT, NULL);
    uint32_t arrived = now() / 1000;
    for (int i = 0; i < count && peer == 0; i++) bad += !unseal(opener, slots[i], reads[i].msg_len);
    for (int i = 0; i < count && measured; i++) {
        uint32_t at;
        memcpy(&at, slots[i] + 16, 4);
        uint32_t took = arrived - ntohl(at);
        latencies[took < LATENCIES ? took : LATENCIES - 1]++;
    }
    return count > 0 ? count : 0;
}

static double percentile(long total, double share) {
    long seen = 0;
    for (int i = 0; i < LATENCIES; i++) {
        if ((seen += latencies[i]) >= total * share) return i / 1000.0;
    }
    return 0;
}

static void drive(pid_t forwarder, double seconds) {
    int epoll = epoll_create1(0), count = 0;
    struct epoll_event events[MAX_PEERS];
    clockid_t clock;
    struct timespec before = {0}, after;
    clock_getcpuclockid(forwarder, &clock);
    opener = context(0, 0);
    for (int i = 0; i < peers; i++) {
        struct sockaddr_in own;
        unsigned char hello[HEADER] = {0x90};
        uint32_t ssrc = htonl(i);
        memcpy(hello + 8, &ssrc, 4);
        fds[i] = open_socket(&own);
        keys[i] = context(i, 1);
        epoll_ctl(epoll, EPOLL_CTL_ADD, fds[i], &(struct epoll_event){.events = EPOLLIN, .data.u32 = i});
        sendto(fds[i], hello, HEADER, 0, (struct sockaddr *)&server, sizeof server);
        for (int video = 0; video < 2; video++) {
            if (i % load.participants < load.senders && (!video || load.video_bps)) {
                sources[count++] = (struct source){i, video, 0, 0, 0};
            }
        }
    }
    int64_t start = now() + 200000000, from = start + 1500000000LL, end = from + (int64_t)(seconds * 1e9);
    for (int i = 0; i < count; i++) sources[i].due = start + (int64_t)(uniform() * (sources[i].video ? 33e6 : 20e6));
    long sent = 0, delivered = 0;
    int measured = 0;
    for (int64_t t = now(); t < end + 200000000; t = now()) {
        int ready = epoll_wait(epoll, events, MAX_PEERS, 0);
        for (int i = 0; i < ready; i++) {
            int n = drain(events[i].data.u32, measured);
            delivered += measured ? n : 0;
        }
        if (!measured && t >= from && t < end) measured = 1, clock_gettime(clock, &before);
        if (measured && t >= end) {
            clock_gettime(clock, &after);
            break;
        }
        for (int i = 0; i < count; i++) {
            if (sources[i].due <= t) sent += measured ? send_frame(sources + i) : 0 * send_frame(sources + i);
        }
    }
    double cpu = (after.tv_sec - before.tv_sec) * 1e6 + (after.tv_nsec - before.tv_nsec) / 1e3;
    printf("%s %s: %.0f packets/s forwarded, %.4f delivered, %ld bad, %.3f us CPU each, %.3f of a core, p50 %.3f p99 %.3f ms\n",
            load.name, gso ? pad ? "gso+padding" : "gso" : "no gso", delivered / seconds,
            delivered / (double)sent / (load.participants - 1), bad, cpu / delivered, cpu / 1e6 / seconds,
            percentile(delivered, 0.5), percentile(delivered, 0.99));
}

int main(int argc, char **argv) {
    for (size_t i = 0; argc > 1 && i < sizeof SCENARIOS / sizeof *SCENARIOS; i++) {
        if (!strcmp(argv[1], SCENARIOS[i].name)) load = SCENARIOS[i];
    }
    if (!load.name) {
        fprintf(stderr, "usage: floor a|b|c|d [plain|gso|pad] [seconds]\n");
        return 2;
    }
    const char *mode = argc > 2 ? argv[2] : "plain";
    pad = !strcmp(mode, "pad");
    gso = pad || !strcmp(mode, "gso");
    peers = load.conferences * load.participants;
    int fd = open_socket(&server);
    pid_t child = fork();
    if (child == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        pin(0);
        serve(fd);
    }
    close(fd);
    pin(1);
    drive(child, argc > 3 ? atof(argv[3]) : 5);
    kill(child, SIGKILL);
    return 0;
}
