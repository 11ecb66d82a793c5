// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Makes a tty raw, 8N1, without flow control or hang-up on close. `baud` 0 keeps the line's speed.
// Asks for low latency where the driver knows it. Returns 0 or an errno.
int ctonus_terminal_make_raw(int descriptor, uint32_t baud);

// Refuses every later open (TIOCEXCL) and takes the lock that also binds root (flock).
// Returns 0, EWOULDBLOCK when another program has it, or an errno.
int ctonus_terminal_claim(int descriptor);

// Gives back what ctonus_terminal_claim took.
void ctonus_terminal_release(int descriptor);

// Throws away what was written and not sent. Returns 0 or an errno.
int ctonus_terminal_flush_output(int descriptor);

// Throws away what was received and not read, and what was written and not sent.
int ctonus_terminal_flush(int descriptor);

// Bytes written and not yet sent; 0 where the driver does not say.
int ctonus_terminal_queued_output(int descriptor);

// Whether a descriptor is the host's end of a pseudo-terminal pair.
bool ctonus_terminal_is_pseudo(int descriptor);

// Opens a pseudo-terminal pair's master, non-blocking, the other end raw; writes the other end's
// path to `path`. Returns the descriptor or -errno.
int ctonus_pty_open(char *path, size_t capacity);

// Opens a file non-blocking, without it becoming the controlling terminal; descriptor or -errno.
int ctonus_terminal_open(const char *path);
