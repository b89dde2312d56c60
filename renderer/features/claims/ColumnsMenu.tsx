import { Columns3 } from 'lucide-react';
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import type { Scheme } from '../../../shared/model/scheme.ts';
import menu from '../relations/relations.module.css';
import { columnChoices, isShown, useColumnChoices } from './columns.ts';
import { TEXTS } from './texts.ts';

/** Which columns the table shows, of those that the scheme has. */
export function ColumnsMenu({ scheme }: { scheme: Scheme }) {
  const choices = useColumnChoices();
  const possible = columnChoices(scheme);
  if (possible.length === 0) return null;
  return (
    <MenuTrigger>
      <Button className={menu.arcsButton ?? ''}>
        <Columns3 size={13} aria-hidden /> {TEXTS.chooseColumns}
      </Button>
      <Popover className={menu.popover ?? ''} placement="bottom end">
        <Menu
          className={menu.menu ?? ''}
          aria-label={TEXTS.chooseColumns}
          selectionMode="multiple"
          selectedKeys={possible.filter((id) => isShown(id, choices))}
          onSelectionChange={(keys) => {
            const shown = possible.map((id) => [id, keys === 'all' || keys.has(id)] as const);
            useColumnChoices.setState(Object.fromEntries(shown));
          }}
        >
          {possible.map((id) => (
            <MenuItem key={id} id={id} textValue={TEXTS.columns[id]} className={menu.menuItem ?? ''}>
              <span className={menu.tick} aria-hidden />
              <span className={menu.menuLabel}>{TEXTS.columns[id]}</span>
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
