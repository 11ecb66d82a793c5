// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <stdint.h>

/// Memory that DMA can reach: eight bytes for each of two sensors.
uint32_t sensor_buffer(uint32_t index);
