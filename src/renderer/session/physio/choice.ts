import { z } from 'zod'
import { ChosenTracks } from '../../../shared/physio/measures/measure-query'
import { MeasureSettings } from '../../../shared/physio/measures/settings'
import { makeStore } from '../store'
import { readUiState, saveUiState } from '../ui-state'

/** Tracks of events of a recording; null: none of that role is wanted. */
const Picked = z.object({
  beats: z.string().nullable().optional(),
  responses: z.string().nullable().optional(),
  breaths: z.string().nullable().optional()
})

/** What the Physiology panel measures; kept with the project, and what an export of signal features takes. */
export const PhysioChoice = z.object({
  settings: MeasureSettings.default(MeasureSettings.parse({})),
  /** By recording; absent: the highest track of each role. */
  tracks: z.record(z.string(), Picked).default({}),
  where: z.union([z.enum(['all', 'selection']), z.templateLiteral(['track:', z.string()])]).default('all'),
  bands: z.boolean().default(false),
  /** Band powers are of EEG as the Signals panel shows it, or as it was recorded. */
  bandsOf: z.enum(['view', 'recorded']).default('view')
})
export type PhysioChoice = z.infer<typeof PhysioChoice>
export type Picked = z.infer<typeof Picked>

const usual: PhysioChoice = PhysioChoice.parse({})
const store = makeStore<PhysioChoice>(usual)

export const usePhysioChoice = (): PhysioChoice => store()
export const physioChoice = (): PhysioChoice => store.getState()

/** Change what is measured; never an edit. */
export function choosePhysio(patch: Partial<PhysioChoice>): void {
  store.setState(patch)
  saveUiState('physiology', store.getState())
}

/** Take another track of a role in a recording, or none. */
export function pickTrack(recordingId: string, picked: Picked): void {
  const { tracks } = store.getState()
  choosePhysio({ tracks: { ...tracks, [recordingId]: { ...tracks[recordingId], ...picked } } })
}

/** Come back to what was chosen in this project. */
export async function recallPhysio(): Promise<void> {
  const kept = PhysioChoice.safeParse((await readUiState('physiology')) ?? {})
  store.setState(kept.success ? kept.data : usual)
}

/** Ids without those that are taken away on purpose. */
export const chosenOf = (picked: Picked | undefined): z.infer<typeof ChosenTracks> =>
  ChosenTracks.parse(
    Object.fromEntries(Object.entries(picked ?? {}).filter(([, id]) => id !== null && id !== undefined))
  )
