// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <stdbool.h>

// Whether the kernel says that a time service disciplines the calendar; false when in doubt.
bool ctonus_calendar_synchronised(void);
