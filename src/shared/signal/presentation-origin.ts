/**
 * Time, in the container's own seconds, that the window's player calls 0.
 * Chromium's demuxer moves everything so that the earliest stream starts at 0, but never the other way:
 * streams that begin before 0 (priming of an encoder, cut by an edit list) keep their 0.
 * @param firstTimestamps first presentation time of each video and audio stream, in seconds
 */
export const presentationOrigin = (firstTimestamps: readonly number[]): number =>
  firstTimestamps.length === 0 ? 0 : Math.max(0, Math.min(...firstTimestamps))
