declare namespace __AdaptedExports {
  /** Exported memory */
  export const memory: WebAssembly.Memory;
  /**
   * assembly/add-moves/addMoves
   * @param steps `usize`
   * @param persons `u32`
   * @param rows `usize`
   * @param stride `usize`
   * @param moves `usize`
   */
  export function addMoves(steps: number, persons: number, rows: number, stride: number, moves: number): void;
  /**
   * assembly/bin-scores/binScores
   * @param score `usize`
   * @param genuine `usize`
   * @param groups `usize`
   * @param length `u32`
   * @param gridFrom `f64`
   * @param gridScale `f64`
   * @param points `u32`
   * @param weights `usize`
   * @param binFrom `f64`
   * @param binScale `f64`
   * @param counts `usize`
   */
  export function binScores(score: number, genuine: number, groups: number, length: number, gridFrom: number, gridScale: number, points: number, weights: number, binFrom: number, binScale: number, counts: number): void;
  /**
   * assembly/bin-scores/countFolds
   * @param genuine `usize`
   * @param foldOf `usize`
   * @param from `u32`
   * @param to `u32`
   * @param folds `u32`
   * @param sizes `usize`
   * @param genuineOf `usize`
   * @param impostorsOf `usize`
   */
  export function countFolds(genuine: number, foldOf: number, from: number, to: number, folds: number, sizes: number, genuineOf: number, impostorsOf: number): void;
  /**
   * assembly/calibrate-groups/calibrateGroups
   * @param score `usize`
   * @param genuine `usize`
   * @param probability `usize`
   * @param groups `usize`
   * @param from `u32`
   * @param to `u32`
   * @param bins `u32`
   * @param ends `usize`
   * @param states `usize`
   */
  export function calibrateGroups(score: number, genuine: number, probability: number, groups: number, from: number, to: number, bins: number, ends: number, states: number): void;
  /**
   * assembly/calibrate-groups/measureGaps
   * @param score `usize`
   * @param genuine `usize`
   * @param probability `usize`
   * @param groups `usize`
   * @param length `u32`
   * @param gaps `usize`
   * @param cutters `usize`
   * @param count `u32`
   */
  export function measureGaps(score: number, genuine: number, probability: number, groups: number, length: number, gaps: number, cutters: number, count: number): void;
  /**
   * assembly/calibrate-groups/cutGaps
   * @param score `usize`
   * @param gaps `usize`
   * @param groups `usize`
   * @param length `u32`
   * @param cuts `f64`
   * @param bins `f64`
   * @param cells `u32`
   * @param cutters `usize`
   * @param cellOf `usize`
   * @param sums `usize`
   * @param binOf `usize`
   */
  export function cutGaps(score: number, gaps: number, groups: number, length: number, cuts: number, bins: number, cells: number, cutters: number, cellOf: number, sums: number, binOf: number): void;
  /**
   * assembly/calibrate-groups/followFit
   * @param probability `usize`
   * @param groups `usize`
   * @param gaps `usize`
   * @param length `u32`
   * @param count `u32`
   * @param counts `usize`
   * @param free `usize`
   * @param optimism `usize`
   */
  export function followFit(probability: number, groups: number, gaps: number, length: number, count: number, counts: number, free: number, optimism: number): void;
  /**
   * assembly/cluster-means/addToEntries
   * @param values `usize`
   * @param entryOf `usize`
   * @param pairs `u32`
   * @param sums `usize`
   */
  export function addToEntries(values: number, entryOf: number, pairs: number, sums: number): void;
  /**
   * assembly/cluster-means/addPulls
   * @param sums `usize`
   * @param entryPairs `usize`
   * @param entryA `usize`
   * @param entryB `usize`
   * @param from `u32`
   * @param to `u32`
   * @param mean `f64`
   * @param pulls `usize`
   * @returns `f64`
   */
  export function addPulls(sums: number, entryPairs: number, entryA: number, entryB: number, from: number, to: number, mean: number, pulls: number): number;
  /**
   * assembly/cluster-pairs/findEntries
   * @param dyadOf `usize`
   * @param cellOf `usize`
   * @param pairs `u32`
   * @param nodes `usize`
   * @param count `u32`
   * @param nodeOf `usize`
   * @returns `u32`
   */
  export function findEntries(dyadOf: number, cellOf: number, pairs: number, nodes: number, count: number, nodeOf: number): number;
  /**
   * assembly/cluster-pairs/gatherEntries
   * @param nodes `usize`
   * @param dyads `u32`
   * @param lows `usize`
   * @param highs `usize`
   * @param numbers `usize`
   * @param slotOf `usize`
   * @param lowOf `usize`
   * @param highOf `usize`
   * @param countOf `usize`
   */
  export function gatherEntries(nodes: number, dyads: number, lows: number, highs: number, numbers: number, slotOf: number, lowOf: number, highOf: number, countOf: number): void;
  /**
   * assembly/cluster-pairs/lookUp
   * @param numbers `usize`
   * @param length `u32`
   * @param table `usize`
   * @param values `usize`
   */
  export function lookUp(numbers: number, length: number, table: number, values: number): void;
  /**
   * assembly/cluster-pairs/pairCells
   * @param left `usize`
   * @param right `usize`
   * @param pairs `u32`
   * @param groupOf `usize`
   * @param cells `usize`
   */
  export function pairCells(left: number, right: number, pairs: number, groupOf: number, cells: number): void;
  /**
   * assembly/count-groups/countGroups
   * @param groups `usize`
   * @param length `u32`
   * @param sizes `usize`
   */
  export function countGroups(groups: number, length: number, sizes: number): void;
  /**
   * assembly/count-groups/countKinds
   * @param groups `usize`
   * @param genuine `usize`
   * @param from `u32`
   * @param to `u32`
   * @param counts `usize`
   */
  export function countKinds(groups: number, genuine: number, from: number, to: number, counts: number): void;
  /**
   * assembly/count-repeats/countByLow
   * @param left `usize`
   * @param right `usize`
   * @param pairs `u32`
   * @param counts `usize`
   */
  export function countByLow(left: number, right: number, pairs: number, counts: number): void;
  /**
   * assembly/count-repeats/orderByLow
   * @param left `usize`
   * @param right `usize`
   * @param pairs `u32`
   * @param free `usize`
   * @param others `usize`
   */
  export function orderByLow(left: number, right: number, pairs: number, free: number, others: number): void;
  /** assembly/count-repeats/duplicated */
  export const duplicated: {
    /** @type `u32` */
    get value(): number;
    set value(value: number);
  };
  /** assembly/count-repeats/mirrored */
  export const mirrored: {
    /** @type `u32` */
    get value(): number;
    set value(value: number);
  };
  /**
   * assembly/count-repeats/tickOff
   * @param from `u32`
   * @param to `u32`
   * @param ends `usize`
   * @param others `usize`
   * @param seen `usize`
   */
  export function tickOff(from: number, to: number, ends: number, others: number, seen: number): void;
  /**
   * assembly/count-repeats/markImages
   * @param images `usize`
   * @param length `u32`
   * @param marks `usize`
   */
  export function markImages(images: number, length: number, marks: number): void;
  /**
   * assembly/draw-multiplicities/drawMembers
   * @param members `usize`
   * @param count `u32`
   * @param state `u32`
   * @param drawn `usize`
   * @param resamples `u32`
   * @param from `u32`
   * @param to `u32`
   * @returns `u32`
   */
  export function drawMembers(members: number, count: number, state: number, drawn: number, resamples: number, from: number, to: number): number;
  /**
   * assembly/dyadic-variance/sumPulls
   * @param pull `usize`
   * @param pairs `usize`
   * @param persons `u32`
   * @param total `f64`
   * @param sums `usize`
   */
  export function sumPulls(pull: number, pairs: number, persons: number, total: number, sums: number): void;
  /**
   * assembly/dyadic-variance/offMean
   * @param sums `usize`
   * @param counts `usize`
   * @param rows `u32`
   * @param mean `f64`
   * @param off `usize`
   */
  export function offMean(sums: number, counts: number, rows: number, mean: number, off: number): void;
  /**
   * assembly/entry-errors/addErrors
   * @param scores `usize`
   * @param genuine `usize`
   * @param entryOf `usize`
   * @param pairs `u32`
   * @param threshold `f64`
   * @param errors `usize`
   */
  export function addErrors(scores: number, genuine: number, entryOf: number, pairs: number, threshold: number, errors: number): void;
  /**
   * assembly/entry-errors/pullByErrors
   * @param errors `usize`
   * @param entryPairs `usize`
   * @param entryA `usize`
   * @param entryB `usize`
   * @param entries `u32`
   * @param rate `f64`
   * @param squares `f64`
   * @param firstRow `u32`
   * @param pull `usize`
   * @returns `f64`
   */
  export function pullByErrors(errors: number, entryPairs: number, entryA: number, entryB: number, entries: number, rate: number, squares: number, firstRow: number, pull: number): number;
  /**
   * assembly/fit-isotonic/fitIsotonic
   * @param score `usize`
   * @param genuine `usize`
   * @param length `u32`
   * @param means `usize`
   * @param weights `usize`
   * @param probability `usize`
   */
  export function fitIsotonic(score: number, genuine: number, length: number, means: number, weights: number, probability: number): void;
  /**
   * assembly/inequality-interval/truthsBehind
   * @param own `f64`
   * @param moved `usize`
   * @param chance `usize`
   * @param resamples `u32`
   * @param mirrored `bool`
   * @param truths `usize`
   * @returns `u32`
   */
  export function truthsBehind(own: number, moved: number, chance: number, resamples: number, mirrored: boolean, truths: number): number;
  /**
   * assembly/inequality-interval/anchoredBound
   * @param own `f64`
   * @param apart `f64`
   * @param moved `usize`
   * @param chance `usize`
   * @param resamples `u32`
   * @param outside `f64`
   * @param limit `f64`
   * @param reach `f64`
   * @returns `f64`
   */
  export function anchoredBound(own: number, apart: number, moved: number, chance: number, resamples: number, outside: number, limit: number, reach: number): number;
  /**
   * assembly/look-at-values/countRising
   * @param values `usize`
   * @param length `u32`
   * @param last `f64`
   * @returns `u32`
   */
  export function countRising(values: number, length: number, last: number): number;
  /**
   * assembly/look-at-values/countOnes
   * @param flags `usize`
   * @param length `u32`
   * @returns `u32`
   */
  export function countOnes(flags: number, length: number): number;
  /**
   * assembly/memory/firstFree
   * @returns `usize`
   */
  export function firstFree(): number;
  /**
   * assembly/node-shares/shareNodes
   * @param weights `usize`
   * @param rows `u32`
   * @param columns `u32`
   * @param kernel `usize`
   * @param nodes `u32`
   * @param shares `usize`
   */
  export function shareNodes(weights: number, rows: number, columns: number, kernel: number, nodes: number, shares: number): void;
  /**
   * assembly/person-pairs/orderPersons
   * @param left `usize`
   * @param right `usize`
   * @param pairs `u32`
   * @param subjectOf `usize`
   * @param persons `usize`
   * @param counts `usize`
   */
  export function orderPersons(left: number, right: number, pairs: number, subjectOf: number, persons: number, counts: number): void;
  /**
   * assembly/person-pairs/placeByLow
   * @param persons `usize`
   * @param from `u32`
   * @param to `u32`
   * @param free `usize`
   * @param sorted `usize`
   */
  export function placeByLow(persons: number, from: number, to: number, free: number, sorted: number): void;
  /**
   * assembly/person-pairs/numberDyads
   * @param from `u32`
   * @param to `u32`
   * @param ends `usize`
   * @param sorted `usize`
   * @param dyads `u32`
   * @param last `usize`
   * @param dyadOf `usize`
   * @param lows `usize`
   * @param highs `usize`
   * @returns `u32`
   */
  export function numberDyads(from: number, to: number, ends: number, sorted: number, dyads: number, last: number, dyadOf: number, lows: number, highs: number): number;
  /**
   * assembly/place-entries/orderBySlot
   * @param slotOf `usize`
   * @param entries `u32`
   * @param slots `u32`
   * @param starts `usize`
   * @param free `usize`
   * @param place `usize`
   * @param order `usize`
   */
  export function orderBySlot(slotOf: number, entries: number, slots: number, starts: number, free: number, place: number, order: number): void;
  /**
   * assembly/place-entries/numberRows
   * @param order `usize`
   * @param entryStart `usize`
   * @param slots `u32`
   * @param lowOf `usize`
   * @param highOf `usize`
   * @param countOf `usize`
   * @param rowOf `usize`
   * @param entryA `usize`
   * @param entryB `usize`
   * @param entryPairs `usize`
   * @param rowSubject `usize`
   * @param rowPairs `usize`
   * @param rowStart `usize`
   * @param slotPairs `usize`
   */
  export function numberRows(order: number, entryStart: number, slots: number, lowOf: number, highOf: number, countOf: number, rowOf: number, entryA: number, entryB: number, entryPairs: number, rowSubject: number, rowPairs: number, rowStart: number, slotPairs: number): void;
  /** assembly/read-pairs/rowsTaken */
  export const rowsTaken: {
    /** @type `u32` */
    get value(): number;
    set value(value: number);
  };
  /**
   * assembly/read-pairs/readPairs
   * @param start `usize`
   * @param end `usize`
   * @param images `usize`
   * @param numbers `u32`
   * @param subjects `usize`
   * @param labelled `bool`
   * @param lefts `usize`
   * @param rights `usize`
   * @param scores `usize`
   * @param genuine `usize`
   * @param most `u32`
   * @returns `usize`
   */
  export function readPairs(start: number, end: number, images: number, numbers: number, subjects: number, labelled: boolean, lefts: number, rights: number, scores: number, genuine: number, most: number): number;
  /**
   * assembly/read-pairs/enterNumbers
   * @param names `usize`
   * @param ends `usize`
   * @param count `u32`
   * @param images `usize`
   */
  export function enterNumbers(names: number, ends: number, count: number, images: number): void;
  /**
   * assembly/read-table/splitRows
   * @param start `usize`
   * @param end `usize`
   * @param columns `u32`
   * @param fields `usize`
   * @returns `u32`
   */
  export function splitRows(start: number, end: number, columns: number, fields: number): number;
  /**
   * assembly/read-table/numberTexts
   * @param state `usize`
   * @param rows `u32`
   * @param trim `bool`
   * @param numbers `usize`
   * @returns `u32`
   */
  export function numberTexts(state: number, rows: number, trim: boolean, numbers: number): number;
  /**
   * assembly/read-table/findText
   * @param state `usize`
   * @param start `u32`
   * @param end `u32`
   * @returns `i32`
   */
  export function findText(state: number, start: number, end: number): number;
  /**
   * assembly/read-table/packTexts
   * @param state `usize`
   * @param bytes `usize`
   * @param ends `usize`
   * @returns `u32`
   */
  export function packTexts(state: number, bytes: number, ends: number): number;
  /**
   * assembly/resample-sums/resampleSums
   * @param sums `usize`
   * @param columns `u32`
   * @param rowPairs `usize`
   * @param rows `u32`
   * @param centre `usize`
   * @param factor `f64`
   * @param multiplicities `usize`
   * @param stride `usize`
   * @param from `u32`
   * @param to `u32`
   * @param pull `usize`
   * @param moves `usize`
   */
  export function resampleSums(sums: number, columns: number, rowPairs: number, rows: number, centre: number, factor: number, multiplicities: number, stride: number, from: number, to: number, pull: number, moves: number): void;
  /**
   * assembly/sort-scores/makeRecords
   * @param scores `usize`
   * @param from `u32`
   * @param to `u32`
   * @param records `usize`
   * @param counts `usize`
   */
  export function makeRecords(scores: number, from: number, to: number, records: number, counts: number): void;
  /**
   * assembly/sort-scores/startDigits
   * @param counts `usize`
   */
  export function startDigits(counts: number): void;
  /**
   * assembly/sort-scores/placeRecords
   * @param records `usize`
   * @param from `u32`
   * @param to `u32`
   * @param digit `u32`
   * @param starts `usize`
   * @param placed `usize`
   */
  export function placeRecords(records: number, from: number, to: number, digit: number, starts: number, placed: number): void;
  /**
   * assembly/sort-scores/insertScores
   * @param records `usize`
   * @param sorted `usize`
   * @param from `u32`
   * @param length `u32`
   * @returns `u32`
   */
  export function insertScores(records: number, sorted: number, from: number, length: number): number;
  /**
   * assembly/sort-scores/takeBytes
   * @param column `usize`
   * @param records `usize`
   * @param from `u32`
   * @param to `u32`
   * @param taken `usize`
   */
  export function takeBytes(column: number, records: number, from: number, to: number, taken: number): void;
  /**
   * assembly/sort-scores/takeWords
   * @param column `usize`
   * @param records `usize`
   * @param from `u32`
   * @param to `u32`
   * @param taken `usize`
   */
  export function takeWords(column: number, records: number, from: number, to: number, taken: number): void;
  /**
   * assembly/sort-scores/takeDoubles
   * @param column `usize`
   * @param records `usize`
   * @param from `u32`
   * @param to `u32`
   * @param taken `usize`
   */
  export function takeDoubles(column: number, records: number, from: number, to: number, taken: number): void;
  /**
   * assembly/sort-scores/placesOfRecords
   * @param records `usize`
   * @param from `u32`
   * @param to `u32`
   * @param places `usize`
   */
  export function placesOfRecords(records: number, from: number, to: number, places: number): void;
  /**
   * assembly/sums/sumOf
   * @param values `usize`
   * @param from `u32`
   * @param to `u32`
   * @returns `f64`
   */
  export function sumOf(values: number, from: number, to: number): number;
  /**
   * assembly/sums/sumOfSquares
   * @param values `usize`
   * @param from `u32`
   * @param to `u32`
   * @returns `f64`
   */
  export function sumOfSquares(values: number, from: number, to: number): number;
  /**
   * assembly/sums-by-person/addShares
   * @param score `usize`
   * @param entryOf `usize`
   * @param pairs `u32`
   * @param least `f64`
   * @param step `f64`
   * @param columns `u32`
   * @param entryA `usize`
   * @param entryB `usize`
   * @param moveOf `usize`
   * @param sums `usize`
   */
  export function addShares(score: number, entryOf: number, pairs: number, least: number, step: number, columns: number, entryA: number, entryB: number, moveOf: number, sums: number): void;
  /**
   * assembly/sums-by-person/addGaps
   * @param gap `usize`
   * @param free `usize`
   * @param cellOf `usize`
   * @param entryOf `usize`
   * @param pairs `u32`
   * @param columns `u32`
   * @param entryA `usize`
   * @param entryB `usize`
   * @param moveOf `usize`
   * @param sums `usize`
   */
  export function addGaps(gap: number, free: number, cellOf: number, entryOf: number, pairs: number, columns: number, entryA: number, entryB: number, moveOf: number, sums: number): void;
  /**
   * assembly/take-folds/takeFolds
   * @param images `usize`
   * @param foldOfImage `usize`
   * @param length `u32`
   * @param foldOf `usize`
   * @param sizes `usize`
   */
  export function takeFolds(images: number, foldOfImage: number, length: number, foldOf: number, sizes: number): void;
  /**
   * assembly/tally-errors/tallyErrors
   * @param genuine `usize`
   * @param entryOf `usize`
   * @param pairs `u32`
   * @param kind `u32`
   * @param entryStart `usize`
   * @param slots `u32`
   * @param entryPairs `usize`
   * @param entryA `usize`
   * @param entryB `usize`
   * @param entryErrors `usize`
   * @param rowErrors `usize`
   * @param slotSums `usize`
   */
  export function tallyErrors(genuine: number, entryOf: number, pairs: number, kind: number, entryStart: number, slots: number, entryPairs: number, entryA: number, entryB: number, entryErrors: number, rowErrors: number, slotSums: number): void;
  /**
   * assembly/walk-scores/rocPoints
   * @param score `usize`
   * @param genuine `usize`
   * @param from `u32`
   * @param to `u32`
   * @param negatives `f64`
   * @param state `usize`
   * @param thresholds `usize`
   * @param falseMatches `usize`
   * @param falseNonMatches `usize`
   * @returns `u32`
   */
  export function rocPoints(score: number, genuine: number, from: number, to: number, negatives: number, state: number, thresholds: number, falseMatches: number, falseNonMatches: number): number;
  /**
   * assembly/walk-scores/placePairs
   * @param score `usize`
   * @param genuine `usize`
   * @param from `u32`
   * @param to `u32`
   * @param length `u32`
   * @param positives `f64`
   * @param negatives `f64`
   * @param state `usize`
   * @param placed `usize`
   * @returns `u32`
   */
  export function placePairs(score: number, genuine: number, from: number, to: number, length: number, positives: number, negatives: number, state: number, placed: number): number;
  /**
   * assembly/walk-scores/addScores
   * @param score `usize`
   * @param genuine `usize`
   * @param length `u32`
   * @param state `usize`
   */
  export function addScores(score: number, genuine: number, length: number, state: number): void;
  /**
   * assembly/walk-scores/addSquares
   * @param score `usize`
   * @param genuine `usize`
   * @param length `u32`
   * @param genuineMean `f64`
   * @param impostorMean `f64`
   * @param state `usize`
   */
  export function addSquares(score: number, genuine: number, length: number, genuineMean: number, impostorMean: number, state: number): void;
  /**
   * assembly/walk-scores/byOutcome
   * @param score `usize`
   * @param genuine `usize`
   * @param length `u32`
   * @param threshold `f64`
   * @param acceptedGenuine `f64`
   * @param refusedGenuine `f64`
   * @param acceptedImpostor `f64`
   * @param refusedImpostor `f64`
   * @param values `usize`
   */
  export function byOutcome(score: number, genuine: number, length: number, threshold: number, acceptedGenuine: number, refusedGenuine: number, acceptedImpostor: number, refusedImpostor: number, values: number): void;
  /**
   * assembly/walk-scores/bendDistances
   * @param score `usize`
   * @param genuine `usize`
   * @param length `u32`
   * @param genuineMean `f64`
   * @param genuineVariance `f64`
   * @param impostorMean `f64`
   * @param impostorVariance `f64`
   * @param direction `f64`
   * @param bend `f64`
   * @param values `usize`
   */
  export function bendDistances(score: number, genuine: number, length: number, genuineMean: number, genuineVariance: number, impostorMean: number, impostorVariance: number, direction: number, bend: number, values: number): void;
  /**
   * assembly/walk-scores/sharedGroups
   * @param left `usize`
   * @param right `usize`
   * @param length `u32`
   * @param groupOf `usize`
   * @param groups `usize`
   */
  export function sharedGroups(left: number, right: number, length: number, groupOf: number, groups: number): void;
  /**
   * assembly/weighted-totals/takeCounted
   * @param a `usize`
   * @param b `usize`
   * @param counts `usize`
   * @param entries `u32`
   * @param firstRow `u32`
   * @param taken `usize`
   * @returns `u32`
   */
  export function takeCounted(a: number, b: number, counts: number, entries: number, firstRow: number, taken: number): number;
  /**
   * assembly/weighted-totals/addWeighted
   * @param taken `usize`
   * @param entries `u32`
   * @param rows `usize`
   * @param stride `usize`
   * @param totals `usize`
   */
  export function addWeighted(taken: number, entries: number, rows: number, stride: number, totals: number): void;
}
/** Instantiates the compiled WebAssembly module with the given imports. */
export declare function instantiate(module: WebAssembly.Module, imports: {
}): Promise<typeof __AdaptedExports>;
