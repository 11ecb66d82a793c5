// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <stdint.h>

// Linking this module replaces the C library's malloc family with wrappers that count, per thread,
// and forward. Nothing has to be called: Realtime finds the count through a weak symbol.
// In a sanitizer's build the wrappers are left out and the count is not available.

#if !defined(__has_feature)
#define __has_feature(x) 0
#endif
#if __has_feature(thread_sanitizer) || __has_feature(address_sanitizer) || \
    defined(TONUS_REALTIME_SANITIZER)
#define TONUS_COUNTS_ALLOCATIONS 0
#else
#define TONUS_COUNTS_ALLOCATIONS 1
// Allocations (malloc, calloc, realloc and the aligned kinds) the calling thread has made.
uint64_t ctonus_count_allocations(void);
#endif
