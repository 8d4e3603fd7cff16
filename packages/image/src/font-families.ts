import { loadCanvas } from './load-canvas';

/** Names of the font families that captions can be drawn with; without any, pictures have no text. */
export function fontFamilies(): string[] {
  return loadCanvas().GlobalFonts.families.map(({ family }) => family);
}
