import type { Problem } from '../../shared/domain/problem'

/** A failure that is told to the engine as it is. */
export class ProblemError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.message)
    this.name = 'ProblemError'
  }
}

/** Any failure as a problem; what the browser says is added in brackets. */
export function problemOf(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem
  const said = error instanceof Error ? error.message : String(error)
  return {
    code: 'not-decodable',
    message: `The file cannot be decoded to its end (${said}).`,
    hint: 'It is probably damaged from that place on. Check that it plays elsewhere, and copy it again from where it was recorded.',
    severity: 'error'
  }
}
