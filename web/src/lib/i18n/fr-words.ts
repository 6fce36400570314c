/** Words for the values of the domain. */
export const itemKinds = {
  information: 'Information',
  discussion: 'Discussion',
  decision: 'Décision',
  workshop: 'Atelier',
  speech: 'Intervention',
  break: 'Pause',
};
export const itemStates = {
  planned: 'Prévu',
  running: 'En cours',
  done: 'Traité',
  postponed: 'Reporté',
};
export const meetingKinds = { space: "Réunion d’espace", steering: 'Comité de pilotage', plenary: 'Plénière' };
export const meetingStates = {
  preparation: 'En préparation',
  convened: 'Convoquée',
  open: 'En séance',
  suspended: 'Suspendue',
  closed: 'Close',
  minutes_approved: 'PV approuvé',
};
export const editionStates = {
  draft: 'Brouillon',
  consultation: 'En consultation',
  validated: 'Validée',
  adopted: 'Adoptée',
  implementing: 'En mise en œuvre',
  evaluated: 'Évaluée',
  closed: 'Close',
};
export const spaceKinds = { consultation: 'Espace de concertation', platform: 'Plateforme statutaire' };
export const spaceStates = { active: 'Actif', suspended: 'Suspendu', closed: 'Clos' };
export const sectors = { umbrella: 'Porteur', associative: 'Associatif', public: 'Public', private: 'Privé' };
export const taskStates = { open: 'Ouverte', done: 'Terminée', dropped: 'Abandonnée' };
export const roles = {
  coordinator: 'Coordination',
  facilitator: 'Animation',
  contributor: 'Contribution',
  secretary: 'Secrétariat',
  auditor: 'Audit',
  observer: 'Observation',
};
