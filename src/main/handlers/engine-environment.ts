import { existsSync, statSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { delimiter, join } from 'node:path'
import type { Settings } from '../../shared/contract'
import type { EngineEnvironment } from '../engine/protocol'
import type { AppPaths } from './context'

/** What the engine may use: models, threads (one core is left for the window), and the user's ffmpeg where there is one. */
export function engineEnvironment(settings: Settings, paths: AppPaths): EngineEnvironment {
  return {
    modelsFolder: paths.models,
    ownModelsFolder: paths.ownModels,
    ffmpegPath: findFfmpeg(settings.ffmpegPath),
    threads: settings.threads ?? Math.max(1, availableParallelism() - 1)
  }
}

/** Absolute path of ffmpeg: the one set by the user, else the first on PATH. */
export function findFfmpeg(chosen: string | undefined, path = process.env['PATH'] ?? ''): string | undefined {
  const name = process.platform === 'win32' ? 'ffmpeg.exe' : 'ffmpeg'
  const candidates = chosen
    ? [chosen, join(chosen, name)]
    : path
        .split(delimiter)
        .filter(Boolean)
        .map((folder) => join(folder, name))
  return candidates.find((candidate) => existsSync(candidate) && statSync(candidate).isFile())
}
