import { call } from '../client'
import { openDialog } from './dialogs'

/** Let the user choose a file of answers, and show what its columns are taken for. */
export async function chooseAnswers(): Promise<void> {
  const path = await call('answers.choose', undefined)
  if (path === undefined) return
  openDialog({ id: 'answers', props: { sample: await call('answers.sample', { path }) } })
}
