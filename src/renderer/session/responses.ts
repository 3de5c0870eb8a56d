import { useEffect, useState } from 'react'
import type { Questionnaire } from '../../shared/questionnaires/questionnaire'
import { questionnairesOf } from '../../shared/questionnaires/find-questionnaire'
import type { QuestionnaireResponse } from '../../shared/domain/study'
import { call, on } from '../client'
import { apply, command } from './edit'
import { useProject } from './project'
import { toastError } from './toasts'

/** Every questionnaire of the open project. */
export function useQuestionnaires(): readonly Questionnaire[] {
  const schemes = useProject((state) => state.snapshot?.schemes)
  return schemes ? questionnairesOf(schemes) : []
}

/** All answers that may be seen, read again when some change; undefined while they are read for the first time. */
export function useResponses(): readonly QuestionnaireResponse[] | undefined {
  const [responses, setResponses] = useState<readonly QuestionnaireResponse[]>()
  useEffect(() => {
    let here = true
    const read = (): void =>
      void call('questionnaire.responses').then((list) => here && setResponses(list), toastError)
    const stop = on('changed', ({ tables }) => {
      if (tables.includes('response')) read()
    })
    read()
    return () => {
      here = false
      stop()
    }
  }, [])
  return responses
}

/** Save all answers of one sheet as one edit. */
export const saveResponse = (
  sheet: Pick<QuestionnaireResponse, 'questionnaireId' | 'recordingId' | 'personId' | 'answers' | 'note'> & {
    readonly id?: string
  }
): ReturnType<typeof apply> => apply([command('response-save', { ...sheet, at: new Date().toISOString() })])

export const deleteResponses = (ids: readonly string[]): ReturnType<typeof apply> =>
  apply([command('response-delete', { ids })])
