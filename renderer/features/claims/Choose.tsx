interface ChooseProps {
  label: string;
  chosen: boolean;
  /** With Shift: everything from where the choice began. */
  onChoose: (range: boolean) => void;
}

/** The box that chooses a row by mouse; the key is that of the list. */
export function Choose({ label, chosen, onChoose }: ChooseProps) {
  return (
    <input
      type="checkbox"
      tabIndex={-1}
      aria-label={label}
      checked={chosen}
      onClick={(event) => {
        event.stopPropagation();
        onChoose(event.shiftKey);
      }}
      onChange={() => undefined}
    />
  );
}
