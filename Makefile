# SPDX-License-Identifier: Apache-2.0
# The only entry point: people and CI type the same words.

SWIFT ?= swift
SEEDS ?= 1000
RELEASE = .build/release
BUILD_PACKAGES = libsqlite3-dev libusb-1.0-0-dev libudev-dev pkg-config python3
TEST_PACKAGES = $(BUILD_PACKAGES) python3-venv
USB_PACKAGES = $(BUILD_PACKAGES) qemu-system-x86 busybox-static cpio kmod udev usbip psmisc
BENCH_PACKAGES = $(BUILD_PACKAGES) rt-tests
FIRMWARE_PACKAGES = $(BUILD_PACKAGES) gcc-arm-none-eabi binutils-arm-none-eabi qemu-system-arm
# So that the last lines of a crash say where it happened.
export SWIFT_BACKTRACE = color=no,registers=none,images=none

.PHONY: all build release demo test check format embedded unit test-usb test-firmware firmware \
	firmware-image demo-firmware bench-firmware simulate fuzz bench safety-case clean install

all: build

build:
	@scripts/prerequisites.sh $(BUILD_PACKAGES)
	$(SWIFT) build

release:
	@scripts/prerequisites.sh $(BUILD_PACKAGES)
	$(SWIFT) build -c release --static-swift-stdlib

# A lumbar multifidus session on the embedded simulated device, twenty times faster than life.
demo: release
	$(RELEASE)/tonus --simulate --speed 20 run multifidus-lumbar --side left --yes \
	  --answers @examples/answers.txt

test: check embedded unit test-usb test-firmware

check:
	@scripts/prerequisites.sh $(TEST_PACKAGES)
	$(SWIFT) format lint --strict --parallel -r Sources Tests Firmware Package.swift
	python3 scripts/tidy.py
	python3 Protocols/device/check_vectors.py
	python3 Protocols/program/check_vectors.py

# The ground floor once more, as the microcontroller gets it.
embedded:
	@scripts/prerequisites.sh $(BUILD_PACKAGES)
	for module in Coupling USBDevice; do $(SWIFT) build -c release --triple armv7em-none-none-eabi \
	  --toolset Firmware/toolset.json --scratch-path .build/embedded --target $$module || exit; done

# The device's own images, for the emulated board and the real one; fails over budgets of flash, RAM, stack, instructions.
firmware: firmware-image
	python3 Tests/firmware/prove.py --figures

firmware-image:
	@scripts/prerequisites.sh $(FIRMWARE_PACKAGES)
	SWIFT="$(SWIFT)" python3 Firmware/build.py netduinoplus2
	SWIFT="$(SWIFT)" python3 Firmware/build.py reference

# The drivers on a recorded bus; the images in an emulator, the line of one in the hands of tests. NONSENSE is how many
# seconds it is fuzzed.
NONSENSE ?= 25
test-firmware: firmware-image
	$(SWIFT) test --package-path Firmware --scratch-path .build/firmware-tests --disable-xctest
	python3 Tests/firmware/reference_start.py
	python3 Tests/firmware/reference_idle.py
	SWIFT="$(SWIFT)" python3 Firmware/build.py netduinoplus2 TraceImage
	$(SWIFT) build --package-path Firmware --scratch-path .build/firmware --product trace-host
	python3 Tests/firmware/trace.py --host .build/firmware/debug/trace-host
	python3 Tests/firmware/prove.py
	$(SWIFT) build --product tonus-conformance
	python3 Tests/firmware/conformance.py
	python3 Tests/firmware/fuzz.py --seconds $(NONSENSE)

# The image in an emulator, the daemon on its line, and a session on that.
demo-firmware: firmware-image release
	python3 Tests/firmware/demo.py --programs $(RELEASE)

# From cause to standstill with the real daemon on the image, by the image's own clock: for an idle machine.
bench-firmware: firmware-image release
	python3 Tests/firmware/causes.py --programs $(RELEASE)

# Real processes and real leases want the machine to themselves, one test after the other.
REAL_TIME = DaemonTests|RehearsalTests
unit:
	@scripts/prerequisites.sh $(TEST_PACKAGES)
	$(SWIFT) build --build-tests
	$(SWIFT) test --skip-build --disable-xctest --skip '$(REAL_TIME)'
	$(SWIFT) test --skip-build --disable-xctest --no-parallel --filter '$(REAL_TIME)'

# The programs with a real kernel's USB, in an emulated machine.
test-usb:
ifneq ($(TONUS_SKIP_USB),1)
	@scripts/prerequisites.sh $(USB_PACKAGES)
	for product in tonusd tonus tonus-sim tonus-conformance; do \
	  $(SWIFT) build -c release --static-swift-stdlib --product $$product || exit; done
	$(SWIFT) build --build-tests
endif
	python3 Tests/usb/prove.py --programs $(RELEASE)

format:
	$(SWIFT) format -i --parallel -r Sources Tests Firmware Package.swift

# The whole system in virtual time, one thread a seed; a failing seed prints how to replay it.
simulate: release
	$(RELEASE)/tonus-world --seeds $(SEEDS)

# Each fuzzer for TIME seconds; what it finds stays in .build/fuzz/corpus, a crash in .build/fuzz.
# Of several -sanitize swiftc obeys only the last, so one names both.
FUZZERS = parser checker importers device
program_corpus = -dict=Tests/Fuzz/program.dict Tests/Fuzz/Corpora/program Sources/Programs/Presets .build/fuzz/seeds/program
parser_corpus = $(program_corpus)
checker_corpus = $(program_corpus)
importers_corpus = -dict=Tests/Fuzz/importers.dict Tests/Fuzz/Corpora/importers Tests/ImportersTests/Samples
device_corpus = .build/fuzz/seeds/device
TIME ?= 60
fuzz:
	@scripts/prerequisites.sh $(BUILD_PACKAGES)
	for name in $(FUZZERS); do TONUS_FUZZ=1 $(SWIFT) build -c release --sanitize=fuzzer \
	  --sanitize=address -Xswiftc -sanitize=fuzzer,address --scratch-path .build/fuzz \
	  --product fuzz-$$name || exit; done
	@python3 Tests/Fuzz/seeds.py .build/fuzz/seeds
	@$(foreach name,$(FUZZERS),mkdir -p .build/fuzz/corpus/$(name) && \
	  SWIFT_BACKTRACE=enable=no ASAN_OPTIONS=detect_leaks=0 .build/fuzz/release/fuzz-$(name) \
	  -max_total_time=$(TIME) -timeout=10 -rss_limit_mb=2048 -max_len=8192 -print_final_stats=1 \
	  -artifact_prefix=.build/fuzz/$(name)- .build/fuzz/corpus/$(name) $($(name)_corpus) &&) true

bench: release firmware-image
	@scripts/prerequisites.sh $(BENCH_PACKAGES)
	$(RELEASE)/tonus-bench all --json .build/bench.json
	python3 Tests/firmware/prove.py --figures --record .build/bench.json

safety-case:
	@python3 scripts/safety_case.py

PREFIX ?= /usr/local
UDEV ?= /lib/udev/rules.d
install: release
	install -D -t $(DESTDIR)$(PREFIX)/bin $(RELEASE)/tonusd $(RELEASE)/tonus $(RELEASE)/tonus-sim \
	  $(RELEASE)/tonus-conformance
	install -D -m 644 -t $(DESTDIR)/lib/systemd/system packaging/tonusd.service packaging/tonusd.socket
	sed -i 's|^ExecStart=/usr/bin/|ExecStart=$(PREFIX)/bin/|' $(DESTDIR)/lib/systemd/system/tonusd.service
	install -D -m 644 packaging/tonus.sysusers $(DESTDIR)/usr/lib/sysusers.d/tonus.conf
	install -D -m 644 -t $(DESTDIR)$(UDEV) packaging/70-tonus.rules
	@echo "Now, as root: systemd-sysusers && systemctl daemon-reload && udevadm control --reload && udevadm trigger"

clean:
	rm -rf .build
