import { z } from 'zod'
import { nominalTimes } from '../../../shared/conversation/nominal-times'
import type { FileFormat } from './format'
import { failed, fileProblem } from './format'
import { headText, readText } from './text-file'
import { transcript } from './utterances'
import type { Utterance } from './utterances'

const LARGEST = 64 * 1024 * 1024

/** One utterance: who said what, as its transcriber and any number of recognisers understood it. */
const Row = z.looseObject({
  id: z.string().optional(),
  speaker: z.string().optional(),
  emotion: z.string().optional(),
  need_prediction: z.string().optional(),
  groundtruth: z.string()
})
const Rows = z.array(Row).min(1)

/** Fields that are no transcript. */
const FACTS = new Set(['id', 'speaker', 'emotion', 'need_prediction', 'groundtruth'])
/** Name of the layer that was written by people. */
const REFERENCE = 'groundtruth'

/**
 * Conversations of the GenSEC challenge: a JSON list of utterances, each with `groundtruth` and one field for each
 * recogniser; `need_prediction: "no"` is a turn that is not scored. Every transcript becomes a layer. There are no
 * times, so turns get nominal ones.
 */
export const conversationJson: FileFormat = {
  id: 'conversation-json',
  name: 'conversations with several transcripts (GenSEC JSON)',
  extensions: ['json'],
  probe: ({ extension, head }) =>
    extension === 'json' && /^\s*\[\s*\{[^[\]]*"groundtruth"\s*:/.test(headText(head)),
  async read(file) {
    if (file.sizeBytes > LARGEST)
      return failed(
        file,
        'too-large',
        'is larger than 64 MB.',
        'Split it into one file for each conversation.'
      )
    const parsed = Rows.safeParse(json(await readText(file.path)))
    if (!parsed.success)
      return failed(
        file,
        'damaged',
        `is not a list of utterances with "groundtruth": ${parsed.error.issues[0]?.path.join('.') ?? ''} ${parsed.error.issues[0]?.message ?? ''}`,
        'Check that the file is whole.'
      )
    const rows = parsed.data
    const names = [...new Set(rows.flatMap((row) => Object.keys(row)))].filter(
      (name) =>
        !FACTS.has(name) && rows.every((row) => row[name] === undefined || typeof row[name] === 'string')
    )
    const times = nominalTimes(rows.map(({ groundtruth }) => groundtruth))
    const said = (layer: string): Utterance[] =>
      rows.map((row, i) => {
        const text = row[layer]
        return {
          start: times[i]?.start ?? 0,
          end: times[i]?.end ?? 1,
          text: typeof text === 'string' ? text : '',
          ...(row.speaker ? { speaker: row.speaker } : {}),
          ...(row.need_prediction === 'no' ? { unscored: true } : {})
        }
      })
    const warnings = [
      fileProblem(
        file,
        'nominal-times',
        'has no times, so its turns were given nominal ones, in proportion to their length.',
        'Set the times in the conversation where they matter.',
        'info'
      )
    ]
    const reference = transcript('json', said(REFERENCE), warnings, { nominal: true, layer: REFERENCE })
    return {
      ok: true,
      value: {
        ...reference,
        tracks: [
          ...reference.tracks,
          ...names.flatMap((layer) => transcript('json', said(layer), [], { nominal: true, layer }).tracks)
        ]
      }
    }
  }
}

/** The document, or undefined: what is no JSON is refused by the schema. */
function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
