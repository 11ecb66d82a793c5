// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include "terminal.h"

// <asm/termbits.h> has termios2, for any speed; it cannot stand beside <termios.h>.
#include <asm/ioctls.h>
#include <asm/termbits.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/serial.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

int ctonus_terminal_make_raw(int descriptor, uint32_t baud) {
  struct termios2 t;
  if (ioctl(descriptor, TCGETS2, &t) != 0) return errno;
  t.c_iflag = 0;
  t.c_oflag = 0;
  t.c_lflag = 0;
  t.c_cflag &= ~(tcflag_t)(CSIZE | PARENB | CSTOPB | CRTSCTS | HUPCL);
  t.c_cflag |= CS8 | CREAD | CLOCAL;
  // At least one: with none, a read of an idle line returns 0 and looks like a hang-up.
  t.c_cc[VMIN] = 1;
  t.c_cc[VTIME] = 0;
  if (baud != 0) {
    t.c_cflag &= ~(tcflag_t)CBAUD;
    t.c_cflag |= BOTHER;
    t.c_ispeed = baud;
    t.c_ospeed = baud;
  }
  if (ioctl(descriptor, TCSETS2, &t) != 0) return errno;

  struct serial_struct serial;
  if (ioctl(descriptor, TIOCGSERIAL, &serial) == 0) {
    serial.flags |= ASYNC_LOW_LATENCY;
    // A driver without the setting is still a driver.
    (void)ioctl(descriptor, TIOCSSERIAL, &serial);
  }
  return 0;
}

int ctonus_terminal_claim(int descriptor) {
  if (flock(descriptor, LOCK_EX | LOCK_NB) != 0) return errno;
  if (ioctl(descriptor, TIOCEXCL) != 0) {
    int error = errno;
    flock(descriptor, LOCK_UN);
    return error;
  }
  return 0;
}

void ctonus_terminal_release(int descriptor) {
  (void)ioctl(descriptor, TIOCNXCL);
  (void)flock(descriptor, LOCK_UN);
}

int ctonus_terminal_flush_output(int descriptor) {
  return ioctl(descriptor, TCFLSH, TCOFLUSH) == 0 ? 0 : errno;
}

int ctonus_terminal_flush(int descriptor) {
  return ioctl(descriptor, TCFLSH, TCIOFLUSH) == 0 ? 0 : errno;
}

int ctonus_terminal_queued_output(int descriptor) {
  int queued = 0;
  return ioctl(descriptor, TIOCOUTQ, &queued) == 0 ? queued : 0;
}

bool ctonus_terminal_is_pseudo(int descriptor) {
  struct stat status;
  if (fstat(descriptor, &status) != 0) return false;
  // Documentation/admin-guide/devices.txt: 136-143 char, Unix98 PTY slaves.
  return major(status.st_rdev) >= 136 && major(status.st_rdev) <= 143;
}

int ctonus_terminal_open(const char *path) {
  int descriptor = open(path, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
  return descriptor < 0 ? -errno : descriptor;
}

int ctonus_pty_open(char *path, size_t capacity) {
  int master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
  if (master < 0) return -errno;
  int error = 0;
  if (grantpt(master) != 0 || unlockpt(master) != 0) error = errno;
  if (error == 0) error = ptsname_r(master, path, capacity);
  if (error == 0) error = ctonus_terminal_make_raw(master, 0);
  if (error != 0) {
    close(master);
    return -error;
  }
  return master;
}
