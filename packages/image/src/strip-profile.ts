const MARKER_APP2 = 0xe2;
const START_OF_SCAN = 0xda;
const PROFILE = 'ICC_PROFILE\0';

/**
 * A JPEG without its colour profile, so that whoever decodes gives the stored levels. Other bytes pass unchanged.
 *
 * @param jpeg a whole JPEG, or anything else
 */
export function stripProfile(jpeg: Uint8Array): Uint8Array {
  const file = Buffer.from(jpeg.buffer, jpeg.byteOffset, jpeg.byteLength);
  if (file.toString('hex', 0, 2) !== 'ffd8') return jpeg;
  const kept = [file.subarray(0, 2)];
  let at = 2;
  while (at + 4 <= file.length && file[at] === 0xff && file[at + 1] !== START_OF_SCAN) {
    const marker = file.readUInt8(at + 1);
    const end = marker === 0xff ? at + 1 : at + 2 + file.readUInt16BE(at + 2); // 0xff is a fill byte
    const isProfile = marker === MARKER_APP2 && file.toString('latin1', at + 4, at + 4 + PROFILE.length) === PROFILE;
    if (!isProfile) kept.push(file.subarray(at, end));
    at = end;
  }
  return Buffer.concat([...kept, file.subarray(at)]);
}
