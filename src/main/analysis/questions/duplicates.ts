import type { Sliced } from '../../../shared/agreement/sliced'
import { nearGroups } from '../../../shared/analysis/duplicates/near-groups'
import { sameTexts } from '../../../shared/analysis/duplicates/same-texts'
import type { AlikeGroup, AlikeItem } from '../../../shared/contract/analysis/duplicates'
import type { EmbeddingRef } from '../../../shared/contract/embeddings'
import { fail, ok } from '../../../shared/domain/problem'
import type { Desk } from '../desk'
import type { Question } from '../question'

/** More are not read at once. */
const MOST_EMBEDDINGS = 50_000

/** What is nearly the same, or the same. */
export const duplicates: Question<'analysis.duplicates'> = function* (
  desk,
  { embeddings, threshold, across, limit }
) {
  const revision = desk.reader.revision()
  const there = desk.reader
    .embeddingCounts()
    .filter(({ runId, outputId }) => runId === embeddings?.runId && outputId === embeddings.outputId)
    .reduce((sum, { rows }) => sum + rows, 0)
  if (there > MOST_EMBEDDINGS)
    return fail(
      'duplicates.many',
      `There are ${there.toLocaleString('en')} embeddings; at most ${MOST_EMBEDDINGS.toLocaleString('en')} are compared with each other.`,
      'Choose the embeddings of a run over fewer recordings.'
    )
  const near = embeddings
    ? yield* desk.kept(`duplicates near ${JSON.stringify([embeddings, threshold])}`, () =>
        nearOf(desk, embeddings, threshold)
      )
    : { groups: [], compared: 0, rows: 0, cut: false }
  const files = sameFiles(desk)
  yield
  const texts = yield* desk.kept('duplicates texts', () => sameWords(desk))
  const wide = (group: AlikeGroup) => !across || group.recordings > 1
  const groups = [...files, ...near.groups, ...texts].filter(wide)
  return ok({
    revision,
    groups: groups.slice(0, limit),
    total: groups.length,
    compared: near.compared,
    embeddings: near.rows,
    cut: near.cut,
    files: files.filter(wide).length,
    texts: texts.filter(wide).length
  })
}

function* nearOf(desk: Desk, { runId, outputId }: EmbeddingRef, threshold: number) {
  const blind = new Set(desk.reader.viewer().blindRecordingIds)
  const rows = desk.reader.embeddings(runId, outputId).filter(({ recordingId }) => !blind.has(recordingId))
  yield
  const dims = rows[0]?.vector.length ?? 0
  const used = rows.filter(({ vector }) => vector.length === dims)
  const data = new Float32Array(used.length * dims)
  used.forEach(({ vector }, i) => data.set(vector, i * dims))
  yield
  const found = yield* nearGroups({ rows: used.length, dims, data }, threshold)
  const cosine = (i: number, j: number): number => {
    let [dot, a, b] = [0, 0, 0]
    for (let d = 0; d < dims; d++) {
      const [x, y] = [data[i * dims + d] ?? 0, data[j * dims + d] ?? 0]
      dot += x * y
      a += x * x
      b += y * y
    }
    return a > 0 && b > 0 ? dot / Math.sqrt(a * b) : 0
  }
  const groups = found.groups.map((members): AlikeGroup => {
    const first = members[0] ?? 0
    return groupOf(
      'embedding',
      members.flatMap((i): AlikeItem[] => {
        const row = used[i]
        if (!row) return []
        const trackId =
          row.segmentId === undefined ? undefined : desk.reader.get('segment', row.segmentId)?.trackId
        return [
          {
            recordingId: row.recordingId,
            ...(row.segmentId === undefined ? {} : { segmentId: row.segmentId }),
            ...(trackId === undefined ? {} : { trackId }),
            start: row.start,
            end: row.end,
            cosine: i === first ? 1 : Math.min(1, cosine(first, i))
          }
        ]
      })
    )
  })
  return { groups, compared: found.rows, rows: used.length, cut: found.cut }
}

/** Files of the same content in several recordings, or twice in one. */
function sameFiles({ reader }: Desk): readonly AlikeGroup[] {
  const durations = new Map(reader.all('recording').map(({ id, duration }) => [id, duration]))
  const byHash = Map.groupBy(reader.all('file'), ({ contentHash }) => contentHash)
  return [...byHash]
    .filter(([hash, files]) => hash !== '' && files.length > 1)
    .map(([, files]) =>
      groupOf(
        'file',
        files.map(({ recordingId }) => ({
          recordingId,
          start: 0,
          end: durations.get(recordingId) ?? 0,
          cosine: 1
        }))
      )
    )
}

/** Turns of the same words. */
function* sameWords({ reader }: Desk): Sliced<readonly AlikeGroup[]> {
  const items: (AlikeItem & { readonly text: string })[] = []
  const seen = new Set<string>()
  for (const track of reader.dataTracks()) {
    if (track.kind !== 'utterances' || track.runId !== undefined) continue
    for (const { id, start, end, text } of reader.segmentsOfTrack(track.id)) {
      // Two transcripts of one recording say the same thing at the same time.
      const key = `${track.recordingId} ${start}`
      if (!text || seen.has(key)) continue
      seen.add(key)
      items.push({
        recordingId: track.recordingId,
        segmentId: id,
        trackId: track.id,
        start,
        end,
        cosine: 1,
        text
      })
    }
    yield
  }
  const groups = yield* sameTexts(items.map(({ text }) => text))
  return groups.map((members) =>
    groupOf(
      'text',
      members.flatMap((at) => items[at] ?? [])
    )
  )
}

const groupOf = (kind: AlikeGroup['kind'], items: readonly AlikeItem[]): AlikeGroup => ({
  kind,
  items,
  recordings: new Set(items.map(({ recordingId }) => recordingId)).size
})
