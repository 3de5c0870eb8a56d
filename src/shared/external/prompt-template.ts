import { z } from 'zod'

/** A text with fields in braces. */
export const PromptTemplate = z.string().min(1).max(20_000)

/** What a field can stand for. */
export interface PromptFacts {
  readonly id: string
  readonly recording: string
  /** Name of the recording's first file. */
  readonly file: string
  /** Place among the units of its recording, from 1. */
  readonly number: number
  readonly text: string
  readonly speaker: string
  /** Seconds with three decimals. */
  readonly start: string
  readonly end: string
  readonly duration: string
  /** Labels to choose from, with commas. */
  readonly labels: string
}

/** Fields that templates may have, with what they stand for. `prev:3`: that many turns before, with speakers. */
export const promptFields: Readonly<Record<keyof PromptFacts | 'prev:3' | 'next:1', string>> = {
  text: 'words of the segment',
  speaker: 'who speaks',
  'prev:3': 'the three turns before, a line each',
  'next:1': 'the turn behind',
  labels: 'labels of the scheme, with commas',
  recording: 'name of the recording',
  file: 'name of its first file',
  number: 'place among the segments, from 1',
  start: 'start in seconds',
  end: 'end in seconds',
  duration: 'length in seconds',
  id: 'id of the segment'
}

/** Fields of a template that nothing stands for. */
export function unknownFields(template: string): readonly string[] {
  return [...template.matchAll(FIELD)].flatMap(([, name = '']) =>
    known.has(name) || /^(?:prev|next):\d{1,2}$/.test(name) ? [] : [name]
  )
}

/**
 * A prompt: each field in braces replaced; unknown ones stay as they are. `around` gives the unit so many places away,
 * undefined where there is none. Doubled braces stand for themselves.
 */
export function fillTemplate(
  template: string,
  facts: PromptFacts,
  around: (by: number) => Pick<PromptFacts, 'speaker' | 'text'> | undefined = () => undefined
): string {
  return template
    .replaceAll('{{', OPEN)
    .replaceAll('}}', CLOSE)
    .replaceAll(FIELD, (whole, name: string) => {
      const turns = /^(prev|next):(\d{1,2})$/.exec(name)
      if (turns) {
        const count = Number(turns[2])
        const by = (i: number): number => (turns[1] === 'prev' ? i - count : i + 1)
        return Array.from({ length: count }, (_, i) => around(by(i)))
          .flatMap((turn) =>
            turn ? [turn.speaker === '' ? turn.text : `${turn.speaker}: ${turn.text}`] : []
          )
          .join('\n')
      }
      return isFact(name) ? String(facts[name]) : whole
    })
    .replaceAll(OPEN, '{')
    .replaceAll(CLOSE, '}')
}

const FIELD = /\{([a-z]+(?::\d{1,2})?)\}/g
const [OPEN, CLOSE] = ['\u0001', '\u0002']
const facts: readonly (keyof PromptFacts)[] = [
  'id',
  'recording',
  'file',
  'number',
  'text',
  'speaker',
  'start',
  'end',
  'duration',
  'labels'
]
const known: ReadonlySet<string> = new Set(facts)
const isFact = (name: string): name is keyof PromptFacts => known.has(name)
