import { Ajv2020 } from 'ajv/dist/2020.js'
import schema from '../../../../resources/model-manifest.schema.json'
import { fail, type Result } from '../../../shared/domain/problem'
import type { Manifest } from './manifest'
import { withReferences } from './ops/step-references'

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
  if (validate(document)) return withReferences(document, file)
  // What the schema asks of a kind follows from the kind; a fault of the kind itself comes first.
  const faults = (validate.errors ?? [])
    .filter(({ keyword }) => keyword !== 'if')
    .toSorted(
      (a, b) => Number(a.schemaPath.startsWith('#/allOf')) - Number(b.schemaPath.startsWith('#/allOf'))
    )
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
