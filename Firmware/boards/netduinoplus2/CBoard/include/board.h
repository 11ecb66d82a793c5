// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <stdbool.h>
#include <stdint.h>

/// The emulated second switch; start-up code opens it by `power_stage_off`.
void close_power_stage(bool closed);
bool power_stage_is_closed(void);

/// Where the emulated world lives on while the controller is reset: 768 bytes.
void *world_memory(void);

/// Never comes back.
_Noreturn void stall(void);

/// Takes more stack than there is.
void overflow_stack(void);
