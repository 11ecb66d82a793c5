// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <stdint.h>

// A bell that any thread may ring without waiting (an eventfd). Descriptor or -errno.
int ctonus_bell_open(void);
void ctonus_bell_ring(int bell);

// Waits for a bell and one other descriptor (an epoll). The bell is edge-triggered: it wakes once
// for each ring and never has to be read. Descriptor or -errno.
int ctonus_poller_open(int bell);

enum {
  CTONUS_READABLE = 1,
  CTONUS_WRITABLE = 2,
  CTONUS_HUNG_UP = 4,
  CTONUS_RUNG = 8,
};

// Watches a descriptor for CTONUS_READABLE, CTONUS_WRITABLE, both or neither; hanging up is always
// watched for.
int ctonus_poller_add(int poller, int descriptor, uint32_t events);
int ctonus_poller_change(int poller, int descriptor, uint32_t events);
int ctonus_poller_remove(int poller, int descriptor);

// Waits at most this long, for ever when negative. Returns what the watched descriptor is ready
// for and whether the bell has rung; 0 when the time is over.
uint32_t ctonus_poller_wait(int poller, int milliseconds);
