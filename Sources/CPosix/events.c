// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include "events.h"

#include <errno.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

enum { BELL = 1, WATCHED = 2 };

int ctonus_bell_open(void) {
  int bell = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
  return bell < 0 ? -errno : bell;
}

// RealtimeSanitizer, where linked, takes every write for one that may wait.
__attribute__((weak)) void __rtsan_disable(void);
__attribute__((weak)) void __rtsan_enable(void);

void ctonus_bell_ring(int bell) {
  uint64_t one = 1;
  if (__rtsan_disable) __rtsan_disable();
  // Fails only when the count is full, and then the bell has been rung.
  ssize_t written = write(bell, &one, sizeof one);
  (void)written;
  if (__rtsan_enable) __rtsan_enable();
}

int ctonus_poller_open(int bell) {
  int poller = epoll_create1(EPOLL_CLOEXEC);
  if (poller < 0) return -errno;
  struct epoll_event event = {.events = EPOLLIN | EPOLLET, .data.u64 = BELL};
  if (epoll_ctl(poller, EPOLL_CTL_ADD, bell, &event) != 0) {
    int error = errno;
    close(poller);
    return -error;
  }
  return poller;
}

static int control(int poller, int operation, int descriptor, uint32_t events) {
  struct epoll_event event = {.data.u64 = WATCHED};
  if (events & CTONUS_READABLE) event.events |= EPOLLIN;
  if (events & CTONUS_WRITABLE) event.events |= EPOLLOUT;
  return epoll_ctl(poller, operation, descriptor, &event) == 0 ? 0 : errno;
}

int ctonus_poller_add(int poller, int descriptor, uint32_t events) {
  return control(poller, EPOLL_CTL_ADD, descriptor, events);
}

int ctonus_poller_change(int poller, int descriptor, uint32_t events) {
  return control(poller, EPOLL_CTL_MOD, descriptor, events);
}

int ctonus_poller_remove(int poller, int descriptor) {
  return control(poller, EPOLL_CTL_DEL, descriptor, 0);
}

uint32_t ctonus_poller_wait(int poller, int milliseconds) {
  struct epoll_event events[2];
  int count = epoll_wait(poller, events, 2, milliseconds);
  uint32_t ready = 0;
  for (int i = 0; i < count; i++) {
    if (events[i].data.u64 == BELL) ready |= CTONUS_RUNG;
    if (events[i].data.u64 != WATCHED) continue;
    if (events[i].events & EPOLLIN) ready |= CTONUS_READABLE;
    if (events[i].events & EPOLLOUT) ready |= CTONUS_WRITABLE;
    if (events[i].events & (EPOLLHUP | EPOLLERR)) ready |= CTONUS_HUNG_UP;
  }
  return ready;
}
