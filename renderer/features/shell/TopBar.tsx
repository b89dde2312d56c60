import { Download, FileInput, Moon, PanelLeft, PanelRight, Search, Sun } from 'lucide-react';
import type { CSSProperties } from 'react';
import { Button as MenuButton } from 'react-aria-components';
import type { Uid } from '../../../shared/model/uid.ts';
import { runAction } from '../../commands/index.ts';
import { useHost, type ProjectHead } from '../../state/queries.ts';
import { isPanelOpen, setView, useView, useViewParts } from '../../state/view.ts';
import { Button } from '../../ui/Button.tsx';
import { Select } from '../../ui/Select.tsx';
import { ActionKey } from '../../ui/ActionKey.tsx';
import { typeColour } from '../../editor/type-styles.ts';
import { OpenProjectMenu } from '../start/ProjectMenu.tsx';
import { MoreTools } from './MoreTools.tsx';
import { ScreenTabs } from './ScreenTabs.tsx';
import { setOptions } from './set-options.ts';
import styles from './shell.module.css';
import { keyName } from '../../state/keys.ts';
import { Writing } from '../../ui/Writing.tsx';
import { TEXTS } from './texts.ts';

interface TopBarProps {
  project: ProjectHead;
  set: Uid | null;
}

/** The top bar: project, screens, commands, the set shown, import and export. */
export function TopBar({ project, set }: TopBarProps) {
  const { theme, isNarrow } = useViewParts('theme', 'isNarrow');
  const left = useView((view) => isPanelOpen(view, 'left'));
  const inspector = useView((view) => isPanelOpen(view, 'inspector'));
  const host = useHost();
  const analyst = host?.analyst;
  const sets = setOptions(project, analyst?.name ?? '');
  const initials = analyst?.initials || (analyst?.name ?? '').slice(0, 2);
  return (
    <header className={styles.bar}>
      <div className={styles.barSide}>
        <Button
          kind="quiet"
          icon
          aria-label={TEXTS.toggleDocuments}
          aria-expanded={left}
          title={`${TEXTS.documents} (${keyName('view.left')})`}
          onClick={() => runAction('view.left')}
        >
          <PanelLeft size={17} aria-hidden />
        </Button>
        <OpenProjectMenu target={{ name: project.name, path: project.path }}>
          <MenuButton className={styles.project ?? ''} aria-label={TEXTS.project(project.name)}>
            <span title={project.path}>{project.name}</span>
          </MenuButton>
        </OpenProjectMenu>
        <ScreenTabs />
      </div>
      <button type="button" className={styles.command} onClick={() => runAction('palette.open')}>
        <Search size={14} aria-hidden />
        <span>{TEXTS.command}</span>
        <ActionKey action="palette.open" />
      </button>
      <div className={`${styles.barSide} ${styles.barEnd}`}>
        {isNarrow ? (
          <MoreTools set={set} sets={sets} />
        ) : (
          <>
            {sets.length > 0 && (
              <label className={styles.set}>
                <span>{TEXTS.set}</span>
                <Select<Uid | ''>
                  look="bare"
                  value={set ?? ''}
                  options={sets}
                  onPick={(id) => setView({ chosenSet: id || null })}
                />
              </label>
            )}
            <Writing>
              <Button
                kind="quiet"
                title={TEXTS.import(keyName('import.files'))}
                onClick={() => runAction(host?.dialogs ? 'import.files' : 'import.paste')}
              >
                <FileInput size={16} aria-hidden /> <span>{TEXTS.importButton}</span>
              </Button>
            </Writing>
            <Button kind="quiet" title={TEXTS.export(keyName('export'))} onClick={() => runAction('export')}>
              <Download size={16} aria-hidden /> <span>{TEXTS.exportButton}</span>
            </Button>
            <Button
              kind="quiet"
              icon
              aria-label={theme === 'light' ? TEXTS.darkTheme : TEXTS.lightTheme}
              title={TEXTS.theme}
              onClick={() => runAction('theme.toggle')}
            >
              {theme === 'light' ? <Moon size={16} aria-hidden /> : <Sun size={16} aria-hidden />}
            </Button>
            <button
              type="button"
              className={styles.analyst}
              style={typeColour(analyst?.hue ?? 250) as CSSProperties}
              aria-label={TEXTS.profileOf(initials, analyst?.name ?? '')}
              title={TEXTS.profile(analyst?.name ?? '')}
              onClick={() => runAction('profile')}
            >
              {initials}
            </button>
          </>
        )}
        <Button
          kind="quiet"
          icon
          aria-label={TEXTS.toggleInspector}
          aria-expanded={inspector}
          title={`${TEXTS.inspector} (${keyName('view.inspector')})`}
          onClick={() => runAction('view.inspector')}
        >
          <PanelRight size={17} aria-hidden />
        </Button>
      </div>
    </header>
  );
}
