// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Nanoseconds of CLOCK_BOOTTIME: goes on counting through a suspend.
uint64_t ctonus_boottime(void);

// Nanoseconds of CLOCK_MONOTONIC: what absolute sleeps are measured on.
uint64_t ctonus_monotonic(void);

// Sleeps until a moment of CLOCK_MONOTONIC; goes on after a signal.
void ctonus_sleep_until(uint64_t monotonic_nanoseconds);

// Puts the calling thread under SCHED_FIFO. Returns 0 or an errno.
int ctonus_use_fifo(int priority);

// Blocks every signal in the calling thread, names it, and takes its timer slack away.
void ctonus_prepare_thread(const char *name);

// Locks pages as they are touched (MCL_ONFAULT), now and in future. Returns 0 or an errno.
int ctonus_lock_memory(void);

// Touches this much of the calling thread's stack, so that no later call faults it in.
void ctonus_touch_stack(size_t bytes);

// Marks the region that RealtimeSanitizer watches; nothing where that runtime is not linked.
void ctonus_realtime_enter(void);
void ctonus_realtime_exit(void);

// Allocations this thread has made, or UINT64_MAX in a program that does not link CAllocations.
uint64_t ctonus_thread_allocations(void);
