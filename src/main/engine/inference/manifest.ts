import { Ajv2020 } from 'ajv/dist/2020.js'
import schema from '../../../../resources/model-manifest.schema.json'
import { fail, ok, type Result } from '../../../shared/domain/problem'

/** One step of an input pipeline or of the decoding of an output, with its parameters. */
export interface OpStep {
  readonly op: string
  readonly [parameter: string]: unknown
}

/** The parts of a manifest (schema `affectory.model/1`) that running a model reads. */
export interface Manifest {
  readonly schema: 'affectory.model/1'
  readonly id: string
  readonly name: string
  readonly version?: string
  readonly kind: 'onnx' | 'fusion' | 'probe' | 'bundle' | 'external'
  readonly describes?: { readonly license?: string; readonly intendedUse?: string; readonly limits?: string }
  readonly files?: Readonly<Record<string, ManifestFile>>
  readonly runtime?: {
    readonly providers?: readonly string[]
    readonly batch?: { readonly max?: number }
    readonly providerTolerance?: number
  }
  readonly unit: {
    readonly type: string
    readonly windowSec?: number
    readonly hopSec?: number
    readonly anchor?: 'start' | 'center' | 'end'
    readonly last?: 'pad' | 'drop' | 'keep'
    readonly minSec?: number
    readonly maxSec?: number
  }
  readonly bindings?: Readonly<Record<string, { readonly modality: string }>>
  readonly inputs?: readonly ManifestInput[]
  readonly outputs: readonly ManifestOutput[]
}

export interface ManifestFile {
  readonly path: string
  readonly sha256?: string
  readonly role?: string
}

export interface ManifestInput {
  readonly name: string
  readonly dtype: string
  readonly shape: readonly (number | string)[]
  readonly from?: string
  readonly pipeline: readonly OpStep[]
}

export interface ManifestOutput {
  readonly id: string
  readonly name?: string
  readonly task: string
  readonly target: {
    readonly scheme: string
    readonly attribute?: string
    readonly labels?: readonly string[]
    readonly dims?: readonly string[]
  }
  readonly decode?: readonly OpStep[]
  readonly aux?: boolean
}

const validate = new Ajv2020({ allErrors: true, strict: false }).compile<Manifest>(schema)

/** Read a manifest's text and hold it against the schema; each fault is told with its place. */
export function parseManifest(text: string, file: string): Result<Manifest> {
  let document: unknown
  try {
    document = JSON.parse(text)
  } catch (error) {
    return fail(
      'manifest',
      `${file} is not JSON: ${error instanceof Error ? error.message : String(error)}`,
      'Correct the file or remove its folder.',
      file
    )
  }
  if (validate(document)) return ok(document)
  const faults = (validate.errors ?? [])
    .slice(0, 3)
    .map(
      (error) => `${error.instancePath || '(top)'} ${error.message ?? error.keyword}${detail(error.params)}`
    )
  return fail(
    'manifest',
    `${file} is not a model manifest: ${faults.join('; ')}`,
    'See resources/model-manifest.schema.json for what belongs there.',
    file
  )
}

/** Names the offending property or the allowed values, which ajv's own sentence leaves out. */
function detail(params: Record<string, unknown>): string {
  const name = params['additionalProperty']
  const allowed = params['allowedValues']
  if (typeof name === 'string') return ` "${name}"`
  return Array.isArray(allowed) ? `: ${allowed.join(', ')}` : ''
}
