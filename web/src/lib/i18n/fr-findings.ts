// What the pages about findings, needs and the chain say.
const s = (n: number) => (Math.abs(n) >= 2 ? 's' : '');

export const findings = {
  states: {
    recorded: 'Consigné',
    inherited: 'Hérité',
    under_review: 'Remis en question',
    upheld: 'Maintenu',
    updated: 'Actualisé',
    obsolete: 'Caduc',
  },
  chain: {
    flag: 'Repose sur un constat qui a changé',
    flags: (n: number) => `Repose sur ${n} constats qui ont changé`,
    flagged: 'À confirmer',
    updated: (finding: string, day: string) => `${finding} a été actualisé le ${day} :`,
    obsolete: (finding: string, day: string) => `${finding} a été déclaré caduc le ${day} :`,
    changed: (finding: string) => `${finding} a changé :`,
    confirm: 'Confirmer…',
    confirmOf: (about: string, finding: string) => `Confirmer ${about} malgré le changement de ${finding}`,
    confirmTitle: (about: string, finding: string) => `${about} tient-il encore, maintenant que ${finding} a changé ?`,
    holds: 'Conclusion',
    stands: 'Cela tient tel quel',
    standsHint: 'Rien à modifier : le changement du constat n’y touche pas.',
    adapted: 'C’est adapté',
    adaptedHint: 'Le texte a été revu pour tenir compte du constat tel qu’il est maintenant.',
    send: 'Confirmer',
    confirmed: (about: string, finding: string) => `${about} est confirmé par rapport à ${finding}.`,
    now: 'Le constat dit maintenant',
  },
};

export type FindingWords = typeof findings;
export const plural = s;
