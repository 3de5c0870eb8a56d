import type { ReactNode } from 'react'
import type { ArrayQuestion, MappingDraft } from '../../../shared/arrays/array-mapping'

/** What the file holds, a row for each kind of array, with what it is taken for. */
export function ArrayTable({
  question,
  mapping
}: {
  readonly question: ArrayQuestion
  readonly mapping: MappingDraft
}): ReactNode {
  const roleOf = (pattern: string, file: string | undefined): string =>
    mapping.signals.some((signal) => file === undefined && signal.array === pattern)
      ? 'Signal'
      : mapping.signals.some((signal) => file === undefined && signal.before === pattern)
        ? 'Baseline'
        : mapping.labels.some((label) => label.array === pattern && label.file === file)
          ? 'Labels'
          : ''
  // What is taken stands above what is not.
  const rows = [...question.arrays].sort(
    (a, b) => Number(roleOf(b.pattern, b.file) !== '') - Number(roleOf(a.pattern, a.file) !== '')
  )
  return (
    <div className="arrays-table" tabIndex={0} role="region" aria-label="Arrays of the file">
      <table>
        <thead>
          <tr>
            <th>Array</th>
            <th>Shape</th>
            <th>Type</th>
            <th>Taken as</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ pattern, file, shape, varies, count, type }) => (
            <tr key={`${file ?? ''} ${pattern}`}>
              <td className="mono truncate" title={pattern}>
                {pattern}
                {file !== undefined && <span className="faint"> in {file}</span>}
              </td>
              <td className="mono">
                {count > 1 && `${count} of `}
                {shape.length === 0
                  ? '1'
                  : shape.map((size, axis) => `${size}${varies.includes(axis) ? '…' : ''}`).join(' × ')}
              </td>
              <td className="muted">{type}</td>
              <td>{roleOf(pattern, file)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {question.more > 0 && <p className="faint">{question.more} more arrays are not listed.</p>}
      {question.skipped.length > 0 && <p className="faint">Not read: {question.skipped.join(', ')}.</p>}
    </div>
  )
}
