import type { FileFormat } from './format'
import { annotations } from './annotations'
import { appleHealth } from './apple-health'
import { arrayFile } from './array-file'
import { bids } from './bids'
import { brainVision } from './brainvision'
import { conversationJson } from './conversation-json'
import { document } from './document'
import { e4 } from './e4'
import { edf } from './edf'
import { eeglab } from './eeglab'
import { exotic } from './exotic'
import { eyeLink } from './eyelink'
import { flac } from './flac'
import { knownSignalTable } from './known-table'
import { media } from './media'
import { midi } from './midi'
import { picture } from './picture'
import { pmemo } from './pmemo'
import { plainTranscript } from './plain-transcript'
import { signalTable } from './signal-table'
import { subtitles } from './subtitles'
import { transcriptTable } from './transcript-table'
import { wfdb } from './wfdb'
import { xdf } from './xdf'

/** All formats, asked in this order; the first that recognises a file reads it. */
export const formats: readonly FileFormat[] = [
  edf,
  brainVision,
  eeglab,
  arrayFile,
  xdf,
  wfdb,
  e4,
  eyeLink,
  bids,
  appleHealth,
  knownSignalTable,
  picture,
  midi,
  pmemo,
  conversationJson,
  annotations,
  subtitles,
  transcriptTable,
  plainTranscript,
  signalTable,
  document,
  flac,
  media,
  exotic
]

/** What can be imported, as part of a sentence. */
export const supported = (): string => formats.map((format) => format.name).join('; ')
