// SPDX-License-Identifier: Apache-2.0
// From reset to main, and from every fault back: RM0090 §12.2, PM0214 §2.3.4 and §2.4.
#include "startup.h"

#include <stddef.h>

extern uint32_t stack_bottom, stack_top, data_start, data_end, data_load, bss_start, bss_end;

int main(int, char **);

static const uint32_t paint = 0x7E57C0DE;

static void paint_stack(void) {
  uint32_t *here;
  __asm volatile("mov %0, sp" : "=r"(here));
  // What lies above belongs to this function and its caller.
  for (uint32_t *word = &stack_bottom; word < here - 16; word++) *(volatile uint32_t *)word = paint;
}

uint32_t stack_bytes_used(void) {
  const volatile uint32_t *word = &stack_bottom;
  while (word < &stack_top && *word == paint) word++;
  return (uint32_t)((const char *)&stack_top - (const char *)word);
}

void reset(void) {
  power_stage_off();
  // CPACR: full access to the FPU, before the first instruction that uses it (PM0214 §4.6.1).
  *(volatile uint32_t *)0xE000ED88 |= 0xFu << 20;
  __asm volatile("dsb\n isb");
  for (uint32_t *to = &data_start, *from = &data_load; to < &data_end;) *to++ = *from++;
  for (uint32_t *to = &bss_start; to < &bss_end;) *to++ = 0;
  paint_stack();
  main(0, NULL);
  reset_because(4);
}

// Memory that no start-up code touches: it keeps what it held as long as there is power.
static struct {
  uint32_t seal;
  struct last_words words;
} noted __attribute__((section(".noinit")));

static uint64_t slots[2][4] __attribute__((section(".noinit")));

void *retained_slot(uint32_t index) { return slots[index & 1]; }

static uint32_t seal(const struct last_words *words) {
  return (words->cause * 31 + words->address) * 31 + words->resets + 0x544F4E55;
}

struct last_words last_words(void) {
  if (noted.seal == seal(&noted.words)) return noted.words;
  return (struct last_words){0, 0, 0};
}

static _Noreturn void end(uint32_t cause, uint32_t address) {
  power_stage_off();
  __asm volatile("cpsid i");
  noted.words = (struct last_words){cause, address, last_words().resets + 1};
  noted.seal = seal(&noted.words);
  // AIRCR.SYSRESETREQ with its key (PM0214 §4.4.5).
  __asm volatile("dsb");
  *(volatile uint32_t *)0xE000ED0C = 0x05FA0004;
  __asm volatile("dsb");
  for (;;) {}
}

void reset_because(uint32_t cause) { end(cause, 0); }

__attribute__((used)) static void faulted(const uint32_t *frame) {
  power_stage_off();
  // PM0214 §2.3.7: the program counter is the seventh word that was stacked, if the stack took it.
  int whole = frame >= &stack_bottom && frame + 8 <= &stack_top;
  end(6, whole ? frame[6] : 0);
}

// A Swift trap is an undefined instruction and lands here too. The stack may be what failed: begin a
// new one.
__attribute__((naked)) static void fault(void) {
  __asm volatile("mrs r0, msp\n ldr r1, =stack_top\n msr msp, r1\n b faulted\n .ltorg");
}

// An image without one of these has no such interrupt: that it came is a fault.
__attribute__((weak, alias("fault"))) void tickInterrupt(void);
__attribute__((weak, alias("fault"))) void controlInterrupt(void);
__attribute__((weak, alias("fault"))) void serialInterrupt(void);
__attribute__((weak, alias("fault"))) void adcInterrupt(void);
__attribute__((weak, alias("fault"))) void sensorInterrupt(void);
__attribute__((weak, alias("fault"))) void usbInterrupt(void);

__attribute__((section(".vectors"), used)) static const void *const vectors[16 + 82] = {
    [0] = &stack_top,
    [1] = reset,
    [2 ... 14] = fault,
    [15] = tickInterrupt,
    [16 ... 16 + 17] = fault,
    [16 + 18] = adcInterrupt,
    [16 + 19 ... 16 + 36] = fault,
    [16 + 37] = serialInterrupt,
    [16 + 38 ... 16 + 49] = fault,
    [16 + 50] = controlInterrupt,
    [16 + 51 ... 16 + 55] = fault,
    [16 + 56] = sensorInterrupt,
    [16 + 57 ... 16 + 66] = fault,
    [16 + 67] = usbInterrupt,
    [16 + 68 ... 16 + 81] = fault,
};
