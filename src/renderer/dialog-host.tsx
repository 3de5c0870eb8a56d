import type { ReactNode } from 'react'
import { Suspense } from 'react'
import { dialogs } from './panels'
import { useDialog } from './session/dialogs'

/** Draws the dialogue that is open, if any. */
export function DialogHost(): ReactNode {
  const open = useDialog()
  return <Suspense>{open && draw(open)}</Suspense>
}

function draw(open: NonNullable<ReturnType<typeof useDialog>>): ReactNode {
  switch (open.id) {
    case 'palette':
      return <dialogs.palette {...open.props} />
    case 'shortcuts':
      return <dialogs.shortcuts />
    case 'settings':
      return <dialogs.settings />
    case 'new-project':
      return <dialogs.newProject {...open.props} />
    case 'run-model':
      return <dialogs.runModel {...open.props} />
    case 'robustness':
      return <dialogs.robustness {...open.props} />
    case 'ablation':
      return <dialogs.ablation {...open.props} />
    case 'starter':
      return <dialogs.starter {...open.props} />
    case 'make-model':
      return <dialogs.makeModel {...open.props} key={open.props.facts.path} />
    case 'model-look':
      return <dialogs.modelLook {...open.props} />
    case 'model-card':
      return <dialogs.modelCard {...open.props} />
    case 'answers':
      return <dialogs.answers {...open.props} />
    case 'prompts':
      return <dialogs.prompts />
    case 'scheme':
      return <dialogs.scheme {...open.props} />
    case 'track':
      return <dialogs.track {...open.props} />
    case 'batch':
      return <dialogs.batch {...open.props} />
    case 'predictions':
      return <dialogs.predictions {...open.props} />
    case 'about-whom':
      return <dialogs.aboutWhom {...open.props} />
    case 'map-predictions':
      return <dialogs.mapPredictions {...open.props} />
    case 'bad-channels':
      return <dialogs.badChannels {...open.props} />
    case 'montages':
      return <dialogs.montages {...open.props} />
    case 'detect':
      return <dialogs.detect {...open.props} />
    case 'delete-track':
      return <dialogs.deleteTrack {...open.props} />
    case 'takes':
      return <dialogs.takes {...open.props} />
    case 'lag':
      return <dialogs.lag {...open.props} />
    case 'annotator-report':
      return <dialogs.annotatorReport />
    case 'annotator':
      return <dialogs.annotator {...open.props} />
    case 'group':
      return <dialogs.group {...open.props} />
    case 'assignment':
      return <dialogs.assignment {...open.props} />
    case 'package':
      return <dialogs.package {...open.props} />
    case 'merge-project':
      return <dialogs.mergeProject {...open.props} />
    case 'practice':
      return <dialogs.practice {...open.props} />
    case 'switch-annotator':
      return <dialogs.switchAnnotator {...open.props} />
    case 'questionnaire':
      return <dialogs.questionnaire {...open.props} />
    case 'person':
      return <dialogs.person {...open.props} />
    case 'join-recordings':
      return <dialogs.joinRecordings {...open.props} />
    case 'array-mapping':
      return <dialogs.arrayMapping {...open.props} key={open.props.asked[0]?.path} />
    case 'columns':
      return <dialogs.columns {...open.props} key={open.props.asked[0]?.path} />
    case 'merge-persons':
      return <dialogs.mergePersons {...open.props} />
    case 'jobs':
      return <dialogs.jobs />
    case 'about':
      return <dialogs.about />
    case 'handbook':
      return <dialogs.handbook />
  }
}
