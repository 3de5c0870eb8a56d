"""Golden values for the audio steps of model manifests.

Makes tests/fixtures/golden/audio-mel.json, audio-cepstrum.json and audio-frames.json. Run by hand when a step is added:
    /usr/bin/python3 scripts/golden/audio.py
Made with torch 1.13.0, torchaudio 0.13.1, NumPy 1.24.2 and SciPy 1.10.1 (Debian 12). The clips are not stored: both this
script and the test make them from the same recipe. What torchaudio defines is taken from torchaudio, in double precision; the
mel bands and cepstra are computed a second time here by librosa's published definitions in NumPy, and the script stops where
the two differ. The rest (pitch, levels, recurrence, statistics) is computed by direct sums in NumPy and by SciPy.
"""
import json
import math
import os

import numpy as np
import scipy
import scipy.signal
import scipy.stats
import torch
import torchaudio

HERE = os.path.dirname(os.path.abspath(__file__))
OUT = os.path.join(HERE, "..", "..", "tests", "fixtures", "golden")
RATE = 16000
VERSIONS = f"torch {torch.__version__}, torchaudio {torchaudio.__version__}, NumPy {np.__version__}, SciPy {scipy.__version__}"


def noise(count, seed):
    """Linear congruential generator of Numerical Recipes, -1 to 1."""
    state = seed
    out = np.empty(count)
    for i in range(count):
        state = (1664525 * state + 1013904223) % 4294967296
        out[i] = state / 2147483648 - 1
    return out


def clips(seconds=0.4):
    n = int(RATE * seconds)
    t = np.arange(n) / RATE
    glide = 2 * np.pi * (140 * t + 0.5 * 200 * t**2)
    voice = sum(np.sin(h * glide) / h for h in range(1, 13)) * 0.2
    voice = np.where((t >= 0.2) & (t < 0.26), 0, voice)
    tone = 0.5 * np.sin(2 * np.pi * 440 * t) + 0.02 * noise(n, 7)
    bursts = noise(n, 11) * np.where((np.arange(n) // 1200) % 2 == 0, 0.3, 0.003)
    return {name: clip.astype(np.float32) for name, clip in (("voice", voice), ("tone", tone), ("bursts", bursts))}


def rounded(values, digits=4):
    return [None if math.isnan(v) else round(float(v), digits) for v in np.asarray(values, dtype=float).ravel()]


# --- librosa's definitions, written anew -------------------------------------------------------------------------------------


def stft_power(x, n_fft, win, hop, window, center=True):
    w = scipy.signal.get_window(window, win)
    lead = (n_fft - win) // 2
    full = np.zeros(n_fft)
    full[lead : lead + win] = w
    x = x.astype(float)
    if center:
        x = np.pad(x, n_fft // 2, mode="reflect")
    frames = 1 + (len(x) - n_fft) // hop
    return np.stack([np.abs(np.fft.rfft(full * x[k * hop : k * hop + n_fft])) ** 2 for k in range(frames)], axis=1)


def hz_to_mel(f, htk):
    f = np.asarray(f, dtype=float)
    if htk:
        return 2595 * np.log10(1 + f / 700)
    return np.where(f < 1000, f * 3 / 200, 15 + np.log(np.maximum(f, 1e-9) / 1000) / (np.log(6.4) / 27))


def mel_to_hz(m, htk):
    if htk:
        return 700 * (10 ** (m / 2595) - 1)
    return np.where(m < 15, m * 200 / 3, 1000 * np.exp((np.log(6.4) / 27) * (m - 15)))


def mel_bank(n_fft, n_mels, f_min, f_max, htk, area):
    bins = np.fft.rfftfreq(n_fft, 1 / RATE)
    edges = mel_to_hz(np.linspace(hz_to_mel(f_min, htk), hz_to_mel(f_max, htk), n_mels + 2), htk)
    bank = np.zeros((n_mels, len(bins)))
    for i in range(n_mels):
        up = (bins - edges[i]) / (edges[i + 1] - edges[i])
        down = (edges[i + 2] - bins) / (edges[i + 2] - edges[i + 1])
        bank[i] = np.maximum(0, np.minimum(up, down)) * (2 / (edges[i + 2] - edges[i]) if area else 1)
    return bank


def decibels(power, top):
    level = 10 * np.log10(np.maximum(power, 1e-10))
    return np.maximum(level, level.max() - top)


def agree(a, b, what, most=1e-6):
    worst = np.abs(np.asarray(a) - np.asarray(b)).max()
    assert worst < most, f"{what}: torchaudio and the definitions differ by {worst}"


# --- mel -----------------------------------------------------------------------------------------------------------------------


def mel_cases(sounds):
    out = []
    for name, x in sounds.items():
        wave = torch.from_numpy(x).double()
        settings = dict(n_fft=1024, win_length=400, hop_length=320, f_min=60, f_max=7600, n_mels=64)
        mel = torchaudio.transforms.MelSpectrogram(RATE, norm="slaney", mel_scale="slaney", **settings).double()(wave)
        mine = mel_bank(1024, 64, 60, 7600, False, True) @ stft_power(x, 1024, 400, 320, "hann")
        level = torchaudio.transforms.AmplitudeToDB("power", 80)(mel).numpy()
        agree(level, decibels(mine, 80), f"log-mel of {name}", 1e-3)
        out.append(
            dict(
                clip=name,
                pipeline=[
                    dict(op="audio.stft", nFft=1024, win=400, hop=320, window="hann", center=True, power=2),
                    dict(op="audio.mel", nMels=64, fMin=60, fMax=7600, scale="slaney", norm="slaney"),
                    dict(op="audio.log", kind="db", eps=1e-10, ref=1, topDb=80),
                ],
                dims=list(level.shape),
                values=rounded(level, 3),
            )
        )
    x = sounds["voice"]
    htk = np.log(mel_bank(512, 40, 0, 8000, True, False) @ stft_power(x, 512, 512, 256, "hamming", False) + 1e-6)
    torch_htk = torchaudio.transforms.MelSpectrogram(
        RATE, n_fft=512, hop_length=256, f_min=0, f_max=8000, n_mels=40, center=False, window_fn=torch.hamming_window
    ).double()(torch.from_numpy(x).double())
    agree(np.log(torch_htk.numpy() + 1e-6), htk, "log-mel by HTK", 1e-3)
    out.append(
        dict(
            clip="voice",
            pipeline=[
                dict(op="audio.stft", nFft=512, hop=256, window="hamming", center=False, power=2),
                dict(op="audio.mel", nMels=40, fMin=0, fMax=8000, scale="htk", norm="none"),
                dict(op="audio.log", kind="ln", eps=1e-6),
            ],
            dims=list(htk.shape),
            values=rounded(htk),
        )
    )
    x = sounds["bursts"]
    log10 = np.log10(np.maximum(mel_bank(400, 20, 0, 8000, False, True) @ stft_power(x, 400, 400, 640, "hann"), 1e-10))
    log10 = np.maximum(log10, log10.max() - 8)
    out.append(
        dict(
            clip="bursts",
            pipeline=[
                dict(op="audio.stft", nFft=400, hop=640, window="hann"),
                dict(op="audio.mel", nMels=20),
                dict(op="audio.log", kind="log10", topDb=80),
            ],
            dims=list(log10.shape),
            values=rounded(log10),
        )
    )
    return out


# --- cepstra -------------------------------------------------------------------------------------------------------------------


def cepstrum_cases(sounds):
    out = []
    kwargs = dict(n_fft=512, win_length=400, hop_length=320, f_min=20, f_max=7600, n_mels=40, norm="slaney", mel_scale="slaney")
    steps = [
        dict(op="audio.stft", nFft=512, win=400, hop=320),
        dict(op="audio.mel", nMels=40, fMin=20, fMax=7600),
        dict(op="audio.log", kind="db", topDb=80),
        dict(op="audio.mfcc", n=13),
    ]
    for name, x in sounds.items():
        wave = torch.from_numpy(x).double()
        mfcc = torchaudio.transforms.MFCC(RATE, n_mfcc=13, melkwargs=kwargs).double()(wave)
        level = decibels(mel_bank(512, 40, 20, 7600, False, True) @ stft_power(x, 512, 400, 320, "hann"), 80)
        agree(mfcc.numpy(), scipy.fft.dct(level, axis=0, norm="ortho")[:13], f"MFCC of {name}", 1e-3)
        change = torchaudio.transforms.ComputeDeltas(win_length=5)
        first = change(mfcc)
        all39 = torch.cat([mfcc, first, change(first)]).numpy()
        out.append(
            dict(
                clip=name,
                pipeline=steps + [dict(op="audio.delta", order=2, width=5)],
                dims=list(all39.shape),
                values=rounded(all39, 3),
            )
        )
        if name != "voice":
            continue
        lift = 1 + 22 / 2 * np.sin(np.pi * np.arange(1, 14) / 22)
        lifted = mfcc.numpy() * lift[:, None]
        for order in (1, 2):
            fitted = scipy.signal.savgol_filter(lifted, 9, deriv=order, polyorder=order, axis=1, mode="interp")
            out.append(
                dict(
                    clip=name,
                    pipeline=steps[:-1]
                    + [
                        dict(op="audio.mfcc", n=13, lifter=22),
                        dict(op="audio.delta", order=order, width=9, method="savgol", append=False),
                    ],
                    dims=list(fitted.shape),
                    values=rounded(fitted, 3),
                )
            )
    return out


# --- pitch, levels, recurrence, statistics ---------------------------------------------------------------------------------


def frames_of(x, size, hop, center):
    x = x.astype(float)
    half = size // 2
    count = 1 + len(x) // hop if center else 1 + (len(x) - size) // hop
    if center:
        x = np.concatenate([np.zeros(half), x, np.zeros(half + hop)])
    return [x[k * hop : k * hop + size] for k in range(count)]


def parabola(v, i):
    bend = v[i - 1] - 2 * v[i] + v[i + 1]
    return 0 if bend == 0 else np.clip((v[i - 1] - v[i + 1]) / (2 * bend), -0.5, 0.5)


def yin(x, f_min, f_max, win, hop, threshold):
    longest, shortest = math.ceil(RATE / f_min), math.floor(RATE / f_max)
    lags = longest + 2
    out = []
    for frame in frames_of(x, win + lags, hop, True):
        d = np.array([((frame[:win] - frame[lag : lag + win]) ** 2).sum() for lag in range(lags)])
        if np.abs(frame).max() <= 1e-4:
            out.append(math.nan)
            continue
        sums = np.cumsum(d[1:])
        dn = np.ones(lags)
        dn[1:] = np.where(sums > 0, d[1:] * np.arange(1, lags) / np.where(sums > 0, sums, 1), 1)
        below = [lag for lag in range(shortest, longest + 1) if dn[lag] < threshold]
        if not below:
            out.append(math.nan)
            continue
        lag = below[0]
        while lag < longest and dn[lag + 1] < dn[lag]:
            lag += 1
        out.append(RATE / (lag + parabola(d, lag)))
    return out


def autocorrelation(x, f_min, f_max, win, hop, threshold):
    longest, shortest = math.ceil(RATE / f_min), math.floor(RATE / f_max)
    lags = longest + 2
    hann = 0.5 - 0.5 * np.cos(2 * np.pi * (np.arange(win) + 0.5) / win)
    corr = lambda v: np.correlate(v, v, "full")[win - 1 : win - 1 + lags]
    window = corr(hann) / (hann**2).sum()
    out = []
    for frame in frames_of(x, win, hop, True):
        if np.abs(frame).max() <= 1e-4:
            out.append(math.nan)
            continue
        r = corr((frame - frame.mean()) * hann)
        r = r / r[0] / window
        best = None
        for lag in range(shortest, longest + 1):
            peak = r[lag] > r[lag - 1] and r[lag] >= r[lag + 1]
            if peak and r[lag] > threshold and r[lag] > (0 if best is None else r[best]) + 0.01:
                best = lag
        out.append(math.nan if best is None else RATE / (best + parabola(r, best)))
    return out


def runs(mask):
    edges = np.flatnonzero(np.diff(np.concatenate([[0], mask.astype(int), [0]])))
    return edges[1::2] - edges[::2]


def recurrence(frame, dim, delay, radius):
    n = len(frame) - (dim - 1) * delay
    points = np.stack([frame[d * delay : d * delay + n] for d in range(dim)], axis=1)
    near = np.sqrt(((points[:, None] - points[None]) ** 2).sum(-1)) <= radius
    near[np.eye(n, dtype=bool)] = False
    total = near.sum()
    diagonal = np.concatenate([runs(np.diagonal(near, k)) for k in range(1, n)])
    diagonal = np.concatenate([diagonal, diagonal])
    vertical = np.concatenate([runs(near[:, j]) for j in range(n)])
    lines, walls = diagonal[diagonal >= 2], vertical[vertical >= 2]
    shares = np.bincount(lines)[2:] / max(1, len(lines)) if len(lines) else np.zeros(0)
    entropy = -(shares[shares > 0] * np.log(shares[shares > 0])).sum()
    return [
        total / (n * n - n),
        lines.sum() / total if total else 0,
        lines.mean() if len(lines) else 0,
        lines.max() if len(lines) else 0,
        entropy,
        walls.sum() / total if total else 0,
        walls.mean() if len(walls) else 0,
    ]


def frame_cases(sounds):
    out = []

    def add(clip, pipeline, values, dims):
        out.append(dict(clip=clip, pipeline=pipeline, dims=dims, values=rounded(values)))

    for name in ("voice", "tone", "bursts"):
        f0 = yin(sounds[name], 80, 500, 400, 160, 0.1)
        add(name, [dict(op="audio.f0", method="yin", fMin=80, fMax=500, win=400, hop=160)], f0, [1, len(f0)])
        f0 = autocorrelation(sounds[name], 80, 500, 640, 160, 0.45)
        add(name, [dict(op="audio.f0", method="autocorr", fMin=80, fMax=500, win=640, hop=160)], f0, [1, len(f0)])
        level = [np.sqrt((f**2).mean()) for f in frames_of(sounds[name], 400, 160, False)]
        add(name, [dict(op="audio.energy", win=400, hop=160)], level, [1, len(level)])
        silent = np.array(level) <= 0.3 * np.mean(level)
        lengths = runs(silent)
        add(
            name,
            [dict(op="audio.silence", thresholdFactor=0.3, win=400, hop=160)],
            [silent.mean(), len(lengths), (lengths.mean() if len(lengths) else 0) * 160 / RATE],
            [3],
        )
    x = sounds["voice"].astype(float)
    level = np.array([np.sqrt((f**2).mean()) for f in frames_of(x, 400, 160, False)])
    t = np.arange(len(level)) / 100
    stats = dict(
        mean=level.mean(), std=level.std(), min=level.min(), max=level.max(), range=np.ptp(level),
        median=np.median(level), iqr=scipy.stats.iqr(level), p20=np.percentile(level, 20), p80=np.percentile(level, 80),
        slope=scipy.stats.linregress(t, level).slope, skewness=scipy.stats.skew(level), kurtosis=scipy.stats.kurtosis(level),
    )
    add(
        "voice",
        [dict(op="audio.energy", win=400, hop=160), dict(op="audio.functionals", stats=list(stats))],
        list(stats.values()),
        [len(stats)],
    )
    emphasised = scipy.signal.lfilter([1, -0.97], [1], x)
    level = [np.sqrt((f**2).mean()) for f in frames_of(emphasised, 640, 640, False)]
    add("voice", [dict(op="audio.preemphasis", coef=0.97), dict(op="audio.energy", win=640, hop=640)], level, [1, len(level)])
    part = sounds["voice"][:1280]
    measures = np.array([recurrence(part[k * 160 : k * 160 + 160].astype(float), 3, 4, 0.08) for k in range(8)]).T
    add(
        "voice",
        [dict(op="audio.fit", samples=1280), dict(op="audio.rqa", frame=160, embedDim=3, delay=4, radius=0.08)],
        measures,
        list(measures.shape),
    )
    level = np.array([np.sqrt((f**2).mean()) for f in frames_of(x, 400, 160, False)])
    edges = np.linspace(level.min(), level.max(), 6)[1:-1]
    add(
        "voice",
        [dict(op="audio.energy", win=400, hop=160), dict(op="audio.quantize", levels=5)],
        np.digitize(level.astype(np.float32), edges.astype(np.float32)),
        [1, len(level)],
    )
    lowpassed = scipy.signal.sosfilt(scipy.signal.butter(4, 1000, fs=RATE, output="sos"), x)
    level = [np.sqrt((f**2).mean()) for f in frames_of(lowpassed, 640, 640, False)]
    add(
        "voice",
        [dict(op="audio.perturb", kind="lowpass", level=1000), dict(op="audio.energy", win=640, hop=640)],
        level,
        [1, len(level)],
    )
    return out


def main():
    sounds = clips()
    os.makedirs(OUT, exist_ok=True)
    for name, cases in (("mel", mel_cases(sounds)), ("cepstrum", cepstrum_cases(sounds)), ("frames", frame_cases(sounds))):
        path = os.path.join(OUT, f"audio-{name}.json")
        with open(path, "w") as file:
            json.dump(dict(madeWith=VERSIONS, rateHz=RATE, cases=cases), file, separators=(",", ":"))
            file.write("\n")
        print(os.path.relpath(path), os.path.getsize(path), len(cases))


if __name__ == "__main__":
    main()
