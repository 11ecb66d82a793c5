// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <poll.h>
#include <stdint.h>

// From now on SIGINT, SIGTERM and SIGHUP are noted instead of ending the program, and a pipe that
// nobody reads is an error of the write.
void ctonus_interrupt_note(void);

// The signal that was noted last; 0 when none was.
int ctonus_interrupt_noted(void);

// Waits until a descriptor can be read, a signal is noted, or the time is over. Negative descriptors
// are left out. Returns a mask: bit 0 the first is readable, bit 1 the second, bit 2 the first has
// hung up, bit 3 the second has.
uint32_t ctonus_interrupt_wait(int first, int second, int64_t nanoseconds);

// As above for any number of descriptors, each with the events and results of poll(2); how many are
// ready.
int ctonus_interrupt_poll(struct pollfd *watched, uint32_t count, int64_t nanoseconds);

// From now on SIGUSR1 is counted instead of ending the program; call it after ctonus_interrupt_note.
void ctonus_nudge_note(void);

// How often SIGUSR1 has come.
int ctonus_nudge_count(void);
