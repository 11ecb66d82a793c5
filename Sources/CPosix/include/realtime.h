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

// Puts the calling thread under SCHED_FIFO; threads it starts are ordinary. Returns 0 or an errno.
int ctonus_use_fifo(int priority);

// Makes the calling thread an ordinary one.
void ctonus_use_ordinary(void);

// The kernel's number of the calling thread where that is under SCHED_FIFO, else 0.
int ctonus_fifo_thread(void);

// Gives a thread that is under SCHED_FIFO another priority there. Any thread; never waits.
void ctonus_set_fifo(int thread, int priority);

// Nanoseconds the calling thread has computed.
uint64_t ctonus_thread_time(void);

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
