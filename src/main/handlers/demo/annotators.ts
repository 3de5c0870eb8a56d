import type { Scene, Turn } from '../../../shared/demo/scene'
import { fromSeconds } from '../../../shared/domain/time'
import { seededRandom } from '../../../shared/metrics/base/seeded-random'

/** A simulated annotator: how often the label differs from the script, and by how much the edges wander (seconds). */
export interface SimulatedAnnotator {
  readonly name: string
  readonly color: string
  readonly seed: number
  readonly slips: number
  readonly edgeSeconds: number
}

export const simulatedAnnotators: readonly SimulatedAnnotator[] = [
  { name: 'Rater A', color: '#8a6fd1', seed: 11, slips: 0.1, edgeSeconds: 0.12 },
  { name: 'Rater B', color: '#3f9a8a', seed: 23, slips: 0.28, edgeSeconds: 0.25 },
  { name: 'Rater C', color: '#c07a3f', seed: 37, slips: 0.4, edgeSeconds: 0.4 }
]

/** What an emotion is taken for when an annotator slips. */
const confusable: Record<string, readonly string[]> = {
  happiness: ['surprise', 'neutral'],
  anger: ['disgust', 'neutral'],
  sadness: ['neutral', 'fear'],
  fear: ['surprise', 'sadness'],
  surprise: ['happiness', 'fear'],
  disgust: ['anger', 'sadness'],
  neutral: ['sadness', 'happiness']
}

/** One label of a simulated annotator; times in µs. */
export interface SimulatedLabel {
  readonly player: number
  readonly start: number
  readonly end: number
  readonly label: string
  readonly confidence: number
  readonly comment?: string
}

/** Labels of one annotator for every turn of a scene, the same on every machine. */
export function simulateLabels(scene: Scene, annotator: SimulatedAnnotator): SimulatedLabel[] {
  const random = seededRandom(annotator.seed * 1009 + scene.turns.length)
  const uniform = (): number => random() / 4_294_967_296
  const wander = (): number => (uniform() + uniform() - 1) * annotator.edgeSeconds
  return scene.turns.map((turn) => {
    const slipped = uniform() < annotator.slips
    const start = Math.max(0, turn.start + wander())
    const end = Math.min(scene.seconds, turn.end + wander())
    return {
      player: turn.player,
      start: fromSeconds(start),
      end: fromSeconds(end),
      label: slipped ? mistaken(turn, uniform()) : turn.emotion,
      confidence: slipped ? 0.4 : uniform() < 0.7 ? 0.8 : 0.6,
      comment: slipped && uniform() < 0.3 ? 'Not sure about this one.' : undefined
    }
  })
}

function mistaken(turn: Turn, draw: number): string {
  const options = confusable[turn.emotion] ?? ['neutral']
  return options[Math.floor(draw * options.length)] ?? 'neutral'
}
