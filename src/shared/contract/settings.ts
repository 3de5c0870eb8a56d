import { z } from 'zod'
import { exportFormatIds } from '../domain/export-formats'
import { Id } from '../domain/rows'
import type { Problem } from '../domain/problem'
import { RunVariant } from '../variants/run-variant'
import { path } from './path'
import { SignalFeatures } from './signal-features'

export interface AppInfo {
  readonly version: string
  readonly electron: string
  readonly chromium: string
  readonly node: string
  readonly onnxRuntime: string
  readonly platform: string
  readonly projectsFolder: string
  readonly demoFolder?: string
  /** ffmpeg found, with its version line. */
  readonly ffmpeg?: { readonly path: string; readonly version: string }
  /** Execution providers that could be opened on this machine, best first. */
  readonly providers: readonly string[]
}

const settingsFields = {
  theme: z.enum(['dark', 'light', 'system']),
  ffmpegPath: z.string().optional(),
  provider: z.enum(['auto', 'cpu', 'webgpu', 'cuda', 'tensorrt', 'dml', 'coreml']),
  threads: z.number().int().min(1).max(64).optional(),
  /** Action id -> keys, only where changed by the user. */
  shortcuts: z.record(z.string(), z.string()),
  shortcutPreset: z.string(),
  snapping: z.boolean()
}

/** Settings of this machine, not of a project. */
export const Settings = z.object({
  ...settingsFields,
  theme: settingsFields.theme.default('dark'),
  provider: settingsFields.provider.default('auto'),
  shortcuts: settingsFields.shortcuts.default({}),
  shortcutPreset: settingsFields.shortcutPreset.default('affectory'),
  snapping: settingsFields.snapping.default(true)
})

export type Settings = z.infer<typeof Settings>

/** Some settings; those not named stay as they are, so that none may be filled in here. */
export const SettingsPatch = z.object(settingsFields).partial()

export const RunOptionsInput = z.object({
  rateHz: z.number().min(0.1).max(240).optional(),
  smallFaces: z.boolean().optional(),
  mode: z.enum(['segments', 'windows', 'whole']).optional(),
  trackId: Id.optional(),
  windowSeconds: z.number().min(0.5).max(60).optional(),
  hopSeconds: z.number().min(0.05).max(60).optional(),
  speech: z
    .object({
      threshold: z.number().min(0.05).max(0.95).optional(),
      minSpeechSeconds: z.number().min(0).max(10).optional(),
      minSilenceSeconds: z.number().min(0).max(10).optional(),
      padSeconds: z.number().min(0).max(2).optional(),
      language: z
        .string()
        .regex(/^[a-z]{2,3}$/)
        .optional(),
      speakers: z.union([z.literal('auto'), z.number().int().min(1).max(20)]).optional(),
      voiceThreshold: z.number().min(0.1).max(5).optional()
    })
    .optional(),
  provider: z.string().optional(),
  variant: RunVariant.optional()
})

export const ExportSpec = z.object({
  /** Folder chosen by the user. */
  folder: path,
  name: z.string().min(1).max(120),
  formats: z.array(z.enum(exportFormatIds)).min(1),
  recordingIds: z.array(Id).default([]),
  authorIds: z.array(Id).default([]),
  includeFrames: z.boolean().default(true),
  /** How continuous ratings are written. */
  traces: z
    .object({
      /** Reaction lags are taken out; else the traces are as they were rated. */
      withLag: z.boolean().default(true),
      /** Absent: each track's own rate. */
      rateHz: z.number().min(0.1).max(1000).optional(),
      /** Each take as it was rated beside the composed traces. */
      rawTakes: z.boolean().default(false)
    })
    .default({ withLag: true, rawTakes: false }),
  /** Measures of heart, skin, breath and EEG for each segment; absent: none. */
  signalFeatures: SignalFeatures.optional(),
  /** `codes`: persons are called by their codes, and their names do not leave the project. */
  persons: z.enum(['names', 'codes']).default('names'),
  /** With `codes`: names that give way to codes in free text, too, as `export.names` tells them. Empty: text stays as it is. */
  textNames: z.array(z.string()).default([]),
  /** With the lanes of practice, which are no data. */
  practice: z.boolean().default(false)
})

export type ExportSpec = z.infer<typeof ExportSpec>

/** A name of a person in the free text of an export, the code for it, and how often it stands there. */
export interface NameCount {
  readonly word: string
  readonly code: string
  readonly count: number
}

/** One such place with the letters around it. */
export interface NameInText {
  readonly recordingId: string
  readonly segmentId?: string
  readonly where: 'words' | 'comment' | 'answer' | 'note'
  readonly word: string
  readonly code: string
  readonly before: string
  readonly name: string
  readonly after: string
}

/** Sentences about one format, one for each kind of loss. */
export interface ExportLosses {
  readonly format: string
  readonly problems: readonly Problem[]
}
