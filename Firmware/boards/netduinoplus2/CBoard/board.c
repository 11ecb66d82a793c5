// SPDX-License-Identifier: Apache-2.0
#include "board.h"

// What would be a pin on a real board.
static volatile uint32_t power_stage __attribute__((section(".noinit")));
static uint64_t world[96] __attribute__((section(".noinit")));

void power_stage_off(void) { power_stage = 0; }
void close_power_stage(bool closed) { power_stage = closed; }
bool power_stage_is_closed(void) { return power_stage != 0; }

void *world_memory(void) { return world; }

static uint32_t deeper(volatile uint32_t *above) {
  volatile uint32_t here[64];
  here[0] = *above;
  return deeper(here) + here[0];
}

void overflow_stack(void) {
  volatile uint32_t start = 0;
  deeper(&start);
}

void stall(void) {
  for (;;) __asm volatile("");
}
