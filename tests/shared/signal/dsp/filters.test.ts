import { describe, expect, test } from 'vitest'
import { butterworth } from '@shared/signal/dsp/butterworth'
import type { FilterBand } from '@shared/signal/dsp/butterworth'
import { filterRuns } from '@shared/signal/dsp/filter-runs'
import { filtfilt } from '@shared/signal/dsp/filtfilt'
import { frequencyResponse } from '@shared/signal/dsp/frequency-response'
import { lfilter } from '@shared/signal/dsp/lfilter'
import { notch, notchHarmonics } from '@shared/signal/dsp/notch'
import { sosfilt, sosSteadyState } from '@shared/signal/dsp/sosfilt'
import { sosfiltfilt } from '@shared/signal/dsp/sosfiltfilt'
import { eeglabSample, expectClose, expectDigest, hasSignals, named, oracle } from '../signals-folder'

describe.skipIf(!hasSignals)(named('filters equal SciPy on a real EEG channel'), () => {
  const want = oracle('dsp_oracle.json')
  const cz = hasSignals ? (eeglabSample()[13]?.subarray(0, 3840) ?? new Float64Array()) : new Float64Array()

  test('the sample is the one that the values were computed from', () => {
    expectClose(eeglabSample()[0]?.subarray(0, 8) ?? [], want.input.first8_ch0, 1e-12)
  })

  test.each<[string, FilterBand]>([
    ['butter4_bandpass_1_40', { kind: 'bandpass', lowHz: 1, highHz: 40 }],
    ['butter4_highpass_1', { kind: 'highpass', cutoffHz: 1 }],
    ['butter4_lowpass_30', { kind: 'lowpass', cutoffHz: 30 }]
  ])('%s has the same sections and the same output, causal and zero-phase', (id, band) => {
    const sos = butterworth(4, band, 128)
    expectClose(sos.flat(), want[id].sos.flat(), 1e-12, 1e-10)
    expectDigest(sosfilt(sos, cz).y, want[id].sosfilt, 1e-9)
    expectDigest(sosfiltfilt(sos, cz), want[id].sosfiltfilt_default_pad, 1e-9)
  })

  test('a 50 Hz notch of quality 30 has the same coefficients and output', () => {
    const [b0, b1, b2, a0, a1, a2] = notch(50, 30, 128)
    const { b, a, filtfilt: digest } = want.iirnotch_50_Q30
    expectClose([b0, b1, b2], b, 0, 1e-12)
    expectClose([a0, a1, a2], a, 0, 1e-12)
    expectDigest(filtfilt({ b, a }, cz), digest, 1e-9)
    expectDigest(sosfiltfilt([[b0, b1, b2, a0, a1, a2]], cz), digest, 1e-9)
  })
})

describe('Butterworth sections', () => {
  // python3: scipy.signal.butter(order, corners, kind, fs=200, output='sos'), scipy 1.17.1
  test('an odd band-stop, an odd band-pass and odd single filters are SciPy section by section', () => {
    expectClose(
      butterworth(3, { kind: 'bandstop', lowHz: 48, highHz: 52 }, 200).flat(),
      BANDSTOP_3,
      1e-12,
      1e-10
    )
    expectClose(
      butterworth(5, { kind: 'bandpass', lowHz: 8, highHz: 13 }, 200).flat(),
      BANDPASS_5,
      1e-12,
      1e-8
    )
    expectClose(butterworth(5, { kind: 'highpass', cutoffHz: 0.5 }, 200).flat(), HIGHPASS_5, 1e-12, 1e-10)
    expectClose(butterworth(1, { kind: 'lowpass', cutoffHz: 10 }, 200).flat(), LOWPASS_1, 1e-12, 1e-10)
    expectClose(butterworth(3, { kind: 'bandpass', lowHz: 1, highHz: 95 }, 200).flat(), WIDE_3, 1e-12, 1e-9)
  })

  test('the gain at a corner is -3 dB', () => {
    const sos = butterworth(4, { kind: 'bandpass', lowHz: 8, highHz: 13 }, 250)
    for (const { gain } of frequencyResponse(sos, [8, 13], 250)) expect(gain).toBeCloseTo(Math.SQRT1_2, 9)
  })

  test('a corner beyond half the rate is refused with its name', () => {
    expect(() => butterworth(4, { kind: 'lowpass', cutoffHz: 64 }, 128)).toThrow(/cutoffHz.*64 Hz.*got 64/)
    expect(() => butterworth(4, { kind: 'bandpass', lowHz: 9, highHz: 8 }, 128)).toThrow(
      /lowHz must be below/
    )
    expect(() => butterworth(0, { kind: 'lowpass', cutoffHz: 4 }, 128)).toThrow(/order/)
  })
})

describe('running a filter', () => {
  const sos = butterworth(3, { kind: 'highpass', cutoffHz: 2 }, 100)
  const x = Float64Array.from({ length: 300 }, (_, i) => Math.sin(i / 3) + i / 50)

  test('in blocks with the state handed on it gives the samples of one run', () => {
    const head = sosfilt(sos, x.subarray(0, 117))
    const tail = sosfilt(sos, x.subarray(117), head.state)
    expect([...head.y, ...tail.y]).toEqual([...sosfilt(sos, x).y])
  })

  test('started in the steady state, a constant passes without a transient', () => {
    const low = butterworth(3, { kind: 'lowpass', cutoffHz: 2 }, 100)
    const steady = sosSteadyState(low).map((value) => value * 5)
    expectClose(sosfilt(low, new Float64Array(50).fill(5), steady).y, new Array(50).fill(5), 1e-9)
  })

  test('polynomials and sections of one filter agree', () => {
    // python3: scipy.signal.butter(2, 5, fs=100) gives these polynomials
    const b = [0.020083365564211236, 0.04016673112842247, 0.020083365564211236]
    const a = [1, -1.5610180758007182, 0.6413515380575631]
    const same = butterworth(2, { kind: 'lowpass', cutoffHz: 5 }, 100)
    expectClose(lfilter({ b, a }, x), [...sosfilt(same, x).y], 1e-12)
  })

  test('a gap stays a gap and does not spoil what follows', () => {
    const holed = x.slice()
    holed.fill(NaN, 100, 110)
    const y = filterRuns(holed, (run) => sosfiltfilt(sos, run))
    expect([...y.subarray(100, 110)].every(Number.isNaN)).toBe(true)
    expect([...y.subarray(110)]).toEqual([...sosfiltfilt(sos, x.subarray(110))])
  })

  test('a run shorter than the padding is filtered all the same', () => {
    expect(sosfiltfilt(sos, [1, 2, 4]).every(Number.isFinite)).toBe(true)
    expect(sosfiltfilt(sos, [])).toHaveLength(0)
  })

  test('harmonics from half the rate on are left out', () => {
    expect(notchHarmonics(50, 30, 256, 4)).toHaveLength(2)
    expect(
      frequencyResponse(notchHarmonics(50, 30, 256, 4), [50, 100], 256).every(({ gain }) => gain < 1e-9)
    ).toBe(true)
  })
})

const BANDSTOP_3 = [
  0.8818381985744145, -1.9580741441025722e-16, 0.8818381985744145, 1.0, -2.2204460492503136e-16,
  0.8816185923631893, 1.0, -2.2204460492503136e-16, 1.0, 1.0, -0.10555298880047152, 0.9391793251480994, 1.0,
  -2.2204460492503136e-16, 1.0, 1.0, 0.10555298880047079, 0.9391793251480994
]

const BANDPASS_5 = [
  2.3409914930614028e-6, 4.6819829861228055e-6, 2.3409914930614028e-6, 1.0, -1.7595426734464803,
  0.8540806854634667, 1.0, 2.0, 1.0, 1.0, -1.7378470627989422, 0.8648732717893343, 1.0, 0.0, -1.0, 1.0,
  -1.824228895894455, 0.8964538060407213, 1.0, -2.0, 1.0, 1.0, -1.786315630979177, 0.9426905964750525, 1.0,
  -2.0, 1.0, 1.0, -1.8999162382839694, 0.9629632050964125
]

const HIGHPASS_5 = [
  0.9749039346036602, -0.9749039346036602, 0.0, 1.0, -0.9844141274160969, 0.0, 1.0, -2.0, 1.0, 1.0,
  -1.9746602956354231, 0.9749039346327976, 1.0, -2.0, 1.0, 1.0, -1.990093692505087, 0.9903392357172509
]

const LOWPASS_1 = [0.13672873599731955, 0.13672873599731955, 0.0, 1.0, -0.726542528005361, 0.0]

const WIDE_3 = [
  0.8279712956223761, 1.6559425912447523, 0.8279712956223761, 1.0, 1.8322146647302844, 0.8550817933964819,
  1.0, 0.0, -1.0, 1.0, -0.11524682429455257, -0.827271945972475, 1.0, -2.0, 1.0, 1.0, -1.968139886832171,
  0.9691127231006799
]
