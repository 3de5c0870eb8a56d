import { useEffect } from 'react'
import type { Questionnaire } from '../../shared/questionnaires/questionnaire'
import { questionnairesOf } from '../../shared/questionnaires/find-questionnaire'
import type { QuestionnaireResponse } from '../../shared/domain/study'
import { call, on } from '../client'
import { apply, command } from './edit'
import { project, useProject } from './project'
import { makeStore } from './store'
import { toastError } from './toasts'

/** Every questionnaire of the open project. */
export function useQuestionnaires(): readonly Questionnaire[] {
  const schemes = useProject((state) => state.snapshot?.schemes)
  return schemes ? questionnairesOf(schemes) : []
}

interface ResponsesState {
  readonly projectId: string | undefined
  /** undefined while they are read for the first time. */
  readonly rows: readonly QuestionnaireResponse[] | undefined
}
const responsesStore = makeStore<ResponsesState>({ projectId: undefined, rows: undefined })

/** All answers that may be seen, read again when some change; undefined while they are read for the first time. */
export function useResponses(): readonly QuestionnaireResponse[] | undefined {
  const projectId = useProject((state) => state.snapshot?.project.id)
  useEffect(() => {
    void readResponses()
    return on('changed', ({ tables }) => {
      if (tables.includes('response')) void readResponses()
    })
  }, [projectId])
  return responsesStore((state) => (state.projectId === projectId ? state.rows : undefined))
}

/** The answers as they were read last. */
export const responses = (): readonly QuestionnaireResponse[] => responsesStore.getState().rows ?? []

/** Read all answers again. */
export async function readResponses(): Promise<void> {
  const projectId = project().snapshot?.project.id
  if (projectId === undefined) return
  await call('questionnaire.responses').then(
    (rows) => responsesStore.setState({ projectId, rows }),
    toastError
  )
}

/** Save all answers of one sheet as one edit. */
export const saveResponse = (
  sheet: Pick<QuestionnaireResponse, 'questionnaireId' | 'recordingId' | 'personId' | 'answers' | 'note'> & {
    readonly id?: string
  }
): ReturnType<typeof apply> => apply([command('response-save', { ...sheet, at: new Date().toISOString() })])

export const deleteResponses = (ids: readonly string[]): ReturnType<typeof apply> =>
  apply([command('response-delete', { ids })])
