// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "calendar.h"
#include "events.h"
#include "interrupt.h"
#include "realtime.h"
#include "terminal.h"
