/**
 * Returns a different letter for each label: the initial of one of its words that no label before it has, words that few labels share
 * first (“asserts” of “Claimer asserts”), then any other of its letters, then any letter of the alphabet; the empty string where there
 * is none left.
 */
export function lettersOf(labels: readonly string[]): string[] {
  const words = labels.map(
    (label) =>
      label
        .toLowerCase()
        .match(/\p{L}+/gu)
        ?.map(String) ?? [],
  );
  const sharing = (word: string) => words.filter((each) => each.includes(word)).length;
  const taken = new Set<string>();
  return words.map((own) => {
    const initials = own.toSorted((a, b) => sharing(a) - sharing(b)).map((word) => [...word][0]!);
    const letters = [...initials, ...own.join(''), ...'abcdefghijklmnopqrstuvwxyz'];
    const letter = letters.find((each) => !taken.has(each)) ?? '';
    taken.add(letter);
    return letter;
  });
}
