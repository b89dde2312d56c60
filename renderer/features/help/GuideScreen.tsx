import { useEffect, useRef, useState } from 'react';
import { useFilter } from 'react-aria-components';
import { isActionId } from '../../../shared/actions.ts';
import { GUIDE, type HelpTopic } from '../../../shared/help/guide.ts';
import { runAction } from '../../commands/index.ts';
import { useTopic } from '../../state/guide.ts';
import { keyName, useKeys } from '../../state/keys.ts';
import { ActionKey } from '../../ui/ActionKey.tsx';
import { Button } from '../../ui/Button.tsx';
import { Markdown } from '../../ui/Markdown.tsx';
import controls from '../../ui/controls.module.css';
import screens from '../../ui/screen.module.css';
import styles from './guide.module.css';
import { TEXTS } from './texts.ts';

const GROUPS = ['How to', 'Words'] as const;

/** The help of the program: how to do things, with the keys as they are now, and what the words mean. */
export function GuideScreen() {
  const [wanted, setWanted] = useState('');
  const search = useRef<HTMLInputElement>(null);
  useKeys();
  const { contains } = useFilter({ sensitivity: 'base' });
  const topic = useTopic((state) => state.topic);
  useEffect(() => {
    const place = topic === null ? null : document.getElementById(`guide-${topic}`);
    place?.scrollIntoView({ block: 'start' });
    (place ?? search.current)?.focus({ preventScroll: true });
  }, [topic]);
  const shown = GUIDE.filter(({ title, body }) => contains(`${title} ${withKeys(body)}`, wanted.trim()));
  return (
    <main className={screens.screen} aria-label={TEXTS.guide} data-region="text">
      <div className={`${screens.tools} ${styles.tools}`}>
        <input
          ref={search}
          className={controls.input}
          type="search"
          aria-label={TEXTS.findInGuide}
          placeholder={TEXTS.findInGuide}
          value={wanted}
          onChange={({ target }) => setWanted(target.value)}
        />
        <Button kind="quiet" onClick={() => runAction('help.keys')}>
          {TEXTS.allKeys} <ActionKey action="help.keys" />
        </Button>
        <Button onClick={() => runAction('screen.article')}>
          {TEXTS.backToArticle} <ActionKey action="screen.article" />
        </Button>
      </div>
      <div className={styles.page} tabIndex={0} role="region" aria-label={TEXTS.topics}>
        {shown.length === 0 && <p className={controls.help}>{TEXTS.notInGuide}</p>}
        {GROUPS.map((group) => (
          <Group key={group} group={group} topics={shown.filter((topic) => topic.group === group)} />
        ))}
      </div>
    </main>
  );
}

function Group({ group, topics }: { group: HelpTopic['group']; topics: readonly HelpTopic[] }) {
  const topic = useTopic((state) => state.topic);
  if (topics.length === 0) return null;
  return (
    <section className={group === 'Words' ? styles.words : styles.howTo} aria-label={group}>
      <h2>{group}</h2>
      <div>
        {topics.map(({ id, title, body }) => (
          <article key={id} id={`guide-${id}`} tabIndex={-1} data-sought={id === topic || undefined}>
            <h3>{title}</h3>
            <Markdown text={withKeys(body)} />
          </article>
        ))}
      </div>
    </section>
  );
}

/** Replaces each action id in braces by its key, or by its name in the palette if it has no key. */
function withKeys(body: string): string {
  return body.replaceAll(/\{([a-zA-Z.]+)\}/g, (whole, id: string) => (isActionId(id) ? keyName(id) : whole));
}
