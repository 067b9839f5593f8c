/*
 * The limit of what one core can do: map a capture, walk its records, count packets and bytes by flow in one hash table.
 *
 * usage: flowloop FILE, a classic capture with the byte order of this machine and Ethernet frames.
 * Prints packets and flows. IPv4 and IPv6 over TCP and UDP; everything else is counted as a packet only.
 */
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* Written so that the two directions of a conversation are equal: the lower end first. */
struct key {
  uint8_t low[16], high[16];
  uint16_t low_port, high_port;
  uint32_t protocol;
};

struct flow {
  struct key key;
  uint64_t packets[2], bytes[2], first, last;
};

static struct flow *flows;
static uint32_t *index_of;
static size_t used, room, slots;

static uint32_t hash(const struct key *key) {
  uint64_t words[5], mixed = 0x9e3779b97f4a7c15u;
  memcpy(words, key, sizeof words);
  for (int i = 0; i < 5; i++) {
    mixed = (mixed ^ words[i]) * 0xff51afd7ed558ccdu;
    mixed ^= mixed >> 32;
  }
  return (uint32_t)mixed;
}

static void grow(void) {
  room = room ? room * 2 : 1u << 15;
  slots = room * 2;
  flows = realloc(flows, room * sizeof *flows);
  free(index_of);
  index_of = calloc(slots, sizeof *index_of);
  if (flows == NULL || index_of == NULL) exit(1);
  for (size_t i = 0; i < used; i++) {
    size_t at = hash(&flows[i].key) & (slots - 1);
    while (index_of[at]) at = (at + 1) & (slots - 1);
    index_of[at] = (uint32_t)i + 1;
  }
}

static struct flow *find(const struct key *key) {
  if (used == room) grow();
  size_t at = hash(key) & (slots - 1);
  for (; index_of[at]; at = (at + 1) & (slots - 1)) {
    struct flow *flow = &flows[index_of[at] - 1];
    if (memcmp(&flow->key, key, sizeof *key) == 0) return flow;
  }
  index_of[at] = (uint32_t)++used;
  struct flow *flow = &flows[used - 1];
  memset(flow, 0, sizeof *flow);
  flow->key = *key;
  return flow;
}

static uint16_t u16(const uint8_t *at) { return (uint16_t)(at[0] << 8 | at[1]); }

static void frame(const uint8_t *at, const uint8_t *end, uint64_t time, uint32_t length) {
  struct key key;
  const uint8_t *source, *destination, *transport;
  size_t width;
  if (end - at < 34) return;
  uint16_t type = u16(at + 12);
  at += 14;
  while (type == 0x8100 && end - at >= 4) {
    type = u16(at + 2);
    at += 4;
  }
  memset(&key, 0, sizeof key);
  if (type == 0x0800 && end - at >= 20) {
    if (u16(at + 6) & 0x1fff) return;
    key.protocol = at[9];
    source = at + 12;
    destination = at + 16;
    width = 4;
    transport = at + (at[0] & 15) * 4;
  } else if (type == 0x86dd && end - at >= 40) {
    key.protocol = at[6];
    source = at + 8;
    destination = at + 24;
    width = 16;
    transport = at + 40;
  } else {
    return;
  }
  if ((key.protocol != 6 && key.protocol != 17) || end - transport < 4) return;
  uint16_t from = u16(transport), to = u16(transport + 2);
  int order = memcmp(source, destination, width);
  int swapped = order > 0 || (order == 0 && from > to);
  memcpy(key.low, swapped ? destination : source, width);
  memcpy(key.high, swapped ? source : destination, width);
  key.low_port = swapped ? to : from;
  key.high_port = swapped ? from : to;
  struct flow *flow = find(&key);
  if (flow->first == 0) flow->first = time;
  flow->last = time;
  flow->packets[swapped]++;
  flow->bytes[swapped] += length;
}

int main(int count, char **arguments) {
  struct stat status;
  int file = count == 2 ? open(arguments[1], O_RDONLY) : -1;
  if (file < 0 || fstat(file, &status) != 0 || status.st_size < 24) return 2;
  size_t size = (size_t)status.st_size;
  const uint8_t *bytes = mmap(NULL, size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, file, 0);
  if (bytes == MAP_FAILED) return 2;
  uint64_t packets = 0;
  grow();
  for (size_t at = 24; at + 16 <= size;) {
    uint32_t header[4];
    memcpy(header, bytes + at, sizeof header);
    at += 16;
    if (header[2] > size - at) break;
    packets++;
    frame(bytes + at, bytes + at + header[2], header[0] * 1000000ull + header[1], header[3]);
    at += header[2];
  }
  printf("%llu packets, %zu flows\n", (unsigned long long)packets, used);
  return 0;
}
