import type { ComponentType, LazyExoticComponent } from 'react'
import { lazy } from 'react'
import type { CompareViewId } from '../../../session/compare-views'
import type { PairViewProps, ViewProps } from './view'

type View =
  | { readonly about: 'pair'; readonly component: LazyExoticComponent<ComponentType<PairViewProps>> }
  | { readonly about: 'project'; readonly component: LazyExoticComponent<ComponentType<ViewProps>> }

/** How each view is drawn, loaded when first shown. */
export const views: Readonly<Record<CompareViewId, View>> = {
  overview: { about: 'project', component: lazy(() => import('./overview')) },
  confusion: { about: 'pair', component: lazy(() => import('./confusion')) },
  slices: { about: 'pair', component: lazy(() => import('./slices')) },
  versus: { about: 'pair', component: lazy(() => import('./versus')) },
  confidence: { about: 'pair', component: lazy(() => import('./confidence')) },
  traces: { about: 'project', component: lazy(() => import('./traces')) },
  segments: { about: 'pair', component: lazy(() => import('./segments')) },
  'multi-label': { about: 'pair', component: lazy(() => import('./multi-label')) },
  'open-vocabulary': { about: 'pair', component: lazy(() => import('./open-vocabulary')) },
  causes: { about: 'pair', component: lazy(() => import('./causes')) },
  'label-errors': { about: 'pair', component: lazy(() => import('./label-errors')) },
  duplicates: { about: 'project', component: lazy(() => import('./duplicates')) },
  language: { about: 'pair', component: lazy(() => import('./language')) },
  robustness: { about: 'project', component: lazy(() => import('./robustness')) },
  ablation: { about: 'project', component: lazy(() => import('./ablation')) },
  report: { about: 'project', component: lazy(() => import('./report')) }
}
