/** A rectangle in shares of a picture's width and height: left, top, width, height. May reach beyond the picture. */
export interface PictureBox {
  readonly x: number
  readonly y: number
  readonly w: number
  readonly h: number
}
