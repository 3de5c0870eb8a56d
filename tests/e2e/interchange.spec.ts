import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { wavBytes } from '../fixtures/wav'
import { AffectoryApp } from './affectory-app'

const RATE_HZ = 8000
const tone = (seconds: number): Uint8Array =>
  wavBytes(
    Array.from({ length: seconds * RATE_HZ }, (_, i) => 0.2 * Math.sin(i / (5 + seconds))),
    { rate: RATE_HZ }
  )

const eaf = `<?xml version="1.0" encoding="UTF-8"?>
<ANNOTATION_DOCUMENT AUTHOR="Kim" DATE="2020-05-06T07:08:09+02:00" FORMAT="3.0" VERSION="3.0">
  <HEADER MEDIA_FILE="" TIME_UNITS="milliseconds"><MEDIA_DESCRIPTOR MEDIA_URL="file:///lab/talk.wav" MIME_TYPE="audio/x-wav" RELATIVE_MEDIA_URL="./talk.wav"/><PROPERTY NAME="URN">urn:nl-mpi-tools-elan-eaf:77</PROPERTY></HEADER>
  <TIME_ORDER><TIME_SLOT TIME_SLOT_ID="ts1" TIME_VALUE="0"/><TIME_SLOT TIME_SLOT_ID="ts2" TIME_VALUE="2000"/><TIME_SLOT TIME_SLOT_ID="ts3" TIME_VALUE="4000"/></TIME_ORDER>
  <TIER TIER_ID="words" LINGUISTIC_TYPE_REF="plain" DEFAULT_LOCALE="en"><ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a1" TIME_SLOT_REF1="ts1" TIME_SLOT_REF2="ts2"><ANNOTATION_VALUE>you broke my cup again</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION></TIER>
  <TIER TIER_ID="feeling" LINGUISTIC_TYPE_REF="plain"><ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a2" TIME_SLOT_REF1="ts2" TIME_SLOT_REF2="ts3"><ANNOTATION_VALUE>Anger</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION></TIER>
  <TIER TIER_ID="gloss" LINGUISTIC_TYPE_REF="gloss" PARENT_REF="words"><ANNOTATION><REF_ANNOTATION ANNOTATION_ID="a3" ANNOTATION_REF="a1"><ANNOTATION_VALUE>an accusation, loud and long</ANNOTATION_VALUE></REF_ANNOTATION></ANNOTATION></TIER>
  <LINGUISTIC_TYPE LINGUISTIC_TYPE_ID="plain" TIME_ALIGNABLE="true" GRAPHIC_REFERENCES="false"/>
  <LINGUISTIC_TYPE LINGUISTIC_TYPE_ID="gloss" TIME_ALIGNABLE="false" CONSTRAINTS="Symbolic_Association" GRAPHIC_REFERENCES="false"/>
  <LOCALE LANGUAGE_CODE="en" COUNTRY_CODE="US"/>
  <REF_LINK_SET LINK_SET_ID="rls1" LINK_SET_NAME="why"><CROSS_REF_LINK REF_LINK_ID="rl1" REF1="a2" REF2="a1" DIRECTIONALITY="unidirectional" REF_TYPE="cause"/></REF_LINK_SET>
</ANNOTATION_DOCUMENT>`

const observation = (path: string) => ({
  file: { '1': [path] },
  type: 'MEDIA',
  events: [
    [1, 'cat', 'play', '', '', 'NA'],
    [2, 'cat', 'play', '', '', 'NA']
  ]
})
const boris = JSON.stringify({
  project_name: 'Cats',
  project_format_version: '7.0',
  subjects_conf: {},
  behaviors_conf: { '0': { type: 'State event', key: 'p', code: 'play' } },
  observations: {
    one: observation('D:\\films\\TALK.avi'),
    two: observation('/x/clip.mp4'),
    three: observation('/x/lost.mp4')
  }
})

test('an ELAN file keeps links, tiers below tiers and its own details from import to export; a BORIS project finds its recordings', async () => {
  const app = await AffectoryApp.launch()
  const work = app.machine.work
  mkdirSync(work, { recursive: true })
  try {
    await app.newProject('Interchange')
    const files = { 'talk.wav': tone(5), 'talk.eaf': eaf, 'clip.wav': tone(6), 'a-cats.boris': boris }
    for (const [name, content] of Object.entries(files)) writeFileSync(join(work, name), content)
    await app.importFiles(...Object.keys(files).map((name) => join(work, name)))
    await app.jobsEnd()
    const { recordings, tracks } = await app.snapshot()
    expect(recordings.map(({ name }) => name).sort()).toEqual(['clip', 'talk'])
    const talk = recordings.find(({ name }) => name === 'talk')
    const clip = recordings.find(({ name }) => name === 'clip')
    const named = (name: string) => tracks.find((track) => track.name === name)
    expect(named('gloss')?.parentId).toBe(named('words')?.id)
    expect(
      tracks
        .filter(({ name }) => name === 'cat')
        .map(({ recordingId }) => recordingId)
        .sort()
    ).toEqual([talk?.id, clip?.id].sort())
    expect((await app.problems()).filter(({ message }) => message.includes('lost.mp4'))).toHaveLength(1)
    const links = await app.ask('track.relations', { recordingId: talk?.id ?? '' })
    expect(links).toMatchObject([{ kind: 'cause' }])

    await app.openRecording('talk')
    await expect(app.panel('Tracks')).toBeVisible()
    await app.run('Export labels')
    const panel = app.panel('Export')
    const others = panel.getByRole('group', { name: 'Other programs' })
    await others.getByRole('checkbox', { name: /^ELAN/ }).click()
    await others.getByRole('checkbox', { name: /^Praat TextGrid an? / }).click()
    const left = panel.getByRole('group', { name: 'What these formats leave out' })
    await expect(left).toHaveAttribute('aria-busy', 'false')
    await left.getByRole('button', { name: /^Praat TextGrid/ }).click()
    await expect(left).toContainText('What only ELAN files say would be left out.')
    await app.screenshot('interchange-losses')
    const folder = await app.exportDataset('programs')
    const out = readFileSync(join(folder, 'elan', 'talk.eaf'), 'utf8')
    for (const kept of [
      'urn:nl-mpi-tools-elan-eaf:77',
      'DEFAULT_LOCALE="en"',
      'ANNOTATION_REF="a1"',
      'REF1="a2" REF2="a1" DIRECTIONALITY="unidirectional" REF_TYPE="cause"',
      'LINK_SET_NAME="why"',
      '<ANNOTATION_VALUE>Anger</ANNOTATION_VALUE>'
    ])
      expect(out).toContain(kept)
  } finally {
    await app.close()
  }
})
