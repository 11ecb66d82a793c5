// SPDX-License-Identifier: Apache-2.0
// The power stage's end, from any state: no memory is read or written but the chip's registers.
#include "reference_board.h"

void power_stage_off(void);

static volatile uint32_t *at(uint32_t address) { return (volatile uint32_t *)address; }

void power_stage_off(void) {
  // RCC_AHB1ENR: ports B and C; RCC_APB2ENR: timer 1 (RM0090 §7.3.10, §7.3.14).
  *at(0x40023830) |= 1u << 1 | 1u << 2;
  *at(0x40023844) |= 1u << 0;
  (void)*at(0x40023844);
  // PC6 low and an output: the pump of the series switch stands still (§8.4.7, §8.4.1).
  *at(0x40020818) = 1u << (6 + 16);
  *at(0x40020800) = (*at(0x40020800) & ~(3u << 12)) | 1u << 12;
  // TIM1_BDTR.MOE off: the gates fall back to the brake (§17.3.12). Before the timer is set up the pins
  // float, and the board's resistors hold the same state.
  *at(0x40010044) &= ~(1u << 15);
}

static uint32_t buffers[2][2];

uint32_t sensor_buffer(uint32_t index) { return (uint32_t)&buffers[index & 1]; }
