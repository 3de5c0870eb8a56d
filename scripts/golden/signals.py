"""Known answers for the steps that prepare EEG, physiology and movement for models.

Writes tests/fixtures/golden/signals.json. Ran with Python 3.11, NumPy 2.4.6, SciPy 1.17.1; the two entries of `mne` with MNE 1.3.0
(Debian's python3: `/usr/bin/python3 scripts/golden/signals.py mne` adds them to a file that is there).
The signals come from a generator of the script's own, which the test has too: no data is stored.
"""

import json
import pathlib
import sys

import numpy as np

TARGET = pathlib.Path(__file__).parents[2] / "tests/fixtures/golden/signals.json"
RATE = 200


def noise(count, seed):
    """Numbers -1 to 1 of a linear congruential generator (Numerical Recipes)."""
    state = seed
    out = np.empty(count)
    for i in range(count):
        state = (1664525 * state + 1013904223) % 2**32
        out[i] = state / 2**31 - 1
    return out


def eeg(channels, count):
    t = np.arange(count) / RATE
    return np.stack(
        [
            20 * np.sin(2 * np.pi * 10 * t + 0.4 * c)
            + 5 * np.sin(2 * np.pi * 20 * t + 0.3)
            + 8 * noise(count, 100 + c)
            for c in range(channels)
        ]
    )


def rounded(values, digits=9):
    return np.asarray(values, dtype=float).round(digits).tolist()


def write(entries):
    known = json.loads(TARGET.read_text()) if TARGET.exists() else {}
    TARGET.write_text(json.dumps(known | entries, separators=(",", ":")))


def with_scipy():
    from scipy import signal, stats

    x = eeg(4, 800)
    entries = {}
    for name, (order, band, kind) in {
        "bandpass": (4, [1, 75], "bandpass"),
        "highpass": (3, 0.5, "highpass"),
        "lowpass": (5, 30, "lowpass"),
    }.items():
        sos = signal.butter(order, band, kind, fs=RATE, output="sos")
        entries[f"{name}-zero"] = rounded(signal.sosfiltfilt(sos, x[0])[::16])
        zi = signal.sosfilt_zi(sos) * x[0][0]
        entries[f"{name}-causal"] = rounded(signal.sosfilt(sos, x[0], zi=zi)[0][::16])
    b, a = signal.iirnotch(50, 50 / 2, fs=RATE)
    entries["notch-zero"] = rounded(signal.sosfiltfilt(np.array([[*b, *a]]), x[0])[::16])
    taps = signal.firwin(101, [8, 14], fs=RATE, pass_zero=False)
    # Ends continued point-symmetrically, the delay taken back.
    wide = np.concatenate([2 * x[0][0] - x[0][50:0:-1], x[0], 2 * x[0][-1] - x[0][-2:-52:-1]])
    entries["fir-zero"] = rounded(np.convolve(wide, taps, "valid")[::16])
    entries["resample-128"] = rounded(signal.resample_poly(x[0], 16, 25)[::16])
    f, power = signal.welch(x, RATE, nperseg=200)
    bands = {"theta": (4, 8), "alpha": (8, 14), "beta": (14, 31)}
    area = lambda low, high: np.trapezoid(power[:, (f >= low) & (f <= high)], f[(f >= low) & (f <= high)], axis=1)
    entries["bandpower"] = rounded(np.stack([area(*band) for band in bands.values()], axis=1))
    _, _, spec = signal.spectrogram(x, RATE, window="hann", nperseg=100, noverlap=50)
    entries["spectrogram"] = rounded(spec[:2, :12])
    entries["pearson"] = rounded(np.corrcoef(x))
    f, coh = signal.coherence(x[0], x[1], RATE, nperseg=200)
    entries["coherence-alpha"] = float(coh[(f >= 8) & (f <= 14)].mean())
    sos = signal.butter(4, [8, 14], "bandpass", fs=RATE, output="sos")
    phases = np.angle(signal.hilbert(signal.sosfiltfilt(sos, x)))
    entries["plv-alpha"] = float(abs(np.exp(1j * (phases[0] - phases[1])).mean()))
    entropy = lambda y: 0.5 * np.log(2 * np.pi * np.e * y.var())
    entries["de"] = rounded(
        [
            [
                entropy(signal.sosfiltfilt(signal.butter(4, band, "bandpass", fs=RATE, output="sos"), row)[200:400])
                for band in bands.values()
            ]
            for row in x
        ]
    )
    w = x[0][200:400]
    t = np.arange(200) / RATE
    entries["stats"] = {
        "mean": w.mean(), "std": w.std(), "var": w.var(), "min": w.min(), "max": w.max(), "range": np.ptp(w),
        "median": np.median(w), "iqr": np.subtract(*np.percentile(w, [75, 25])), "slope": np.polyfit(t, w, 1)[0],
        "energy": (w**2).mean(), "rms": np.sqrt((w**2).mean()), "zcr": float(np.mean(np.diff(np.signbit(w)))),
        "skew": stats.skew(w), "kurtosis": stats.kurtosis(w), "p20": np.percentile(w, 20), "p80": np.percentile(w, 80),
        "absdiff": abs(np.diff(w)).mean(), "diffstd": np.diff(w).std(), "first": w[0], "last": w[-1], "count": 200,
    }
    entries["stats"] = {k: float(v) for k, v in entries["stats"].items()}
    halves = [0, -0.0, 1, -2.5, 65504, 65520, 6e-8, 5.96e-8, 2.98e-8, 1e-9, 3.14159, 1 / 3, 2049, 2051, 1e6]
    entries["half"] = {"values": halves, "bits": np.array(halves).astype(np.float32).astype(np.float16).view(np.uint16).tolist()}
    write(entries)


def with_mne():
    import mne

    names = ["Fp1", "Fp2", "F3", "Fz", "F4", "C3", "Cz", "C4", "P3", "Pz", "P4", "O1", "O2"]
    x = eeg(len(names), 120)
    info = mne.create_info(names, RATE, "eeg")
    raw = mne.io.RawArray(x.copy(), info, verbose=False)
    raw.set_montage("standard_1005")
    average = raw.copy().set_eeg_reference("average", projection=False, verbose=False).get_data()
    linked = raw.copy().set_eeg_reference(["C3", "C4"], verbose=False).get_data()
    write({"average": rounded(average[:, ::20]), "linked": rounded(linked[:, ::20]), "names": names})


with_mne() if "mne" in sys.argv else with_scipy()
