import type { LeftOut, NumberCard } from '../../compare/report'
import type { IntervalOrReason } from '../../metrics/base/cluster-bootstrap'
import type { MetricText } from '../../metrics/base/metric'
import { boundaryF1 } from '../../metrics/boundary-f1'
import { boundarySimilarity } from '../../metrics/boundary-similarity'
import { detectionPrecisionMethod } from '../../metrics/detection-precision'
import { emotionDiarizationMethod } from '../../metrics/emotion-diarization'
import { eventF1 } from '../../metrics/event-f1'
import { diarizationError, identificationError } from '../../metrics/identification-error'
import { segmentalF1At10, segmentalF1At25, segmentalF1At50 } from '../../metrics/segmental-f1'
import { meanTemporalOverlap } from '../../metrics/temporal-overlap'
import { BOUNDARY_UNIT_US, type PlaceSettings, type TemporalNumbers } from './place-sums'

interface CardFacts {
  readonly n: number
  readonly leftOut: readonly LeftOut[]
  readonly settings: PlaceSettings
}

const editText: MetricText = {
  id: 'edit_score',
  name: 'Edit score',
  definition: 'mean over recordings of 1 - edit distance of the two sequences of labels / longer sequence',
  convention: 'Order alone counts, not time. Recordings with very many segments are left out.',
  source: 'Lea et al. 2017, CVPR',
  missingPolicy: 'Recordings without a segment on either side are left out.'
}

/** Texts of the metrics with the settings that hold here. */
function textOf(measure: keyof TemporalNumbers, settings: PlaceSettings): MetricText {
  const tolerance = `${settings.toleranceUs / 1000} ms`
  const collar =
    settings.collarUs === 0
      ? 'No collar.'
      : `A collar of ${settings.collarUs / 1000} ms in all is left out around each reference boundary.`
  const texts: Readonly<Record<keyof TemporalNumbers, MetricText>> = {
    f1At10: segmentalF1At10,
    f1At25: segmentalF1At25,
    f1At50: segmentalF1At50,
    overlap: meanTemporalOverlap,
    edit: editText,
    event: eventF1,
    boundaryF1: {
      ...boundaryF1,
      name: `Boundary F1 (${tolerance})`,
      convention: `A hit lies at most ${tolerance} away; as many one-to-one pairs as possible. A boundary is a change of what is said; time without a label is ${settings.background === undefined ? 'a label of its own' : 'the background'}.`
    },
    boundarySimilarity: {
      ...boundarySimilarity,
      convention: `Positions of ${BOUNDARY_UNIT_US / 1000} ms; near misses reach over ${tolerance}. Edits are summed over recordings.`
    },
    identification: {
      ...identificationError,
      convention: `Pooled over recordings. ${collar} May exceed 1.`
    },
    diarization: {
      ...diarizationError,
      convention: `The best one-to-one renaming of labels is found in each recording: what would be left if names did not matter. Pooled. ${collar}`
    },
    emotion: {
      ...emotionDiarizationMethod,
      convention: `Recordings weigh by their length. ${emotionDiarizationMethod.convention}`
    }
  }
  return texts[measure]
}

/** A number of the report as a card. */
export function temporalCard(
  measure: keyof TemporalNumbers,
  facts: CardFacts & { readonly value: number | null; readonly interval: IntervalOrReason | undefined }
): NumberCard {
  const { value, interval } = facts
  const { id, name, definition, convention, source, missingPolicy } = textOf(measure, facts.settings)
  return {
    ...{
      id,
      name,
      definition,
      source,
      missingPolicy,
      value,
      n: facts.n,
      unit: 'segments',
      leftOut: facts.leftOut
    },
    convention: `${convention} ${backgroundText(facts.settings, measure)}`.trim(),
    ...(value === null ? { reason: reasonOf(measure, facts.settings) } : {}),
    ...(value === null || !interval
      ? {}
      : 'reason' in interval
        ? { intervalReason: interval.reason }
        : { interval })
  }
}

/** mAP at one threshold and over several. */
export function precisionCards(
  found: readonly { readonly overlap: number; readonly mean: number | null }[],
  { n, leftOut, settings }: CardFacts
): readonly NumberCard[] {
  const { definition, convention, source, missingPolicy } = detectionPrecisionMethod
  const means = found.map(({ mean }) => mean).filter((mean) => mean !== null)
  const all = means.length === 0 ? null : means.reduce((sum, mean) => sum + mean, 0) / means.length
  const [first, last] = [found[0]?.overlap ?? 0, found.at(-1)?.overlap ?? 0]
  const card = (id: string, name: string, text: string, value: number | null): NumberCard => ({
    ...{ id, name, definition: text, source, missingPolicy, value, n, unit: 'segments', leftOut },
    convention:
      `${convention} A candidate without a confidence counts as sure. ${backgroundText(settings, 'f1At50')}`.trim(),
    ...(value === null ? { reason: 'The reference has no segment.' } : {}),
    intervalReason: 'Curves would have to be made anew in every resample, which takes too long here.'
  })
  return [
    card(
      'map_tiou_50',
      'mAP at tIoU 0.5',
      definition,
      found.find(({ overlap }) => overlap === 0.5)?.mean ?? null
    ),
    card(
      'map_tiou_mean',
      `mAP, tIoU ${first} to ${last}`,
      `mean over the thresholds ${found.map(({ overlap }) => overlap).join(', ')} of: ${definition}`,
      all
    )
  ]
}

const backgroundText = ({ background }: PlaceSettings, measure: keyof TemporalNumbers): string =>
  background === undefined ||
  measure === 'identification' ||
  measure === 'diarization' ||
  measure === 'emotion' ||
  measure === 'boundaryF1'
    ? ''
    : `Segments of the label “${background}” are no events and play no part.`

const reasonOf = (measure: keyof TemporalNumbers, { background }: PlaceSettings): string =>
  measure === 'emotion' && background === undefined
    ? 'None of the labels stands for no emotion.'
    : measure === 'boundaryF1' || measure === 'boundarySimilarity'
      ? 'Neither side has a boundary.'
      : measure === 'overlap'
        ? 'The reference has no segment.'
        : measure === 'edit'
          ? 'No recording has a segment, or all of them have too many for an edit distance.'
          : 'Neither side has a segment.'
