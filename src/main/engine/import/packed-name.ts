/** A file name without the ending of its packing: `run-1_physio.tsv.gz` is about `run-1_physio.tsv`. */
export const withoutPacking = (fileName: string): string =>
  fileName.replace(/(\.(?:tsv|csv|txt|xdf))\.gz$/i, '$1')
