import { openAsked, useAskedAddress } from '../../commands/links.ts';
import { Button } from '../../ui/Button.tsx';
import { ModalDialog } from '../../ui/ModalDialog.tsx';
import controls from '../../ui/controls.module.css';
import styles from './links.module.css';

/** Asks before a web address is opened, and shows all of it. */
export function LinkDialog({ onClose }: { onClose: () => void }) {
  const { address } = useAskedAddress();
  if (!address) return null;
  return (
    <ModalDialog title="Open this address?" onClose={onClose}>
      <p>
        It leads out of Postil, to <strong>{address.host}</strong>.
      </p>
      <code className={styles.address} data-testid="address" dir="ltr">
        {address.href}
      </code>
      {[...address.warnings, ...(address.secure ? [] : ['The connection is not encrypted (http).'])].map(
        (warning) => (
          <p key={warning} className={styles.warning}>
            {warning}
          </p>
        ),
      )}
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
          Open in a new tab
        </Button>
      </div>
    </ModalDialog>
  );
}
