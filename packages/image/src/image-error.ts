/** What is wrong with an image, as a stable word to switch on. */
export type ImageErrorCode =
  /** No file has this path. */
  | 'missing-file'
  /** The path is a folder or a device, or reading it failed. */
  | 'unreadable-file'
  /** No byte in it. */
  | 'empty-file'
  /** More bytes than the limit. Found before it is read. */
  | 'file-too-large'
  /** The bytes are those of no image format. */
  | 'not-an-image'
  /** An image, but of a kind that is not decoded here. */
  | 'unsupported'
  /** More pixels than the limit. Found before it is decoded. */
  | 'too-many-pixels'
  /** The end of the image is missing. */
  | 'truncated'
  /** The image is complete but its content cannot be decoded. */
  | 'damaged';

/** What an {@link ImageError} is made of. */
export interface ImageErrorDetails {
  code: ImageErrorCode;
  /** What was expected, what was found and what to do, without a full stop. */
  message: string;
  /** The file, where the image came from one. */
  path?: string;
  /** The error behind this one. */
  cause?: unknown;
}

/** An image that cannot be used; its message says what was expected, what was found and what to do next. */
export class ImageError extends Error {
  override readonly name = 'ImageError';
  readonly code: ImageErrorCode;
  readonly path: string | undefined;
  /** The message without the path. */
  readonly detail: string;

  constructor({ code, message, path, cause }: ImageErrorDetails) {
    super(path === undefined ? message : `${path}: ${message}`, { cause });
    this.code = code;
    this.path = path;
    this.detail = message;
  }
}
