import type { Scene } from '../../../shared/demo/scene'
import { seededRandom } from '../../../shared/metrics/base/seeded-random'
import type { SimulatedAnnotator } from './annotators'

/** Samples a second of simulated ratings. */
export const DEMO_TRACE_HZ = 25

/** How a simulated annotator rates while playing. */
export interface SimulatedHand {
  /** Seconds from what happens to what is rated. */
  readonly lagSeconds: number
  /** How far the scale is used, and where its middle lies. */
  readonly gain: number
  readonly bias: number
  /** Size of slow wandering. */
  readonly noise: number
}

/** In the order of `simulatedAnnotators`. */
export const simulatedHands: readonly SimulatedHand[] = [
  { lagSeconds: 0.6, gain: 0.9, bias: 0, noise: 0.03 },
  { lagSeconds: 1.1, gain: 0.7, bias: 0.1, noise: 0.06 },
  { lagSeconds: 1.9, gain: 1, bias: -0.08, noise: 0.09 }
]

/** Where the emotions of the script lie; rough places on the circumplex of Russell 1980. */
const places: Readonly<Record<string, readonly [valence: number, arousal: number]>> = {
  happiness: [0.75, 0.45],
  surprise: [0.2, 0.7],
  anger: [-0.6, 0.7],
  fear: [-0.6, 0.55],
  disgust: [-0.6, 0.2],
  sadness: [-0.65, -0.4],
  neutral: [0, -0.1]
}
/** Seconds in which two thirds of a change of feeling are there. */
const SLOWNESS = 0.7
/** Share of a turn's feeling that stays until the next one. */
const STAYS = 0.45

/** Valence and arousal of a scene as one hand rates them: row-major, the same on every machine. */
export function simulateTrace(
  scene: Scene,
  annotator: SimulatedAnnotator,
  hand: SimulatedHand
): Float64Array {
  const count = scene.seconds * DEMO_TRACE_HZ
  const random = seededRandom(annotator.seed * 7919 + scene.turns.length)
  const uniform = (): number => random() / 4_294_967_296 - 0.5
  const samples = new Float64Array(count * 2)
  const felt = [0, 0]
  const drift = [0, 0]
  for (let i = 0; i < count; i++) {
    const aim = feelingAt(scene, i / DEMO_TRACE_HZ - hand.lagSeconds)
    for (const dim of [0, 1]) {
      const now = (felt[dim] ?? 0) + ((aim[dim] ?? 0) - (felt[dim] ?? 0)) / (SLOWNESS * DEMO_TRACE_HZ)
      felt[dim] = now
      drift[dim] = (drift[dim] ?? 0) * 0.97 + uniform() * hand.noise
      const rated = now * hand.gain + hand.bias + (drift[dim] ?? 0)
      // Hands move in small steps.
      samples[i * 2 + dim] = Math.round(Math.max(-1, Math.min(1, rated)) * 200) / 200
    }
  }
  return samples
}

/** What the script asks for at a time: the turn under way, or what stays of the one before. */
function feelingAt(scene: Scene, seconds: number): readonly [number, number] {
  const turn = scene.turns.findLast(({ start }) => start <= seconds)
  if (!turn) return [0, -0.1]
  const [valence, arousal] = places[turn.emotion] ?? [0, 0]
  const share = seconds <= turn.end ? 1 : STAYS
  return [valence * share, arousal * share]
}
