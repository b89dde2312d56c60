/**
 * Labels of the values of the default scheme, by attribute and value. They also apply to schemes without labels of their
 * own, because projects made before values had labels hold such a scheme.
 */
export const DEFAULT_LABELS = {
  epistemic: {
    'true-certain': 'Claimer asserts',
    'true-uncertain': 'Claimer asserts, unsure',
    'false-certain': 'Claimer denies',
    'false-uncertain': 'Claimer denies, unsure',
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, string>>>>;
