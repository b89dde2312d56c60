import { useEffect, useRef, useState } from 'react';
import { useFilter } from 'react-aria-components';
import { isActionId } from '../../../shared/actions.ts';
import { GUIDE, type HelpTopic } from '../../../shared/help/guide.ts';
import { runAction } from '../../commands/index.ts';
import { keyName, useKeys } from '../../state/keys.ts';
import { ActionKey } from '../../ui/ActionKey.tsx';
import { Button } from '../../ui/Button.tsx';
import { Markdown } from '../../ui/Markdown.tsx';
import controls from '../../ui/controls.module.css';
import screens from '../../ui/screen.module.css';
import styles from './guide.module.css';

const GROUPS = ['How to', 'Words'] as const;

/** The help of the program: how to do things, with the keys as they are now, and what the words mean. */
export function GuideScreen() {
  const [wanted, setWanted] = useState('');
  const search = useRef<HTMLInputElement>(null);
  useKeys();
  const { contains } = useFilter({ sensitivity: 'base' });
  useEffect(() => search.current?.focus(), []);
  const shown = GUIDE.filter(({ title, body }) => contains(`${title} ${withKeys(body)}`, wanted.trim()));
  return (
    <main className={screens.screen} aria-label="Guide" data-region="text">
      <div className={`${screens.tools} ${styles.tools}`}>
        <input
          ref={search}
          className={controls.input}
          type="search"
          aria-label="Find in the guide"
          placeholder="Find in the guide"
          value={wanted}
          onChange={({ target }) => setWanted(target.value)}
        />
        <Button kind="quiet" onClick={() => runAction('help.keys')}>
          All keys <ActionKey action="help.keys" />
        </Button>
        <Button onClick={() => runAction('screen.article')}>
          Back to the article <ActionKey action="screen.article" />
        </Button>
      </div>
      <div className={styles.page} tabIndex={0} role="region" aria-label="Topics">
        {shown.length === 0 && <p className={controls.help}>The guide says nothing of that.</p>}
        {GROUPS.map((group) => (
          <Group key={group} group={group} topics={shown.filter((topic) => topic.group === group)} />
        ))}
      </div>
    </main>
  );
}

function Group({ group, topics }: { group: HelpTopic['group']; topics: readonly HelpTopic[] }) {
  if (topics.length === 0) return null;
  return (
    <section className={group === 'Words' ? styles.words : styles.howTo} aria-label={group}>
      <h2>{group}</h2>
      <div>
        {topics.map(({ id, title, body }) => (
          <article key={id}>
            <h3>{title}</h3>
            <Markdown text={withKeys(body)} />
          </article>
        ))}
      </div>
    </section>
  );
}

/** Puts the key of each action named in braces, or its name in the palette where it has none. */
function withKeys(body: string): string {
  return body.replaceAll(/\{([a-zA-Z.]+)\}/g, (whole, id: string) => (isActionId(id) ? keyName(id) : whole));
}
