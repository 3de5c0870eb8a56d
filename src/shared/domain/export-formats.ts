/** Formats that a dataset's segments can be written in for other annotation programs. */
export const annotationFormatIds = [
  'elan',
  'textgrid',
  'textgrid-short',
  'nova',
  'carma',
  'darma',
  'pagan',
  'stream',
  'trace-csv',
  'label-studio',
  'boris',
  'via',
  'webvtt',
  'srt',
  'audacity',
  'rttm',
  'uem'
] as const

/** Everything a dataset can be written as; the first two hold all of it. */
export const exportFormatIds = ['csv', 'json', ...annotationFormatIds, 'emotion-causes'] as const
export type ExportFormatId = (typeof exportFormatIds)[number]
