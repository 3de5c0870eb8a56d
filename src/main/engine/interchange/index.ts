import { registry } from '../../../shared/registry'
import { anvil } from './anvil'
import { audacity } from './audacity'
import { boris } from './boris'
import { carma } from './carma'
import { darma } from './darma'
import { datavyu } from './datavyu'
import { elan } from './elan'
import { labelStudio } from './label-studio'
import { nova } from './nova'
import { pagan } from './pagan'
import { rttm } from './rttm'
import { srt } from './srt'
import { stream } from './stream'
import { traceCsv } from './trace-csv'
import { textgrid, textgridShort } from './textgrid'
import { uem } from './uem'
import { via } from './via'
import { webvtt } from './webvtt'

/** All annotation formats, asked in this order; the first that recognises a file reads it. Those with `write` can be written. */
export const interchange = registry('annotation format', [
  elan,
  textgrid,
  textgridShort,
  nova,
  stream,
  anvil,
  boris,
  via,
  labelStudio,
  datavyu,
  darma,
  carma,
  pagan,
  traceCsv,
  webvtt,
  srt,
  rttm,
  uem,
  audacity
])
