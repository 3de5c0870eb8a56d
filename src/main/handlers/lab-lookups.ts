import type { Stream } from '../../shared/domain/rows'
import type { SignalPage, SignalSamples, SignalStretch } from '../../shared/signal/signal-page'
import type { Project } from '../store'
import { filePath } from './check-files'
import { inProject } from './in-project'
import type { SignalReader } from './context'
import type { JobBoard } from './job-board'
import { signalPlace } from './signal-place'
import { soundParts } from './sound-parts'
import type { SoundStretch } from './sound-parts'
import { traceTiles } from './trace-tiles'
import type { TraceTiles } from './trace-tiles'

/** Where the bytes of the open project lie; only files that its rows name are given. */
export interface ProjectPaths {
  mediaPath(fileId: string, original: boolean): string | undefined
  /** A stream of the project and the absolute paths of its cache files by role, and of its original. */
  stream(streamId: string):
    | {
        stream: Stream
        cache: Readonly<Record<string, string>>
        original: string
        /** Samples of its sound, decoded now. */
        decode(stretch: SoundStretch): Promise<Float32Array<ArrayBuffer> | undefined>
      }
    | undefined
  /** Rows of per-frame predictions: time in seconds, then the stored columns. */
  frameRows(trackId: string, fromUs: number, toUs: number): Float32Array<ArrayBuffer> | undefined
  /** Columns of composed traces and of single takes. */
  readonly traces: TraceTiles
  /** Pages and samples of signal streams. */
  readonly signals: {
    page(
      streamId: string,
      request: Part & { readonly px: number; readonly stored?: boolean },
      options: Asked
    ): Promise<SignalPage | 'superseded' | undefined>
    samples(
      streamId: string,
      request: Part,
      options: Asked
    ): Promise<SignalSamples | 'superseded' | undefined>
  }
}

type Part = Omit<SignalStretch, 'place'>
type Asked = { readonly slot?: string; readonly signal?: AbortSignal }

/** Look-ups for the `lab://` protocol. */
export function labLookups(
  open: { readonly project: Project | undefined },
  ask: JobBoard['ask'],
  signals?: Pick<SignalReader, 'page' | 'samples'>
): ProjectPaths {
  const decode = soundParts(open, ask)
  return {
    traces: traceTiles(open),
    signals: {
      async page(streamId, request, options) {
        const place = signalPlace(open.project, streamId)
        return place && signals?.page({ ...request, place }, options)
      },
      async samples(streamId, request, options) {
        const place = signalPlace(open.project, streamId)
        return place && signals?.samples({ ...request, place }, options)
      }
    },
    mediaPath(fileId, original) {
      const project = open.project
      const file = project?.get('file', fileId)
      if (!project || !file) return undefined
      if (!original && file.playback === 'proxy') return file.proxyPath && inProject(project, file.proxyPath)
      return filePath(project, file)
    },
    stream(streamId) {
      const project = open.project
      const stream = project?.get('stream', streamId)
      const file = stream && project?.get('file', stream.fileId)
      if (!project || !stream || !file) return undefined
      const cache: Record<string, string> = {}
      for (const [role, path] of Object.entries(stream.cache)) {
        const absolute = inProject(project, path)
        if (absolute) cache[role] = absolute
      }
      return {
        stream,
        cache,
        original: filePath(project, file),
        decode: (stretch) => decode(stream, stretch)
      }
    },
    frameRows(trackId, fromUs, toUs) {
      const { project } = open
      if (!project?.get('track', trackId)) return undefined
      const rows = project.framesOf(trackId, fromUs, toUs)
      if (!rows) return new Float32Array()
      const width = rows.columns.length
      const packed = new Float32Array(rows.count * (width + 1))
      for (let row = 0; row < rows.count; row++) {
        packed[row * (width + 1)] = (rows.pts[row] ?? 0) / 1e6
        packed.set(rows.data.subarray(row * width, (row + 1) * width), row * (width + 1) + 1)
      }
      return packed
    }
  }
}
