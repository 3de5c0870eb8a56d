import { join } from 'node:path'
import type { ProjectInfo } from '../../shared/contract'
import { ok } from '../../shared/domain/problem'
import { applyCommands } from './apply-command'
import { asMyself, sighted } from './as-myself'
import {
  comparedTracks,
  datasetParts,
  exportDataset,
  exportNames,
  lanesOf,
  relationsOfRecording,
  segmentsOfRecording
} from './dataset'
import type { Db } from './database'
import { makePackage } from './exchange/make-package'
import { planMerge } from './exchange/merge-plan'
import { mergeProject } from './exchange/merge-project'
import { beside } from './exchange/open-foreign'
import { framesOf } from './frame-chunks'
import { answeredAt, history, restore, touchedSince, tracksTouchedAfter } from './history'
import { commitEvents } from './import-events'
import { commitInParts } from './import-in-parts'
import { commitGroups, commitImported, commitTogether } from './import-rows'
import { pageLabels } from './page-labels'
import { practiceLanes, practiceTracks } from './practice-lanes'
import { embeddingCounts, embeddingFacts, embeddingVector, embeddingsOf } from './embedding-rows'
import { commitPredicted, createRun, recordingsDone, runInputs, runProgress } from './prediction-rows'
import { currentRevision } from './revisions'
import { allRows, getRow, segmentsOf, segmentsPage } from './row-store'
import { seenDatabase } from './seen-database'
import { shownHistory, shownRow, shownRows, withShownPersons } from './shown-persons'
import { snapshot } from './snapshot'
import { addCache, addWork, markGoldMade, updateFile, updateRun } from './system-writes'
import { abortTake, appendTake, beginTake, commitTakes, finishTake, takeDrafts } from './take-rows'
import type { TrackCounts } from './track-counts'
import { takeEvents, takeSamples } from './take-samples'
import type { Project } from './types'
import { readUiState, writeUiState } from './ui-state'
import { redo, takeBack, undo } from './undo'
import { viewAs } from './view-as'
import { viewer } from './viewer'

/**
 * The project's functions over its open database. Whatever reads what people or models say reads from `seen()`: the
 * database as its present viewer may see it. `whole` is for writing, and for what is nobody's label.
 */
export function makeProject(
  whole: Db,
  folder: string,
  lock: { release(): void },
  counts?: TrackCounts
): Project {
  const info = (): ProjectInfo => readInfo(whole, folder)
  const views = seenDatabase(whole)
  const seen = (): Db => views.now()
  return {
    folder,
    cacheFolder: join(folder, 'cache'),
    info,
    viewer: () => viewer(whole),
    viewAs: (authorId, confirmed) => viewAs(whole, authorId, confirmed),
    behind: {
      get: (table, id) => shownRow(table, getRow(whole, table, id)),
      all: (table) => shownRows(table, allRows(whole, table)),
      segmentsOfTrack: (trackId) => segmentsOf(whole, trackId),
      framesOf: (trackId, fromUs, toUs) => framesOf(whole, trackId, fromUs, toUs)
    },
    revision: () => currentRevision(whole),
    close() {
      views.close()
      if (whole.raw.open) whole.raw.close()
      lock.release()
    },
    get: (table, id) => shownRow(table, getRow(seen(), table, id)),
    all: (table) => shownRows(table, allRows(seen(), table)),
    snapshot(authorId) {
      const db = seen()
      return withShownPersons(snapshot(db, info(), authorId, db === whole ? counts : undefined))
    },
    *countTracks() {
      if (seen() === whole && counts) yield* counts.warm()
    },
    segmentsOfTrack: (trackId) => segmentsOf(seen(), trackId),
    segmentsOfRecording: (recordingId) => segmentsOfRecording(seen(), recordingId),
    relationsOfRecording: (recordingId) => relationsOfRecording(seen(), recordingId),
    framesOf: (trackId, fromUs, toUs) => framesOf(seen(), trackId, fromUs, toUs),
    segmentsForCompare: (authorIds, recordingIds, withPractice) =>
      lanesOf(seen(), authorIds, recordingIds, withPractice),
    tracksForCompare: (authorIds, recordingIds, withPractice) =>
      comparedTracks(seen(), authorIds, recordingIds, withPractice),
    pageLabels: (wanted) => pageLabels(seen(), wanted),
    dataTracks: () => {
      const practice = practiceTracks(seen())
      return allRows(seen(), 'track').filter(({ id }) => !practice.has(id))
    },
    practiceLanes: (itemId) => practiceLanes(whole, itemId),
    makePackage: (spec) => sighted(whole, () => makePackage(whole, info(), spec)),
    mergePlan: (other) =>
      sighted(whole, () => beside(other, (foreign) => ok(planMerge(whole, info().id, foreign).told))),
    merge: (other, authorId, lanes, rows) =>
      sighted(whole, () =>
        beside(other, (foreign) =>
          mergeProject(whole, info().id, foreign, authorId, { lanes, ...(rows ? { rows } : {}) })
        )
      ),
    addWork: (itemId, seconds) => addWork(whole, itemId, seconds),
    exportNames: (spec) => exportNames(seen(), info(), spec),
    exportDataset: (spec) => withShownPersons(exportDataset(seen(), info(), spec)),
    *exportParts(spec) {
      const still = views.still()
      try {
        for (const part of datasetParts(still, info(), spec))
          yield part.persons ? withShownPersons({ ...part, persons: part.persons }) : part
      } finally {
        still.raw.close()
      }
    },
    knownHashes: () => Object.fromEntries(allRows(whole, 'file').map((file) => [file.contentHash, file.id])),
    apply: (authorId, commands, part) =>
      asMyself(whole, authorId, () => applyCommands(whole, authorId, commands, part)),
    takeBack: (step) => takeBack(whole, step),
    undo: (authorId) => asMyself(whole, authorId, () => undo(whole, authorId)),
    redo: (authorId) => asMyself(whole, authorId, () => redo(whole, authorId)),
    history: (query) => shownHistory(whole, history(seen(), query)),
    restore: (authorId, table, rowId, revision) =>
      asMyself(whole, authorId, () => restore(whole, authorId, table, rowId, revision)),
    commitImported: (file, options) => commitImported(whole, file, options),
    commitTogether: (files, options) => commitTogether(whole, files, options),
    commitGroups: (groups, options) => commitGroups(whole, groups, options),
    commitInParts: (group, options, parts) => commitInParts(whole, group, options, parts),
    addCache: (streamId, cache) => addCache(whole, streamId, cache),
    commitEvents: (streamId, events, goesOn) => commitEvents(whole, streamId, events, goesOn),
    updateFile: (fileId, patch) => updateFile(whole, fileId, patch),
    answeredAt: (segmentIds) => answeredAt(seen(), segmentIds),
    touchedSince: (segmentIds, commands) => touchedSince(seen(), segmentIds, commands),
    tracksTouchedAfter: (revision) => tracksTouchedAfter(whole, revision),
    segmentsPage: (trackId, after, limit) => segmentsPage(seen(), trackId, after, limit),
    markGoldMade: (goldId, revision) => markGoldMade(whole, goldId, revision),
    createRun: (run) => createRun(whole, run),
    updateRun: (runId, patch) => updateRun(whole, runId, patch),
    commitPredicted: (runId, batch) => commitPredicted(whole, runId, batch),
    runProgress: (runId) => runProgress(whole, runId),
    recordingsDone: (runId) => recordingsDone(whole, runId),
    runInputs: (runId) => runInputs(whole, runId),
    embeddingCounts: () => embeddingCounts(whole),
    embeddingFacts: (runId, outputId) => embeddingFacts(whole, runId, outputId),
    embeddingVector: (row) => embeddingVector(whole, row),
    embeddings: (runId, outputId) => embeddingsOf(whole, runId, outputId),
    beginTake: (authorId, take) => asMyself(whole, authorId, () => beginTake(whole, authorId, take)),
    appendTake: (takeId, samples, events) => appendTake(whole, takeId, samples, events),
    finishTake: (takeId, options) => finishTake(whole, takeId, options),
    abortTake: (takeId) => abortTake(whole, takeId),
    takeDrafts: () => takeDrafts(seen()),
    commitTakes: (authorId, takes, before) =>
      asMyself(whole, authorId, () => commitTakes(whole, authorId, takes, before)),
    takeSamples: (take, from, to) =>
      takeSamples(seen(), take.id, take.dims.length, from, Math.min(to ?? take.count, take.count)),
    takeEvents: (takeId) => takeEvents(seen(), takeId),
    uiState: (key) => readUiState(whole, key),
    saveUiState: (key, value) => writeUiState(whole, key, value)
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
