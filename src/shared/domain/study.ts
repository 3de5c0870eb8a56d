import { z } from 'zod'
import { Id } from './id'

/** A fact about a person, usable only while the person consents to it. */
export const PersonField = z.object({
  name: z.string().min(1),
  value: z.string(),
  /** Without consent the value is kept, but shown in no slice, number or export, and not handed out by the store. */
  consent: z.boolean(),
  /** Handed out instead of a value that is kept without consent; never stored. */
  withheld: z.boolean().optional()
})
export type PersonField = z.infer<typeof PersonField>

/** What a study knows about a person beside name and colour. */
export const PersonDetails = z.object({
  /** Pseudonym that exports use instead of the name. */
  code: z.string().optional(),
  /** What the person is in the study: client, therapist, teacher, child, self, partner ... */
  role: z.string().optional(),
  fields: z.array(PersonField).default([]),
  /** Channel of the recordings that carries this person's voice, by stream id (or by `*` for all): zero-based. */
  channels: z.record(z.string(), z.number().int().nonnegative()).default({})
})
export type PersonDetails = z.infer<typeof PersonDetails>

/** Persons who belong together: a dyad, a family, a class. Splits never part them. */
export const PersonGroup = z.object({
  id: Id,
  name: z.string().min(1),
  kind: z.string(),
  personIds: z.array(Id),
  note: z.string().optional()
})
export type PersonGroup = z.infer<typeof PersonGroup>

/** What a lane of an assignment is to be. */
export const AssignedTrack = z.object({
  schemeId: Id,
  attributeId: z.string(),
  /** Absent: spans. */
  kind: z.enum(['segments', 'points', 'utterances', 'trace']).optional(),
  /** About this person in every recording. */
  personId: Id.optional(),
  /** About whoever is heard on this channel of each recording, zero-based; about nobody where that is not known. */
  channel: z.number().int().nonnegative().optional()
})
export type AssignedTrack = z.infer<typeof AssignedTrack>

/** Work given to an annotator. */
export const Assignment = z.object({
  id: Id,
  name: z.string().min(1),
  /** Who does it. */
  authorId: Id,
  /** Tracks that are made for every recording when it is started. */
  tracks: z.array(AssignedTrack).min(1),
  order: z.enum(['fixed', 'random', 'balanced']),
  /** Seed of a random or balanced order. */
  seed: z.number().int(),
  /** The store hands the annotator no track of anybody else, models included, on these recordings until every item is locked. */
  blind: z.boolean(),
  /** Practice with known answers: results are told after each recording and never counted as data. */
  calibration: z.object({ referenceAuthorId: Id, passAt: z.number().min(0).max(1) }).optional(),
  note: z.string().optional(),
  position: z.number()
})
export type Assignment = z.infer<typeof Assignment>

/** One recording of an assignment. */
export const AssignmentItem = z.object({
  id: Id,
  assignmentId: Id,
  recordingId: Id,
  position: z.number(),
  /** `locked`: no more edits; set by the study's lead. */
  state: z.enum(['open', 'started', 'finished', 'locked']),
  /** ISO 8601, UTC. */
  startedAt: z.string().optional(),
  finishedAt: z.string().optional(),
  /** Time spent with the recording open and the person active; counted by the app, no part of an undo. */
  workSeconds: z.number().nonnegative().default(0)
})
export type AssignmentItem = z.infer<typeof AssignmentItem>

/** Answers of one person to one questionnaire. */
export const QuestionnaireResponse = z.object({
  id: Id,
  /** The scheme (with attributes of unit `person`, `recording` or `trial`) or questionnaire document it answers. */
  questionnaireId: z.string(),
  recordingId: Id.optional(),
  personId: Id.optional(),
  authorId: Id,
  /** When it was given, ISO 8601, UTC. */
  at: z.string(),
  /** Item id -> answer; an unanswered item is absent. */
  answers: z.record(z.string(), z.union([z.number(), z.string()])),
  note: z.string().optional()
})
export type QuestionnaireResponse = z.infer<typeof QuestionnaireResponse>

/** A saved way to make a gold standard; `rule` is a rule of `shared/gold`. */
export const GoldRow = z.object({
  id: Id,
  name: z.string().min(1),
  /** Author of kind `gold` whose tracks it makes. */
  goldAuthorId: Id,
  /** Whose labels go in, in this order. */
  authorIds: z.array(Id),
  /** Empty: all recordings. */
  recordingIds: z.array(Id),
  schemeId: Id,
  attributeId: z.string(),
  rule: z.record(z.string(), z.unknown()),
  /** Revision of the labels it was last made from. */
  madeAtRevision: z.number().int().optional()
})
export type GoldRow = z.infer<typeof GoldRow>
