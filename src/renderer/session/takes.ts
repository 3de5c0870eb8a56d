import type { Take, Track } from '../../shared/domain/rows'
import { formatClock, toSeconds } from '../../shared/domain/time'
import { apply, command, undo } from './edit'
import { project, useProject } from './project'
import { toast } from './toasts'

const none: readonly Take[] = []

/** Takes of a trace track, the lowest first. */
export const takesOf = (trackId: string): readonly Take[] => project().index.takesByTrack.get(trackId) ?? none
export const useTakes = (trackId: string | undefined): readonly Take[] =>
  useProject((state) => (trackId === undefined ? none : (state.index.takesByTrack.get(trackId) ?? none)))

/** Trace tracks of a recording. */
export const traceTracksOf = (recordingId: string | undefined): readonly Track[] =>
  recordingId === undefined
    ? []
    : (project().index.tracksByRecording.get(recordingId) ?? []).filter(({ kind }) => kind === 'trace')

/** "Take 2, 00:12 to 00:54". Takes are counted from the lowest. */
export function takeTitle(take: Take): string {
  const number = takesOf(take.trackId).findIndex(({ id }) => id === take.id) + 1
  return `Take ${number}, ${shortClock(take.start)} to ${shortClock(take.end)}`
}

const shortClock = (time: number): string =>
  formatClock(time)
    .replace(/^00:/, '')
    .replace(/\.\d+$/, '')

type TakePatch = {
  readonly hidden?: boolean
  readonly lag?: number | null
  readonly lagSource?: Take['lagSource'] | null
  readonly fade?: number | null
}

export const setTakes = (ids: readonly string[], patch: TakePatch): ReturnType<typeof apply> =>
  apply([command('take-set', { ids, patch })])

/** Delete takes, and offer them back. */
export async function deleteTakes(takes: readonly Take[]): Promise<void> {
  const seconds = takes.reduce((sum, { start, end }) => sum + toSeconds(end - start), 0)
  if (await apply([command('take-delete', { ids: takes.map(({ id }) => id) })]))
    toast(
      `${takes.length === 1 ? 'A take' : `${takes.length} takes`} of ${Math.round(seconds)} s ${takes.length === 1 ? 'is' : 'are'} deleted.`,
      { action: { label: 'Undo', run: () => void undo() } }
    )
}

/** Words of a lag: "0.42 s late", "as rated". */
export const lagText = ({ lag }: Pick<Take, 'lag'>): string =>
  lag === undefined || lag === 0
    ? 'as rated'
    : `${Math.abs(toSeconds(lag)).toFixed(2)} s ${lag > 0 ? 'late' : 'early'}`
