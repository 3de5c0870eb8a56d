/** Heads that can be fitted on embeddings; each is convex or closed, so that the same labels give the same head. */
export const headKinds = ['logistic', 'ridge', 'lda', 'nearest-centroid'] as const
export type HeadKind = (typeof headKinds)[number]
