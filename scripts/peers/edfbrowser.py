"""
How long EDFbrowser takes with an EDF file of 64 channels named "EEG 001" to "EEG 064" (that of the signals bench): from its
start to the first traces, and from a key to the last change of the next page. Seen from outside, in the frame buffer of a
virtual screen of 1920 x 1080 that is looked at every 2 ms, so that nothing is taken on trust.

    python3 scripts/peers/edfbrowser.py <file.edf> [seconds of a page ...]

Needs Linux, Xvfb, edfbrowser, libX11, libXtst and numpy; nothing of the project needs this script. Ran with python 3.11,
numpy 2.4, EDFbrowser 2.00 of Debian.
"""

import ctypes
import mmap
import os
import struct
import subprocess
import sys
import tempfile
import time

import numpy as np

DISPLAY, WIDTH, HEIGHT = ":77", 1920, 1080
CHANNELS = 64
PAGES = 12
YELLOW = 0xFFFF00
PAGE_DOWN = 0xFF56
# Where traces are, away from the list of annotations.
AREA = (slice(100, 950, 3), slice(300, 1300, 3))

xlib = ctypes.CDLL("libX11.so.6")
xtest = ctypes.CDLL("libXtst.so.6")
pointer, word = ctypes.c_void_p, ctypes.c_ulong
xlib.XOpenDisplay.restype, xlib.XOpenDisplay.argtypes = pointer, [ctypes.c_char_p]
xlib.XDefaultRootWindow.restype, xlib.XDefaultRootWindow.argtypes = word, [pointer]
xlib.XKeysymToKeycode.argtypes = [pointer, word]
xlib.XFlush.argtypes = [pointer]
xtest.XTestFakeKeyEvent.argtypes = [pointer, ctypes.c_uint, ctypes.c_int, word]
xtest.XTestFakeButtonEvent.argtypes = [pointer, ctypes.c_uint, ctypes.c_int, word]
xtest.XTestFakeMotionEvent.argtypes = [pointer, ctypes.c_int, ctypes.c_int, ctypes.c_int, word]


def main(path, spans):
    with tempfile.TemporaryDirectory() as folder:
        server = subprocess.Popen(
            ["Xvfb", DISPLAY, "-screen", "0", f"{WIDTH}x{HEIGHT}x24", "-fbdir", folder, "-nolisten", "tcp"],
            stderr=subprocess.DEVNULL,
        )
        try:
            time.sleep(1.5)
            screen = frame_buffer(os.path.join(folder, "Xvfb_screen0"))
            display = xlib.XOpenDisplay(DISPLAY.encode())
            for seconds in spans:
                measure(path, seconds, folder, screen, display)
        finally:
            server.kill()
            server.wait()


def measure(path, seconds, folder, screen, display):
    montage = write_montage(folder, seconds)
    # The traces of the run before are taken away first.
    while traces_seen(screen):
        time.sleep(0.05)
    environment = {**os.environ, "DISPLAY": DISPLAY, "HOME": folder}
    began = time.perf_counter()
    program = subprocess.Popen(["edfbrowser", path, montage], env=environment, stderr=subprocess.DEVNULL)
    try:
        while not traces_seen(screen):
            if time.perf_counter() - began > 120:
                raise SystemExit("no traces were seen")
            time.sleep(0.002)
        opened = time.perf_counter() - began
        opening_cpu, read = processor_seconds(program.pid), bytes_read(program.pid)
        fill_screen(display)
        times, busy = [], processor_seconds(program.pid)
        for _ in range(PAGES):
            times.append(next_page(display, screen))
        busy = (processor_seconds(program.pid) - busy) / PAGES
        memory = resident_mb(program.pid)
    finally:
        program.kill()
        program.wait()
    print(
        f"page of {seconds:g} s: start to first traces {opened:.2f} s (processor {opening_cpu:.2f} s, {read / 1e6:.0f} MB read); "
        f"key to last change, median {1000 * np.median(times):.0f} ms, least {1000 * min(times):.0f}, most {1000 * max(times):.0f}, "
        f"processor {1000 * busy:.0f} ms a page; resident {memory:.0f} MB; load {os.getloadavg()[0]:.1f}",
        flush=True,
    )


def traces_seen(screen):
    return np.count_nonzero((screen[::4] & 0xFFFFFF) == YELLOW) >= 2000


def next_page(display, screen):
    """Seconds from a key to the last change, seen 0.4 s without another one."""
    before, began, last = screen[AREA].copy(), time.perf_counter(), None
    press(display, PAGE_DOWN)
    while time.perf_counter() - began < 60:
        now = screen[AREA].copy()
        if (now != before).any():
            last, before = time.perf_counter(), now
        elif last and time.perf_counter() - last > 0.4:
            return last - began
        time.sleep(0.002)
    raise SystemExit("the page did not change")


def frame_buffer(path):
    with open(path, "r+b") as file:
        memory = mmap.mmap(file.fileno(), 0)
    # An XWD file: the size of its header, and at byte 76 the number of colours of 12 bytes behind it; big-endian.
    (header,) = struct.unpack(">I", memory[0:4])
    (colors,) = struct.unpack(">I", memory[76:80])
    pixels = np.frombuffer(memory, np.uint32, WIDTH * HEIGHT, header + colors * 12)
    return pixels.reshape(HEIGHT, WIDTH)


def write_montage(folder, seconds):
    path = os.path.join(folder, "all.mtg")
    with open(path, "w", encoding="ascii") as out:
        out.write('<?xml version="1.0"?>\n<EDFbrowser_montage>\n')
        for channel in range(1, CHANNELS + 1):
            out.write(
                "<signalcomposition>\n<num_of_signals>1</num_of_signals>\n<voltpercm>500.0</voltpercm>\n"
                "<screen_offset>0.0</screen_offset>\n<polarity>1</polarity>\n<color>12</color>\n"
                "<filter_cnt>0</filter_cnt>\n<ravg_filter_cnt>0</ravg_filter_cnt>\n<fidfilter_cnt>0</fidfilter_cnt>\n"
                f"<signal>\n<label>EEG {channel:03d}</label>\n<factor>1.0</factor>\n</signal>\n</signalcomposition>\n"
            )
        out.write(f"<pagetime>{int(seconds * 1e7)}</pagetime>\n</EDFbrowser_montage>\n")
    return path


def fill_screen(display):
    """Without a window manager the window is small and has no keys."""
    time.sleep(2)
    window = max(children(display), key=lambda each: area_of(display, each))
    xlib.XMoveResizeWindow(pointer(display), word(window), 0, 0, ctypes.c_uint(WIDTH), ctypes.c_uint(HEIGHT))
    xlib.XFlush(display)
    time.sleep(1)
    xlib.XSetInputFocus(pointer(display), word(window), 2, word(0))
    xtest.XTestFakeMotionEvent(display, -1, 900, 500, 0)
    xtest.XTestFakeButtonEvent(display, 1, 1, 0)
    xtest.XTestFakeButtonEvent(display, 1, 0, 0)
    xlib.XFlush(display)
    time.sleep(5)


def children(display):
    root, parent, count = word(), word(), ctypes.c_uint()
    found = ctypes.POINTER(word)()
    xlib.XQueryTree(
        pointer(display),
        word(xlib.XDefaultRootWindow(display)),
        ctypes.byref(root),
        ctypes.byref(parent),
        ctypes.byref(found),
        ctypes.byref(count),
    )
    return [found[i] for i in range(count.value)]


def area_of(display, window):
    root, facts = word(), [ctypes.c_int(), ctypes.c_int()] + [ctypes.c_uint() for _ in range(4)]
    xlib.XGetGeometry(pointer(display), word(window), ctypes.byref(root), *map(ctypes.byref, facts))
    return facts[2].value * facts[3].value


def press(display, symbol):
    code = xlib.XKeysymToKeycode(display, symbol)
    xtest.XTestFakeKeyEvent(display, code, 1, 0)
    xtest.XTestFakeKeyEvent(display, code, 0, 0)
    xlib.XFlush(display)


def processor_seconds(pid):
    with open(f"/proc/{pid}/stat", encoding="ascii") as file:
        fields = file.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def bytes_read(pid):
    with open(f"/proc/{pid}/io", encoding="ascii") as file:
        return int(file.readline().split()[1])


def resident_mb(pid):
    with open(f"/proc/{pid}/status", encoding="ascii") as file:
        return next(int(line.split()[1]) for line in file if line.startswith("VmRSS")) / 1024


if __name__ == "__main__":
    main(sys.argv[1], [float(text) for text in sys.argv[2:]] or [10.0])
