/** What a command's exit status means. */
export const exitCodes = {
  /** Everything was done. */
  done: 0,
  /** Done, but some inputs were left out: see the rejects file. */
  rejected: 1,
  /** Could not start or could not finish. */
  failed: 2,
  /** Done, and the audited system breaks a rule of the gate. */
  gateBroken: 3,
  /** Stopped by Ctrl-C; the same command goes on from there. */
  interrupted: 130,
} as const;
