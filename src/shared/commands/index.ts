import { registry } from '../registry'
import type { Command } from './command'
import { authorDelete } from './author-delete'
import { authorSave } from './author-save'
import { fileSet } from './file-set'
import { goldDecide } from './gold-decide'
import { goldDelete } from './gold-delete'
import { goldSave } from './gold-save'
import { goldWrite } from './gold-write'
import { personDelete } from './person-delete'
import { personSave } from './person-save'
import { personsMerge } from './persons-merge'
import { predictionAccept } from './prediction-accept'
import { predictionReject } from './prediction-reject'
import { recordingDelete } from './recording-delete'
import { recordingOrder } from './recording-order'
import { recordingSet } from './recording-set'
import { recordingsJoin } from './recordings-join'
import { relationCreate } from './relation-create'
import { relationDelete } from './relation-delete'
import { relationSet } from './relation-set'
import { schemeDelete } from './scheme-delete'
import { schemeSave } from './scheme-save'
import { segmentCreate } from './segment-create'
import { segmentDelete } from './segment-delete'
import { segmentMerge } from './segment-merge'
import { segmentMoveBoundary } from './segment-move-boundary'
import { segmentPaste } from './segment-paste'
import { segmentSet } from './segment-set'
import { segmentShift } from './segment-shift'
import { segmentSplit } from './segment-split'
import { streamSync } from './stream-sync'
import { takeCreate } from './take-create'
import { takeDelete } from './take-delete'
import { takeSet } from './take-set'
import { trackCreate } from './track-create'
import { trackDelete } from './track-delete'
import { trackSet } from './track-set'

/** Every kind of edit, by id. The store applies them; the window previews gestures with the same functions. */
export const commands = registry<Command>('command', [
  authorDelete,
  authorSave,
  fileSet,
  goldDecide,
  goldDelete,
  goldSave,
  goldWrite,
  personDelete,
  personSave,
  personsMerge,
  predictionAccept,
  predictionReject,
  recordingDelete,
  recordingOrder,
  recordingSet,
  recordingsJoin,
  relationCreate,
  relationDelete,
  relationSet,
  schemeDelete,
  schemeSave,
  segmentCreate,
  segmentDelete,
  segmentMerge,
  segmentMoveBoundary,
  segmentPaste,
  segmentSet,
  segmentShift,
  segmentSplit,
  streamSync,
  takeCreate,
  takeDelete,
  takeSet,
  trackCreate,
  trackDelete,
  trackSet
])
