import type { LabelErrors } from '../../../../../shared/contract/analysis/label-errors'
import type { TextTable } from '../../../../ui/text-table'

type Name = (id: string) => string

/** Every listed label in doubt. */
export const suspectTable = (answer: LabelErrors, recording: Name, label: Name): TextTable => [
  ['recording', 'start s', 'end s', 'given', 'guess', 'margin', 'own probability'],
  ...answer.suspects.map((suspect) => [
    recording(suspect.recordingId),
    String(suspect.start / 1e6),
    String(suspect.end / 1e6),
    label(suspect.given),
    label(suspect.guess),
    suspect.margin.toFixed(6),
    suspect.selfConfidence.toFixed(6)
  ])
]

/** The confident joint with the thresholds. */
export const jointTable = ({ labels, joint, thresholds }: LabelErrors, label: Name): TextTable => [
  ['given \\ guess', ...labels.map(label), 'threshold'],
  ...labels.map((id, i) => [
    label(id),
    ...labels.map((_, j) => String(joint[i * labels.length + j] ?? 0)),
    thresholds[i]?.toFixed(6) ?? ''
  ])
]
