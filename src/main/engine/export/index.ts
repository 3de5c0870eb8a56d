import { registry } from '../../../shared/registry'
import { annotationFormats } from './annotation-formats'
import { csvFormat } from './csv-format'
import { emotionCausesFormat } from './emotion-causes'
import { jsonFormat } from './json-format'

/** What a dataset can be written as. */
export const formats = registry('export format', [
  csvFormat,
  jsonFormat,
  ...annotationFormats,
  emotionCausesFormat
])
