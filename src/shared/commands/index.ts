import { registry } from '../registry'
import type { Command } from './command'
import { assignmentDelete } from './assignment-delete'
import { assignmentSave } from './assignment-save'
import { authorDelete } from './author-delete'
import { authorSave } from './author-save'
import { fileSet } from './file-set'
import { goldDecide } from './gold-decide'
import { goldDelete } from './gold-delete'
import { goldSave } from './gold-save'
import { goldWrite } from './gold-write'
import { groupingDelete } from './grouping-delete'
import { groupingSave } from './grouping-save'
import { itemSet } from './item-set'
import { labelKeep } from './label-keep'
import { labelPaint } from './label-paint'
import { montageDelete } from './montage-delete'
import { montageSave } from './montage-save'
import { pagesAnswer } from './pages-answer'
import { personDelete } from './person-delete'
import { personSave } from './person-save'
import { personsMerge } from './persons-merge'
import { predictionAccept } from './prediction-accept'
import { predictionReject } from './prediction-reject'
import { recordingDelete } from './recording-delete'
import { recordingOrder } from './recording-order'
import { recordingSet } from './recording-set'
import { recordingShift } from './recording-shift'
import { recordingsJoin } from './recordings-join'
import { relationCreate } from './relation-create'
import { relationDelete } from './relation-delete'
import { relationSet } from './relation-set'
import { responseDelete } from './response-delete'
import { responseSave } from './response-save'
import { regionSet } from './region-set'
import { schemeDelete } from './scheme-delete'
import { schemeSave } from './scheme-save'
import { segmentCreate } from './segment-create'
import { segmentDelete } from './segment-delete'
import { segmentMerge } from './segment-merge'
import { segmentMoveBoundary } from './segment-move-boundary'
import { segmentPaste } from './segment-paste'
import { segmentRetime } from './segment-retime'
import { segmentRewrite } from './segment-rewrite'
import { segmentSet } from './segment-set'
import { segmentShift } from './segment-shift'
import { segmentSplit } from './segment-split'
import { segmentToTrack } from './segment-to-track'
import { settled } from './rules/settle'
import { spanSet } from './span-set'
import { streamChannels } from './stream-channels'
import { streamSync } from './stream-sync'
import { streamView } from './stream-view'
import { takeCreate } from './take-create'
import { takeDelete } from './take-delete'
import { takeSet } from './take-set'
import { trackComplete } from './track-complete'
import { trackCreate } from './track-create'
import { trackDelete } from './track-delete'
import { trackSet } from './track-set'
import { tracksMerge } from './tracks-merge'
import { tracksSwap } from './tracks-swap'
import { transcriptCopy } from './transcript-copy'

const edits: readonly Command[] = [
  assignmentDelete,
  assignmentSave,
  authorDelete,
  authorSave,
  fileSet,
  goldDecide,
  goldDelete,
  goldSave,
  goldWrite,
  groupingDelete,
  groupingSave,
  itemSet,
  labelKeep,
  labelPaint,
  montageDelete,
  montageSave,
  pagesAnswer,
  personDelete,
  personSave,
  personsMerge,
  predictionAccept,
  predictionReject,
  recordingDelete,
  recordingOrder,
  recordingSet,
  recordingShift,
  recordingsJoin,
  relationCreate,
  relationDelete,
  relationSet,
  responseDelete,
  responseSave,
  regionSet,
  schemeDelete,
  schemeSave,
  segmentCreate,
  segmentDelete,
  segmentMerge,
  segmentMoveBoundary,
  segmentPaste,
  segmentRetime,
  segmentRewrite,
  segmentSet,
  segmentShift,
  segmentSplit,
  segmentToTrack,
  spanSet,
  streamChannels,
  streamSync,
  streamView,
  takeCreate,
  takeDelete,
  takeSet,
  trackComplete,
  trackCreate,
  trackDelete,
  trackSet,
  tracksMerge,
  tracksSwap,
  transcriptCopy
]

/**
 * Every kind of edit, by id. The store applies them; the window previews gestures with the same functions. Each ends
 * with what it means for gap-free tracks and for tracks that lie within others.
 */
export const commands = registry<Command>('command', edits.map(settled))
