/** An image that does not fit the other images of its person. */
export interface Disagreement {
  readonly kind: 'disagreement';
  /** Number of the image, and of its person. */
  readonly image: number;
  readonly person: number;
  /** Highest similarity with another image of its person. */
  readonly own: number;
  /** The most similar image of somebody else. */
  readonly otherImage: number;
  readonly otherPerson: number;
  readonly other: number;
}

/** Two people with images as alike as those of one. */
export interface LookAlikes {
  readonly kind: 'look-alikes';
  readonly image: number;
  readonly person: number;
  readonly otherImage: number;
  readonly otherPerson: number;
  /** Similarity of the two images, the highest of the two people. */
  readonly other: number;
  /** Pairs of images of these people that are as alike, among the 10,000 most alike of a group and between groups. */
  readonly pairs: number;
}
