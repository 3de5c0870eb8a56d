import { z } from 'zod'
import { fail, ok } from '../domain/problem'
import { Id } from '../domain/rows'
import type { Command } from './command'
import { deleted } from './rules/row-change'
import { counted } from './rules/segment-content'

const Input = z.object({ id: Id })

/** Delete an author. Refused while the author has tracks, links, answers or runs: work is never deleted by the way. */
export const authorDelete: Command<z.infer<typeof Input>> = {
  id: 'author-delete',
  input: Input,
  title: () => 'Delete an annotator',
  apply(rows, { id }) {
    const author = rows.get('author', id)
    if (!author) return fail('author.unknown', 'The annotator does not exist any more.')
    const tracks = rows.all('track').filter((track) => track.authorId === id).length
    if (tracks > 0)
      return fail(
        'author.in-use',
        `${author.name} has ${counted(tracks, 'track')}.`,
        'Delete those tracks first.'
      )
    const links = rows.all('relation').filter((link) => link.authorId === id).length
    if (links > 0)
      return fail(
        'author.in-use',
        `${author.name} has ${counted(links, 'link')}.`,
        'Delete those links first.'
      )
    const work = rows
      .all('assignment')
      .find((each) => each.authorId === id || each.calibration?.referenceAuthorId === id)
    if (work)
      return fail(
        'author.in-use',
        `${author.name} has a part in the assignment "${work.name}".`,
        'Delete the assignment first; what was labelled for it stays.'
      )
    const answers = rows.all('response').filter((response) => response.authorId === id).length
    if (answers > 0)
      return fail(
        'author.in-use',
        `${author.name} has answered ${counted(answers, 'questionnaire')}.`,
        'Delete those answers first, with “Questionnaires…” in the palette.'
      )
    const runs = rows.all('run').filter((run) => run.authorId === id).length
    if (runs > 0)
      return fail('author.in-use', `${author.name} has ${counted(runs, 'run')}, whose record is kept.`)
    return ok([deleted('author', author)])
  }
}
