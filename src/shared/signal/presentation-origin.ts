/**
 * Time, in the container's own seconds, that counts as 0 for the streams of a file.
 * The window's player (Chromium 148, measured) takes MP4, QuickTime, Matroska, WebM and sound files as they are: a stream that starts
 * late starts late. A transport stream begins anywhere; ffmpeg moves its earliest stream to 0 when it makes the playable copy, and so do we.
 * @param transportStream whether the container is an MPEG transport stream
 * @param firstTimestamps first presentation time of each video and audio stream, in seconds
 */
export const presentationOrigin = (transportStream: boolean, firstTimestamps: readonly number[]): number =>
  transportStream && firstTimestamps.length > 0 ? Math.min(...firstTimestamps) : 0

/**
 * Time, in seconds, that a video's own 0 has where an edit list cuts into it.
 * Pictures that begin before 0 are not shown, and the player moves the others so that the first of them begins at exactly 0
 * (Chromium 148 and ffprobe 5.1 agree, measured with the picture's number burnt in). Videos that begin at 0 or later stay where they are.
 * @param first first presentation time of the video
 * @param firstFromZero first presentation time that is not before 0
 */
export const videoOrigin = (first: number, firstFromZero: number): number =>
  first < BEFORE_ZERO ? firstFromZero : 0

/** Half a microsecond: what rounding may leave before 0. */
export const BEFORE_ZERO = -0.5e-6
