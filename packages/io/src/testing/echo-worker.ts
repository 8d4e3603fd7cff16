import { IMAGE_EXTENSIONS } from '../read-list';

/** Proves that a worker started from sources finds the modules it imports. */
export default (text: string): string => `${text} ${IMAGE_EXTENSIONS.size}`;
