import type { Scene } from '../../../shared/demo/scene'
import { fromSeconds } from '../../../shared/domain/time'
import { loadSchemes } from '../../store'
import type { NewTake, Project } from '../../store'
import { simulatedAnnotators } from './annotators'
import { DEMO_TRACE_HZ, simulatedHands, simulateTrace } from './simulate-traces'

const SCHEME = 'va-bipolar'
const DIMS = ['valence', 'arousal']
/** Behind all tracks of segments. */
const FIRST_POSITION = 100

/**
 * Valence and arousal of a scene by every simulated annotator. One of them looks away for a moment, and one rates a
 * stretch again, so that missing samples and takes over takes can be seen. `madeBy` stands in the history; the
 * annotators did nothing that they could undo.
 */
export function addSimulatedTraces(
  project: Project,
  madeBy: string,
  schemesFolder: string,
  scene: Scene,
  recordingId: string
): void {
  const scheme = loadSchemes(schemesFolder).find(({ id }) => id === SCHEME)
  if (!scheme) throw new Error(`the label scheme ${SCHEME} is not installed`)
  simulatedAnnotators.forEach((annotator, index) => {
    const hand = simulatedHands[index]
    if (!hand) return
    const authorId = `sim-${index + 1}`
    const trackId = `${authorId}-${scene.id}-va`
    const samples = simulateTrace(scene, annotator, hand)
    const second = (at: number): number => Math.round(at * DEMO_TRACE_HZ) * 2
    if (index === 1) samples.fill(Number.NaN, second(scene.seconds * 0.45), second(scene.seconds * 0.45 + 2))
    const take: NewTake = {
      trackId,
      start: fromSeconds(0),
      rateHz: DEMO_TRACE_HZ,
      dims: DIMS,
      source: 'live',
      device: 'simulated',
      madeAt: '2026-01-15T10:00:00.000Z',
      extra: { synthetic: true }
    }
    const again = { from: Math.round(scene.seconds * 0.3), to: Math.round(scene.seconds * 0.45) }
    const improved = simulateTrace(scene, annotator, { ...hand, noise: 0.02, bias: 0 })
    const committed = project.commitTakes(
      madeBy,
      [
        { take: { ...take, id: `${trackId}-1` }, samples },
        ...(index === 2
          ? [
              {
                take: {
                  ...take,
                  id: `${trackId}-2`,
                  start: fromSeconds(again.from),
                  fade: fromSeconds(0.5)
                },
                samples: improved.slice(second(again.from), second(again.to))
              }
            ]
          : [])
      ],
      [
        ...(project.get('scheme', SCHEME)
          ? []
          : [{ id: 'scheme-save', input: { document: scheme.document } }]),
        {
          id: 'track-create',
          input: {
            id: trackId,
            recordingId,
            authorId,
            schemeId: SCHEME,
            attributeId: 'va',
            name: 'Valence and arousal',
            kind: 'trace',
            overlap: 'allowed',
            trace: { mode: 'bounded', rateHz: DEMO_TRACE_HZ, dims: DIMS },
            position: FIRST_POSITION + index
          }
        }
      ]
    )
    if (!committed.ok) throw new Error(committed.error.message)
  })
}
