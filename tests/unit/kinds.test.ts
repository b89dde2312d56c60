import { expect, test } from 'vitest';
import { contract, type CallName } from '../../shared/contract/index.ts';
import type { AnyCall } from '../../shared/contract/define.ts';
import { writingKind } from '../../shared/contract/kinds.ts';

test('the kinds of calls that the window knows are those of the contract', () => {
  for (const [name, { kind, inTurn }] of Object.entries<AnyCall>(contract)) {
    const expected = kind !== 'command' && kind !== 'job' ? undefined : inTurn ? 'job in turn' : kind;
    expect(writingKind(name as CallName), name).toBe(expected);
  }
});
