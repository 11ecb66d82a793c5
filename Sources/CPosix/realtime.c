// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include "realtime.h"

#include <errno.h>
#include <link.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <time.h>
#include <unistd.h>

#ifndef MCL_ONFAULT
#define MCL_ONFAULT 4
#endif

static uint64_t read_clock(clockid_t clock) {
  struct timespec t;
  clock_gettime(clock, &t);
  return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

uint64_t ctonus_boottime(void) { return read_clock(CLOCK_BOOTTIME); }

uint64_t ctonus_monotonic(void) { return read_clock(CLOCK_MONOTONIC); }

void ctonus_sleep_until(uint64_t nanoseconds) {
  struct timespec t = {
      .tv_sec = (time_t)(nanoseconds / 1000000000u),
      .tv_nsec = (long)(nanoseconds % 1000000000u),
  };
  while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &t, NULL) == EINTR) {
  }
}

int ctonus_use_fifo(int priority) {
  struct sched_param parameter = {.sched_priority = priority};
  return sched_setscheduler(0, SCHED_FIFO | SCHED_RESET_ON_FORK, &parameter) == 0 ? 0 : errno;
}

void ctonus_use_ordinary(void) {
  struct sched_param parameter = {.sched_priority = 0};
  sched_setscheduler(0, SCHED_OTHER, &parameter);
}

int ctonus_fifo_thread(void) {
  return (sched_getscheduler(0) & ~SCHED_RESET_ON_FORK) == SCHED_FIFO ? gettid() : 0;
}

uint64_t ctonus_thread_time(void) { return read_clock(CLOCK_THREAD_CPUTIME_ID); }

void ctonus_prepare_thread(const char *name) {
  sigset_t all;
  sigfillset(&all);
  pthread_sigmask(SIG_BLOCK, &all, NULL);
  pthread_setname_np(pthread_self(), name);
  // Matters where SCHED_FIFO is refused: an ordinary thread's sleeps are otherwise 50 µs late.
  prctl(PR_SET_TIMERSLACK, 1, 0, 0, 0);
}

// Lets go of the program's own code, which only starting up has needed; what runs on faults it in again.
// Called with the program itself first; no other object is asked for.
static int drop_code(struct dl_phdr_info *object, size_t size, void *unused) {
  (void)size;
  (void)unused;
  uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
  for (int i = 0; i < object->dlpi_phnum; i++) {
    const ElfW(Phdr) *part = &object->dlpi_phdr[i];
    if (part->p_type != PT_LOAD || !(part->p_flags & PF_X) || (part->p_flags & PF_W)) continue;
    uintptr_t start = (object->dlpi_addr + part->p_vaddr) & ~(page - 1);
    uintptr_t end = object->dlpi_addr + part->p_vaddr + part->p_memsz;
    // Never written to, so nothing is lost; where it is refused the pages simply stay.
    madvise((void *)start, end - start, MADV_DONTNEED);
  }
  return 1;
}

int ctonus_lock_memory(void) {
  dl_iterate_phdr(drop_code, NULL);
  return mlockall(MCL_CURRENT | MCL_FUTURE | MCL_ONFAULT) == 0 ? 0 : errno;
}

__attribute__((noinline)) void ctonus_touch_stack(size_t bytes) {
  volatile unsigned char page[4096];
  page[0] = 1;
  page[4095] = 1;
  if (bytes > sizeof page) ctonus_touch_stack(bytes - sizeof page);
  // Read after the call, so that the recursion keeps its frames.
  page[0] = page[4095];
}

// The sanitizer's runtime defines these when the program is linked with -fsanitize=realtime.
__attribute__((weak)) void __rtsan_realtime_enter(void);
__attribute__((weak)) void __rtsan_realtime_exit(void);

void ctonus_realtime_enter(void) {
  if (__rtsan_realtime_enter) __rtsan_realtime_enter();
}

void ctonus_realtime_exit(void) {
  if (__rtsan_realtime_exit) __rtsan_realtime_exit();
}

__attribute__((weak)) void __rtsan_disable(void);
__attribute__((weak)) void __rtsan_enable(void);

void ctonus_set_fifo(int thread, int priority) {
  struct sched_param parameter = {.sched_priority = priority};
  if (__rtsan_disable) __rtsan_disable();
  // Fails only for a thread that is gone, and nothing is to be done for that.
  sched_setscheduler(thread, SCHED_FIFO | SCHED_RESET_ON_FORK, &parameter);
  if (__rtsan_enable) __rtsan_enable();
}

// Defined by CAllocations in programs that count.
__attribute__((weak)) uint64_t ctonus_count_allocations(void);

uint64_t ctonus_thread_allocations(void) {
  return ctonus_count_allocations ? ctonus_count_allocations() : UINT64_MAX;
}
