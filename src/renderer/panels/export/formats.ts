import type { ExportFormatId } from '../../../shared/domain/export-formats'

interface Format {
  readonly id: ExportFormatId
  readonly title: string
  /** Which files come of it and what they hold, in one line. */
  readonly note: string
}

/** The formats that hold everything. */
export const ownFormats: readonly Format[] = [
  { id: 'csv', title: 'CSV', note: 'one row per segment, a table per trace' },
  { id: 'json', title: 'JSON', note: 'everything with its ids' }
]

/** Formats of other annotation programs, as they are offered. */
export const otherFormats: readonly Format[] = [
  { id: 'elan', title: 'ELAN', note: 'an .eaf per recording, a tier per track' },
  { id: 'textgrid', title: 'Praat TextGrid', note: 'a .TextGrid per recording, a tier per track' },
  { id: 'textgrid-short', title: 'Praat TextGrid, short', note: 'the same in the short text form' },
  { id: 'nova', title: 'NOVA and SSI', note: 'an .annotation with its data per track' },
  { id: 'carma', title: 'CARMA', note: 'a .csv per dimension of a trace' },
  { id: 'darma', title: 'DARMA', note: 'a .csv per trace of two dimensions' },
  { id: 'pagan', title: 'PAGAN', note: 'one .csv, a session per dimension of a trace' },
  { id: 'stream', title: 'SSI stream', note: 'a .stream with its data per trace' },
  { id: 'trace-csv', title: 'Ratings as CSV', note: 'a .csv per trace: time_s, then its dimensions' },
  { id: 'label-studio', title: 'Label Studio', note: 'one .json, a task per recording' },
  { id: 'boris', title: 'BORIS', note: 'one project, an observation per recording' },
  { id: 'via', title: 'VIA 3', note: 'one project .json, a view per recording' },
  { id: 'webvtt', title: 'WebVTT', note: 'a .vtt per recording, labels as metadata' },
  { id: 'srt', title: 'SubRip', note: 'an .srt per recording, for players' },
  { id: 'audacity', title: 'Audacity', note: 'a label file .txt per track' },
  { id: 'rttm', title: 'RTTM', note: 'one file, who and when without labels' },
  {
    id: 'emotion-causes',
    title: 'Emotion-cause pairs',
    note: 'SemEval-2024 task 3 JSON, one per annotator with links'
  },
  { id: 'uem', title: 'UEM', note: 'one file, which times are to be scored' }
]

/** What people call a format. */
export const formatTitle = (id: string): string =>
  [...ownFormats, ...otherFormats].find((format) => format.id === id)?.title ?? id
