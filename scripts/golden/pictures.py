"""Known answers for the steps that prepare pictures for models.

Writes tests/fixtures/golden/pictures.json and flow.json. Ran with Debian's python3: NumPy 1.24.2, Pillow 9.4.0, OpenCV 4.6.0.
The pictures come from a generator of the script's own, which the test has too: whole numbers only, no data is stored.
"""

import base64
import io
import json
import pathlib

import cv2
import numpy as np
from PIL import Image

TARGET = pathlib.Path(__file__).parents[2] / "tests/fixtures/golden/pictures.json"


def picture(width, height, seed, channels=3):
    """Blocks of 5 x 5 pixels with noise; numbers of a linear congruential generator."""
    state = seed

    def byte():
        nonlocal state
        state = (1664525 * state + 1013904223) % 2**32
        return state >> 24

    across, down = -(-width // 5), -(-height // 5)
    blocks = [[[byte() for _ in range(channels)] for _ in range(across)] for _ in range(down)]
    out = np.empty((height, width, channels), np.uint8)
    for y in range(height):
        for x in range(width):
            for c in range(channels):
                out[y, x, c] = (3 * blocks[y // 5][x // 5][c] + byte()) >> 2
    return out


def text(array):
    return base64.b64encode(np.ascontiguousarray(array, np.uint8).tobytes()).decode()


entries = {}

sizes = {"smaller": (16, 11), "larger": (47, 34), "half": (20, 15), "turned": (13, 48)}
source = picture(40, 30, 1)
pillow = {"nearest": Image.NEAREST, "bilinear": Image.BILINEAR, "bicubic": Image.BICUBIC, "area": Image.BOX}
opencv = {"nearest": cv2.INTER_NEAREST, "bilinear": cv2.INTER_LINEAR, "bicubic": cv2.INTER_CUBIC, "area": cv2.INTER_AREA}
# Green alone keeps the file small; all three channels go through the same sums.
entries["resize"] = {
    f"{kernel} {name} {place}": text(made[:, :, 1])
    for place, size in sizes.items()
    for kernel, filters in {"pillow": pillow, "opencv": opencv}.items()
    for name, flag in filters.items()
    for made in [
        np.asarray(Image.fromarray(source).resize(size, flag)) if kernel == "pillow" else cv2.resize(source, size, interpolation=flag)
    ]
}
entries["sizes"] = sizes

entries["gray pillow"] = text(np.asarray(Image.fromarray(source).convert("L")))
entries["gray opencv"] = text(cv2.cvtColor(source, cv2.COLOR_RGB2GRAY))
entries["blur 1.5"] = text(cv2.GaussianBlur(source, (0, 0), 1.5, borderType=cv2.BORDER_REFLECT_101)[:, :, 1])
for quality in (10, 50, 90):
    file = io.BytesIO()
    Image.fromarray(source).save(file, "JPEG", quality=quality, subsampling=0)
    entries[f"jpeg {quality}"] = text(np.asarray(Image.open(file).convert("RGB"))[:, :, 1])

# The two contracts of published face models, on 20 pictures of different sizes; every 997th number of each tensor.
hsemotion, avcer = [], []
for i in range(20):
    face = Image.fromarray(picture(90 + 17 * i, 100 + 13 * i, 100 + i))
    x = np.asarray(face.resize((224, 224), Image.BILINEAR), np.float64) / 255
    x = (x - [0.485, 0.456, 0.406]) / [0.229, 0.224, 0.225]
    hsemotion.append(x.transpose(2, 0, 1).ravel()[::4999].round(6).tolist())
    y = np.asarray(face.resize((224, 224), Image.NEAREST), np.float64)[:, :, ::-1] - [91.4953, 103.8827, 131.0912]
    avcer.append(y.transpose(2, 0, 1).ravel()[::4999].round(4).tolist())
entries["hsemotion"] = hsemotion
entries["avcer"] = avcer

TARGET.write_text(json.dumps(entries, separators=(",", ":")))

# Dense flow between a picture and the same moved by 2 and 1 pixels (and a little more at the right), as OpenCV finds it.
big = cv2.GaussianBlur(picture(120, 100, 77), (0, 0), 2)
grey = [big[10:90, 10:106, 1].copy(), cv2.warpAffine(big, np.float32([[1.01, 0, 2], [0, 1, 1]]), (120, 100))[10:90, 10:106, 1].copy()]
flow = cv2.calcOpticalFlowFarneback(grey[0], grey[1], None, 0.5, 3, 15, 3, 5, 1.2, 0)
flow_entries = {"flow": flow[4::9, 3::8].round(5).tolist(), "moved": [text(grey[0]), text(grey[1])], "size": [96, 80]}
FLOW = TARGET.with_name("flow.json")
FLOW.write_text(json.dumps(flow_entries, separators=(",", ":")))
