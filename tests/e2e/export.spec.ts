import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { AffectoryApp } from './affectory-app'
import { readTable, textGridTiers } from './driver/exported'
import { root } from './driver/launch'

test.skip(
  !existsSync(join(root, '.local/demo/project.sqlite')),
  'the demo project has not been made: run `npm run demo`'
)

test('an exported dataset, read again, is what the project holds', async () => {
  const app = await AffectoryApp.launch()
  try {
    await app.openDemo()
    await app.jobsEnd()
    const folder = await app.exportDataset('whole')
    const snapshot = await app.snapshot()
    const stored = (
      await Promise.all(snapshot.recordings.map(({ id }) => app.ask('track.segments', { recordingId: id })))
    ).flat()
    const number = (text: string | undefined): number | undefined =>
      text === '' || text === undefined ? undefined : Number(text)
    const word = (text: string | undefined): string | undefined => (text === '' ? undefined : text)

    const rows = readTable(join(folder, 'segments.csv'))
    const read = rows.map((row) => ({
      id: row['segment_id'],
      trackId: row['track_id'],
      start: number(row['start_us']),
      end: number(row['end_us']),
      label: word(row['label']),
      confidence: number(row['confidence']),
      comment: word(row['comment']),
      text: word(row['text']),
      flagged: row['flagged'] === 'true'
    }))
    const kept = stored.map(({ id, trackId, start, end, label, confidence, comment, text, flagged }) => ({
      id,
      trackId,
      start,
      end,
      label,
      confidence,
      comment,
      text,
      flagged
    }))
    const byId = (a: { id?: string | undefined }, b: { id?: string | undefined }): number =>
      (a.id ?? '').localeCompare(b.id ?? '')
    expect(read.sort(byId)).toEqual(kept.sort(byId))
    for (const row of rows) expect(Math.round(Number(row['start_s']) * 1e6)).toBe(Number(row['start_us']))

    expect(
      (JSON.parse(readFileSync(join(folder, 'segments.json'), 'utf8')) as { id: string }[]).sort(byId)
    ).toEqual(stored.toSorted(byId))
    const document = JSON.parse(readFileSync(join(folder, 'dataset.json'), 'utf8')) as {
      revision: number
      tracks: { id: string }[]
    }
    expect(document.revision).toBe(snapshot.revision)
    expect(document.tracks.sort(byId)).toEqual(snapshot.tracks.toSorted(byId))

    const card = readFileSync(join(folder, 'dataset-card.md'), 'utf8')
    expect(card).toContain(`revision ${snapshot.revision}`)
    for (const { name } of snapshot.authors.filter(({ id }) =>
      snapshot.tracks.some(({ authorId }) => authorId === id)
    ))
      expect(card).toContain(name)
    for (const { weightsHash } of snapshot.runs) expect(card).toContain(weightsHash)
    expect(card).toMatch(/[Ss]ynthetic/)
    expect(
      readdirSync(folder, { recursive: true }).filter((name) => /\.(part|tmp|new)$/.test(String(name)))
    ).toEqual([])
  } finally {
    await app.close()
  }
})

test('per-frame predictions leave as one row per face and picture, and a moment without a face has no row', async () => {
  const app = await AffectoryApp.launch()
  try {
    await app.openDemo()
    await app.jobsEnd()
    const folder = await app.exportDataset('frames')
    const tables = readdirSync(join(folder, 'frames')).filter((name) => name.endsWith('.csv'))
    const { tracks } = await app.snapshot()
    expect(tables.length).toBe(tracks.filter(({ kind }) => kind === 'frames').length)
    const faces = tables
      .filter((name) => /face|facial/i.test(name))
      .flatMap((name) => readTable(join(folder, 'frames', name)))
    expect(faces.length).toBeGreaterThan(200)
    for (const row of faces.slice(0, 50)) {
      const sum = Object.entries(row).reduce(
        (total, [column, value]) => total + (column.startsWith('p_') ? Number(value) : 0),
        0
      )
      expect(sum).toBeCloseTo(1, 2)
    }
  } finally {
    await app.close()
  }
})

test('with codes, names in comments and words give way too where that is asked for, seen before it is done', async () => {
  const app = await AffectoryApp.launch()
  try {
    await app.newProject('Named', 'Ada')
    const path = join(app.machine.work, 'talk.txt')
    writeFileSync(path, 'Noa: Has נועה seen Will?\nWill: Noa, I will see you.\n')
    await app.importFiles(path)
    const { authors, persons, recordings } = await app.snapshot()
    const speaker = (name: string) => ({
      id: 'person-save',
      input: { id: persons.find((person) => person.name === name)?.id ?? `p-${name}`, name }
    })
    await app.ask('edit.apply', {
      authorId: authors.find(({ name }) => name === 'Ada')?.id ?? '',
      commands: [speaker('Noa'), speaker('Will'), { id: 'person-save', input: { name: 'נועה' } }]
    })
    await app.run('Export labels')
    const panel = app.panel('Export')
    await panel.getByRole('checkbox', { name: 'Codes instead of names of persons' }).click()
    const inTexts = panel.getByRole('checkbox', { name: /^Also in comments/ })
    await expect(inTexts).not.toBeChecked()
    await inTexts.click()
    const names = panel.getByRole('group', { name: 'Names in texts' })
    await expect(names.getByRole('checkbox')).toHaveCount(3)
    await expect(names.getByRole('checkbox', { name: /^Will as \S+ 2 times/ })).toBeChecked()
    await expect(names.getByText('4 places would change.')).toBeVisible()
    await expect(names.getByRole('option')).toHaveCount(4)
    await app.dress(1440, 900, 'dark')
    await names.scrollIntoViewIfNeeded()
    await app.screenshot('export-names-dark')
    await names.getByRole('checkbox', { name: /^Will/ }).click()
    await expect(names.getByText('2 places would change.')).toBeVisible()
    const folder = await app.exportDataset('coded')
    const words = readTable(join(folder, 'segments.csv')).map(({ text }) => text)
    const code = (name: string): Promise<string | undefined> =>
      names
        .getByRole('checkbox', { name: new RegExp(`^${name} as`) })
        .evaluate((box) => box.parentElement?.querySelectorAll('bdi')[1]?.textContent ?? undefined)
    expect(words).toEqual([`Has ${await code('נועה')} seen Will?`, `${await code('Noa')}, I will see you.`])
    expect((await app.segments(recordings[0]?.name ?? 'talk')).map(({ text }) => text)).toContain(
      'Has נועה seen Will?'
    )
  } finally {
    await app.close()
  }
})

test('labels leave for ELAN and Praat with every annotation, and the panel says before what stays behind', async () => {
  const app = await AffectoryApp.launch()
  try {
    await app.openDemo()
    await app.jobsEnd()
    await app.run('Export labels')
    const panel = app.panel('Export')
    const others = panel.getByRole('group', { name: 'Other programs' })
    await expect(others.getByRole('checkbox', { checked: true })).toHaveCount(0)
    const left = panel.getByRole('group', { name: 'What these formats leave out' })
    await expect(left).toHaveCount(0)
    await others.getByRole('checkbox', { name: /^ELAN/ }).click()
    await others.getByRole('checkbox', { name: /^Praat TextGrid an? / }).click()
    await expect(left).toHaveAttribute('aria-busy', 'false')
    await left.getByRole('button', { name: /^ELAN/ }).click()
    await left.getByRole('button', { name: /^Praat TextGrid/ }).click()
    const { recordings, tracks } = await app.snapshot()
    const perFrame = tracks.filter(({ kind }) => kind === 'frames').length
    expect(perFrame).toBeGreaterThan(0)
    await expect(
      left.getByRole('listitem').filter({ hasText: `${perFrame} tracks of predictions for each frame` })
    ).toHaveCount(2)
    await expect(left).toContainText('JSON beside them keeps all of it')
    const frames = panel.getByRole('checkbox', { name: /^Per-frame/ })
    await frames.click()
    await expect(left).toContainText('JSON beside them keeps all but the per-frame predictions')
    await frames.click()

    const folder = await app.exportDataset('programs')
    expect(readdirSync(folder).sort()).toEqual(
      expect.arrayContaining(['dataset.json', 'elan', 'segments.csv', 'segments.json', 'textgrid'])
    )
    for (const recording of recordings) {
      // Anything but letters, digits and "._-" is an underscore in the names of files.
      const name = recording.name.replace(/[^\p{L}\p{N}._-]+/gu, '_')
      const segments = await app.ask('track.segments', { recordingId: recording.id })
      const elan = readFileSync(join(folder, 'elan', `${name}.eaf`), 'utf8')
      // Facts beside a label refer to its annotation; those with times of their own are the segments.
      expect(elan.match(/<ALIGNABLE_ANNOTATION /g)?.length, `${name}.eaf`).toBe(segments.length)
      const grid = textGridTiers(join(folder, 'textgrid', `${name}.TextGrid`))
      const said = grid.filter((tier) => !tier.name.includes('@')).flatMap(({ texts }) => texts)
      // An interval without text is a gap.
      expect(said.length, `${name}.TextGrid`).toBe(
        segments.filter(({ label, text }) => label !== undefined || text).length
      )
    }
  } finally {
    await app.close()
  }
})

test('an export never writes over one that is there', async () => {
  const app = await AffectoryApp.launch()
  try {
    await app.openDemo()
    await app.jobsEnd()
    const folder = await app.exportDataset('once')
    const before = statSync(join(folder, 'segments.csv'))
    const panel = app.panel('Export')
    await panel.getByRole('button', { name: /^Export / }).click()
    await app.jobsEnd()
    const after = statSync(join(folder, 'segments.csv'))
    expect([after.mtimeMs, after.ino]).toEqual([before.mtimeMs, before.ino])
  } finally {
    await app.close()
  }
})
