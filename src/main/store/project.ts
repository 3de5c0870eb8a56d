import { join } from 'node:path'
import type { ProjectInfo } from '../../shared/contract'
import { applyCommands } from './apply-command'
import { exportDataset, lanesOf, relationsOfRecording, segmentsOfRecording } from './dataset'
import type { Db } from './database'
import { framesOf } from './frame-chunks'
import { history, restore, touchedSince } from './history'
import { commitImported, commitTogether } from './import-rows'
import { commitPredicted, createRun, runProgress } from './prediction-rows'
import { currentRevision } from './revisions'
import { allRows, getRow, segmentsOf } from './row-store'
import { snapshot } from './snapshot'
import { addCache, markGoldMade, updateFile, updateRun } from './system-writes'
import { abortTake, appendTake, beginTake, commitTakes, finishTake, takeDrafts } from './take-rows'
import { takeEvents, takeSamples } from './take-samples'
import type { Project } from './types'
import { readUiState, writeUiState } from './ui-state'
import { redo, undo } from './undo'

/** The project's functions over its open database. */
export function makeProject(db: Db, folder: string, lock: { release(): void }): Project {
  const info = (): ProjectInfo => readInfo(db, folder)
  return {
    folder,
    cacheFolder: join(folder, 'cache'),
    info,
    revision: () => currentRevision(db),
    close() {
      if (db.raw.open) db.raw.close()
      lock.release()
    },
    get: (table, id) => getRow(db, table, id),
    all: (table) => allRows(db, table),
    snapshot: (authorId) => snapshot(db, info(), authorId),
    segmentsOfTrack: (trackId) => segmentsOf(db, trackId),
    segmentsOfRecording: (recordingId) => segmentsOfRecording(db, recordingId),
    relationsOfRecording: (recordingId) => relationsOfRecording(db, recordingId),
    framesOf: (trackId, fromUs, toUs) => framesOf(db, trackId, fromUs, toUs),
    segmentsForCompare: (authorIds, recordingIds) => lanesOf(db, authorIds, recordingIds),
    exportDataset: (spec) => exportDataset(db, info(), spec),
    knownHashes: () => Object.fromEntries(allRows(db, 'file').map((file) => [file.contentHash, file.id])),
    apply: (authorId, commands) => applyCommands(db, authorId, commands),
    undo: (authorId) => undo(db, authorId),
    redo: (authorId) => redo(db, authorId),
    history: (query) => history(db, query),
    restore: (authorId, table, rowId, revision) => restore(db, authorId, table, rowId, revision),
    commitImported: (file, options) => commitImported(db, file, options),
    commitTogether: (files, options) => commitTogether(db, files, options),
    addCache: (streamId, cache) => addCache(db, streamId, cache),
    updateFile: (fileId, patch) => updateFile(db, fileId, patch),
    touchedSince: (trackId, command) => touchedSince(db, trackId, command),
    markGoldMade: (goldId, revision) => markGoldMade(db, goldId, revision),
    createRun: (run) => createRun(db, run),
    updateRun: (runId, patch) => updateRun(db, runId, patch),
    commitPredicted: (runId, batch) => commitPredicted(db, runId, batch),
    runProgress: (runId) => runProgress(db, runId),
    beginTake: (authorId, take) => beginTake(db, authorId, take),
    appendTake: (takeId, samples, events) => appendTake(db, takeId, samples, events),
    finishTake: (takeId, options) => finishTake(db, takeId, options),
    abortTake: (takeId) => abortTake(db, takeId),
    takeDrafts: () => takeDrafts(db),
    commitTakes: (authorId, takes, before) => commitTakes(db, authorId, takes, before),
    takeSamples: (take, from, to) =>
      takeSamples(db, take.id, take.dims.length, from, Math.min(to ?? take.count, take.count)),
    takeEvents: (takeId) => takeEvents(db, takeId),
    uiState: (key) => readUiState(db, key),
    saveUiState: (key, value) => writeUiState(db, key, value)
  }
}

function readInfo(db: Db, folder: string): ProjectInfo {
  const rows = db.sql('SELECT key, value FROM meta').all() as readonly {
    readonly key: string
    readonly value: string
  }[]
  const facts = new Map(rows.map(({ key, value }) => [key, value]))
  return {
    id: facts.get('id') ?? '',
    name: facts.get('name') ?? '',
    folder,
    createdAt: facts.get('createdAt') ?? '',
    synthetic: facts.get('synthetic') === 'true'
  }
}
