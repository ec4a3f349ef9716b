/** Fields of a person that they open one by one. */
export const CHOSEN = ['pronouns', 'email', 'phone', 'bio', 'languages', 'expertise', 'countries'];

/** Who may read such a field, from the narrowest. */
export const LEVELS = ['me', 'organisation', 'members', 'public'];

/** Whether everybody who may read the collection may read a field of this level. */
export const isOpen = (level) => LEVELS.indexOf(level) >= LEVELS.indexOf('members');
