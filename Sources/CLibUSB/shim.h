// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <libusb-1.0/libusb.h>

// Swift cannot call a function with variable arguments: every context made from now on looks for
// no device by itself; each is handed its one device.
static inline int ctonus_usb_without_discovery(void) {
  return libusb_set_option(NULL, LIBUSB_OPTION_NO_DEVICE_DISCOVERY);
}
