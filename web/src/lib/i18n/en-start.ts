import type { start as fr } from './fr-start';

export const start: typeof fr = {
  meetings: {
    what: 'Plenaries, steering committees and meetings of spaces find their day, their place and an agenda written together here.',
    mine: 'Schedule the first one: everyone can then propose items.',
    others: 'The coordinators schedule plenaries; whoever facilitates a space, its meetings.',
  },
  tasks: {
    what: 'What each partner undertakes to do from one meeting to the next, with somebody in charge and a day it is due.',
    mine: 'Add the first task below.',
    others: 'Coordinators, facilitators and partners write their tasks here.',
  },
  spaces: {
    what: 'A space brings partners together on a few axes of the plan. It has its meetings, and a backlog of items for plenaries.',
    mine: 'Open the first one, then add its partners.',
    others: 'The coordinators open spaces.',
    open: 'Open a space',
    title: 'Name of the space',
    kind: 'Kind',
    addMember: 'Add a partner',
    add: 'Add',
  },
  partners: {
    what: 'The organisations that make the plan. Each has its delegates among the members, its spaces and its tasks.',
    mine: 'Register the first one, then invite its delegates on the page of the members.',
    others: 'The coordinators register partners.',
    register: 'Register a partner',
    name: 'Name of the organisation',
    whole: 'With no municipality ticked, the partner works on the whole territory.',
  },
  members: {
    alone: 'You are alone in this plan. Invite those who will coordinate with you, facilitate a space or speak for a partner.',
  },
  home: {
    title: 'To begin with',
    lead: 'Six things set the plan going, in this order or another.',
    waiting: 'The coordinators are setting this plan up. Its meetings and spaces will show here.',
    done: 'done',
    steps: {
      frame: 'Set the axes and the themes',
      communes: 'Place the municipalities of the territory',
      partners: 'Register the partners',
      members: 'Invite the members',
      spaces: 'Open the spaces',
      meetings: 'Schedule the first meeting',
    },
  },
};
