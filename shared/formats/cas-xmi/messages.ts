import { show } from '../show.ts';

/** Sentences of errors and notes of UIMA CAS XMI. */
export const MESSAGES = {
  // Elements
  notXmi: (root: string) => `The file is XML, but not a CAS in XMI: it begins with ${show(root)}.`,
  xmiForm: 'A CAS begins with xmi:XMI.',
  tooDeep: (name: string) => `The element ${show(name)} is nested too deeply.`,
  foreignNamespace: (name: string, uri: string) =>
    `The element ${show(name)} is in the namespace ${show(uri)}, which is no type's.`,
  noId: (type: string) => `The ${type} has no xmi:id.`,
  notAnId: (id: string) => `The xmi:id ${show(id)} is no number.`,
  idOccursTwice: (id: number, earlier: number) => `The xmi:id ${id} occurs twice, first on line ${earlier}.`,
  notAReference: 'The view refers to what is no number.',

  // Types and their features
  undeclared: (fileCount: number, files: string, names: string) =>
    `${fileCount > 0 ? `The type system (${files})` : 'No type system beside the file'} declares ${names}.`,
  addTypeSystem: 'Put the type system beside the file, as TypeSystem.xml.',
  featuresGuessed: (undeclared: string) =>
    `${undeclared} Their features were guessed: references as references, everything else as text.`,
  noFeature: (type: string, feature: string) => `${type} has no feature ${show(feature)}.`,

  // Values and references
  absentSofaOfView: (sofa: number) => `A view refers to sofa ${sofa}, which does not exist.`,
  absentSofaOfAnnotation: (sofa: string) =>
    `An annotation refers to sofa ${show(sofa)}, which does not exist.`,
  textMissing: 'The text of the file is missing.',
  absentMember: (id: number) => `A view has the member ${id}, and there is no structure with this id.`,
  absentStructure: (what: string, id: number) =>
    `${what} refers to ${id}, and there is no structure with this id.`,
  notAReferencedId: (type: string, feature: string, id: string) =>
    `${type}:${feature} refers to ${show(id)}, which is no id.`,
  severalReferences: (type: string, feature: string, count: number) =>
    `${type}:${feature} refers to ${count} structures, and can to one.`,
  notABoolean: (what: string, value: string) => `${what} is ${show(value)}, not true or false.`,
  notAWholeNumber: (what: string, value: string) => `${what} is ${show(value)}, no whole number.`,
  notANumber: (what: string, value: string) => `${what} is ${show(value)}, no number.`,
  notBytes: (what: string) => `${what} is no list of bytes.`,
} as const;
