import type { Figures, ShownValue } from '../../../shared/model-look/shown-value'
import { plural } from '../../ui/format'

/** What a value is, in a line. */
export function factsOf(value: ShownValue): string {
  switch (value.kind) {
    case 'sound':
      return `${plural(value.samples, 'sample')} at ${value.rateHz.toLocaleString('en')} Hz, ${value.seconds.toFixed(2)} s; ${figures(value.figures)}`
    case 'picture':
      return `${value.widthPx} x ${value.heightPx}, ${value.channels === 1 ? 'grey' : '3 channels'}; ${figures(value.figures)}`
    case 'clip':
      return plural(value.count, 'picture')
    case 'words':
      return plural(value.texts.length, 'text')
    case 'dialogue':
      return plural(value.total, 'turn')
    case 'tokens':
      return `${plural(value.total, 'piece')}${value.take === 'ids' ? '' : `; the input takes their ${takes[value.take]}`}`
    case 'channels':
      return `${plural(value.rows.length === 0 ? 0 : value.names.length, 'channel')}${
        value.bands.length > 0 ? ` with ${plural(value.bands.length, 'band')}` : ''
      }, ${plural(value.samples, 'sample')} at ${value.rateHz} Hz; ${figures(value.figures)}`
    case 'notes':
      return `${plural(value.count, 'note')} in ${value.seconds.toFixed(1)} s`
    case 'several':
      return plural(value.count, 'value')
    case 'tensor':
      return `${value.type === 'numbers' ? '' : `${value.type} `}[${value.dims.join(', ')}]; ${figures(value.figures)}`
  }
}

const takes = { mask: 'mask', typeIds: 'types', offsets: 'places' } as const

const figures = ({ min, mean, max, missing }: Figures): string =>
  min === null || mean === null || max === null
    ? 'no numbers'
    : `${short(min)} to ${short(max)}, mean ${short(mean)}${missing > 0 ? `, ${missing} missing` : ''}`

/** A number of at most four digits. */
export const short = (value: number): string => {
  if (!Number.isFinite(value)) return '–'
  // Whole numbers (ids of words) are told as they are.
  if (Number.isInteger(value) && Math.abs(value) < 1e9) return String(value).replace('-', '−')
  const size = Math.abs(value)
  if (size !== 0 && (size < 1e-3 || size >= 1e6)) return value.toExponential(1).replace('-', '−')
  return String(Number(value.toPrecision(4))).replace('-', '−')
}
