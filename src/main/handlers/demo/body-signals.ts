import type { Scene } from '../../../shared/demo/scene'
import { seededRandom } from '../../../shared/metrics/base/seeded-random'
import type { EdfChannel } from './edf-file'

const EEG_RATE_HZ = 256
const EDA_RATE_HZ = 32
const ECG_RATE_HZ = 256
const eegLabels = ['Fp1', 'Fp2', 'F3', 'F4', 'C3', 'C4', 'O1', 'O2'] as const

/** How strongly the body of the simulated wearer answers to an emotion, 0 to 1. */
const arousal: Record<string, number> = {
  anger: 0.9,
  fear: 1,
  surprise: 0.8,
  happiness: 0.6,
  disgust: 0.5,
  sadness: 0.3,
  neutral: 0.1
}

/** Arousal of the first player at a time, smoothed over the last seconds, from the turns of the scene. */
function arousalAt(scene: Scene, time: number): number {
  let level = 0
  for (const turn of scene.turns) {
    const since = time - turn.start
    if (since > 0)
      level += (arousal[turn.emotion] ?? 0.2) * Math.exp(-since / 6) * (1 - Math.exp(-since / 1.2))
  }
  return level
}

/** Synthetic EEG of the first player in µV: coloured noise, alpha that fades when aroused, blinks on the frontal channels. */
export function eegChannels(scene: Scene): EdfChannel[] {
  const samples = Math.round(scene.seconds * EEG_RATE_HZ)
  const blinks = blinkTimes(scene)
  return eegLabels.map((label, index) => {
    const uniform = generator(101 + index)
    const posterior = label.startsWith('O') ? 1 : label.startsWith('C') ? 0.5 : 0.25
    const frontal = label.startsWith('Fp') ? 1 : label.startsWith('F') ? 0.35 : 0.05
    const data = new Float32Array(samples)
    let slow = 0
    let fast = 0
    for (let i = 0; i < samples; i++) {
      const time = i / EEG_RATE_HZ
      slow = 0.985 * slow + 2.4 * (uniform() - 0.5)
      fast = 0.6 * fast + 6 * (uniform() - 0.5)
      const waxing = 0.6 + 0.4 * Math.sin(time * 0.9 + index)
      const alpha =
        (22 * posterior * waxing * Math.sin(2 * Math.PI * 10.2 * time + index * 0.4)) /
        (1 + 1.5 * arousalAt(scene, time))
      data[i] = slow * 2 + fast + alpha + frontal * blinkAt(blinks, time)
    }
    return {
      label: `EEG ${label}`,
      unit: 'uV',
      rateHz: EEG_RATE_HZ,
      physicalMin: -400,
      physicalMax: 400,
      samples: data
    }
  })
}

/** Synthetic skin conductance (µS), ECG (mV) and breathing of the first player. */
export function bodyChannels(scene: Scene): EdfChannel[] {
  return [
    {
      label: 'EDA',
      unit: 'uS',
      rateHz: EDA_RATE_HZ,
      physicalMin: 0,
      physicalMax: 20,
      samples: skinConductance(scene)
    },
    { label: 'ECG', unit: 'mV', rateHz: ECG_RATE_HZ, physicalMin: -2, physicalMax: 3, samples: heart(scene) },
    {
      label: 'Resp',
      unit: 'a.u.',
      rateHz: EDA_RATE_HZ,
      physicalMin: -2,
      physicalMax: 2,
      samples: breath(scene)
    }
  ]
}

/** Tonic level plus one response per turn, rising over about a second and recovering over about four (Boucsein, 2012). */
function skinConductance(scene: Scene): Float32Array {
  const uniform = generator(7)
  return Float32Array.from({ length: Math.round(scene.seconds * EDA_RATE_HZ) }, (_, i) => {
    const time = i / EDA_RATE_HZ
    let level = 4.2 + 0.25 * Math.sin(time / 13) + 0.004 * (uniform() - 0.5)
    for (const turn of scene.turns) {
      const since = time - turn.start - 1.4
      if (since > 0)
        level += 1.6 * (arousal[turn.emotion] ?? 0.2) * (Math.exp(-since / 4) - Math.exp(-since / 0.8))
    }
    return level
  })
}

/** Beats whose rate follows arousal and breathing; each beat a sum of five bumps (P, Q, R, S, T; after McSharry and others, 2003). */
function heart(scene: Scene): Float32Array {
  const data = new Float32Array(Math.round(scene.seconds * ECG_RATE_HZ))
  const waves: readonly (readonly [number, number, number])[] = [
    [-0.2, 0.12, 0.025],
    [-0.035, -0.14, 0.01],
    [0, 1.15, 0.011],
    [0.035, -0.22, 0.01],
    [0.27, 0.3, 0.045]
  ]
  let beat = 0.4
  while (beat < scene.seconds) {
    for (const [delay, height, width] of waves) addBump(data, beat + delay, height, width)
    const rate = 66 + 16 * arousalAt(scene, beat) + 3 * Math.sin(2 * Math.PI * 0.25 * beat)
    beat += 60 / rate
  }
  return data
}

function addBump(data: Float32Array, centre: number, height: number, width: number): void {
  const reach = 4 * width
  const first = Math.max(0, Math.ceil((centre - reach) * ECG_RATE_HZ))
  const last = Math.min(data.length - 1, Math.floor((centre + reach) * ECG_RATE_HZ))
  for (let i = first; i <= last; i++)
    data[i] = (data[i] ?? 0) + height * Math.exp(-(((i / ECG_RATE_HZ - centre) / width) ** 2) / 2)
}

const breath = (scene: Scene): Float32Array =>
  Float32Array.from({ length: Math.round(scene.seconds * EDA_RATE_HZ) }, (_, i) => {
    const time = i / EDA_RATE_HZ
    return (
      Math.sin(2 * Math.PI * 0.25 * time + 0.6 * Math.sin(time / 5)) * (0.9 + 0.3 * arousalAt(scene, time))
    )
  })

function blinkTimes(scene: Scene): number[] {
  const uniform = generator(31)
  const times: number[] = []
  for (let time = 1.5; time < scene.seconds; time += 2 + 3.5 * uniform()) times.push(time)
  return times
}

const blinkAt = (times: readonly number[], time: number): number =>
  times.reduce(
    (sum, blink) =>
      Math.abs(time - blink) < 0.5 ? sum + 130 * Math.exp(-(((time - blink) / 0.07) ** 2) / 2) : sum,
    0
  )

function generator(seed: number): () => number {
  const random = seededRandom(seed)
  return () => random() / 4_294_967_296
}
