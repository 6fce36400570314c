/** What a page says while there is nothing on it: what it is for, what comes next, who may do it. */
export const start = {
  meetings: {
    what: 'Plénières, comités de pilotage et réunions d’espace trouvent ici leur jour, leur lieu et un ordre du jour écrit à plusieurs.',
    mine: 'Planifiez la première : chacun pourra y proposer des points.',
    others: 'La coordination planifie les plénières, et qui anime un espace ses réunions.',
  },
  tasks: {
    what: 'Ce que chaque partenaire s’engage à faire d’une réunion à l’autre, avec un responsable et une échéance.',
    mine: 'Ajoutez la première tâche ci-dessous.',
    others: 'La coordination, les animations et les partenaires y inscrivent leurs tâches.',
  },
  spaces: {
    what: 'Un espace réunit des partenaires sur quelques axes du plan. Il a ses réunions, et une réserve de points pour les plénières.',
    mine: 'Ouvrez le premier, puis ajoutez-y ses partenaires.',
    others: 'La coordination ouvre les espaces.',
    open: 'Ouvrir un espace',
    title: 'Nom de l’espace',
    kind: 'Type',
    addMember: 'Ajouter un partenaire',
    add: 'Ajouter',
  },
  partners: {
    what: 'Les organisations qui font le plan. Chacune a ses délégué·es parmi les membres, ses espaces et ses tâches.',
    mine: 'Inscrivez la première, puis invitez ses délégué·es depuis la page des membres.',
    others: 'La coordination inscrit les partenaires.',
    register: 'Inscrire un partenaire',
    name: 'Nom de l’organisation',
    whole: 'Sans commune cochée, le partenaire agit sur tout le territoire.',
  },
  members: {
    alone: 'Vous êtes seul·e dans ce plan. Invitez qui coordonnera avec vous, animera un espace ou parlera au nom d’un partenaire.',
  },
  home: {
    title: 'Pour commencer',
    lead: 'Six gestes mettent le plan en route, dans cet ordre ou un autre.',
    waiting: 'La coordination met ce plan en place. Ses réunions et ses espaces paraîtront ici.',
    done: 'fait',
    steps: {
      frame: 'Poser les axes et les thématiques',
      communes: 'Placer les communes du territoire',
      partners: 'Inscrire les partenaires',
      members: 'Inviter les membres',
      spaces: 'Ouvrir les espaces de concertation',
      meetings: 'Planifier la première réunion',
    },
  },
};
