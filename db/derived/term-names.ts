import { sql } from '../connection/connection.ts';
import { termsOfVersion } from '../scheme/scheme.ts';
import type { Store } from '../connection/store.ts';
import type { NamedTerm } from '../scheme/terms.ts';
import type { Uid } from '../../shared/model/uid.ts';
import type { Derived } from './define.ts';

/** The names of types, attributes and slots, which follow from the scheme version in force. */
export const termNames: Derived = {
  name: 'names of the scheme',
  *problems(store) {
    for (const { uid, kind, name } of termsInForce(store)) {
      const term = store.terms.withUid(uid);
      if (term?.name !== name)
        yield `the ${kind} “${name}” of the scheme is ${term ? `called “${term.name}”` : 'missing'}`;
    }
  },
  rebuild(store) {
    const wrong = [...this.problems(store)].length;
    store.terms.settle(store.db, termsInForce(store));
    return wrong;
  },
};

function termsInForce(store: Store): readonly NamedTerm[] {
  const version = store.db.value<string>(sql`SELECT value FROM meta WHERE key = 'scheme'`);
  return version === undefined ? [] : termsOfVersion(store, version as Uid).named;
}
