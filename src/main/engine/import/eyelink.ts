import { fromSeconds } from '../../../shared/domain/time'
import { SignalWriter } from '../media/signal-writer'
import { eventTrack, eventTracks } from './event-track'
import { takeEvent } from './eyelink/eye-events'
import type { EyeEvents } from './eyelink/eye-events'
import type { FileFormat, ProbedFile, ReadContext } from './format'
import { failed, fileProblem } from './format'
import { lineBlocks } from './line-blocks'
import { headText } from './text-file'

/** Longest pause that is written as a gap: a tracker that ran for a day. */
const LONGEST_SECONDS = 86_400

/** Recordings of EyeLink trackers as text: gaze and pupil of each eye, fixations, saccades, blinks and messages. */
export const eyeLink: FileFormat = {
  id: 'eyelink',
  name: 'EyeLink recordings as text (asc)',
  extensions: ['asc'],
  probe: ({ head }) => {
    const text = headText(head)
    return (
      /^\*\* (?:CONVERTED FROM|TYPE: EDF_FILE)/m.test(text) || /^SAMPLES\s+(?:GAZE|PUPIL|HREF)\s/m.test(text)
    )
  },
  read: readAsc
}

/** How the lines of samples are built, as the line SAMPLES says. */
interface Shape {
  readonly eyes: readonly string[]
  readonly rateHz: number
}

async function readAsc(file: ProbedFile, context: ReadContext): ReturnType<FileFormat['read']> {
  const shape = await shapeOf(file, context)
  const events: EyeEvents = new Map()
  const channels = (shape?.eyes ?? []).flatMap((eye) => [
    `Gaze x (${eye})`,
    `Gaze y (${eye})`,
    `Pupil (${eye})`
  ])
  const writer = new SignalWriter(context.cache, 0, channels.length)
  let zero: number | undefined
  let size = ''
  const facts: Record<string, string> = {}
  let wild = 0
  try {
    for await (const block of lineBlocks(file.path, { signal: context.signal }))
      for (const line of block) {
        const code = line.charCodeAt(0)
        if (code >= 48 && code <= 57) {
          if (!shape) continue
          const cells = line.split('\t').length > 2 ? line.split('\t') : line.split(/\s+/)
          const time = Number(cells[0])
          zero ??= time
          const slot = Math.round(((time - zero) / 1000) * shape.rateHz)
          const next = writer.count(0)
          if (slot < next || (slot - next) / shape.rateHz > LONGEST_SECONDS) {
            wild++
            continue
          }
          for (let eye = 0; eye < shape.eyes.length; eye++) {
            const x = value(cells[1 + 3 * eye])
            const y = value(cells[2 + 3 * eye])
            const pupil = value(cells[3 + 3 * eye])
            for (const [i, one] of [x, y, Number.isNaN(x) && pupil === 0 ? Number.NaN : pupil].entries()) {
              writer.padTo(3 * eye + i, slot)
              writer.push(3 * eye + i, one)
            }
          }
          continue
        }
        if (line.startsWith('START') && zero === undefined) zero = Number(line.split(/\s+/)[1])
        else if (line.startsWith('PUPIL')) size = (line.split(/\s+/)[1] ?? '').toLowerCase()
        const named = /^MSG\s+\d+\s+(DISPLAY_COORDS|GAZE_COORDS)\s*=?\s*(.*)$/.exec(line)
        if (named) facts[named[1] ?? ''] = (named[2] ?? '').trim()
        // What came before the first sample is setting up.
        const start = zero
        if (start !== undefined) takeEvent(line, events, (ms) => (ms - start) / 1000)
      }
    const count = writer.count(0)
    const found = eventTracks(
      [...events].map(([name, list]) => eventTrack(list, { name, authorName: 'EyeLink' }))
    )
    if ((!shape || count === 0) && found.tracks.length === 0)
      return failed(
        file,
        'empty',
        'holds no samples and no events.',
        'Convert the recording again with edf2asc.'
      )
    const seconds = shape ? count / shape.rateHz : 0
    const last = Math.max(0, ...found.tracks.map(({ segments }) => (segments.at(-1)?.end ?? 0) / 1e6))
    const written =
      shape && count > 0
        ? await writer.finish(
            channels.map((label, i) => ({
              label,
              unit: i % 3 === 2 ? size : 'px',
              rateHz: shape.rateHz,
              startUs: 0
            }))
          )
        : undefined
    return {
      ok: true,
      value: {
        container: 'eyelink',
        playback: 'none',
        durationSeconds: Math.max(seconds, last),
        streams: written
          ? [
              {
                kind: 'signal',
                name: 'Gaze',
                index: 0,
                duration: fromSeconds(seconds),
                info: {
                  codec: 'eyelink',
                  channels: written.channels,
                  extra: { eyelink: { ...facts, start: zero } }
                },
                cache: written.cache
              }
            ]
          : [],
        ...found,
        warnings:
          wild === 0
            ? []
            : [
                fileProblem(
                  file,
                  'backward',
                  `has ${wild} samples whose times go back or far ahead.`,
                  'They were left out.',
                  'warning'
                )
              ]
      }
    }
  } finally {
    writer.drop()
  }
}

/** The first line that says how samples are built. */
async function shapeOf(file: ProbedFile, context: ReadContext): Promise<Shape | undefined> {
  for await (const block of lineBlocks(file.path, { signal: context.signal }))
    for (const line of block) {
      if (!line.startsWith('SAMPLES')) continue
      const rateHz = Number(/\bRATE\s+([\d.]+)/.exec(line)?.[1])
      const eyes = ['LEFT', 'RIGHT'].filter((eye) => line.includes(eye)).map((eye) => eye.toLowerCase())
      if (rateHz > 0 && eyes.length > 0) return { eyes, rateHz }
    }
  return undefined
}

/** `.`: nothing was seen. */
const value = (cell: string | undefined): number => {
  const text = cell?.trim() ?? ''
  return text === '' || text === '.' ? Number.NaN : Number(text)
}
