/** Ways to show embeddings in a plane. */
export const mapKinds = ['pca', 'umap', 'tsne'] as const
export type MapKind = (typeof mapKinds)[number]

/** Most items of one map: the work of t-SNE grows with their square, that of UMAP with its graph. */
export const mapLimits: Readonly<Record<MapKind, number>> = { pca: 200_000, umap: 20_000, tsne: 2_000 }
