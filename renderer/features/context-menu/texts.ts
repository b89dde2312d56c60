/** Every sentence of the menu that a right click opens. */
export const TEXTS = {
  menu: 'Menu',
} as const;
