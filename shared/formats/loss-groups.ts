/**
 * What a loss is about, the most serious first: spans that are not in the file; their attributes and links; what had to
 * be written in another way; the articles around them; who did what; and data that only another tool understands.
 */
export const LOSS_GROUPS = ['spans', 'annotations', 'changes', 'articles', 'work', 'tools'] as const;
export type LossGroup = (typeof LOSS_GROUPS)[number];
