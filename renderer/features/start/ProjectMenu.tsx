import { Menu, MenuItem, MenuTrigger, Popover, Separator } from 'react-aria-components';
import type { ReactNode } from 'react';
import type { ActionId } from '../../../shared/actions.ts';
import { actionById } from '../../../shared/actions.ts';
import { runAction } from '../../commands/index.ts';
import { duplicate, openListed, revealProject } from '../../commands/project.ts';
import { askAbout, type ProjectTarget } from '../../state/project-files.ts';
import { useCall, useHost } from '../../state/queries.ts';
import { ActionKey } from '../../ui/ActionKey.tsx';
import styles from './project-menu.module.css';
import { TEXTS } from './texts.ts';

/** The maximum number of other projects in the menu; the start screen lists all. */
const OTHERS = 5;

interface ProjectMenuProps {
  target: ProjectTarget;
  /** The button that opens it. */
  children: ReactNode;
}

/** What can be done with a project of the start screen. */
export function ProjectMenu({ target, children }: ProjectMenuProps) {
  const { id } = target;
  const fileItems = useFileItems(target);
  return (
    <MenuTrigger>
      {children}
      <Popover className={styles.popover ?? ''} placement="bottom end">
        <Menu className={styles.menu ?? ''} aria-label={TEXTS.menuOf(target.name)}>
          {id && <Item onAction={() => openListed(id)}>{TEXTS.openIt}</Item>}
          {fileItems}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

/** What can be done with the open project, and the way to others. */
export function OpenProjectMenu({ target, children }: ProjectMenuProps) {
  return (
    <MenuTrigger>
      {children}
      <Popover className={styles.popover ?? ''} placement="bottom start">
        <OpenProjectItems target={target} />
      </Popover>
    </MenuTrigger>
  );
}

/** The items, apart: only an open menu reads the list of projects. */
function OpenProjectItems({ target }: { target: ProjectTarget }) {
  const host = useHost();
  const projects = useCall('host.projects', {}).data?.projects ?? [];
  // Another folder may have a project of the same name.
  const isThis = (name: string, folder: string) =>
    name === target.name && target.path?.startsWith(folder) === true;
  const others = projects.filter(({ name, folder }) => !isThis(name, folder)).slice(0, OTHERS);
  const fileItems = useFileItems(target);
  return (
    <Menu className={styles.menu ?? ''} aria-label={TEXTS.menuOf(target.name)}>
      <ActionItem action="project.new" />
      {host?.dialogs && <ActionItem action="project.open" />}
      {others.map(({ id, name, folder }) => (
        <Item key={id} onAction={() => openListed(id)} hint={folder}>
          {TEXTS.openNamed(name)}
        </Item>
      ))}
      <Separator className={styles.separator ?? ''} />
      <ActionItem action={host?.dialogs ? 'import.files' : 'import.paste'} />
      <ActionItem action="export" />
      <ActionItem action="project.saveCopy" />
      <ActionItem action="backups" />
      <Separator className={styles.separator ?? ''} />
      {fileItems}
      <Separator className={styles.separator ?? ''} />
      <ActionItem action="project.close" />
    </Menu>
  );
}

/** Returns the items that act on the file of a project. */
function useFileItems(target: ProjectTarget): ReactNode {
  const host = useHost();
  return (
    <>
      {host?.reveals && <Item onAction={() => void revealProject(target)}>{TEXTS.reveal}</Item>}
      <Item onAction={() => askAbout('rename-project', target)}>{TEXTS.rename}</Item>
      <Item onAction={() => void duplicate(target)}>{TEXTS.duplicate}</Item>
      <Item onAction={() => askAbout('trash-project', target)}>{TEXTS.trash}</Item>
    </>
  );
}

interface ItemProps {
  onAction: () => void;
  hint?: string;
  children: string;
}

function Item({ onAction, hint, children }: ItemProps) {
  return (
    <MenuItem className={styles.item ?? ''} onAction={onAction} textValue={children}>
      <span className={styles.label}>{children}</span>
      {hint && <small className={styles.hint}>{hint}</small>}
    </MenuItem>
  );
}

function ActionItem({ action }: { action: ActionId }) {
  const { label } = actionById(action);
  return (
    <MenuItem className={styles.item ?? ''} onAction={() => runAction(action)} textValue={label}>
      <span className={styles.label}>{label}</span>
      <ActionKey action={action} />
    </MenuItem>
  );
}
