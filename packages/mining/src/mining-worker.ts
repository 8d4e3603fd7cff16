export { hardNegatives } from './scan/hard-negatives';
export { nearestOthers } from './scan/nearest-others';
export { ownPairs } from './scan/own-pairs';
