/** Environment variable with which the e2e specs take pictures of the screens. They take time, and no test depends on them. */
export const PICTURES = 'POSTIL_PICTURES';
