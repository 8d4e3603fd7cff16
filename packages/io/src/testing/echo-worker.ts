import { IMAGE_EXTENSIONS } from '@fairface/io';

/** Proves that a worker started from sources finds its own package by name. */
export default (text: string): string => `${text} ${IMAGE_EXTENSIONS.size}`;
