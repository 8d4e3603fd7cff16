/** Pixels as 8-bit sRGB values, upright. */
export interface RgbImage {
  /** Pixels in a row. */
  readonly width: number;
  /** Rows. */
  readonly height: number;
  /** Red, green, blue of every pixel, row after row from the top left: `height * width * 3` bytes. */
  readonly data: Uint8Array;
}
