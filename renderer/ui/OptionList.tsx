import { useEffect, useId, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { isOwnKey } from './use-rows.ts';

/** Attributes for the element of an option. */
export interface OptionAttributes {
  readonly id: string;
  readonly role: 'option';
  readonly 'aria-selected': boolean;
}

interface OptionListProps {
  label: string;
  count: number;
  /** Index of the current option, or -1. */
  at: number;
  onWalk: (to: number) => void;
  /** Handles plain keys that do not move the current option; returns whether the key did something. */
  onKey?: (event: KeyboardEvent) => boolean;
  className?: string | undefined;
  option: (index: number, attributes: OptionAttributes) => ReactNode;
  children?: ReactNode;
}

/** A listbox for few options of any height, which are all rendered; use `RowGrid` for long lists. */
export function OptionList({
  label,
  count,
  at,
  onWalk,
  onKey,
  className,
  option,
  children,
}: OptionListProps) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [at, count]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (!isOwnKey(event)) return;
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: count - 1 }[event.key];
    if (to !== undefined) {
      onWalk(Math.max(0, Math.min(count - 1, to)));
      list.current?.focus();
    } else if (!onKey?.(event)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div
      ref={list}
      className={className}
      role="listbox"
      aria-label={label}
      tabIndex={0}
      aria-activedescendant={at >= 0 ? `${id}-${at}` : undefined}
      onKeyDown={onKeyDown}
    >
      {Array.from({ length: count }, (_, index) =>
        option(index, { id: `${id}-${index}`, role: 'option', 'aria-selected': index === at }),
      )}
      {children}
    </div>
  );
}
