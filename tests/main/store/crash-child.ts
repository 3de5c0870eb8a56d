import { openProject } from '../../../src/main/store'

/*
 * Run as a process of its own: edits a project as fast as it can and writes the id of every edit to stdout once
 * the store has said that it is committed, until it is killed.
 */
const [folder = '', trackId = '', round = ''] = process.argv.slice(2)
const opened = openProject(folder)
if (!opened.ok) {
  process.stderr.write(`${opened.error.code}: ${opened.error.message}`)
  process.exit(2)
}
for (let index = 0; ; index++) {
  const id = `r${round}-${index}`
  const start = Number(round) * 100_000 + index
  const applied = opened.value.apply('anna', [
    { id: 'segment-create', input: { trackId, id, start, end: start + 1, label: 'fear' } },
    { id: 'segment-set', input: { ids: [id], patch: { comment: `comment of ${id}` } } }
  ])
  if (!applied.ok) throw new Error(applied.error.message)
  process.stdout.write(`${id}\n`)
}
