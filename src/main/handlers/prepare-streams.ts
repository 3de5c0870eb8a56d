import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { MediaFile, Stream, StreamKind } from '../../shared/domain/rows'
import type { JobBatch, StreamInput } from '../engine/protocol'
import { loadSchemes } from '../store'
import type { Project } from '../store'
import { filePath } from './check-files'
import { inSlices } from './in-slices'
import type { HandlerContext } from './context'
import { tellChanged } from './with-project'

/** What the engine needs to read a stream: the original, or the proxy where only that can be decoded. */
export function streamInput(project: Project, stream: Stream): StreamInput | undefined {
  const file = project.get('file', stream.fileId)
  if (!file) return undefined
  const proxy = file.playback === 'proxy' && file.proxyPath ? join(project.folder, file.proxyPath) : undefined
  return { stream, file, path: proxy ?? filePath(project, file), cacheFolder: project.cacheFolder }
}

/** After opening: make what the cache lost (it may be deleted at any time) and finish proxies that were not made. */
export function makeMissingCaches(context: HandlerContext, project: Project): void {
  if (context.open.project !== project) return
  for (const file of project.all('file')) if (!file.missing) prepareFile(context, project, file)
}

/** Start the background work a file still needs: its proxy, then the pyramids of its sound and signals. */
export function prepareFile(context: HandlerContext, project: Project, file: MediaFile): void {
  const proxyReady = file.proxyPath !== undefined && existsSync(join(project.folder, file.proxyPath))
  if (file.playback === 'proxy' && !proxyReady) {
    makeProxy(context, project, file)
    return
  }
  for (const stream of project.all('stream')) {
    if (stream.fileId === file.id && lacksCache(project, stream)) makePyramid(context, project, stream)
  }
}

/** Cache file that each kind of stream cannot be shown without; any cache may be deleted at any time. */
const neededCache: Partial<Record<StreamKind, string>> = {
  video: 'frames',
  audio: 'peaks',
  signal: 'pyramid',
  notes: 'notes'
}

function lacksCache(project: Project, stream: Stream): boolean {
  const role = neededCache[stream.kind]
  if (!role) return false
  const cached = stream.cache[role]
  return cached === undefined || !existsSync(join(project.folder, cached))
}

function makePyramid(context: HandlerContext, project: Project, stream: Stream): void {
  const recording = project.get('recording', stream.recordingId)
  context.board.start({
    kind: 'peaks',
    title: `Drawing data of ${recording?.name ?? stream.name}`,
    recordingId: stream.recordingId,
    lane: 'background',
    spec: () => {
      const current = context.open.project === project ? project.get('stream', stream.id) : undefined
      const input = current && lacksCache(project, current) ? streamInput(project, current) : undefined
      return input && { kind: 'peaks', input }
    },
    batch: (content) => {
      if (content.kind === 'cache') tellChanged(context, project.addCache(content.streamId, content.cache))
      if (content.kind === 'events') return takeEvents(context, project, content)
    }
  })
}

/** Commit the events of a long signal file, with the shipped schemes that their labels belong to. */
async function takeEvents(
  context: HandlerContext,
  project: Project,
  { streamId, tracks, schemes }: Extract<JobBatch, { kind: 'events' }>
): Promise<void> {
  const needed = new Set(tracks.map(({ schemeId }) => schemeId))
  const shipped = loadSchemes(context.paths.schemes).filter(({ id }) => needed.has(id))
  const events = { tracks, schemes: [...shipped, ...schemes] }
  const here = (): boolean => context.open.project === project
  const committed = await inSlices(project.commitEvents(streamId, events, here))
  if (!here()) return
  if (committed.ok) tellChanged(context, committed.value)
  else context.problems.add(committed.error)
}

function makeProxy(context: HandlerContext, project: Project, file: MediaFile): void {
  const streams = project.all('stream').filter(({ fileId }) => fileId === file.id)
  const hasVideo = streams.some(({ kind }) => kind === 'video')
  const durationSeconds = Math.max(0, ...streams.map(({ duration }) => duration)) / 1e6
  const proxyPath = `cache/proxy-${file.id}.${hasVideo ? 'mp4' : 'm4a'}`
  context.board.start({
    kind: 'proxy',
    title: `Playable copy of ${project.get('recording', file.recordingId)?.name ?? file.path}`,
    recordingId: file.recordingId,
    lane: 'background',
    spec: () => {
      if (context.open.project !== project || !project.get('file', file.id)) return undefined
      return {
        kind: 'proxy',
        file,
        path: filePath(project, file),
        target: join(project.folder, proxyPath),
        durationSeconds,
        hasVideo,
        streams
      }
    },
    batch: (content) => {
      if (content.kind === 'cache') tellChanged(context, project.addCache(content.streamId, content.cache))
    },
    ended: (outcome) => {
      if (outcome.state !== 'done' || context.open.project !== project) return
      tellChanged(context, project.updateFile(file.id, { proxyPath }))
      const made = project.get('file', file.id)
      if (made) prepareFile(context, project, made)
    }
  })
}
