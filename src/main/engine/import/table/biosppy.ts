import type { KnownTable } from './known'

/** Text of BioSPPy: `# Sampling Rate (Hz):= 1000.00`, `# Labels:= ECG`, values without a time. */
export function bioSppy(lines: readonly string[]): KnownTable | undefined {
  const head = lines.findIndex((line) => !line.startsWith('#'))
  const comments = lines.slice(0, head < 0 ? lines.length : head)
  const fields = new Map(
    comments.flatMap((line) => {
      const match = /^#\s*([^:=]+?)\s*:=\s*(.*)$/.exec(line)
      return match ? [[(match[1] ?? '').toLowerCase(), (match[2] ?? '').trim()] as const] : []
    })
  )
  const rateHz = Number(fields.get('sampling rate (hz)'))
  if (!(rateHz > 0)) return undefined
  const labels = (fields.get('labels') ?? '').split('\t').filter((label) => label !== '')
  const width = (lines[comments.length] ?? '').split('\t').length
  const units = (fields.get('units') ?? '').split('\t')
  const startedAt = fields.get('date')
  return {
    columns: {
      separator: '\t',
      decimal: '.',
      skipLines: comments.length,
      time: { kind: 'rate', rateHz },
      channels: Array.from({ length: width }, (_, column) => ({
        column,
        label: labels[column] ?? `Column ${column + 1}`,
        unit: units[column] ?? (units.length === 1 ? (units[0] ?? '') : '')
      })),
      events: []
    },
    facts: {
      container: 'biosppy',
      ...(startedAt === undefined ? {} : { startedAt: startedAt.replace(/(\.\d{3})\d+$/, '$1') }),
      ...(fields.get('resolution') === undefined
        ? {}
        : { extra: { biosppy: { resolution: fields.get('resolution') } } })
    }
  }
}
