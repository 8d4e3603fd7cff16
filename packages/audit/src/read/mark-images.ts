/** Sets a 1 for every image of a column. */
export function markImages(images: Int32Array, marks: Uint8Array): void {
  for (let n = 0; n < images.length; n++) marks[images[n] as number] = 1;
}
