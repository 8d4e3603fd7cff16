import { ByteInterner } from './byte-interner';
import { ImageResolver } from './image-resolver';

/** Finds images by their names. */
export function resolverOf(images: readonly string[]): ImageResolver {
  const ids = new ByteInterner();
  for (const name of images) {
    const bytes = Buffer.from(name, 'utf8');
    ids.add(bytes, 0, bytes.length);
  }
  return new ImageResolver(images, ids);
}
