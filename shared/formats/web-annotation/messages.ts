import { show } from '../show.ts';

/** Sentences of errors and notes of W3C Web Annotation. */
export const MESSAGES = {
  // Pages and collections
  rowNotAnObject: 'A row is not a JSON object.',
  firstPageNotHeld: (page: string) =>
    `The collection names its first page (${show(page)}) and does not hold it.`,
  fetchThePage: 'Fetch the page and import that.',
  itemsNotAList: 'The items of the page are not a list.',
  itemNotAnObject: 'An item of the page is not a JSON object.',
  noContext: 'There is no @context.',
  otherContext: (context: string) => `The @context ${show(context)} is not that of Web Annotations.`,
  contextForm: 'It must be or contain "http://www.w3.org/ns/anno.jsonld".',

  // Annotations
  severalIds: 'The annotation has several ids.',
  oneId: 'It must have exactly one.',
  notAnIri: (id: string) => `The id of the annotation is not an IRI: ${show(id)}.`,
  noType: 'The annotation has no type.',
  otherType: (type: string) => `Its type is ${show(type)}, not "Annotation".`,
  noTarget: 'The annotation has no target.',
  targetNamesNothing: (target: string) => `A target of the annotation names nothing: ${show(target)}.`,
  targetWithoutSource: (target: string) =>
    `A target of the annotation has neither a source nor an id: ${show(target, 120)}.`,

  // The text
  noText: (sources: string) =>
    `Annotations do not hold the text that they annotate; these ${sources}, and its text is not beside the file.`,
  putTextBeside: (base: string) => `Put the text beside it as ${base}.txt.`,
  notPlaced: (annotation: string, why: string) => `The annotation ${annotation} could not be placed: ${why}.`,

  // Notes
  noAnnotations: 'The file holds no annotations: nothing to import.',
  leftOut: (reason: string) => `${reason} It was left out.`,
  severalSources: (count: number, file: string) =>
    `The annotations are of ${count} sources; all of them were placed in ${file}.`,
  leftOutWithoutText: (count: number, source: string | undefined) =>
    `${count} annotations of ${show(source ?? 'no source', 120)} were left out: its text is not beside the file.`,
  counted: (count: number, what: string, example: string) => `${count} ${what} (the first: ${example}).`,
} as const;
