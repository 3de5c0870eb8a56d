import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { importPaths } from '../../fixtures/import-file'
import { pngBytes } from '../../fixtures/pictures'
import { ekman7, newProject, reopen, schemes, value } from './project-fixture'

const folder = mkdtempSync(join(tmpdir(), 'affectory-page-store-'))
function written(name: string, content: string | Buffer): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}
const second = { start: 0, end: 1_000_000 }

describe('pictures in a project', () => {
  it('are recordings whose labels of one author are read together; a box without a label is none', async () => {
    const project = newProject()
    const { files } = await importPaths(
      [1, 2, 3].map((n) => written(`p${n}.png`, pngBytes(8 + n, 8, [n, 0, 0])))
    )
    const ids = files.map((file) => value(project.commitImported(file)).recordingId)
    expect(project.all('recording').map(({ medium, duration }) => [medium, duration])).toEqual([
      ['image', 1_000_000],
      ['image', 1_000_000],
      ['image', 1_000_000]
    ])
    const edit = (id: string, input: unknown, author = 'anna') =>
      value(project.apply(author, [{ id, input }]))
    edit('author-save', { id: 'anna', name: 'Anna' })
    edit('author-save', { id: 'ben', name: 'Ben' })
    edit('scheme-save', { document: ekman7.document })
    for (const [index, recordingId] of ids.entries()) {
      edit('track-create', { id: `t${index}`, recordingId, schemeId: 'ekman7' })
      edit('track-create', { id: `b${index}`, recordingId, schemeId: 'ekman7' }, 'ben')
    }
    edit('segment-create', { id: 'one', trackId: 't0', ...second, label: 'anger' })
    edit('segment-create', { trackId: 'b1', ...second, label: 'fear' }, 'ben')
    const keys = [{ at: 0, x: 0.1, y: 0.1, width: 0.2, height: 0.2 }]
    edit('segment-create', { trackId: 't2', ...second, value: { kind: 'region', shape: 'box', keys } })
    const asked = { authorId: 'anna', schemeId: 'ekman7', attributeId: 'emotion' }
    expect(project.pageLabels(asked).map(({ recordingId, label }) => [recordingId, label])).toEqual([
      [ids[0], 'anger']
    ])
    const again = reopen(project)
    expect(again.pageLabels({ ...asked, authorId: 'ben' }).map(({ label }) => label)).toEqual(['fear'])
    expect(again.all('stream').map(({ kind, info }) => [kind, info.widthPx])).toEqual([
      ['image', 9],
      ['image', 10],
      ['image', 11]
    ])
  })
})

describe('a document in a project', () => {
  const text = 'I froze. 😶 Then I ran.\nמה קרה?\n'

  it('keeps its text to the last character, takes marks across sentences, and undoes them', async () => {
    const project = newProject()
    const { files } = await importPaths([written('story.txt', text)])
    const [file] = files
    if (!file) throw new Error('nothing was imported')
    const { recordingId, trackIds } = value(project.commitImported(file, { schemes }))
    expect(project.get('recording', recordingId)).toMatchObject({ medium: 'document', duration: 3_000_000 })
    expect(project.segmentsOfTrack(trackIds[1] ?? '').map((segment) => segment.text)).toEqual([text])
    const cpm4 = schemes.find(({ id }) => id === 'cpm4')
    const apply = (...commands: { id: string; input: unknown }[]) => project.apply('anna', commands)
    value(apply({ id: 'author-save', input: { id: 'anna', name: 'Anna' } }))
    value(apply({ id: 'scheme-save', input: { document: cpm4?.document } }))
    const mark = (from: number, to: number, label: string) => ({
      id: 'span-set',
      input: { segmentId: 'mine', after: { from, to, label } }
    })
    // As the window does it: track, segment over all of it and the first mark are one edit.
    value(
      apply(
        {
          id: 'track-create',
          input: { id: 'm', recordingId, schemeId: 'cpm4', attributeId: 'components' }
        },
        { id: 'segment-create', input: { id: 'mine', trackId: 'm', start: 0, end: 3_000_000 } },
        mark(2, 16, 'behavior')
      )
    )
    value(apply(mark(16, 31, 'thinking')))
    expect(apply(mark(30, 31, 'feeling')).ok).toBe(false)
    expect(apply(mark(16, [...text].length + 1, 'feeling')).ok).toBe(false)
    const spans = () => {
      const said = reopened.get('segment', 'mine')?.value
      return said?.kind === 'spans'
        ? said.spans.map(({ from, to }) => [...text].slice(from, to).join(''))
        : []
    }
    let reopened = reopen(project)
    expect(spans()).toEqual(['froze. 😶 Then ', 'I ran.\nמה קרה?\n'.slice(0, 15)])
    value(reopened.undo('anna'))
    expect(spans()).toHaveLength(1)
    value(reopened.undo('anna'))
    expect(reopened.get('track', 'm')).toBeUndefined()
    value(reopened.redo('anna'))
    reopened = reopen(reopened)
    expect(spans()).toHaveLength(1)
  })
})
