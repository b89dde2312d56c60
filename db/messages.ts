/** What the project does not have, by the id that was given. */
export const NOT_FOUND = {
  document: (id: string) => `The project has no document ${id}.`,
  set: (id: string) => `The project has no annotation set ${id}.`,
  span: (id: string) => `The project has no span ${id}.`,
  relation: (id: string) => `The project has no relation ${id}.`,
  filler: (id: string) => `The project has no slot filler ${id}.`,
  note: (id: string) => `The project has no note ${id}.`,
  entity: (id: string) => `The project has no entity ${id}.`,
  change: (id: string) => `The project has no change ${id}.`,
  quarantined: (id: string) => `Nothing in quarantine has the id ${id}.`,
} as const;
