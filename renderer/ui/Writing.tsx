import { createContext, useContext, type ReactNode } from 'react';
import { useWhyLocked } from '../state/queries.ts';
import styles from './controls.module.css';

const Refusal = createContext<string | null>(null);

/** Returns why the controls here cannot be used, or `null`. */
export function useRefusal(): string | null {
  return useContext(Refusal);
}

/** Wraps controls that change the project: disables them, with the reason, if the project is read-only. */
export function Writing({ children }: { children: ReactNode }) {
  const why = useWhyLocked();
  if (why === null) return children;
  return (
    <Refusal value={why}>
      <fieldset disabled title={why} className={styles.writing}>
        {children}
      </fieldset>
    </Refusal>
  );
}
