import type { Problem, Result } from '../../shared/domain/problem'
import type { JobContext, JobResult, JobSpec } from './protocol'
import { embeddingClassesJob } from './embedding/classes-job'
import { embeddingRatingsJob } from './embedding/ratings-job'
import { embeddingHeadJob, embeddingMapJob, embeddingNearJob } from './embedding/embedding-jobs'
import { componentsJob } from './analysis/components-job'
import { featureCurveJob } from './analysis/feature-curve-job'
import { annotationLosses } from './export/annotation-formats'
import { gatherDataset } from './export/gather-dataset'
import { indexDataset } from './export/dataset-index'
import { exportJob } from './export/export-job'
import { answersJob } from './external/answers-job'
import { traceGoldJob } from './gold/trace-gold-job'
import { voteGoldJob } from './gold/vote-gold-job'
import { contentHash } from './import/content-hash'
import { importJob } from './import/import-job'
import { fuseJob } from './inference/fuse-job'
import { explainJob } from './inference/explain/explain-job'
import { listModels } from './inference/list-models'
import { liveJob } from './inference/live/live-job'
import { predictJob } from './inference/predict-job'
import { lookJob } from './inference/look/look-job'
import { variantTextsJob } from './inference/variants/variant-texts-job'
import { onnxFactsJob } from './inference/wizard/onnx-facts-job'
import { listProviders, runtimeVersion } from './inference/session'
import { copyJob } from './media/copy-job'
import { peaksJob } from './media/peaks-job'
import { proxyJob } from './media/proxy-job'
import { samplesJob } from './media/samples-job'
import { soundFeatureJob } from './media/sound-feature-job'
import { alignSoundsJob } from './sync/align-sounds-job'
import { momentsJob } from './sync/moments-job'

/** Run one job of the engine. Expected failures are values; a throw is a bug, caught by the host. */
export async function runJob(spec: JobSpec, context: JobContext): Promise<Result<JobResult>> {
  switch (spec.kind) {
    case 'import':
      return importJob(spec, context)
    case 'peaks':
      return peaksJob(spec, context)
    case 'samples':
      return samplesJob(spec, context)
    case 'sound-feature':
      return soundFeatureJob(spec, context)
    case 'proxy':
      return proxyJob(spec, context)
    case 'predict':
      return predictJob(spec, context)
    case 'feature-curve':
      return featureCurveJob(spec, context)
    case 'components':
      return componentsJob(spec, context)
    case 'export':
      return exportJob(spec, context)
    case 'losses':
      return done({
        kind: 'losses',
        losses: annotationLosses(indexDataset(await gatherDataset(spec.dataset, context)), spec.formats)
      })
    case 'trace-gold':
      return traceGoldJob(spec, context)
    case 'vote-gold':
      return voteGoldJob(spec, context)
    case 'answers':
      return answersJob(spec, context)
    case 'fuse':
      return fuseJob(spec, context)
    case 'align-sounds':
      return alignSoundsJob(spec, context)
    case 'moments':
      return momentsJob(spec, context)
    case 'embedding-map':
      return embeddingMapJob(spec, context)
    case 'embedding-near':
      return embeddingNearJob(spec, context)
    case 'embedding-head':
      return embeddingHeadJob(spec, context)
    case 'embedding-ratings':
      return embeddingRatingsJob(spec, context)
    case 'embedding-classes':
      return embeddingClassesJob(spec, context)
    case 'live':
      return liveJob(spec, context)
    case 'explain':
      return explainJob(spec, context)
    case 'models':
      return done({ kind: 'models', models: await listModels(context.environment), runtimeVersion })
    case 'providers':
      return done({ kind: 'providers', providers: await listProviders(), runtimeVersion })
    case 'variant-texts':
      return variantTextsJob(spec, context)
    case 'look':
      return lookJob(spec, context)
    case 'onnx-facts':
      return onnxFactsJob(spec.path)
    case 'hash': {
      const { hash, sizeBytes } = await contentHash(spec.path)
      return done({ kind: 'hash', hash, sizeBytes })
    }
    case 'copy':
      return copyJob(spec, context)
    case 'crash':
      return process.abort()
  }
}

const done = (value: JobResult): Result<JobResult> => ({ ok: true, value })

/** The problem of a bug: something threw that should not have. */
export function unexpected(spec: JobSpec, error: unknown): Problem {
  const text = error instanceof Error ? error.message : String(error)
  return {
    code: 'internal',
    message: `The ${spec.kind} job stopped because of an error inside Affectory: ${text}`,
    hint: 'Nothing already saved is lost. Run it again; if it stops at the same place, leave that file out.',
    severity: 'error'
  }
}
