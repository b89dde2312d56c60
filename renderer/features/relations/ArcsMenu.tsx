import { Spline } from 'lucide-react';
import type { CSSProperties } from 'react';
import { Button, Menu, MenuItem, MenuSection, MenuTrigger, Popover, Separator } from 'react-aria-components';
import type { Scheme } from '../../../shared/model/scheme.ts';
import { typeColour } from '../../editor/type-styles.ts';
import { useArticle } from '../../state/article.ts';
import { showArcs, toggleArcType, useRelating, type ArcMode } from '../../state/relating.ts';
import { TEXTS } from './texts.ts';
import styles from './relations.module.css';

const MODES: readonly { mode: Exclude<ArcMode, 'types'>; label: string; short: string }[] = (
  ['selection', 'all', 'none'] as const
).map((mode) => ({ mode, ...TEXTS.modes[mode] }));

/** Which relations are drawn as arcs: those of the selection, of some types, all or none. */
export function ArcsMenu({ scheme }: { scheme: Scheme }) {
  const { arcs, arcTypes } = useRelating();
  const relations = useArticle((article) => article.relations);
  const types = scheme.relations.filter(({ ends }) => ends === 'span');
  if (types.length === 0 && relations.length === 0) return null;
  const shown =
    MODES.find(({ mode }) => mode === arcs)?.short ?? TEXTS.someTypes(arcTypes.length, types.length);
  return (
    <MenuTrigger>
      <Button className={styles.arcsButton ?? ''}>
        <Spline size={13} aria-hidden /> {TEXTS.arcsShown(shown)}
      </Button>
      <Popover className={styles.popover ?? ''} placement="bottom end">
        <Menu
          className={styles.menu ?? ''}
          aria-label={TEXTS.arcs}
          selectionMode="multiple"
          selectedKeys={arcs === 'types' ? arcTypes.map((name) => `type:${name}`) : [arcs]}
          onAction={(key) => {
            const id = String(key);
            const mode = MODES.find((each) => each.mode === id)?.mode;
            if (mode) showArcs(mode);
            else toggleArcType(id.slice('type:'.length));
          }}
        >
          <MenuSection aria-label={TEXTS.arcs}>
            {MODES.map(({ mode, label }) => (
              <MenuItem key={mode} id={mode} textValue={label} className={styles.menuItem ?? ''}>
                <span className={styles.tick} aria-hidden />
                <span className={styles.menuLabel}>{label}</span>
              </MenuItem>
            ))}
          </MenuSection>
          <Separator className={styles.separator ?? ''} />
          <MenuSection aria-label={TEXTS.arcsOfTypes}>
            {types.map(({ name, label, hue }) => (
              <MenuItem
                key={name}
                id={`type:${name}`}
                textValue={label}
                className={styles.menuItem ?? ''}
                style={typeColour(hue) as CSSProperties}
              >
                <span className={styles.tick} aria-hidden />
                <span className={styles.line} aria-hidden />
                <span className={styles.menuLabel}>{label}</span>
                <small>{relations.filter(({ type }) => type === name).length || ''}</small>
              </MenuItem>
            ))}
          </MenuSection>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
