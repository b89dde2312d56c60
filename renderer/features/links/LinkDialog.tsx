import { useAskedAddress } from '../../state/links.ts';
import { openAsked } from '../../commands/links.ts';
import { Button } from '../../ui/Button.tsx';
import { ModalDialog } from '../../ui/ModalDialog.tsx';
import controls from '../../ui/controls.module.css';
import styles from './links.module.css';
import { TEXTS } from './texts.ts';

/** Asks before a web address is opened, and shows the full address. */
export function LinkDialog({ onClose }: { onClose: () => void }) {
  const { address } = useAskedAddress();
  if (!address) return null;
  return (
    <ModalDialog title={TEXTS.title} onClose={onClose}>
      <p>
        {TEXTS.leadsTo} <strong>{address.host}</strong>.
      </p>
      <code className={styles.address} data-testid="address" dir="ltr">
        {address.href}
      </code>
      {[...address.warnings, ...(address.secure ? [] : [TEXTS.notSecure])].map((warning) => (
        <p key={warning} className={styles.warning}>
          {warning}
        </p>
      ))}
      <div className={controls.actions}>
        <Button autoFocus onClick={onClose}>
          Cancel
        </Button>
        <Button
          kind="primary"
          onClick={() => {
            openAsked();
            onClose();
          }}
        >
          {TEXTS.open}
        </Button>
      </div>
    </ModalDialog>
  );
}
