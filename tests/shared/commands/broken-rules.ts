import type { RowReader } from '../../../src/shared/commands/command'

/** What does not hold, as sentences; written without the rules' own code. */
export function brokenRules(rows: Pick<RowReader, 'all' | 'segmentsOf'>): string[] {
  const segments = new Map(
    rows
      .all('track')
      .flatMap((track) => rows.segmentsOf(track.id))
      .map((each) => [each.id, each])
  )
  const broken: string[] = []
  for (const track of rows.all('track')) {
    const list = rows.segmentsOf(track.id)
    list.forEach((segment, index) => {
      const next = list[index + 1]
      const name = `${track.id} ${segment.start / 1e6}-${segment.end / 1e6}`
      if (segment.end <= segment.start) broken.push(`${name} is empty`)
      if (next && next.start < segment.end && track.overlap === 'forbidden') broken.push(`${name} overlaps`)
      const together = track.parentId === undefined || next?.parentId === segment.parentId
      if (track.coverage === 'gap-free' && next && together && next.start !== segment.end)
        broken.push(`a gap after ${name}`)
      if (track.parentId === undefined) return
      const holder = segments.get(segment.parentId ?? '')
      if (!holder || holder.trackId !== track.parentId) return void broken.push(`nothing holds ${name}`)
      if (holder.start > segment.start || holder.end < segment.end) broken.push(`${name} is not inside`)
      if (track.coverage !== 'gap-free') return
      const siblings = list.filter((other) => other.parentId === holder.id)
      if (siblings[0]?.start !== holder.start || siblings.at(-1)?.end !== holder.end)
        broken.push(`${track.id} does not fill ${holder.start / 1e6}-${holder.end / 1e6}`)
    })
  }
  return broken
}
