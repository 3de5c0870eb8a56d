import type { FileEvent } from '../event-track'

/** Events of an EyeLink recording by kind and eye, times in ms of the tracker. */
export type EyeEvents = Map<string, FileEvent[]>

const EYES: Readonly<Record<string, string>> = { L: 'left eye', R: 'right eye' }
/** Fields that the lines of an event end with, behind start, end and duration. */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  EFIX: ['x', 'y', 'pupil', 'xResolution', 'yResolution'],
  ESACC: ['startX', 'startY', 'endX', 'endY', 'amplitude', 'peakVelocity'],
  EBLINK: []
}
const NAMES: Readonly<Record<string, readonly [label: string, track: string]>> = {
  EFIX: ['Fixation', 'Fixations'],
  ESACC: ['Saccade', 'Saccades'],
  EBLINK: ['Blink', 'Blinks']
}

/** Take in a line that is no sample; `seconds` gives the time on the clock of the recording. */
export function takeEvent(line: string, events: EyeEvents, seconds: (ms: number) => number): void {
  const add = (track: string, event: FileEvent): void => {
    const list = events.get(track)
    if (list) list.push(event)
    else events.set(track, [event])
  }
  const cells = line.split(/\s+/)
  const [word = ''] = cells
  const kind = NAMES[word]
  if (kind) {
    const [, eye = '', start, , duration, ...rest] = cells
    const values = (FIELDS[word] ?? []).flatMap((name, i) => {
      const value = Number(rest[i])
      return rest[i] === undefined || Number.isNaN(value) ? [] : [[name, value] as const]
    })
    add(`${kind[1]} (${EYES[eye] ?? eye})`, {
      time: seconds(Number(start)),
      duration: Number(duration) / 1000,
      text: kind[0],
      ...(values.length > 0 ? { extra: { eyelink: Object.fromEntries(values) } } : {})
    })
  } else if (word === 'MSG') {
    const message = /^MSG\s+(\d+(?:\.\d+)?)\s+(?:(-?\d+)\s+)?(.*)$/.exec(line)
    const text = message?.[3]?.trim() ?? ''
    // Calibration and settings of the tracker are no events of the experiment.
    if (!message || text === '' || /^(?:!|RECCFG|ELCL|GAZE_COORDS|THRESHOLDS|DISPLAY_COORDS)/.test(text))
      return
    // A number before the text is how many ms ago it happened.
    add('Messages', { time: seconds(Number(message[1]) - Number(message[2] ?? 0)), text })
  } else if (word === 'INPUT' && Number(cells[2]) !== 0)
    add('Input port', { time: seconds(Number(cells[1])), text: cells[2] ?? '' })
  else if (word === 'BUTTON' && cells[3] === '1')
    add('Buttons', { time: seconds(Number(cells[1])), text: `Button ${cells[2] ?? ''}` })
}
