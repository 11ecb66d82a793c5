// SPDX-License-Identifier: Apache-2.0
// Memory may be taken while the program starts, never given back and never taken later.
#include "startup.h"

#include <stddef.h>

extern unsigned char heap_start, heap_end;

static unsigned char *heap = &heap_start;
static bool sealed;

int posix_memalign(void **memory, size_t alignment, size_t size) {
  uintptr_t place = ((uintptr_t)heap + alignment - 1) & ~(alignment - 1);
  if (sealed || place + size > (uintptr_t)&heap_end) __builtin_trap();
  heap = (unsigned char *)(place + size);
  *memory = (void *)place;
  return 0;
}

void free(void *memory) {
  (void)memory;
  __builtin_trap();
}

void seal_heap(void) { sealed = true; }
bool heap_is_sealed(void) { return sealed; }
uint32_t heap_bytes_used(void) { return (uint32_t)(heap - &heap_start); }
