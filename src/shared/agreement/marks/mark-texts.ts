import type { MetricText } from '../../metrics/base/metric'

const F1 =
  'Hripcsak & Rothschild 2005, JAMIA 12(3), 296-298 (F1 as agreement where non-marks cannot be counted)'
const MISSING =
  'A unit that one of the two did not look at is left out of the pair. Without a mark of either the pair is undefined; without any pair there is no number.'

/** Words of every number about marks. */
export const markTexts = {
  exact: {
    id: 'span_f1_exact',
    name: 'Span F1, exact',
    definition: 'mean over pairs of annotators of 2 x equal spans / (spans of the one + spans of the other)',
    convention:
      'Equal: same first and last character, same label. Spans of all units together for each pair.',
    source: F1,
    missingPolicy: MISSING
  },
  overlap: {
    id: 'span_f1_overlap',
    name: 'Span F1, overlap',
    definition: 'mean over pairs of annotators of 2 x met spans / (spans of the one + spans of the other)',
    convention:
      'Met: same label and at least one character in common; each span meets one at most, as many as possible do.',
    source: `${F1}; lenient matching as in MUC-7, one to one`,
    missingPolicy: MISSING
  },
  shared: {
    id: 'span_f1_characters',
    name: 'Span F1, characters',
    definition:
      'mean over pairs of annotators of 2 x characters that both marked / (characters of the one + characters of the other)',
    convention: 'Characters (code points) count once for each label.',
    source: F1,
    missingPolicy: MISSING
  },
  points: (tolerance: number) => ({
    id: 'point_f1',
    name: `Point F1 (${tolerance / 1000} ms)`,
    definition: 'mean over pairs of annotators of 2 x met points / (points of the one + points of the other)',
    convention: `Met: same label and at most ${tolerance / 1000} ms apart; as many one-to-one pairs as possible.`,
    source: `${F1}; matching within a window: Raffel et al. 2014, ISMIR (mir_eval)`,
    missingPolicy: MISSING
  })
} as const satisfies Readonly<Record<string, MetricText | ((tolerance: number) => MetricText)>>
