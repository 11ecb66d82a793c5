// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include "interrupt.h"

#include <signal.h>
#include <time.h>

static volatile sig_atomic_t noted;

static void note(int number) { noted = number; }

void ctonus_interrupt_note(void) {
  // Blocked but while waiting, so that a signal cannot fall between the look and the wait.
  sigset_t blocked;
  sigemptyset(&blocked);
  const int numbers[] = {SIGINT, SIGTERM, SIGHUP};
  struct sigaction action = {.sa_handler = note};
  for (int i = 0; i < 3; i++) {
    sigaction(numbers[i], &action, 0);
    sigaddset(&blocked, numbers[i]);
  }
  sigprocmask(SIG_BLOCK, &blocked, 0);
  action.sa_handler = SIG_IGN;
  sigaction(SIGPIPE, &action, 0);
}

int ctonus_interrupt_noted(void) { return noted; }

int ctonus_interrupt_poll(struct pollfd *watched, uint32_t count, int64_t nanoseconds) {
  if (nanoseconds < 0) nanoseconds = 0;
  struct timespec timeout = {nanoseconds / 1000000000, nanoseconds % 1000000000};
  sigset_t open;
  sigemptyset(&open);
  int ready = ppoll(watched, count, &timeout, &open);
  if (ready > 0) return ready;
  for (uint32_t i = 0; i < count; i++) watched[i].revents = 0;
  return 0;
}

uint32_t ctonus_interrupt_wait(int first, int second, int64_t nanoseconds) {
  struct pollfd watched[2] = {{.fd = first, .events = POLLIN}, {.fd = second, .events = POLLIN}};
  ctonus_interrupt_poll(watched, 2, nanoseconds);
  uint32_t found = 0;
  for (int i = 0; i < 2; i++) {
    if (watched[i].revents & POLLIN) found |= 1u << i;
    if (watched[i].revents & (POLLHUP | POLLERR | POLLNVAL)) found |= 4u << i;
  }
  return found;
}

static volatile sig_atomic_t nudges;

static void nudge(int number) {
  (void)number;
  nudges = nudges + 1;
}

void ctonus_nudge_note(void) {
  struct sigaction action = {.sa_handler = nudge};
  sigaction(SIGUSR1, &action, 0);
  sigset_t blocked;
  sigemptyset(&blocked);
  sigaddset(&blocked, SIGUSR1);
  sigprocmask(SIG_BLOCK, &blocked, 0);
}

int ctonus_nudge_count(void) { return nudges; }
