import { describe, expect, test } from 'vitest'
import { atOnce } from '@shared/agreement/sliced'
import { analyticSignal } from '@shared/signal/dsp/analytic-signal'
import {
  bandMean,
  bandPowerSimpson,
  bandPowerTrapezoid,
  relativeBandPower
} from '@shared/signal/dsp/band-power'
import { bandPowerOverTime } from '@shared/signal/dsp/band-power-over-time'
import { coherence } from '@shared/signal/dsp/coherence'
import { connectivity } from '@shared/signal/dsp/connectivity'
import { detrend } from '@shared/signal/dsp/detrend'
import { differentialEntropy } from '@shared/signal/dsp/differential-entropy'
import type { EntropyConvention } from '@shared/signal/dsp/differential-entropy'
import { eegBands, emotionBands } from '@shared/signal/dsp/eeg-bands'
import { fourier } from '@shared/signal/dsp/fft'
import { firDesign } from '@shared/signal/dsp/fir-design'
import { firFilter } from '@shared/signal/dsp/fir-filter'
import { phaseLocking } from '@shared/signal/dsp/phase-locking'
import { resamplePoly, resampleRatio } from '@shared/signal/dsp/resample-poly'
import { spectrogram } from '@shared/signal/dsp/spectrogram'
import { welch } from '@shared/signal/dsp/welch'
import { eeglabSample, expectClose, expectDigest, hasSignals, named, oracle } from '../signals-folder'

/** A result that must exist. */
function there<T extends object>(result: T): Exclude<T, { readonly value: null }> {
  if ('value' in result && result.value === null) throw new Error(JSON.stringify(result))
  return result as Exclude<T, { readonly value: null }>
}

describe.skipIf(!hasSignals)(named('spectra and features equal SciPy on two real EEG channels'), () => {
  const want = oracle('dsp_oracle.json')
  const sample = hasSignals ? eeglabSample().map((channel) => channel.subarray(0, 3840)) : []
  const [cz = new Float64Array(), pz = new Float64Array()] = [sample[13], sample[21]]
  const options = { rateHz: 128, segmentSamples: 256 }
  const value = <T>(one: { readonly name: string }, record: Record<string, T>): T => record[one.name] as T

  test('Welch with Hann, half overlap and the mean taken off', () => {
    const { f_first8, p } = want.welch_nperseg256_hann_50pct_constdetrend_density
    const spectrum = there(welch(cz, options))
    expectClose(spectrum.frequencies.subarray(0, 8), f_first8, 1e-12)
    expectClose(spectrum.power, p, 0, 1e-9)
    for (const band of eegBands)
      expect(bandPowerTrapezoid(spectrum, band).value).toBeCloseTo(
        value(band, want.band_power_trapz_welch),
        8
      )
  })

  test('both conventions of differential entropy, each with its unit', () => {
    for (const band of eegBands) {
      const entropy = differentialEntropy(cz, 128, band, 'de-nats-zero-phase')
      expect(entropy.unit).toBe('nats')
      expect(entropy.value).toBeCloseTo(value(band, want.DE_nat_zero_phase_butter4), 9)
    }
    for (const band of emotionBands) {
      const chunks = [0, 1, 2, 3].map((i) =>
        differentialEntropy(cz.subarray(i * 128, i * 128 + 128), 128, band, 'de-bits-causal')
      )
      // TorchEEG filters by polynomials of order 10, whose rounding is about 1e-7; sections do not have it.
      expect(chunks[0]?.unit).toBe('bits')
      expectClose(
        chunks.map((chunk) => chunk.value ?? NaN),
        value<number[]>(band, want.DE_torcheeg_BandDifferentialEntropy_128chunks_first4),
        0,
        1e-6
      )
    }
  })

  test('coherence by frequency and by band', () => {
    const found = there(coherence(cz, pz, options))
    expectClose(found.magnitudeSquared, want.coherence_A_B_nperseg256.c, 1e-9)
    for (const band of eegBands)
      expect(bandMean(found.frequencies, found.magnitudeSquared, band).value).toBeCloseTo(
        value(band, want.coherence_band_mean),
        9
      )
  })

  test('phase-locking by band', () => {
    for (const band of eegBands)
      expect(phaseLocking(cz, pz, 128, band).value).toBeCloseTo(
        value(band, want.PLV_A_B_butter4_sosfiltfilt_hilbert),
        9
      )
  })

  test('a matrix of connections has the values of its pairs', () => {
    for (const band of eegBands) {
      const of = (connection: 'coherence' | 'imaginary-coherence' | 'phase-locking') => {
        const matrix = there(atOnce(connectivity([cz, pz, cz], options, band, connection)))
        expect(matrix.values[3]).toBe(matrix.values[1])
        expect(matrix.values[4]).toBeNaN()
        return matrix.values[1] ?? NaN
      }
      expect(of('coherence')).toBeCloseTo(value(band, want.coherence_band_mean), 9)
      expect(of('phase-locking')).toBeCloseTo(value(band, want.PLV_A_B_butter4_sosfiltfilt_hilbert), 9)
      const { frequencies, imaginary } = there(coherence(cz, pz, options))
      expect(of('imaginary-coherence')).toBeCloseTo(
        bandMean(frequencies, imaginary.map(Math.abs), band).value ?? NaN,
        9
      )
    }
  })

  test('resampling from 128 to 100 Hz', () => {
    const { up, down } = resampleRatio(128, 100)
    expectDigest(resamplePoly(cz, up, down), want.resample_poly_128_to_100_A, 1e-9)
  })

  test.each([
    ['spectrogram_nperseg128_noverlap96_tukey.25_density', { kind: 'tukey', alpha: 0.25 }],
    ['spectrogram_hann_nperseg128_noverlap96_density', { kind: 'hann' }]
  ] as const)('%s', (id, taper) => {
    const { shape, t_first4, col0 } = want[id]
    const found = spectrogram(cz, { rateHz: 128, segmentSamples: 128, overlapSamples: 96, taper })
    expect([found.frequencies.length, found.times.length]).toEqual(shape)
    expectClose(found.power.subarray(0, 65), col0, 0, 1e-8)
    if (t_first4) expectClose(found.times.subarray(0, 4), t_first4, 1e-12)
  })
})

describe('differential entropy of two known sines', () => {
  // 20 µV at 10 Hz and 5 µV at 20 Hz, 8 s at 200 Hz; the window is 4 to 6 s.
  const x = Float64Array.from({ length: 1600 }, (_, i) => {
    const t = i / 200
    return 20 * Math.sin(2 * Math.PI * 10 * t) + 5 * Math.sin(2 * Math.PI * 20 * t + 0.3)
  })
  const [, alpha, beta] = emotionBands
  const entropy = (band = alpha, convention: EntropyConvention = 'de-nats-zero-phase') => {
    if (!band) throw new Error('no such band')
    return differentialEntropy(x, 200, band, convention, 800, 1200)
  }

  test('alpha is 4.0681 nats and 5.8690 bits', () => {
    expect(entropy(alpha).value).toBeCloseTo(4.0681, 2)
    expect(entropy(alpha, 'de-bits-causal').value).toBeCloseTo(5.869, 2)
  })

  test('beta is 3.8854 bits causal and 3.8693 bits zero-phase', () => {
    expect(entropy(beta, 'de-bits-causal').value).toBeCloseTo(3.8854, 4)
    expect((entropy(beta).value ?? NaN) / Math.LN2).toBeCloseTo(3.8693, 4)
  })

  test('a flat signal has none, with the reason', () => {
    expect(
      differentialEntropy(
        new Float64Array(400),
        200,
        alpha ?? { name: 'alpha', lowHz: 8, highHz: 14 },
        'de-bits-causal'
      )
    ).toMatchObject({
      value: null,
      reason: expect.stringContaining('does not vary')
    })
  })
})

describe('transforms', () => {
  test.each([1, 2, 3, 8, 60, 97, 128, 375])(
    'of length %i equal the sum that defines them, and go back',
    (size) => {
      const re = Float64Array.from({ length: size }, (_, i) => Math.sin(i * 1.7) + (i % 5))
      const im = Float64Array.from({ length: size }, (_, i) => Math.cos(i * 0.4))
      const [outRe, outIm] = [re.slice(), im.slice()]
      const transform = fourier(size)
      transform.forward(outRe, outIm)
      for (let k = 0; k < size; k++) {
        let [sumRe, sumIm] = [0, 0]
        for (let n = 0; n < size; n++) {
          const [c, s] = [Math.cos((2 * Math.PI * k * n) / size), -Math.sin((2 * Math.PI * k * n) / size)]
          sumRe += (re[n] ?? 0) * c - (im[n] ?? 0) * s
          sumIm += (re[n] ?? 0) * s + (im[n] ?? 0) * c
        }
        expectClose([outRe[k] ?? NaN, outIm[k] ?? NaN], [sumRe, sumIm], 1e-9)
      }
      transform.inverse(outRe, outIm)
      expectClose(outRe, [...re], 1e-11)
      expectClose(outIm, [...im], 1e-11)
    }
  )

  test('the analytic signal of a cosine has the sine as its imaginary part, for odd lengths too', () => {
    for (const size of [120, 75]) {
      const x = Float64Array.from({ length: size }, (_, i) => Math.cos((2 * Math.PI * 3 * i) / size))
      const { im } = analyticSignal(x)
      expectClose(im, [...x.map((_, i) => Math.sin((2 * Math.PI * 3 * i) / size))], 1e-12)
    }
  })

  test('detrending takes a line off and leaves the rest', () => {
    const wave = Float64Array.from({ length: 101 }, (_, i) => Math.cos((2 * Math.PI * 4 * (i - 50)) / 101))
    const flat = detrend(wave, 'constant')
    const back = detrend(
      flat.map((value, i) => value + 3 + 0.2 * i),
      'linear'
    )
    expectClose(back, [...flat], 1e-10)
  })
})

describe('spectra of awkward input', () => {
  const wave = Float64Array.from({ length: 1000 }, (_, i) => Math.sin(i / 2) + Math.cos(i / 7))
  const options = { rateHz: 100, segmentSamples: 150, taper: { kind: 'hamming' } } as const

  test('a window length that is no power of two keeps its own bins', () => {
    // python3: scipy.signal.welch(x, 100, 'hamming', 150)[1][[0, 1, 11, 12, 75]] for this x
    const spectrum = there(welch(wave, options))
    expect(spectrum.frequencies).toHaveLength(76)
    expectClose(
      [0, 1, 11, 12, 75].map((k) => spectrum.power[k] ?? NaN),
      HAMMING_150,
      0,
      1e-9
    )
  })

  test('an odd window length has no bin at half the rate', () => {
    // python3: scipy.signal.welch(x, 100, 'hann', 151, detrend='linear')[1][[0, 1, 12, 75]]
    const spectrum = there(welch(wave, { rateHz: 100, segmentSamples: 151, detrend: 'linear' }))
    expectClose(
      [0, 1, 12, 75].map((k) => spectrum.power[k] ?? NaN),
      LINEAR_151,
      0,
      1e-8
    )
  })

  test('a gap costs the windows that touch it, and they are counted', () => {
    const holed = wave.slice()
    holed[500] = NaN
    expect(there(welch(holed, options))).toMatchObject({ used: 10, leftOut: 2 })
    const columns = spectrogram(holed, options)
    const empty = [...columns.times].filter((_, t) => Number.isNaN(columns.power[t * 76]))
    expect(empty).toHaveLength(2)
  })

  test('a stretch shorter than a window has no spectrum, with the reason', () => {
    expect(welch(wave.subarray(0, 149), options)).toMatchObject({
      value: null,
      reason: expect.stringContaining('149 samples')
    })
    expect(spectrogram(wave.subarray(0, 149), options).times).toHaveLength(0)
  })

  test('a band between two bins has no power, with the reason', () => {
    const spectrum = there(welch(wave, options))
    expect(bandPowerTrapezoid(spectrum, { name: 'narrow', lowHz: 4.1, highHz: 4.5 }).value).toBeNull()
  })

  test("Simpson's rule is SciPy's for odd and even numbers of bins", () => {
    // python3: scipy.integrate.simpson(p[(f >= lo) & (f <= hi)], dx=f[1]) with f, p of the Hamming spectrum above
    const spectrum = there(welch(wave, options))
    const odd = bandPowerSimpson(spectrum, { name: 'odd', lowHz: 6, highHz: 10 })
    const even = bandPowerSimpson(spectrum, { name: 'even', lowHz: 6, highHz: 9.5 })
    expectClose([odd.value ?? NaN, even.value ?? NaN], SIMPSON, 0, 1e-9)
  })

  test('shares of bands that cover all power add up to 1', () => {
    const spectrum = there(welch(wave, options))
    const bands = [
      { name: 'low', lowHz: 0, highHz: 10 },
      { name: 'high', lowHz: 10, highHz: 50 }
    ]
    const shares = bands.map((band) => relativeBandPower(spectrum, band, bands).value ?? NaN)
    expect(shares[0] ?? NaN).toBeGreaterThan(0.9)
    expect((shares[0] ?? NaN) + (shares[1] ?? NaN)).toBeCloseTo(1, 12)
  })

  test('band power over time rises where the band begins, and a gap is a gap', () => {
    const late = wave.map((_, i) => (i < 500 ? 0 : Math.sin((2 * Math.PI * 10 * i) / 100)))
    late[900] = NaN
    const columns = spectrogram(late, { rateHz: 100, segmentSamples: 100, overlapSamples: 50 })
    const power = bandPowerOverTime(columns, { name: 'alpha', lowHz: 8, highHz: 13 })
    expect(power[2]).toBeCloseTo(0, 9)
    // A sine of amplitude 1 has a power of 1/2.
    expect(power[12]).toBeCloseTo(0.5, 2)
    expect(power.at(-1)).toBeNaN()
  })

  test('one window alone has no coherence', () => {
    expect(coherence(wave.subarray(0, 160), wave.subarray(10, 170), options)).toMatchObject({ value: null })
  })

  test('a shared source without delay has coherence but no imaginary part, a delayed one has', () => {
    const at = (lag: number) => coherence(wave.subarray(20, 900), wave.subarray(20 - lag, 900 - lag), options)
    const bin = 12
    expect(there(at(0)).magnitudeSquared[bin]).toBeCloseTo(1, 9)
    expect(there(at(0)).imaginary[bin]).toBeCloseTo(0, 9)
    expect(there(at(3)).imaginary[bin] ?? NaN).toBeLessThan(-0.9)
  })
})

describe('linear-phase filters', () => {
  test("are SciPy's firwin", () => {
    // python3: scipy.signal.firwin(9, [5, 20], fs=100, pass_zero=False), then pass_zero=True, then firwin(9, 10, fs=100, pass_zero=False, window='hann')
    expectClose(firDesign(9, { kind: 'bandpass', lowHz: 5, highHz: 20 }, 100), FIR_BANDPASS, 1e-12)
    expectClose(firDesign(9, { kind: 'bandstop', lowHz: 5, highHz: 20 }, 100), FIR_BANDSTOP, 1e-12)
    expectClose(firDesign(9, { kind: 'highpass', cutoffHz: 10 }, 100, { kind: 'hann' }), FIR_HIGHPASS, 1e-12)
  })

  test('leave a slow wave where it is', () => {
    const x = Float64Array.from({ length: 400 }, (_, i) => Math.sin((2 * Math.PI * i) / 200))
    const y = firFilter(firDesign(51, { kind: 'lowpass', cutoffHz: 20 }, 100), x)
    expectClose(y.subarray(60, 340), [...x.subarray(60, 340)], 5e-3)
  })
})

const HAMMING_150 = [
  0.0038455228957271236, 0.001799956850384942, 0.12493058169423281, 0.54691029955893, 5.256585271548455e-7
]

const LINEAR_151 = [0.0045740063886818335, 0.0017020681901236522, 0.5031879526522359, 4.038923383598472e-14]

const SIMPSON = [0.5764772854574135, 0.5634513860410268]

const FIR_BANDPASS = [
  -0.019552954103377138, -0.0513871154015404, 1.2100684543160649e-17, 0.28553479011500094,
  0.48441456355116647, 0.28553479011500094, 1.2100684543160649e-17, -0.0513871154015404, -0.019552954103377138
]

const FIR_BANDSTOP = [
  0.027888520260865843, 0.0732938154227953, -6.903717653466901e-17, -0.4072603422072631, 1.6121560130472041,
  -0.4072603422072631, -6.903717653466901e-17, 0.0732938154227953, 0.027888520260865843
]

const FIR_HIGHPASS = [
  -0.0, -0.014813712574720132, -0.07586576757255957, -0.1600843581575193, 0.8019353936806403,
  -0.1600843581575193, -0.07586576757255957, -0.014813712574720132, -0.0
]
