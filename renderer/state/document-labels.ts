import { create } from 'zustand';
import { optionsOf, type Attribute, type AttributeValue } from '../../shared/model/attributes/index.ts';
import { valueLabel } from '../../shared/model/attributes/value-label.ts';
import type { DocumentLabel, Scheme } from '../../shared/model/scheme.ts';
import { currentScheme } from './project.ts';
import { useArticle } from './article.ts';
import { lettersOf } from './value-letters.ts';
import { useView } from './view.ts';

/** The label of the open article whose values the keys set. */
interface LabelBarState {
  /** The name of the label; null while the bar is closed. */
  readonly label: string | null;
  /** Why the last value was refused, or null. */
  readonly refusal: string | null;
}

export const useDocumentLabels = create<LabelBarState>()(() => ({ label: null, refusal: null }));

/** A value of a label with the letter that sets it. */
export interface LabelOffer {
  readonly letter: string;
  readonly value: AttributeValue;
  readonly label: string;
}

/** Whether a label has a list of values; others are written, among the details of the article. */
export function isListed(label: DocumentLabel): boolean {
  return optionsOf(label.value) !== null;
}

/** Returns the labels with lists of values, of the groups that are shown. */
export function listedLabels({ labels }: Scheme, hiddenGroups: readonly string[]): readonly DocumentLabel[] {
  return labels.filter((label) => isListed(label) && !hiddenGroups.includes(label.group ?? ''));
}

/** The names of the groups of labels, those of labels without one as an empty string; empty if there is only one. */
export function labelGroups({ labels }: Scheme): readonly string[] {
  const groups = [...new Set(labels.filter(isListed).map(({ group }) => group ?? ''))];
  return groups.length > 1 ? groups : [];
}

/** Returns a label as an attribute, whose values are worded by its own name. */
export function asAttribute({ name, label, value }: DocumentLabel): Attribute {
  return { ...value, name, label };
}

/** What the bar sets: the labels it steps through, and the one that is open. */
export interface OpenedLabel {
  readonly labels: readonly DocumentLabel[];
  readonly label: DocumentLabel;
  readonly index: number;
}

/** Returns what the bar sets; null while it is closed. */
export function openedLabel(): OpenedLabel | null {
  const { label: name } = useDocumentLabels.getState();
  const scheme = currentScheme();
  if (name === null || !scheme || !useArticle.getState().document) return null;
  const labels = listedLabels(scheme, useView.getState().hiddenLabelGroups);
  const index = labels.findIndex((each) => each.name === name);
  return index < 0 ? null : { labels, label: labels[index]!, index };
}

/** Returns the values of a label with their letters. */
export function labelOffers(label: DocumentLabel): readonly LabelOffer[] {
  const attribute = asAttribute(label);
  const options = optionsOf(attribute) ?? [];
  const words = options.map((option) => valueLabel(attribute, option));
  const letters = lettersOf(words);
  return options.map((value, i) => ({ value, label: words[i]!, letter: letters[i]! }));
}

/** Returns the values that the open article has of a label. */
export function labelValues(name: string): readonly AttributeValue[] {
  return useArticle.getState().labels.flatMap((label) => (label.name === name ? label.value : []));
}

export function openLabel(label: string): void {
  useDocumentLabels.setState({ label, refusal: null });
}

export function closeLabels(): void {
  if (useDocumentLabels.getState().label !== null) useDocumentLabels.setState({ label: null, refusal: null });
}

// The bar belongs to the article, not to a span; it closes with the article.
let shown = useArticle.getState().document?.id;
useArticle.subscribe(({ document, selected }, before) => {
  if (document?.id !== shown || (selected !== before.selected && selected !== null)) closeLabels();
  shown = document?.id;
});
