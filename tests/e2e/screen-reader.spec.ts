import { expect } from '@playwright/test';
import { test } from './sample-desk.ts';

test('a screen reader is told type, words, entity and role of the span at the caret', async ({
  desk: { page, hands },
}) => {
  const session = await page.context().newCDPSession(page);
  /** The texts of the live regions as Chromium hands them to a screen reader. */
  const told = async () => {
    const { nodes } = await session.send('Accessibility.getFullAXTree');
    const byId = new Map(nodes.map((node) => [node.nodeId, node]));
    const wordsOf = (id: string): string => {
      const node = byId.get(id);
      const name = node?.role?.value === 'StaticText' ? String(node.name?.value ?? '') : '';
      return name + (node?.childIds ?? []).map(wordsOf).join('');
    };
    const regions = nodes.filter(({ role }) => role?.value === 'status');
    return regions.map(({ nodeId }) => wordsOf(nodeId)).join('\n');
  };
  await hands.selectWords({ words: 'Haldorén said after' });
  await hands.press('ArrowLeft', 'ArrowRight');
  await expect.poll(told).toContain('Person: Haldorén, entity Ilse Haldorén, Claimer of “');
  // Within a claim, the inner span is named first, then the claim.
  await hands.selectWords({ words: 'Lower Bresna' });
  await hands.press('ArrowLeft', 'ArrowRight');
  await expect.poll(told).toMatch(/: .*Lower Bresna.*; in Claim: Tresk was ready/s);
});
