// SPDX-License-Identifier: Apache-2.0
// What lies below the first line of Swift: the start, the end, and memory.
#pragma once
#include <stdbool.h>
#include <stdint.h>

/// Opens every switch between the supply and the coil, from any state, with no memory but registers.
///
/// A board's own: the first thing after reset and the first thing in every fault.
void power_stage_off(void);

/// What the boot before wrote down about its end.
struct last_words {
  /// Device protocol reset cause; 0 when the boot before did not end by itself.
  uint32_t cause;
  /// Where the fault was; 0 when there was none or the stack was lost.
  uint32_t address;
  /// Warm resets in a row that this memory has seen.
  uint32_t resets;
};

/// Of the boot before; reading does not take them away.
struct last_words last_words(void);

/// Power stage off, cause written down, reset.
_Noreturn void reset_because(uint32_t cause);

/// From here on asking for memory is a fault.
void seal_heap(void);
bool heap_is_sealed(void);
uint32_t heap_bytes_used(void);

/// How much of the painted stack was ever written, in bytes.
uint32_t stack_bytes_used(void);

/// Two slots for the state that must survive a reset, 32 bytes each; what they hold is checked by its owner.
void *retained_slot(uint32_t index);

static inline void wait_for_interrupt(void) { __asm volatile("wfi" ::: "memory"); }
static inline void interrupts_off(void) { __asm volatile("cpsid i" ::: "memory"); }
static inline void interrupts_on(void) { __asm volatile("cpsie i" ::: "memory"); }
