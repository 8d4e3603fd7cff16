import { escapeHtml } from '../report/html';
import type { GateResult } from './evaluate-gate';

/** Outcomes of a gate as a JUnit XML file, which CI systems show as tests. */
export function junitReport({ outcomes }: GateResult, suite = 'fairness gate'): string {
  const failures = outcomes.filter(({ passed }) => !passed).length;
  const cases = outcomes.map(({ name, passed, message }) => {
    const body = passed ? '' : `<failure message="${xml(message)}"/>`;
    return `    <testcase classname="${xml(suite)}" name="${xml(name)}">${body}<system-out>${xml(message)}</system-out></testcase>`;
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites tests="${outcomes.length}" failures="${failures}">`,
    `  <testsuite name="${xml(suite)}" tests="${outcomes.length}" failures="${failures}">`,
    ...cases,
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

/** Control characters, halves of surrogate pairs and the two noncharacters U+FFFE and U+FFFF. */
const FORBIDDEN = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

/** Escaped, without the characters that XML 1.0 forbids. */
function xml(text: string): string {
  return escapeHtml(text.replaceAll(FORBIDDEN, ''));
}
