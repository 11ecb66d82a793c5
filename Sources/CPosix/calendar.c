// SPDX-License-Identifier: Apache-2.0
#include "calendar.h"
#include <string.h>
#include <sys/timex.h>

bool ctonus_calendar_synchronised(void) {
  struct timex query;
  memset(&query, 0, sizeof query);
  int state = adjtimex(&query);
  return state >= 0 && state != TIME_ERROR && !(query.status & STA_UNSYNC);
}
