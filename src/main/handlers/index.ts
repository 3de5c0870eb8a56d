import type { Handlers } from '../../shared/contract'
import { agreementHandlers } from './agreement'
import { answerAgreementHandlers } from './answer-agreement'
import { analysisHandlers } from './analysis'
import { answersHandlers } from './answers'
import { appHandlers } from './app'
import { componentHandlers } from './components'
import { compareHandlers } from './compare'
import type { HandlerContext } from './context'
import { fusionHandlers } from './fusion'
import { goldHandlers } from './gold'
import { embeddingHandlers } from './embedding'
import { editHandlers } from './edit'
import { explainHandlers } from './explain'
import { exportHandlers } from './export'
import { variantHandlers } from './variant'
import { liveHandlers } from './live'
import { markAgreementHandlers } from './mark-agreement'
import { montageHandlers } from './montage'
import { pageHandlers } from './page'
import { ownModelHandlers } from './own-models'
import { predictionHandlers } from './prediction'
import { promptsHandlers } from './prompts'
import { questionnaireHandlers } from './questionnaire'
import { projectHandlers } from './project'
import { recordingHandlers } from './recording'
import { reportHandlers } from './report'
import { signalHandlers } from './signal'
import { makeModelHandlers } from './make-model'
import { modelLookHandlers } from './model-look'
import { soundHandlers } from './sound'
import { syncHandlers } from './sync'
import { takeHandlers } from './take'
import { traceAgreementHandlers } from './trace-agreement'
import { studyHandlers } from './study'
import { taskHandlers } from './tasks'

/** All handlers; the compiler says when a call of the contract has none. */
export function buildHandlers(context: HandlerContext): Handlers {
  return {
    ...appHandlers(context),
    ...projectHandlers(context),
    ...recordingHandlers(context),
    ...editHandlers(context),
    ...pageHandlers(context),
    ...predictionHandlers(context),
    ...ownModelHandlers(context),
    ...embeddingHandlers(context),
    ...explainHandlers(context),
    ...variantHandlers(context),
    ...liveHandlers(context),
    ...signalHandlers(context),
    ...componentHandlers(context),
    ...montageHandlers(context),
    ...soundHandlers(context),
    ...modelLookHandlers(context),
    ...makeModelHandlers(context),
    ...syncHandlers(context),
    ...takeHandlers(context),
    ...studyHandlers(context),
    ...questionnaireHandlers(context),
    ...taskHandlers(context),
    ...compareHandlers(context),
    ...analysisHandlers(context),
    ...agreementHandlers(context),
    ...traceAgreementHandlers(context),
    ...answerAgreementHandlers(context),
    ...markAgreementHandlers(context),
    ...goldHandlers(context),
    ...fusionHandlers(context),
    ...answersHandlers(context),
    ...promptsHandlers(context),
    ...reportHandlers(context),
    ...exportHandlers(context)
  }
}
