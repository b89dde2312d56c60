/**
 * Returns the slot of an event's role. brat numbers the second and later fillers of a role, so a number at the end
 * belongs to the name only if the configuration declares it, or if no role has the name without the number.
 */
export function slotOfRole(role: string, others: ReadonlySet<string>, declared: ReadonlySet<string>): string {
  if (declared.has(role)) return role;
  const digits = /\d+$/.exec(role);
  if (!digits) return role;
  // The longest number first, as brat does; a name may itself end in a digit.
  for (let at = digits.index; at < role.length; at++) {
    const base = role.slice(0, at);
    if (base !== '' && role[at] !== '0' && (declared.has(base) || others.has(base))) return base;
  }
  return role;
}

/** Returns the roles for the fillers of an event's slots, in their order: the second filler of `Theme` is `Theme2`. */
export function rolesOf(slots: readonly string[]): string[] {
  const taken = new Set(slots);
  const seen = new Set<string>();
  return slots.map((slot) => {
    if (!seen.has(slot)) {
      seen.add(slot);
      return slot;
    }
    let number = 2;
    while (taken.has(`${slot}${number}`)) number++;
    taken.add(`${slot}${number}`);
    return `${slot}${number}`;
  });
}
