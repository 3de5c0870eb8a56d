import type { AppInfo, Settings } from '../../shared/contract'

const NAMES: Readonly<Record<string, string>> = {
  cpu: 'CPU',
  webgpu: 'WebGPU',
  cuda: 'CUDA',
  tensorrt: 'TensorRT',
  dml: 'DirectML',
  coreml: 'CoreML',
  auto: 'best available'
}

/** Name of an execution provider as people know it. */
export const providerName = (id: string): string => NAMES[id] ?? id

/** What models run on here: what was asked for in the settings and what this machine can give. */
export function providerNote(
  info: AppInfo | undefined,
  asked: Settings['provider'],
  threads: number | undefined
): string {
  if (!info) return ''
  const works = info.providers
  if (works.length === 0) return 'Looking for what models can run on…'
  const used = asked === 'auto' ? (works[0] ?? 'cpu') : works.includes(asked) ? asked : 'cpu'
  const count =
    used === 'cpu' && threads !== undefined ? `, ${threads} ${threads === 1 ? 'thread' : 'threads'}` : ''
  const others = ['webgpu', 'cuda', 'tensorrt', 'dml', 'coreml'].filter(
    (id) => works.includes(id) && id !== used
  )
  if (asked !== 'auto' && used !== asked)
    return `${providerName(used)}${count} · ${providerName(asked)} asked for, not available`
  if (used === 'cpu' && others.length === 0)
    return `${providerName('cpu')}${count} · no graphics provider available`
  return `${providerName(used)}${count}`
}
