// Made from schema.json by `npm run types`; do not edit.

/**
 * What a program may do with its token.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "TokenAccess".
 */
export type TokenAccess = 'read' | 'write';
/**
 * A person's account. Plan logs know nothing else of people.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "AccountId".
 */
export type AccountId = string;
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "AccountState".
 */
export type AccountState = 'active' | 'locked';
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Level".
 */
export type Level =
  ('commune' | 'province' | 'region' | 'community' | 'federal' | 'europe' | 'other') | 'network';
/**
 * A calendar day, written `YYYY-MM-DD`, so that days order as their text does.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Day".
 */
export type Day = string;
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "AdvocacyCommand".
 */
export type AdvocacyCommand =
  | {
      draft: {
        addressees: Addressee[];
        advocacy: AdvocacyId;
        edition?: string | null;
        kind: AdvocacyKind;
        recommendations?: string[];
        text?: string;
        title: string;
      };
    }
  | {
      rename: {
        advocacy: AdvocacyId;
        title: string;
      };
    }
  | {
      reword: {
        advocacy: AdvocacyId;
        text: string;
      };
    }
  | {
      address: {
        addressees: Addressee[];
        advocacy: AdvocacyId;
      };
    }
  | {
      choose: {
        advocacy: AdvocacyId;
        recommendations: string[];
      };
    }
  | {
      send: {
        advocacy: AdvocacyId;
        answer_due?: Day | null;
        day: Day;
        decided?: DecidedIn | null;
      };
    }
  | {
      set_answer_due: {
        advocacy: AdvocacyId;
        answer_due?: Day | null;
      };
    }
  | {
      record_answer: {
        advocacy: AdvocacyId;
        answer: Answer;
        recommendations?: string[];
      };
    }
  | {
      remind: {
        advocacy: AdvocacyId;
        day: Day;
        words?: string;
      };
    }
  | {
      give_up: {
        advocacy: AdvocacyId;
      };
    }
  | {
      close: {
        advocacy: AdvocacyId;
      };
    };
/**
 * A memorandum, an interpellation, a letter.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "AdvocacyId".
 */
export type AdvocacyId = string;
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "AdvocacyKind".
 */
export type AdvocacyKind = ('memorandum' | 'letter') | 'interpellation';
/**
 * A meeting, or an item of its agenda.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "DecidedIn".
 */
export type DecidedIn =
  | {
      meeting: string;
    }
  | {
      item: ItemId;
    };
/**
 * An agenda item, wherever it stands: on an agenda or in a backlog.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ItemId".
 */
export type ItemId = string;
/**
 * An addressee's answer to an advocacy.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "AnswerId".
 */
export type AnswerId = string;
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Tone".
 */
export type Tone = ('favourable' | 'partly' | 'unfavourable') | 'acknowledged';
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "AdvocacyFact".
 */
export type AdvocacyFact =
  | {
      drafted: {
        addressees: Addressee[];
        advocacy: AdvocacyId;
        edition?: string | null;
        kind: AdvocacyKind;
        recommendations: string[];
        text: string;
        title: string;
      };
    }
  | {
      renamed: {
        advocacy: AdvocacyId;
        from: string;
        to: string;
      };
    }
  | {
      reworded: {
        advocacy: AdvocacyId;
        /**
         * Early logs do not say what it replaced.
         */
        from?: string | null;
        to: string;
      };
    }
  | {
      addressed: {
        advocacy: AdvocacyId;
        /**
         * Early logs do not say what it replaced.
         */
        from?: Addressee[] | null;
        to: Addressee[];
      };
    }
  | {
      chosen: {
        advocacy: AdvocacyId;
        /**
         * Early logs do not say what it replaced.
         */
        from?: string[] | null;
        to: string[];
      };
    }
  | {
      sent: {
        advocacy: AdvocacyId;
        answer_due?: Day | null;
        day: Day;
        decided?: DecidedIn | null;
      };
    }
  | {
      answer_due_set: {
        advocacy: AdvocacyId;
        from?: Day | null;
        to?: Day | null;
      };
    }
  | {
      answer_recorded: {
        advocacy: AdvocacyId;
        answer: Answer;
      };
    }
  | {
      reminded: {
        advocacy: AdvocacyId;
        reminder: Reminder;
      };
    }
  | {
      left_unanswered: {
        advocacy: AdvocacyId;
      };
    }
  | {
      closed: {
        advocacy: AdvocacyId;
      };
    };
/**
 * draft → proposed → validated → sent → answered → underway → achieved → evaluated; from being sent on also
 * refused or left without a follow-up, and those are evaluated too.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "RecommendationState".
 */
export type RecommendationState =
  | 'draft'
  | 'proposed'
  | 'validated'
  | 'sent'
  | 'answered'
  | 'underway'
  | 'achieved'
  | 'refused'
  | 'no_follow_up'
  | 'evaluated';
/**
 * draft → sent → answered or unanswered → closed; an answer that comes late is still an answer.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "AdvocacyState".
 */
export type AdvocacyState = 'draft' | 'sent' | 'answered' | 'unanswered' | 'closed';
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "AgendaCommand".
 */
export type AgendaCommand =
  | {
      add_item: {
        axis?: string | null;
        duration: number;
        item: ItemId;
        kind: ItemKind;
        presenter?: Presenter | null;
        spot: Spot;
        title: string;
      };
    }
  | {
      propose_item: {
        axis?: string | null;
        duration: number;
        item: ItemId;
        kind: ItemKind;
        presenter?: Presenter | null;
        space?: string | null;
        title: string;
      };
    }
  | {
      rename_item: {
        item: ItemId;
        title: string;
      };
    }
  | {
      move_item: {
        item: ItemId;
        spot: Spot;
      };
    }
  | {
      set_duration: {
        duration: number;
        item: ItemId;
      };
    }
  | {
      set_kind: {
        item: ItemId;
        kind: ItemKind;
      };
    }
  | {
      set_presenter: {
        item: ItemId;
        presenter?: Presenter | null;
      };
    }
  | {
      set_axis: {
        axis?: string | null;
        item: ItemId;
      };
    }
  | {
      mark_late: {
        item: ItemId;
      };
    }
  | {
      unmark_late: {
        item: ItemId;
      };
    }
  | {
      lock_start: {
        item: ItemId;
        start: MinuteOfDay;
      };
    }
  | {
      unlock_start: {
        item: ItemId;
      };
    }
  | {
      send_to_backlog: {
        item: ItemId;
        space?: string | null;
      };
    }
  | {
      take_from_backlog: {
        item: ItemId;
        spot: Spot;
      };
    }
  | {
      remove_item: {
        item: ItemId;
      };
    }
  | {
      start_item: {
        item: ItemId;
      };
    }
  | {
      finish_item: {
        item: ItemId;
      };
    }
  | {
      postpone_item: {
        item: ItemId;
        space?: string | null;
      };
    }
  | {
      refer_item: {
        item: ItemId;
        space?: string | null;
      };
    }
  | {
      link_record: {
        about: RecordRef;
        item: ItemId;
      };
    }
  | {
      unlink_record: {
        about: RecordRef;
        item: ItemId;
      };
    };
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ItemKind".
 */
export type ItemKind = 'information' | 'discussion' | 'decision' | 'workshop' | 'speech' | 'break';
/**
 * Who presents: an organisation or a space, never a person by name.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Presenter".
 */
export type Presenter =
  | {
      partner: {
        partner: string;
      };
    }
  | {
      space: {
        space: string;
      };
    };
/**
 * A time of day in minutes after midnight, 0 to 1439, local to the plan's territory.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "MinuteOfDay".
 */
export type MinuteOfDay = number;
/**
 * The kinds of record that people see.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "RecordKind".
 */
export type RecordKind =
  | 'plan'
  | 'edition'
  | 'axis'
  | 'theme'
  | 'partner'
  | 'space'
  | 'member'
  | 'meeting'
  | 'item'
  | 'task'
  | 'finding'
  | 'evidence'
  | 'need'
  | 'priority'
  | 'recommendation'
  | 'report'
  | 'measure'
  | 'commune'
  | 'structure'
  | 'objective'
  | 'output'
  | 'attachment'
  | 'expertise'
  | 'advocacy'
  | 'comment';
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "AgendaFact".
 */
export type AgendaFact =
  | {
      item_added: {
        item: AgendaItem;
        spot: Spot;
      };
    }
  | {
      item_proposed: {
        item: AgendaItem;
      };
    }
  | {
      item_renamed: {
        from: string;
        item: ItemId;
        to: string;
      };
    }
  | {
      item_moved: {
        from: Spot;
        item: ItemId;
        to: Spot;
      };
    }
  | {
      duration_set: {
        from: number;
        item: ItemId;
        to: number;
      };
    }
  | {
      kind_set: {
        from: ItemKind;
        item: ItemId;
        to: ItemKind;
      };
    }
  | {
      presenter_set: {
        from?: Presenter | null;
        item: ItemId;
        to?: Presenter | null;
      };
    }
  | {
      axis_set: {
        from?: string | null;
        item: ItemId;
        to?: string | null;
      };
    }
  | {
      marked_late: {
        item: ItemId;
      };
    }
  | {
      unmarked_late: {
        item: ItemId;
      };
    }
  | {
      start_locked: {
        from?: MinuteOfDay | null;
        item: ItemId;
        to: MinuteOfDay;
      };
    }
  | {
      start_unlocked: {
        from: MinuteOfDay;
        item: ItemId;
      };
    }
  | {
      sent_to_backlog: {
        from: Spot;
        item: ItemId;
        space?: string | null;
      };
    }
  | {
      taken_from_backlog: {
        item: ItemId;
        space?: string | null;
        to: Spot;
      };
    }
  | {
      item_removed: {
        from: Spot;
        item: AgendaItem;
      };
    }
  | {
      proposal_withdrawn: {
        item: AgendaItem;
      };
    }
  | {
      item_started: {
        item: ItemId;
      };
    }
  | {
      item_finished: {
        item: ItemId;
      };
    }
  | {
      item_postponed: {
        from: Spot;
        item: ItemId;
        space?: string | null;
      };
    }
  | {
      item_referred: {
        from?: string | null;
        item: ItemId;
        to?: string | null;
      };
    }
  | {
      record_linked: {
        about: RecordRef;
        item: ItemId;
      };
    }
  | {
      record_unlinked: {
        about: RecordRef;
        item: ItemId;
      };
    };
/**
 * Where an item stands.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Home".
 */
export type Home =
  | {
      meeting: {
        meeting: string;
      };
    }
  | {
      backlog: {
        space?: string | null;
      };
    };
/**
 * planned → running → done, or postponed (to a backlog).
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ItemState".
 */
export type ItemState = 'planned' | 'running' | 'done' | 'postponed';
/**
 * What files may be: documents, tables, slides, pictures and boundaries; nothing that a browser or an
 * operating system would run.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Media".
 */
export type Media =
  | (
      | 'pdf'
      | 'odt'
      | 'ods'
      | 'odp'
      | 'docx'
      | 'xlsx'
      | 'pptx'
      | 'csv'
      | 'txt'
      | 'png'
      | 'jpeg'
      | 'webp'
    )
  | 'geojson';
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "AttachmentCommand".
 */
export type AttachmentCommand =
  | {
      add: {
        about: RecordRef;
        attachment: string;
        file: FileFacts;
      };
    }
  | {
      remove: {
        attachment: string;
      };
    };
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "AttachmentFact".
 */
export type AttachmentFact =
  | {
      added: {
        about: RecordRef;
        attachment: string;
        file: FileFacts;
      };
    }
  | {
      removed: {
        attachment: string;
      };
    };
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "AxisCommand".
 */
export type AxisCommand =
  | {
      add: {
        axis: string;
        number: number;
        title: string;
      };
    }
  | {
      rename: {
        axis: string;
        title: string;
      };
    };
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "AxisFact".
 */
export type AxisFact =
  | {
      added: {
        axis: string;
        number: number;
        title: string;
      };
    }
  | {
      renamed: {
        axis: string;
        from: string;
        to: string;
      };
    };
/**
 * When a mention is told.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Calls".
 */
export type Calls = 'at_once' | 'with_digest' | 'never';
/**
 * An amount of euros, in cents, so that sums add up exactly: 0 to 10^13.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Cents".
 */
export type Cents = number;
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ChainCommand".
 */
export type ChainCommand = {
  confirm: {
    about: RecordRef;
    finding: string;
    holds: Holds;
  };
};
/**
 * How a record was found to hold against a finding that changed.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Holds".
 */
export type Holds = 'stands' | 'adapted';
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ChainFact".
 */
export type ChainFact = {
  confirmed: {
    about: RecordRef;
    finding: string;
    holds: Holds;
    relied_on: number;
  };
};
/**
 * A record as one audience sees it; borrowed from the state wherever nothing is hidden.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Record".
 */
export type Record =
  | (PlanRecord & {
      type: 'plan';
    })
  | (Edition & {
      type: 'edition';
    })
  | (Axis & {
      type: 'axis';
    })
  | (Theme & {
      type: 'theme';
    })
  | (Partner & {
      type: 'partner';
    })
  | (Space & {
      type: 'space';
    })
  | (Member & {
      type: 'member';
    })
  | (Meeting & {
      type: 'meeting';
    })
  | (AgendaItem & {
      type: 'item';
    })
  | (Task & {
      type: 'task';
    })
  | (Finding & {
      type: 'finding';
    })
  | (Evidence & {
      type: 'evidence';
    })
  | (NeedRecord & {
      type: 'need';
    })
  | (PriorityRecord & {
      type: 'priority';
    })
  | (RecommendationRecord & {
      type: 'recommendation';
    })
  | (Report & {
      type: 'report';
    })
  | (Measure & {
      type: 'measure';
    })
  | (CommuneRecord & {
      type: 'commune';
    })
  | (Structure & {
      type: 'structure';
    })
  | (Objective & {
      type: 'objective';
    })
  | (Output & {
      type: 'output';
    })
  | (Attachment & {
      type: 'attachment';
    })
  | (Expertise & {
      type: 'expertise';
    })
  | (AdvocacyRecord & {
      type: 'advocacy';
    })
  | (Comment & {
      type: 'comment';
    });
/**
 * A plan: one log, one total order.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "PlanId".
 */
export type PlanId = string;
/**
 * A decimal number of at most 15 digits, 4 of them after the point; written `5.29`, without zeros that
 * say nothing, so that equal numbers are equal texts.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Decimal".
 */
export type Decimal = string;
/**
 * draft → consultation → validated → adopted → implementing → evaluated → closed.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "EditionState".
 */
export type EditionState =
  'draft' | 'consultation' | 'validated' | 'adopted' | 'implementing' | 'evaluated' | 'closed';
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Sector".
 */
export type Sector = ('associative' | 'public' | 'private') | 'umbrella';
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "SpaceKind".
 */
export type SpaceKind = 'consultation' | 'platform';
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "SpaceState".
 */
export type SpaceState = 'active' | 'suspended' | 'closed';
/**
 * A role in a plan. One account may hold several.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Role".
 */
export type Role =
  | ('coordinator' | 'auditor' | 'observer')
  | {
      facilitator: {
        space: string;
      };
    }
  | {
      contributor: {
        partner: string;
      };
    }
  | {
      secretary: {
        meeting: string;
      };
    };
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "MeetingKind".
 */
export type MeetingKind = 'space' | 'steering' | 'plenary';
/**
 * preparation → convened → open ⇄ suspended → closed → minutes approved.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "MeetingState".
 */
export type MeetingState =
  'preparation' | 'convened' | 'open' | 'suspended' | 'closed' | 'minutes_approved';
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "TaskState".
 */
export type TaskState = 'open' | 'done' | 'dropped';
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Outcome".
 */
export type Outcome = 'upheld' | 'updated' | 'obsolete';
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Position".
 */
export type Position = 'agrees' | 'nuances' | 'contests';
/**
 * recorded or inherited → under review → upheld, updated or obsolete; a settled one may be put under
 * review again.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "FindingState".
 */
export type FindingState =
  'recorded' | 'inherited' | 'under_review' | 'upheld' | 'updated' | 'obsolete';
/**
 * The five inputs of a review, statistics, and what is none of them.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "EvidenceKind".
 */
export type EvidenceKind =
  ('statistic' | 'other') | 'diagnosis' | 'ili' | 'pcs_pst' | 'structure' | 'field';
/**
 * An address on the web, `https` and without credentials, of at most 500 characters.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "WebLink".
 */
export type WebLink = string;
/**
 * proposed → retained → closed; proposed → dropped, and back.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "PriorityState".
 */
export type PriorityState = 'proposed' | 'retained' | 'dropped' | 'closed';
/**
 * A line of means of a recommendation.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "MeansId".
 */
export type MeansId = string;
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "MeansKind".
 */
export type MeansKind =
  | {
      financial: {
        amount: Cents;
        /**
         * Where it comes from, or is asked of.
         */
        source?: string;
        year: number;
      };
    }
  | {
      human: {
        /**
         * Hundredths of a full-time equivalent, 1 to 100,000.
         */
        fte: number;
        profile?: string;
      };
    }
  | {
      logistic: {
        need: string;
      };
    };
/**
 * An objective of the decree.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ObjectiveId".
 */
export type ObjectiveId = string;
/**
 * A resource of a recommendation.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ResourceId".
 */
export type ResourceId = string;
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Provider".
 */
export type Provider =
  | {
      partner: string;
    }
  | {
      outside: string;
    }
  | {
      structure: string;
    };
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ResourceSector".
 */
export type ResourceSector = 'associative' | 'public' | 'private';
/**
 * A progress report on a recommendation.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ReportId".
 */
export type ReportId = string;
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Unit".
 */
export type Unit =
  'people' | 'households' | 'percent' | 'euros' | 'places' | 'number' | 'square_kilometres';
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "StructureKind".
 */
export type StructureKind =
  'other' | 'cada' | 'mena' | 'ila' | 'ili' | 'pcs' | 'pst' | 'cpas' | 'cisp';
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "OutputKind".
 */
export type OutputKind =
  ('memorandum' | 'directory' | 'fact_sheet' | 'documentary' | 'report') | 'tool';
/**
 * An output: a brochure, a directory, a memorandum …
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "OutputId".
 */
export type OutputId = string;
/**
 * A request for expertise.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ExpertiseId".
 */
export type ExpertiseId = string;
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Origin".
 */
export type Origin = 'field' | 'society';
/**
 * received → qualified → mobilised → answered → closed; before anybody is mobilised it may be closed as
 * out of scope.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ExpertiseState".
 */
export type ExpertiseState = 'received' | 'qualified' | 'mobilised' | 'answered' | 'closed';
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Urgency".
 */
export type Urgency = 'low' | 'normal' | 'high';
/**
 * Whom a comment calls upon: those who hold an office, never a person by name.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Mention".
 */
export type Mention =
  | 'coordinators'
  | {
      facilitators: {
        space: string;
      };
    }
  | {
      partner: {
        partner: string;
      };
    };
/**
 * How often a digest is sent.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Rhythm".
 */
export type Rhythm = 'never' | 'daily' | 'weekly';
/**
 * What a client sends. Read with [`ClientFrame::parse`]: a tagged enum cannot hold raw JSON while it is read.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ClientFrame".
 */
export type ClientFrame =
  | (Hello & {
      t: 'hello';
    })
  | (CommandFrame & {
      t: 'command';
    })
  | (PresenceUpdate & {
      t: 'presence';
    })
  | {
      t: 'alive';
    };
/**
 * What someone wants to happen.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Command".
 */
export type Command =
  | {
      plan: PlanCommand;
    }
  | {
      edition: EditionCommand;
    }
  | {
      axis: AxisCommand;
    }
  | {
      theme: ThemeCommand;
    }
  | {
      partner: PartnerCommand;
    }
  | {
      space: SpaceCommand;
    }
  | {
      member: MemberCommand;
    }
  | {
      meeting: MeetingCommand;
    }
  | {
      agenda: AgendaCommand;
    }
  | {
      task: TaskCommand;
    }
  | {
      finding: FindingCommand;
    }
  | {
      evidence: EvidenceCommand;
    }
  | {
      need: NeedCommand;
    }
  | {
      priority: PriorityCommand;
    }
  | {
      recommendation: RecommendationCommand;
    }
  | {
      report: ReportCommand;
    }
  | {
      chain: ChainCommand;
    }
  | {
      territory: TerritoryCommand;
    }
  | {
      objective: ObjectiveCommand;
    }
  | {
      output: OutputCommand;
    }
  | {
      attachment: AttachmentCommand;
    }
  | {
      expertise: ExpertiseCommand;
    }
  | {
      advocacy: AdvocacyCommand;
    }
  | {
      comment: CommentCommand;
    };
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "PlanCommand".
 */
export type PlanCommand =
  | {
      create: {
        territory: string;
        title: string;
      };
    }
  | {
      rename: {
        title: string;
      };
    }
  | {
      describe: {
        notes: string;
      };
    }
  | {
      open_public_page: {};
    }
  | {
      close_public_page: {};
    }
  | {
      add_commune: {
        arrondissement: string;
        ins_code: string;
        latitude: number;
        longitude: number;
        name: string;
      };
    };
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "EditionCommand".
 */
export type EditionCommand =
  | {
      open: {
        edition: string;
        from_year: number;
        label: string;
        renews?: string | null;
        to_year?: number | null;
      };
    }
  | {
      rename: {
        edition: string;
        from_year: number;
        label: string;
        to_year?: number | null;
      };
    }
  | {
      start_consultation: {
        edition: string;
      };
    }
  | {
      validate: {
        edition: string;
        meeting: string;
      };
    }
  | {
      adopt: {
        body: string;
        day: Day;
        edition: string;
        reference: string;
      };
    }
  | {
      start_implementation: {
        edition: string;
      };
    }
  | {
      evaluate: {
        edition: string;
      };
    }
  | {
      close: {
        edition: string;
      };
    }
  | {
      inherit_findings: {
        edition: string;
        findings: string[];
      };
    };
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ThemeCommand".
 */
export type ThemeCommand =
  | {
      add: {
        theme: string;
        title: string;
      };
    }
  | {
      rename: {
        theme: string;
        title: string;
      };
    };
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "PartnerCommand".
 */
export type PartnerCommand =
  | {
      register: {
        communes?: string[];
        name: string;
        partner: string;
        sector: Sector;
        weight?: number;
      };
    }
  | {
      rename: {
        name: string;
        partner: string;
      };
    }
  | {
      place: {
        communes: string[];
        partner: string;
      };
    }
  | {
      set_weight: {
        partner: string;
        weight: number;
      };
    }
  | {
      withdraw: {
        partner: string;
      };
    }
  | {
      reinstate: {
        partner: string;
      };
    };
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "SpaceCommand".
 */
export type SpaceCommand =
  | {
      open: {
        axes?: string[];
        host?: string | null;
        kind: SpaceKind;
        space: string;
        themes?: string[];
        title: string;
      };
    }
  | {
      rename: {
        space: string;
        title: string;
      };
    }
  | {
      describe: {
        mandate: string;
        space: string;
      };
    }
  | {
      set_host: {
        host?: string | null;
        space: string;
      };
    }
  | {
      set_scope: {
        axes: string[];
        space: string;
        themes: string[];
      };
    }
  | {
      add_member: {
        partner: string;
        space: string;
      };
    }
  | {
      remove_member: {
        partner: string;
        space: string;
      };
    }
  | {
      suspend: {
        space: string;
      };
    }
  | {
      resume: {
        space: string;
      };
    }
  | {
      close: {
        space: string;
      };
    };
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "MemberCommand".
 */
export type MemberCommand =
  | {
      grant_role: {
        account: AccountId;
        role: Role;
        /**
         * When it ends by itself, in milliseconds since the Unix epoch.
         */
        until?: number | null;
      };
    }
  | {
      revoke_role: {
        account: AccountId;
        role: Role;
      };
    };
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "MeetingCommand".
 */
export type MeetingCommand =
  | {
      schedule: {
        edition?: string | null;
        kind: MeetingKind;
        meeting: string;
        place?: string;
        space?: string | null;
        title: string;
        when: Slot;
      };
    }
  | {
      rename: {
        meeting: string;
        title: string;
      };
    }
  | {
      reschedule: {
        meeting: string;
        when: Slot;
      };
    }
  | {
      relocate: {
        meeting: string;
        place: string;
      };
    }
  | {
      call_for_items: {
        meeting: string;
        until?: Day | null;
      };
    }
  | {
      convene: {
        meeting: string;
      };
    }
  | {
      open: {
        meeting: string;
      };
    }
  | {
      suspend: {
        meeting: string;
      };
    }
  | {
      resume: {
        meeting: string;
      };
    }
  | {
      close: {
        meeting: string;
      };
    }
  | {
      approve_minutes: {
        meeting: string;
      };
    };
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "TaskCommand".
 */
export type TaskCommand =
  | {
      add: {
        about?: RecordRef | null;
        axis?: string | null;
        due?: Day | null;
        meeting?: string | null;
        owner?: string | null;
        space?: string | null;
        task: string;
        title: string;
      };
    }
  | {
      rename: {
        task: string;
        title: string;
      };
    }
  | {
      assign: {
        owner?: string | null;
        task: string;
      };
    }
  | {
      set_due: {
        due?: Day | null;
        task: string;
      };
    }
  | {
      complete: {
        task: string;
      };
    }
  | {
      reopen: {
        task: string;
      };
    }
  | {
      drop: {
        task: string;
      };
    };
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "FindingCommand".
 */
export type FindingCommand =
  | {
      record: {
        edition?: string | null;
        finding: string;
        partner?: string | null;
        statement: string;
        tags?: Tags1;
      };
    }
  | {
      reword: {
        finding: string;
        statement: string;
      };
    }
  | {
      retag: {
        finding: string;
        tags: Tags;
      };
    }
  | {
      review: {
        finding: string;
      };
    }
  | {
      settle: {
        decided?: DecidedIn | null;
        finding: string;
        outcome: Outcome;
        statement?: string | null;
      };
    }
  | {
      take_stance: {
        finding: string;
        opinion: Opinion;
        partner: string;
      };
    }
  | {
      withdraw_stance: {
        finding: string;
        partner: string;
      };
    };
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "EvidenceCommand".
 */
export type EvidenceCommand =
  | {
      add: {
        evidence: string;
        finding: string;
        partner?: string | null;
        says: Says;
      };
    }
  | {
      correct: {
        evidence: string;
        says: Says;
      };
    }
  | {
      withdraw: {
        evidence: string;
      };
    };
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "NeedCommand".
 */
export type NeedCommand =
  | {
      state: {
        axis?: string | null;
        findings: string[];
        need: string;
        partner?: string | null;
        public?: string;
        space?: string | null;
        statement: string;
      };
    }
  | {
      reword: {
        need: string;
        statement: string;
      };
    }
  | {
      link: {
        finding: string;
        need: string;
      };
    }
  | {
      unlink: {
        finding: string;
        need: string;
      };
    }
  | {
      withdraw: {
        need: string;
      };
    };
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "PriorityCommand".
 */
export type PriorityCommand =
  | {
      propose: {
        axis: string;
        edition: string;
        findings?: string[];
        needs?: string[];
        note?: string;
        partner?: string | null;
        priority: string;
        space?: string | null;
        title: string;
      };
    }
  | {
      rename: {
        priority: string;
        title: string;
      };
    }
  | {
      describe: {
        note: string;
        priority: string;
      };
    }
  | {
      move: {
        priority: string;
        to: Rank;
      };
    }
  | {
      link_finding: {
        finding: string;
        priority: string;
      };
    }
  | {
      unlink_finding: {
        finding: string;
        priority: string;
      };
    }
  | {
      link_need: {
        need: string;
        priority: string;
      };
    }
  | {
      unlink_need: {
        need: string;
        priority: string;
      };
    }
  | {
      retain: {
        decided?: DecidedIn | null;
        priority: string;
      };
    }
  | {
      drop: {
        priority: string;
      };
    }
  | {
      reopen: {
        priority: string;
      };
    }
  | {
      close: {
        priority: string;
      };
    }
  | {
      carry_over: {
        edition: string;
        from: string;
        priority: string;
      };
    };
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "RecommendationCommand".
 */
export type RecommendationCommand =
  | {
      draft: {
        addressee: Addressee;
        carrier?: string | null;
        concerns?: Concerns1;
        deadline?: Day | null;
        objectives?: ObjectiveId[];
        priority: string;
        recommendation: string;
        space?: string | null;
        text: string;
        title: string;
      };
    }
  | {
      rename: {
        recommendation: string;
        title: string;
      };
    }
  | {
      reword: {
        recommendation: string;
        text: string;
      };
    }
  | {
      address: {
        addressee: Addressee;
        recommendation: string;
      };
    }
  | {
      assign: {
        carrier?: string | null;
        recommendation: string;
      };
    }
  | {
      set_concerns: {
        concerns: Concerns;
        recommendation: string;
      };
    }
  | {
      set_deadline: {
        deadline?: Day | null;
        recommendation: string;
      };
    }
  | {
      set_objectives: {
        objectives: ObjectiveId[];
        recommendation: string;
      };
    }
  | {
      move_to: {
        priority: string;
        recommendation: string;
      };
    }
  | {
      propose: {
        recommendation: string;
      };
    }
  | {
      validate: {
        decided?: DecidedIn | null;
        recommendation: string;
      };
    }
  | {
      send: {
        day: Day;
        recommendation: string;
      };
    }
  | {
      answer: {
        recommendation: string;
        words: string;
      };
    }
  | {
      start: {
        recommendation: string;
      };
    }
  | {
      achieve: {
        recommendation: string;
      };
    }
  | {
      refuse: {
        recommendation: string;
      };
    }
  | {
      leave: {
        recommendation: string;
      };
    }
  | {
      evaluate: {
        recommendation: string;
        words: string;
      };
    }
  | {
      add_means: {
        means: MeansId;
        recommendation: string;
        what: MeansKind;
      };
    }
  | {
      change_means: {
        means: MeansId;
        recommendation: string;
        what: MeansKind;
      };
    }
  | {
      remove_means: {
        means: MeansId;
        recommendation: string;
      };
    }
  | {
      secure_means: {
        means: MeansId;
        part?: Part | null;
        recommendation: string;
      };
    }
  | {
      release_means: {
        means: MeansId;
        recommendation: string;
      };
    }
  | {
      add_resource: {
        recommendation: string;
        resource: ResourceId;
        what: ResourceKind;
      };
    }
  | {
      remove_resource: {
        recommendation: string;
        resource: ResourceId;
      };
    }
  | {
      carry_over: {
        from: string;
        priority: string;
        recommendation: string;
      };
    };
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ReportCommand".
 */
export type ReportCommand =
  | {
      write: {
        partner?: string | null;
        progress: Progress;
        recommendation: string;
        report: ReportId;
      };
    }
  | {
      correct: {
        progress: Progress;
        report: ReportId;
      };
    }
  | {
      withdraw: {
        report: ReportId;
      };
    };
/**
 * What is done to the territory.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "TerritoryCommand".
 */
export type TerritoryCommand =
  | {
      define_measure: {
        measure: string;
        per?: string | null;
        title: string;
        unit: Unit;
      };
    }
  | {
      rename_measure: {
        measure: string;
        title: string;
      };
    }
  | {
      set_figures: {
        day: Day;
        measure: string;
        rows: FigureRow[];
        source: string;
      };
    }
  | {
      open_structure: {
        commune: string;
        kind: StructureKind;
        name: string;
        partner?: string | null;
        places?: number | null;
        structure: string;
      };
    }
  | {
      change_structure: {
        commune: string;
        name: string;
        partner?: string | null;
        places?: number | null;
        structure: string;
      };
    }
  | {
      close_structure: {
        structure: string;
      };
    }
  | {
      reopen_structure: {
        structure: string;
      };
    }
  | {
      move_commune: {
        ins_code: string;
        latitude: number;
        longitude: number;
      };
    }
  | {
      set_boundaries: {
        attachment?: string | null;
      };
    };
/**
 * Where a figure holds.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Place".
 */
export type Place =
  | 'territory'
  | {
      commune: {
        ins_code: string;
      };
    };
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ObjectiveCommand".
 */
export type ObjectiveCommand =
  | {
      add: {
        objective: ObjectiveId;
        reference: string;
        wording: string;
      };
    }
  | {
      reword: {
        objective: ObjectiveId;
        wording: string;
      };
    }
  | {
      repeal: {
        objective: ObjectiveId;
      };
    }
  | {
      reinstate: {
        objective: ObjectiveId;
      };
    };
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "OutputCommand".
 */
export type OutputCommand =
  | {
      publish: {
        details: OutputDetails;
        output: OutputId;
      };
    }
  | {
      change: {
        details: OutputDetails;
        output: OutputId;
      };
    }
  | {
      archive: {
        output: OutputId;
      };
    }
  | {
      restore: {
        output: OutputId;
      };
    };
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ExpertiseCommand".
 */
export type ExpertiseCommand =
  | {
      receive: {
        axis?: string | null;
        context?: string;
        due?: Day | null;
        expertise: ExpertiseId;
        origin: Origin;
        partner?: string | null;
        question: string;
        space?: string | null;
        themes?: string[];
        urgency?: 'low' | 'normal' | 'high';
      };
    }
  | {
      reword: {
        expertise: ExpertiseId;
        question: string;
      };
    }
  | {
      qualify: {
        expertise: ExpertiseId;
        to: Qualification;
      };
    }
  | {
      mobilise: {
        expertise: ExpertiseId;
        partners: string[];
      };
    }
  | {
      release: {
        expertise: ExpertiseId;
        partner: string;
      };
    }
  | {
      answer: {
        answer: string;
        expertise: ExpertiseId;
      };
    }
  | {
      correct_answer: {
        answer: string;
        expertise: ExpertiseId;
      };
    }
  | {
      set_due: {
        due?: Day | null;
        expertise: ExpertiseId;
      };
    }
  | {
      close: {
        expertise: ExpertiseId;
      };
    };
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "CommentCommand".
 */
export type CommentCommand =
  | {
      add: {
        about: RecordRef;
        comment: string;
        mentions?: Mention[];
        reply_to?: string | null;
        words: string;
      };
    }
  | {
      rewrite: {
        comment: string;
        mentions?: Mention[];
        words: string;
      };
    }
  | {
      withdraw: {
        comment: string;
      };
    }
  | {
      resolve: {
        comment: string;
      };
    }
  | {
      reopen: {
        comment: string;
      };
    };
/**
 * What became of a command (S5).
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "CommandResult".
 */
export type CommandResult = (
  | {
      ok: Accepted;
    }
  | {
      refused: Refused;
    }
) & {
  id: string;
};
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "CommentFact".
 */
export type CommentFact =
  | {
      added: {
        about: RecordRef;
        comment: string;
        mentions: Mention[];
        reply_to?: string | null;
        words: string;
      };
    }
  | {
      rewritten: {
        about: RecordRef;
        comment: string;
        mentions: Mention[];
        words: string;
      };
    }
  | {
      withdrawn: {
        about: RecordRef;
        comment: string;
      };
    }
  | {
      resolved: {
        about: RecordRef;
        comment: string;
      };
    }
  | {
      reopened: {
        about: RecordRef;
        comment: string;
      };
    };
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "EditionFact".
 */
export type EditionFact =
  | {
      opened: {
        edition: string;
        from_year: number;
        label: string;
        renews?: string | null;
        to_year?: number | null;
      };
    }
  | {
      renamed: {
        edition: string;
        from: EditionName;
        to: EditionName;
      };
    }
  | {
      consultation_started: {
        edition: string;
      };
    }
  | {
      validated: {
        edition: string;
        meeting: string;
      };
    }
  | {
      adopted: {
        adoption: Adoption;
        edition: string;
      };
    }
  | {
      implementation_started: {
        edition: string;
      };
    }
  | {
      evaluated: {
        edition: string;
      };
    }
  | {
      closed: {
        edition: string;
      };
    };
/**
 * What happened.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Fact".
 */
export type Fact =
  | {
      plan: PlanFact;
    }
  | {
      edition: EditionFact;
    }
  | {
      axis: AxisFact;
    }
  | {
      theme: ThemeFact;
    }
  | {
      partner: PartnerFact;
    }
  | {
      space: SpaceFact;
    }
  | {
      member: MemberFact;
    }
  | {
      meeting: MeetingFact;
    }
  | {
      agenda: AgendaFact;
    }
  | {
      task: TaskFact;
    }
  | {
      finding: FindingFact;
    }
  | {
      evidence: EvidenceFact;
    }
  | {
      need: NeedFact;
    }
  | {
      priority: PriorityFact;
    }
  | {
      recommendation: RecommendationFact;
    }
  | {
      report: ReportFact;
    }
  | {
      chain: ChainFact;
    }
  | {
      territory: TerritoryFact;
    }
  | {
      objective: ObjectiveFact;
    }
  | {
      output: OutputFact;
    }
  | {
      attachment: AttachmentFact;
    }
  | {
      expertise: ExpertiseFact;
    }
  | {
      advocacy: AdvocacyFact;
    }
  | {
      comment: CommentFact;
    };
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "PlanFact".
 */
export type PlanFact =
  | {
      created: {
        plan: PlanId;
        territory: string;
        title: string;
      };
    }
  | {
      renamed: {
        from: string;
        to: string;
      };
    }
  | {
      described: {
        notes: string;
      };
    }
  | {
      public_page_opened: {};
    }
  | {
      public_page_closed: {};
    }
  | {
      commune_added: {
        commune: Commune;
      };
    };
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ThemeFact".
 */
export type ThemeFact =
  | {
      added: {
        theme: string;
        title: string;
      };
    }
  | {
      renamed: {
        from: string;
        theme: string;
        to: string;
      };
    };
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "PartnerFact".
 */
export type PartnerFact =
  | {
      registered: {
        communes: string[];
        name: string;
        partner: string;
        sector: Sector;
        weight: number;
      };
    }
  | {
      renamed: {
        from: string;
        partner: string;
        to: string;
      };
    }
  | {
      placed: {
        from: string[];
        partner: string;
        to: string[];
      };
    }
  | {
      weight_set: {
        from: number;
        partner: string;
        to: number;
      };
    }
  | {
      withdrawn: {
        partner: string;
      };
    }
  | {
      reinstated: {
        partner: string;
      };
    };
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "SpaceFact".
 */
export type SpaceFact =
  | {
      opened: {
        axes: string[];
        host?: string | null;
        kind: SpaceKind;
        space: string;
        themes: string[];
        title: string;
      };
    }
  | {
      renamed: {
        from: string;
        space: string;
        to: string;
      };
    }
  | {
      described: {
        space: string;
        to: string;
      };
    }
  | {
      host_set: {
        from?: string | null;
        space: string;
        to?: string | null;
      };
    }
  | {
      scope_set: {
        axes: string[];
        space: string;
        themes: string[];
      };
    }
  | {
      member_added: {
        partner: string;
        space: string;
      };
    }
  | {
      member_removed: {
        partner: string;
        space: string;
      };
    }
  | {
      suspended: {
        space: string;
      };
    }
  | {
      resumed: {
        space: string;
      };
    }
  | {
      closed: {
        space: string;
      };
    };
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "MemberFact".
 */
export type MemberFact =
  | {
      role_granted: {
        account: AccountId;
        role: Role;
        until?: number | null;
      };
    }
  | {
      role_revoked: {
        account: AccountId;
        role: Role;
      };
    };
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "MeetingFact".
 */
export type MeetingFact =
  | {
      scheduled: {
        edition?: string | null;
        kind: MeetingKind;
        meeting: string;
        place: string;
        space?: string | null;
        title: string;
        when: Slot;
      };
    }
  | {
      renamed: {
        from: string;
        meeting: string;
        to: string;
      };
    }
  | {
      rescheduled: {
        from: Slot;
        meeting: string;
        to: Slot;
      };
    }
  | {
      relocated: {
        from: string;
        meeting: string;
        to: string;
      };
    }
  | {
      items_called: {
        meeting: string;
        until?: Day | null;
      };
    }
  | {
      convened: {
        meeting: string;
      };
    }
  | {
      opened: {
        meeting: string;
      };
    }
  | {
      suspended: {
        meeting: string;
      };
    }
  | {
      resumed: {
        meeting: string;
      };
    }
  | {
      closed: {
        meeting: string;
      };
    }
  | {
      minutes_approved: {
        meeting: string;
      };
    };
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "TaskFact".
 */
export type TaskFact =
  | {
      added: {
        about?: RecordRef | null;
        axis?: string | null;
        due?: Day | null;
        meeting?: string | null;
        owner?: string | null;
        space?: string | null;
        task: string;
        title: string;
      };
    }
  | {
      renamed: {
        from: string;
        task: string;
        to: string;
      };
    }
  | {
      assigned: {
        from?: string | null;
        task: string;
        to?: string | null;
      };
    }
  | {
      due_set: {
        from?: Day | null;
        task: string;
        to?: Day | null;
      };
    }
  | {
      completed: {
        task: string;
      };
    }
  | {
      reopened: {
        task: string;
        was: TaskState;
      };
    }
  | {
      dropped: {
        task: string;
      };
    };
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "FindingFact".
 */
export type FindingFact =
  | {
      recorded: {
        edition?: string | null;
        finding: string;
        partner?: string | null;
        statement: string;
        tags: Tags;
      };
    }
  | {
      reworded: {
        finding: string;
        to: string;
      };
    }
  | {
      retagged: {
        finding: string;
        from: Tags;
        to: Tags;
      };
    }
  | {
      review_started: {
        finding: string;
      };
    }
  | {
      upheld: {
        decided?: DecidedIn | null;
        finding: string;
      };
    }
  | {
      updated: {
        decided?: DecidedIn | null;
        finding: string;
        statement: string;
      };
    }
  | {
      made_obsolete: {
        decided?: DecidedIn | null;
        finding: string;
      };
    }
  | {
      stance_taken: {
        finding: string;
        from?: Opinion | null;
        partner: string;
        to: Opinion;
      };
    }
  | {
      stance_withdrawn: {
        finding: string;
        from: Opinion;
        partner: string;
      };
    }
  | {
      inherited: {
        edition: string;
        finding: string;
        from?: string | null;
      };
    };
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "EvidenceFact".
 */
export type EvidenceFact =
  | {
      added: {
        evidence: string;
        finding: string;
        partner?: string | null;
        says: Says;
      };
    }
  | {
      corrected: {
        evidence: string;
        from: Says;
        to: Says;
      };
    }
  | {
      withdrawn: {
        evidence: string;
      };
    };
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "NeedFact".
 */
export type NeedFact =
  | {
      stated: {
        axis?: string | null;
        findings: string[];
        need: string;
        partner?: string | null;
        public: string;
        space?: string | null;
        statement: string;
      };
    }
  | {
      reworded: {
        need: string;
        to: string;
      };
    }
  | {
      linked: {
        finding: string;
        need: string;
      };
    }
  | {
      unlinked: {
        finding: string;
        need: string;
      };
    }
  | {
      withdrawn: {
        need: string;
      };
    };
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "PriorityFact".
 */
export type PriorityFact =
  | {
      proposed: {
        axis: string;
        edition: string;
        findings: string[];
        needs: string[];
        note: string;
        partner?: string | null;
        priority: string;
        space?: string | null;
        title: string;
      };
    }
  | {
      renamed: {
        from: string;
        priority: string;
        to: string;
      };
    }
  | {
      described: {
        priority: string;
        to: string;
      };
    }
  | {
      moved: {
        from: Rank;
        priority: string;
        to: Rank;
      };
    }
  | {
      finding_linked: {
        finding: string;
        priority: string;
      };
    }
  | {
      finding_unlinked: {
        finding: string;
        priority: string;
      };
    }
  | {
      need_linked: {
        need: string;
        priority: string;
      };
    }
  | {
      need_unlinked: {
        need: string;
        priority: string;
      };
    }
  | {
      retained: {
        decided?: DecidedIn | null;
        priority: string;
      };
    }
  | {
      dropped: {
        priority: string;
      };
    }
  | {
      reopened: {
        priority: string;
      };
    }
  | {
      closed: {
        priority: string;
      };
    }
  | {
      carried_over: {
        edition: string;
        from: string;
        priority: string;
      };
    };
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "RecommendationFact".
 */
export type RecommendationFact =
  | {
      drafted: {
        addressee: Addressee;
        carrier?: string | null;
        concerns: Concerns;
        deadline?: Day | null;
        edition: string;
        objectives?: ObjectiveId[];
        priority: string;
        recommendation: string;
        space?: string | null;
        text: string;
        title: string;
      };
    }
  | {
      renamed: {
        from: string;
        recommendation: string;
        to: string;
      };
    }
  | {
      reworded: {
        recommendation: string;
        to: string;
      };
    }
  | {
      addressed: {
        from: Addressee;
        recommendation: string;
        to: Addressee;
      };
    }
  | {
      assigned: {
        from?: string | null;
        recommendation: string;
        to?: string | null;
      };
    }
  | {
      concerns_set: {
        from: Concerns;
        recommendation: string;
        to: Concerns;
      };
    }
  | {
      deadline_set: {
        from?: Day | null;
        recommendation: string;
        to?: Day | null;
      };
    }
  | {
      objectives_set: {
        from: ObjectiveId[];
        recommendation: string;
        to: ObjectiveId[];
      };
    }
  | {
      moved_to: {
        from: string;
        recommendation: string;
        to: string;
      };
    }
  | {
      proposed: {
        recommendation: string;
      };
    }
  | {
      validated: {
        decided?: DecidedIn | null;
        recommendation: string;
      };
    }
  | {
      sent: {
        day: Day;
        recommendation: string;
      };
    }
  | {
      answered: {
        recommendation: string;
        words: string;
      };
    }
  | {
      started: {
        recommendation: string;
      };
    }
  | {
      achieved: {
        recommendation: string;
      };
    }
  | {
      refused: {
        recommendation: string;
      };
    }
  | {
      left: {
        recommendation: string;
      };
    }
  | {
      evaluated: {
        recommendation: string;
        words: string;
      };
    }
  | {
      means_added: {
        means: Means;
        recommendation: string;
      };
    }
  | {
      means_changed: {
        from: Means;
        recommendation: string;
        to: Means;
      };
    }
  | {
      means_removed: {
        means: Means;
        recommendation: string;
      };
    }
  | {
      means_secured: {
        means: MeansId;
        part?: Part | null;
        recommendation: string;
        /**
         * What the line says; early logs do not know it.
         */
        what?: MeansKind | null;
      };
    }
  | {
      means_released: {
        means: MeansId;
        recommendation: string;
        /**
         * What the line says; early logs do not know it.
         */
        what?: MeansKind | null;
      };
    }
  | {
      resource_added: {
        recommendation: string;
        resource: Resource;
      };
    }
  | {
      resource_removed: {
        recommendation: string;
        resource: Resource;
      };
    }
  | {
      carried_over: {
        edition: string;
        from: string;
        priority: string;
        recommendation: string;
      };
    };
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ReportFact".
 */
export type ReportFact =
  | {
      written: {
        partner?: string | null;
        progress: Progress;
        recommendation: string;
        report: ReportId;
      };
    }
  | {
      corrected: {
        from: Progress;
        report: ReportId;
        to: Progress;
      };
    }
  | {
      withdrawn: {
        report: ReportId;
      };
    };
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "TerritoryFact".
 */
export type TerritoryFact =
  | {
      measure_defined: {
        measure: string;
        per?: string | null;
        title: string;
        unit: Unit;
      };
    }
  | {
      measure_renamed: {
        from: string;
        measure: string;
        to: string;
      };
    }
  | {
      figures_set: {
        day: Day;
        measure: string;
        rows: FigureChange[];
        source: string;
      };
    }
  | {
      structure_opened: {
        details: StructureDetails;
        kind: StructureKind;
        structure: string;
      };
    }
  | {
      structure_changed: {
        from: StructureDetails;
        structure: string;
        to: StructureDetails;
      };
    }
  | {
      structure_closed: {
        structure: string;
      };
    }
  | {
      structure_reopened: {
        structure: string;
      };
    }
  | {
      commune_moved: {
        from: Point;
        ins_code: string;
        to: Point;
      };
    }
  | {
      boundaries_set: {
        from?: string | null;
        to?: string | null;
      };
    };
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ObjectiveFact".
 */
export type ObjectiveFact =
  | {
      added: {
        objective: ObjectiveId;
        reference: string;
        wording: string;
      };
    }
  | {
      reworded: {
        objective: ObjectiveId;
        to: string;
      };
    }
  | {
      repealed: {
        objective: ObjectiveId;
      };
    }
  | {
      reinstated: {
        objective: ObjectiveId;
      };
    };
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "OutputFact".
 */
export type OutputFact =
  | {
      published: {
        details: OutputDetails;
        output: OutputId;
      };
    }
  | {
      changed: {
        from: OutputDetails;
        output: OutputId;
        to: OutputDetails;
      };
    }
  | {
      archived: {
        output: OutputId;
      };
    }
  | {
      restored: {
        output: OutputId;
      };
    };
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ExpertiseFact".
 */
export type ExpertiseFact =
  | {
      received: {
        axis?: string | null;
        context: string;
        due?: Day | null;
        expertise: ExpertiseId;
        origin: Origin;
        partner?: string | null;
        question: string;
        space?: string | null;
        themes: string[];
        urgency: Urgency;
      };
    }
  | {
      reworded: {
        expertise: ExpertiseId;
        from: string;
        to: string;
      };
    }
  | {
      qualified: {
        expertise: ExpertiseId;
        from: Qualification;
        to: Qualification;
      };
    }
  | {
      mobilised: {
        expertise: ExpertiseId;
        partners: string[];
      };
    }
  | {
      released: {
        expertise: ExpertiseId;
        partner: string;
      };
    }
  | {
      answered: {
        answer: string;
        expertise: ExpertiseId;
      };
    }
  | {
      answer_corrected: {
        expertise: ExpertiseId;
        /**
         * Early logs do not say what it replaced.
         */
        from?: string | null;
        to: string;
      };
    }
  | {
      due_set: {
        expertise: ExpertiseId;
        from?: Day | null;
        to?: Day | null;
      };
    }
  | {
      closed: {
        expertise: ExpertiseId;
      };
    };
/**
 * A SHA-256 in 64 lower-case hexadecimal digits.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Fingerprint".
 */
export type Fingerprint = string;
/**
 * What the server sends.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ServerFrame".
 */
export type ServerFrame =
  | (Welcome & {
      t: 'welcome';
    })
  | {
      people: Person[];
      t: 'people';
    }
  | {
      may: string[];
      t: 'rights';
    }
  | (SnapshotPart & {
      t: 'snapshot';
    })
  | (EventsFrame & {
      t: 'events';
    })
  | (CommandResult & {
      t: 'result';
    })
  | (Presence & {
      t: 'presence';
    })
  | {
      now: number;
      t: 'clock';
    }
  | (Refused & {
      t: 'error';
    });
/**
 * What the operational log keeps of the door.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "SignInAct".
 */
export type SignInAct =
  | (
      | 'by_link'
      | 'by_password'
      | 'by_passkey'
      | 'by_openid'
      | 'by_invitation'
      | 'by_observer_link'
      | 'wrong_password'
      | 'wrong_passkey'
      | 'wrong_link'
      | 'signed_out'
      | 'signed_out_everywhere'
      | 'recovery_asked'
      | 'password_changed'
      | 'passkey_added'
      | 'passkey_removed'
      | 'openid_tied'
      | 'openid_untied'
      | 'token_made'
      | 'token_revoked'
      | 'locked'
      | 'unlocked'
      | 'administrator_named'
      | 'administrator_dismissed'
      | 'erased'
    )
  | 'held'
  | 'proved';
/**
 * Why something waits, the most personal first.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "WaitingKind".
 */
export type WaitingKind =
  | (
      | 'priority_to_decide'
      | 'recommendation_to_validate'
      | 'expertise_to_qualify'
      | 'task_due'
      | 'minutes_to_approve'
    )
  | 'mention'
  | 'stance_wanted'
  | 'expertise_to_answer'
  | 'finding_to_settle'
  | 'flagged'
  | 'expertise_to_mobilise'
  | 'advocacy_silent';

export interface Wire {}
/**
 * `POST /api/invitation/accept`. With a session, the account that is signed in accepts and the rest is
 * not looked at; without, an account is made.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "AcceptInvitation".
 */
export interface AcceptInvitation {
  email?: string | null;
  /**
   * BCP 47 language tag.
   */
  language?: string | null;
  name?: string | null;
  /**
   * Without one, a passkey is made right after.
   */
  password?: string | null;
  secret: string;
}
/**
 * Done, durably; true of every event up to `seq`.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Accepted".
 */
export interface Accepted {
  seq: number;
}
/**
 * `GET /api/account`: everything that is one's own.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Account".
 */
export interface Account {
  administrator: boolean;
  created: number;
  email?: string | null;
  has_openid: boolean;
  has_password: boolean;
  id: string;
  language?: string | null;
  name: string;
  passkeys: Credential[];
  sessions: SessionLine[];
  tokens: Token[];
}
/**
 * A passkey.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Credential".
 */
export interface Credential {
  created: number;
  id: string;
  name: string;
  used?: number | null;
}
/**
 * A signed-in browser.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "SessionLine".
 */
export interface SessionLine {
  created: number;
  /**
   * Whether it is the one that asks.
   */
  current: boolean;
  /**
   * What the browser says it is.
   */
  device: string;
  expires: number;
  id: string;
  /**
   * Last day or so it was used.
   */
  seen: number;
}
/**
 * A program's token, without its secret.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Token".
 */
export interface Token {
  access: TokenAccess;
  created: number;
  expires: number;
  id: string;
  name: string;
  plans: string[];
  used?: number | null;
}
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "AccountLine".
 */
export interface AccountLine {
  administrator: boolean;
  created: number;
  email?: string | null;
  /**
   * Wrong passwords have closed its password for a while: until when.
   */
  held_until?: number | null;
  id: string;
  name: string;
  plans: PlanName[];
  sessions: number;
  state: AccountState;
}
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "PlanName".
 */
export interface PlanName {
  id: string;
  title: string;
}
/**
 * `GET /api/admin/accounts`.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Accounts".
 */
export interface Accounts {
  accounts: AccountLine[];
}
/**
 * Whom a recommendation asks.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Addressee".
 */
export interface Addressee {
  /**
   * The body, by its name.
   */
  body: string;
  level: Level;
}
/**
 * The political act that adopts an edition.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Adoption".
 */
export interface Adoption {
  body: string;
  day: Day;
  reference: string;
}
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Answer".
 */
export interface Answer {
  answer: AnswerId;
  day: Day;
  /**
   * When to come back to it.
   */
  follow_up?: Day | null;
  /**
   * Which of the addressees, counted from 0.
   */
  from: number;
  summary: string;
  tone: Tone;
}
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Reminder".
 */
export interface Reminder {
  day: Day;
  words: string;
}
/**
 * A memorandum, an interpellation or a letter, and the findings that have changed under its draft.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "AdvocacyRecord".
 */
export interface AdvocacyRecord {
  addressees: Addressee[];
  /**
   * When an answer is expected at the latest.
   */
  answer_due?: Day | null;
  answers: Answer[];
  changed_by: AccountId;
  /**
   * The changes of findings against which the draft was confirmed.
   */
  confirmed: {
    [k: string]: number;
  };
  /**
   * Where it was decided to send it.
   */
  decided?: DecidedIn | null;
  edition?: string | null;
  flags: string[];
  id: AdvocacyId;
  kind: AdvocacyKind;
  /**
   * By which people call it, in the order of drafting.
   */
  number: number;
  /**
   * What it asks for, in its order.
   */
  recommendations: Chosen[];
  reminders: Reminder[];
  sent?: Sent | null;
  state: AdvocacyState;
  /**
   * What is said besides the recommendations.
   */
  text: string;
  title: string;
}
/**
 * A recommendation that it asks for, and the number of the event that chose it.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Chosen".
 */
export interface Chosen {
  linked_at: number;
  recommendation: string;
}
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Sent".
 */
export interface Sent {
  day: Day;
  pinned: Pinned[];
  /**
   * Number of the event up to which the recommendations are as they were sent.
   */
  pinned_at: number;
}
/**
 * What a recommendation said when it was sent.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Pinned".
 */
export interface Pinned {
  addressee: Addressee;
  concerns: Concerns;
  deadline?: Day | null;
  number: number;
  recommendation: string;
  state: RecommendationState;
  text: string;
  title: string;
}
/**
 * Where and for whom.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Concerns".
 */
export interface Concerns {
  /**
   * INS codes; none means the whole territory.
   */
  communes?: string[];
  /**
   * The public, in people's words.
   */
  public?: string;
}
/**
 * A place on an agenda, said by its neighbours so that it still means something when others move rows.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Spot".
 */
export interface Spot {
  /**
   * The sibling it comes after; `null` is the first place.
   */
  after?: ItemId | null;
  meeting: string;
  /**
   * The item it is a sub-item of.
   */
  parent?: ItemId | null;
}
/**
 * A record's name.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "RecordRef".
 */
export interface RecordRef {
  id: string;
  kind: RecordKind;
}
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "AgendaItem".
 */
export interface AgendaItem {
  added_by: AccountId;
  axis?: string | null;
  /**
   * In minutes; an item with sub-items lasts at least as long as they do together.
   */
  duration: number;
  home: Home;
  id: ItemId;
  kind: ItemKind;
  /**
   * Came in after the call for items had ended, or was marked so.
   */
  late: boolean;
  /**
   * The records of the chain that it deals with.
   */
  links?: RecordRef[];
  /**
   * The clock time at which it must start, whatever comes before it.
   */
  locked_start?: MinuteOfDay | null;
  /**
   * A person's account. Plan logs know nothing else of people.
   */
  placed_by: string;
  presenter?: Presenter | null;
  state: ItemState;
  title: string;
}
/**
 * `GET /api/admin/plans`.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "AllPlans".
 */
export interface AllPlans {
  plans: PlanLine[];
}
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "PlanLine".
 */
export interface PlanLine {
  coordinators: Person[];
  events: number;
  id: string;
  members: number;
  /**
   * Whether its public page is open.
   */
  public: boolean;
  title: string;
  updated: number;
}
/**
 * A name to show for an account.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Person".
 */
export interface Person {
  /**
   * Someone who has left the plan.
   */
  former?: Former | null;
  id: string;
  /**
   * Empty where nothing is known of them any more: an account that was erased.
   */
  label: string;
}
/**
 * What is said of someone who has left.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Former".
 */
export interface Former {
  /**
   * The partner they last worked for.
   */
  partner?: string | null;
}
/**
 * `GET /api/admin/sessions`.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "AllSessions".
 */
export interface AllSessions {
  sessions: SomeonesSession[];
}
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "SomeonesSession".
 */
export interface SomeonesSession {
  account: Person;
  session: SessionLine;
}
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Attachment".
 */
export interface Attachment {
  about: RecordRef1;
  added_by: AccountId;
  file: FileFacts;
  id: string;
  /**
   * The bytes are gone; that there was such a file stays.
   */
  removed: boolean;
}
/**
 * A record's name.
 */
export interface RecordRef1 {
  id: string;
  kind: RecordKind;
}
/**
 * What is known of a file without its bytes.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "FileFacts".
 */
export interface FileFacts {
  media: Media;
  /**
   * As people call it: a name without a folder.
   */
  name: string;
  /**
   * SHA-256 of the bytes.
   */
  sha256: string;
  /**
   * In bytes.
   */
  size: number;
}
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Axis".
 */
export interface Axis {
  id: string;
  number: number;
  title: string;
}
/**
 * The figures of a plan, or of a part of it, at one moment.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Board".
 */
export interface Board {
  /**
   * A calendar day, written `YYYY-MM-DD`, so that days order as their text does.
   */
  day: string;
  /**
   * `plan`, `axis:ID`, `space:ID`, `partner:ID`, `commune:INS`, `edition:ID`;
   * `partner:ID@axis:ID` and `partner:ID@space:ID` for what a partner does there.
   */
  dim: string;
  /**
   * By what they count, as in `finding.upheld`; money in cents, full-time equivalents in hundredths.
   * What is zero is left out.
   */
  figures: {
    [k: string]: number;
  };
  /**
   * Number of the event it is true at.
   */
  seq: number;
}
/**
 * `…/calendar`: the link to one's own calendar of a plan.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "CalendarLink".
 */
export interface CalendarLink {
  /**
   * When it was made, in milliseconds since the Unix epoch; nothing where there is none.
   */
  created?: number | null;
  /**
   * Its address, when it has just been made: only a digest of it is kept.
   */
  url?: string | null;
}
/**
 * A passkey ceremony that has begun: what `navigator.credentials` takes, as JSON.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Ceremony".
 */
export interface Ceremony {
  ceremony: string;
  options: unknown;
}
/**
 * What differs between two moments: the records as they are at `seq`, and those that are not there.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ChangesAt".
 */
export interface ChangesAt {
  from: number;
  records: Record[];
  removed: RecordName[];
  seq: number;
  /**
   * Time of the event `seq`, in milliseconds since the Unix epoch.
   */
  time: number;
}
/**
 * The plan's own record.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "PlanRecord".
 */
export interface PlanRecord {
  /**
   * Items that wait for a plenary, first come first.
   */
  backlog: ItemId[];
  /**
   * The file that draws the communes.
   */
  boundaries?: string | null;
  id: PlanId;
  notes: string;
  /**
   * Whether anyone reads what is published.
   */
  public: boolean;
  /**
   * Figures of the territory as a whole.
   */
  series: Series[];
  territory: string;
  title: string;
}
/**
 * The figures of one measure at one place, by day.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Series".
 */
export interface Series {
  measure: string;
  points: SeriesPoint[];
}
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "SeriesPoint".
 */
export interface SeriesPoint {
  day: Day;
  source: string;
  value: Decimal;
}
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Edition".
 */
export interface Edition {
  adoption?: Adoption | null;
  /**
   * First and, where it is known, last year of its period.
   */
  from_year: number;
  id: string;
  label: string;
  /**
   * Its priorities in the order of their rank, axis by axis.
   */
  rankings: {
    [k: string]: string[];
  };
  /**
   * The edition that this one renews.
   */
  renews?: string | null;
  state: EditionState;
  to_year?: number | null;
  /**
   * The plenary that validated it.
   */
  validated_by?: string | null;
}
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Theme".
 */
export interface Theme {
  id: string;
  title: string;
}
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Partner".
 */
export interface Partner {
  active: boolean;
  /**
   * INS codes of the communes where it works.
   */
  communes: string[];
  id: string;
  name: string;
  sector: Sector;
  /**
   * Voices in a weighted ballot.
   */
  weight: number;
}
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Space".
 */
export interface Space {
  axes: string[];
  /**
   * Items that wait for one of its meetings, first come first.
   */
  backlog: ItemId[];
  /**
   * The partner that hosts it; `None` is the centre itself.
   */
  host?: string | null;
  id: string;
  kind: SpaceKind;
  /**
   * What it is there for; may be empty.
   */
  mandate: string;
  members: string[];
  state: SpaceState;
  themes: string[];
  title: string;
}
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Member".
 */
export interface Member {
  account: AccountId;
  /**
   * Those of the roles that end by themselves.
   */
  ends: RoleEnd[];
  /**
   * Never empty: who has no role is no member.
   */
  roles: Role[];
}
/**
 * When a role ends by itself.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "RoleEnd".
 */
export interface RoleEnd {
  role: Role;
  /**
   * Milliseconds since the Unix epoch; from then on the role is none.
   */
  until: number;
}
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Meeting".
 */
export interface Meeting {
  /**
   * Its items in reading order, each with its depth.
   */
  agenda: Entry[];
  /**
   * Items that come in after this day are late.
   */
  call_until?: Day | null;
  /**
   * Number of the event that convened it: the convocation is the plan as it was then.
   */
  convened_at?: number | null;
  edition?: string | null;
  id: string;
  kind: MeetingKind;
  place: string;
  /**
   * The space that meets; `None` for steering meetings and plenaries.
   */
  space?: string | null;
  state: MeetingState;
  title: string;
  when: Slot;
}
/**
 * An item's place in reading order.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Entry".
 */
export interface Entry {
  /**
   * 0 for a top-level item.
   */
  depth: number;
  item: ItemId;
}
/**
 * When a meeting takes place, in the local time of the territory.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Slot".
 */
export interface Slot {
  day: Day;
  /**
   * When it must be over, if that is known.
   */
  ends?: MinuteOfDay | null;
  starts: MinuteOfDay;
}
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Task".
 */
export interface Task {
  /**
   * The record of the chain that it is to bring on.
   */
  about?: RecordRef | null;
  axis?: string | null;
  /**
   * A person's account. Plan logs know nothing else of people.
   */
  changed_by: string;
  due?: Day | null;
  id: string;
  /**
   * The meeting it comes from.
   */
  meeting?: string | null;
  owner?: string | null;
  space?: string | null;
  state: TaskState;
  title: string;
}
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Finding".
 */
export interface Finding {
  /**
   * Number of the last event that changed what stands on it has to hold against: an update, or its end.
   */
  changed_at?: number | null;
  /**
   * A person's account. Plan logs know nothing else of people.
   */
  changed_by: string;
  /**
   * The edition that it belongs to now.
   */
  edition?: string | null;
  id: string;
  /**
   * The edition that it was taken over from.
   */
  inherited_from?: string | null;
  /**
   * By which people call it, in the order of recording.
   */
  number: number;
  /**
   * Who brought it in.
   */
  partner?: string | null;
  /**
   * The latest ones, oldest first.
   */
  settlements: Settlement[];
  stances: {
    [k: string]: Stance;
  };
  state: FindingState;
  statement: string;
  tags: Tags;
}
/**
 * How and where a review ended; why is with the event.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Settlement".
 */
export interface Settlement {
  /**
   * Number of the event.
   */
  at: number;
  day: Day;
  decided?: DecidedIn | null;
  outcome: Outcome;
}
/**
 * What a partner thinks of a finding, and since which event.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Stance".
 */
export interface Stance {
  at: number;
  by: AccountId;
  opinion: Opinion;
}
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Opinion".
 */
export interface Opinion {
  position: Position;
  /**
   * Wanted from whoever does not simply agree.
   */
  reason?: string;
}
/**
 * What a finding is about.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Tags".
 */
export interface Tags {
  axis?: string | null;
  /**
   * INS codes.
   */
  communes?: string[];
  /**
   * The public concerned, in people's words.
   */
  public?: string;
  /**
   * The space that looks after it.
   */
  space?: string | null;
  themes?: string[];
  /**
   * The year it speaks of.
   */
  year?: number | null;
}
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Evidence".
 */
export interface Evidence {
  finding: string;
  id: string;
  /**
   * Who brought it in.
   */
  partner?: string | null;
  says: Says;
  withdrawn: boolean;
}
/**
 * What kind of source says what, and where.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Says".
 */
export interface Says {
  excerpt?: string;
  kind: EvidenceKind;
  link?: WebLink | null;
  /**
   * Title, author, page.
   */
  reference: string;
  /**
   * The structure of the territory that says so, of a kind that the source is of.
   */
  structure?: string | null;
}
/**
 * A need, and the findings that have changed under it.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "NeedRecord".
 */
export interface NeedRecord {
  axis?: string | null;
  changed_by: AccountId;
  /**
   * The changes of findings against which it was confirmed.
   */
  confirmed: {
    [k: string]: number;
  };
  /**
   * The findings it rests on, each with the number of the event that linked it.
   */
  findings: {
    [k: string]: number;
  };
  flags: string[];
  id: string;
  /**
   * By which people call it, in the order of stating.
   */
  number: number;
  partner?: string | null;
  /**
   * The public concerned, in people's words.
   */
  public: string;
  space?: string | null;
  statement: string;
  withdrawn: boolean;
}
/**
 * A priority, and the findings that have changed under it.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "PriorityRecord".
 */
export interface PriorityRecord {
  axis: string;
  /**
   * The priority of the former edition that it carries on.
   */
  carried_from?: string | null;
  /**
   * A person's account. Plan logs know nothing else of people.
   */
  changed_by: string;
  /**
   * The changes of findings against which it was confirmed.
   */
  confirmed: {
    [k: string]: number;
  };
  decided?: DecidedIn | null;
  edition: string;
  /**
   * The findings it rests on, each with the number of the event that linked it.
   */
  findings: {
    [k: string]: number;
  };
  flags: string[];
  id: string;
  /**
   * The needs it answers, likewise.
   */
  needs: {
    [k: string]: number;
  };
  note: string;
  /**
   * By which people call it, in the order of proposing.
   */
  number: number;
  partner?: string | null;
  /**
   * A person's account. Plan logs know nothing else of people.
   */
  placed_by: string;
  space?: string | null;
  state: PriorityState;
  title: string;
}
/**
 * A recommendation, what it costs, and the findings that have changed under it.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "RecommendationRecord".
 */
export interface RecommendationRecord {
  addressee: Addressee;
  /**
   * What the addressee answered.
   */
  answer?: string | null;
  /**
   * The recommendation of the former edition that it carries on.
   */
  carried_from?: string | null;
  /**
   * Who carries it.
   */
  carrier?: string | null;
  changed_by: AccountId;
  concerns: Concerns;
  /**
   * The changes of findings against which it was confirmed.
   */
  confirmed: {
    [k: string]: number;
  };
  deadline?: Day | null;
  decided?: DecidedIn | null;
  edition: string;
  /**
   * What is thought of it in the end.
   */
  evaluation?: string | null;
  flags: string[];
  id: string;
  /**
   * Number of the event that put it under its priority.
   */
  linked_at: number;
  means: Means[];
  /**
   * By which people call it, in the order of drafting.
   */
  number: number;
  /**
   * The objectives of the decree at which it aims.
   */
  objectives: ObjectiveId[];
  priority: string;
  resources: Resource[];
  space?: string | null;
  state: RecommendationState;
  text: string;
  title: string;
  totals: Totals;
}
/**
 * A line of means, sought or secured.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Means".
 */
export interface Means {
  id: MeansId;
  secured: boolean;
  what: MeansKind;
}
/**
 * What a partner, or somebody outside the network, brings.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Resource".
 */
export interface Resource {
  id: ResourceId;
  what: ResourceKind;
}
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ResourceKind".
 */
export interface ResourceKind {
  brings: string;
  provider: Provider;
  sector: ResourceSector;
}
/**
 * The means of one recommendation or of many.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Totals".
 */
export interface Totals {
  financial: Sum;
  human: Sum1;
  logistic: Sum2;
}
/**
 * Cents of euro.
 */
export interface Sum {
  secured: number;
  sought: number;
}
/**
 * Hundredths of a full-time equivalent.
 */
export interface Sum1 {
  secured: number;
  sought: number;
}
/**
 * Lines.
 */
export interface Sum2 {
  secured: number;
  sought: number;
}
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Report".
 */
export interface Report {
  /**
   * Number of the event that wrote it.
   */
  at: number;
  id: ReportId;
  /**
   * Who reports.
   */
  partner?: string | null;
  progress: Progress;
  recommendation: string;
}
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Progress".
 */
export interface Progress {
  day: Day;
  /**
   * 0 to 100, where it can be told.
   */
  percent?: number | null;
  words: string;
}
/**
 * Something that is counted or measured, place by place.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Measure".
 */
export interface Measure {
  id: string;
  /**
   * The measure that it is a part of: then its share of that one says something.
   */
  per?: string | null;
  title: string;
  unit: Unit;
}
/**
 * A commune with its figures.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "CommuneRecord".
 */
export interface CommuneRecord {
  arrondissement: string;
  id: string;
  ins_code: string;
  latitude: number;
  /**
   * Label point, WGS 84 degrees.
   */
  longitude: number;
  name: string;
  series: Series[];
}
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Structure".
 */
export interface Structure {
  /**
   * INS code of the commune it is in.
   */
  commune: string;
  id: string;
  kind: StructureKind;
  name: string;
  open: boolean;
  /**
   * The partner that carries it, where one does.
   */
  partner?: string | null;
  /**
   * How many people it has room for, where that is known.
   */
  places?: number | null;
}
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Objective".
 */
export interface Objective {
  id: ObjectiveId;
  in_force: boolean;
  /**
   * Where the decree says it.
   */
  reference: string;
  wording: string;
}
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Output".
 */
export interface Output {
  /**
   * Out of the library, and still in the history.
   */
  archived: boolean;
  details: OutputDetails;
  id: OutputId;
}
/**
 * What may change of an output, whole.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "OutputDetails".
 */
export interface OutputDetails {
  axis?: string | null;
  kind: OutputKind;
  /**
   * Where it is on the web, where it is.
   */
  link?: WebLink | null;
  note?: string;
  partner?: string | null;
  space?: string | null;
  themes?: string[];
  title: string;
  year: number;
}
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Expertise".
 */
export interface Expertise {
  answer?: string | null;
  answered_at?: number | null;
  axis?: string | null;
  changed_by: AccountId;
  closed_at?: number | null;
  /**
   * What it comes out of, in people's words.
   */
  context: string;
  /**
   * When the answer is wanted.
   */
  due?: Day | null;
  id: ExpertiseId;
  /**
   * Who works on the answer.
   */
  mobilised: string[];
  mobilised_at?: number | null;
  /**
   * By which people call it, in the order of receiving.
   */
  number: number;
  origin: Origin;
  /**
   * Who asks, or passes on what others ask.
   */
  partner?: string | null;
  qualified_at?: number | null;
  question: string;
  /**
   * When it came into each state, in milliseconds since the Unix epoch.
   */
  received_at: number;
  /**
   * The space that looks after it.
   */
  space?: string | null;
  state: ExpertiseState;
  themes: string[];
  urgency: Urgency;
}
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Comment".
 */
export interface Comment {
  about: RecordRef;
  /**
   * Number of the event that wrote it.
   */
  at: number;
  by: AccountId;
  edited: boolean;
  id: string;
  mentions: Mention[];
  /**
   * The comment that begins the thread; none where it is this one.
   */
  reply_to?: string | null;
  /**
   * Of the whole thread, on the comment that begins it.
   */
  resolved: boolean;
  withdrawn: boolean;
  /**
   * Empty once it is withdrawn.
   */
  words: string;
  /**
   * Its time, in milliseconds since the Unix epoch.
   */
  written: number;
}
/**
 * A record's name.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "RecordName".
 */
export interface RecordName {
  id: string;
  kind: string;
}
/**
 * What somebody wants to be written about: nothing, until they say so.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Choice".
 */
export interface Choice {
  digest: Rhythm;
  mentions: Calls;
}
/**
 * The first frame (S2).
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Hello".
 */
export interface Hello {
  /**
   * Number of the last event the client has.
   */
  after?: number | null;
  /**
   * The epoch of the log the client has seen; with `after`, where to resume.
   */
  epoch?: string | null;
  /**
   * Whether the client takes the parts of a snapshot packed (S3).
   */
  packed?: boolean;
  protocol: number;
  /**
   * The client's text schema.
   */
  schema: number;
}
/**
 * A command (S5). The id covers the exact bytes of name, body and reason (S18).
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "CommandFrame".
 */
export interface CommandFrame {
  body: unknown;
  id: string;
  /**
   * `concept.name`, or `undo`.
   */
  name: string;
  /**
   * Why, in the sender's words.
   */
  reason?: string | null;
}
/**
 * Where a person is (S10, S17).
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "PresenceUpdate".
 */
export interface PresenceUpdate {
  /**
   * The page: only who is at the same one is told.
   */
  at: string;
  /**
   * What has the focus there.
   */
  focus?: string | null;
}
/**
 * What a finding is about.
 */
export interface Tags1 {
  axis?: string | null;
  /**
   * INS codes.
   */
  communes?: string[];
  /**
   * The public concerned, in people's words.
   */
  public?: string;
  /**
   * The space that looks after it.
   */
  space?: string | null;
  themes?: string[];
  /**
   * The year it speaks of.
   */
  year?: number | null;
}
/**
 * A place in the ranking of an axis: right after another priority, or first.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Rank".
 */
export interface Rank {
  after?: string | null;
  axis: string;
}
/**
 * Where and for whom.
 */
export interface Concerns1 {
  /**
   * INS codes; none means the whole territory.
   */
  communes?: string[];
  /**
   * The public, in people's words.
   */
  public?: string;
}
/**
 * The part of an amount that is secured, and the id of the line that holds the rest.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Part".
 */
export interface Part {
  amount: Cents;
  rest: MeansId;
}
/**
 * A value for a place; none withdraws what was there.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "FigureRow".
 */
export interface FigureRow {
  place: Place;
  value?: Decimal | null;
}
/**
 * How a request is taken: how urgent, until when, by which space.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Qualification".
 */
export interface Qualification {
  due?: Day | null;
  space?: string | null;
  urgency: Urgency;
}
/**
 * Not done. `retry` means: nothing is known against it, send the same id again.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Refused".
 */
export interface Refused {
  /**
   * A stable word; the list is in `docs/SYNC.md`.
   */
  code: string;
  field?: string | null;
  /**
   * For programs and logs; the interface says it in the person's language.
   */
  message: string;
  retry?: boolean;
}
/**
 * A commune, known by its INS code (REFNIS, five digits).
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Commune".
 */
export interface Commune {
  arrondissement: string;
  ins_code: string;
  latitude: number;
  /**
   * Label point, WGS 84 degrees.
   */
  longitude: number;
  name: string;
}
/**
 * `GET /api/doors`: the ways in that this server offers.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Doors".
 */
export interface Doors {
  /**
   * Whether the server sends mail: forgotten passwords and invitations.
   */
  mail: boolean;
  /**
   * Name of the OpenID Connect provider, where one is set up.
   */
  openid?: string | null;
}
/**
 * What an edition is called, and its period.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "EditionName".
 */
export interface EditionName {
  from_year: number;
  label: string;
  to_year?: number | null;
}
/**
 * `POST /api/account/erase`, `POST /api/admin/accounts/{account}/erase`: the name of who is erased,
 * typed again.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Erase".
 */
export interface Erase {
  name: string;
}
/**
 * One event: who, when, what, why.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "EventLine".
 */
export interface EventLine {
  about: RecordName1;
  actor: string;
  /**
   * The command that wrote it.
   */
  command: string;
  /**
   * What happened, as the log has it; left out for those who may not read all of it.
   */
  fact?: Fact | null;
  /**
   * `concept.name`.
   */
  kind: string;
  reason?: string | null;
  seq: number;
  /**
   * Milliseconds since the Unix epoch.
   */
  time: number;
  /**
   * The command it takes back, if it does.
   */
  undoes?: string | null;
}
/**
 * A record's name.
 */
export interface RecordName1 {
  id: string;
  kind: string;
}
/**
 * What became of the figure of a place.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "FigureChange".
 */
export interface FigureChange {
  from?: Decimal | null;
  place: Place;
  to?: Decimal | null;
}
/**
 * What may change of a structure, whole.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "StructureDetails".
 */
export interface StructureDetails {
  commune: string;
  name: string;
  partner?: string | null;
  places?: number | null;
}
/**
 * A point, WGS 84 degrees.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Point".
 */
export interface Point {
  latitude: number;
  longitude: number;
}
/**
 * Events `from..=to` with the records they changed, whole, at least as new as `to` (S4).
 * Events this reader may not see are left out; the range still moves the cursor (S16).
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "EventsFrame".
 */
export interface EventsFrame {
  events: EventLine[];
  from: number;
  records: Record[];
  removed: RecordName[];
  to: number;
}
/**
 * A page of events, in order. It covers `from..=to`, of which this reader may not see every event: the
 * next page begins after `to`, the one before it before `from`. An empty range has `to` below `from`.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "EventsPage".
 */
export interface EventsPage {
  events: EventLine[];
  from: number;
  head: number;
  to: number;
}
/**
 * `GET` and `PUT …/filters`: the lists somebody keeps, in their order.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Filters".
 */
export interface Filters {
  filters: SavedFilter[];
}
/**
 * A page with its filters, under a name.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "SavedFilter".
 */
export interface SavedFilter {
  name: string;
  /**
   * The page in the plan, such as `/constats`.
   */
  path: string;
  /**
   * What follows `?` in its address.
   */
  query: string;
}
/**
 * A page of hits, best first.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Found".
 */
export interface Found {
  hits: Hit[];
  /**
   * How many to pass over for the next page, where there is one.
   */
  next?: number | null;
  /**
   * Number of the last event that the answer knows.
   */
  seq: number;
}
/**
 * A record, with the text that was hit.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Hit".
 */
export interface Hit {
  id: string;
  kind: RecordKind;
  /**
   * Some words around the first hit, in pieces, every second one a hit.
   */
  snippet: string[];
  /**
   * What it is called by.
   */
  title: string;
}
/**
 * Where the page has to go.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "GoTo".
 */
export interface GoTo {
  url: string;
}
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "InvitationLine".
 */
export interface InvitationLine {
  by: Person;
  email?: string | null;
  expires: number;
  id: string;
  issued: number;
  name?: string | null;
  observer: boolean;
  roles: Role[];
  until?: number | null;
}
/**
 * `POST /api/invitation`: what an invitation offers, shown before it is accepted.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "InvitationShown".
 */
export interface InvitationShown {
  /**
   * The address it was made for.
   */
  email?: string | null;
  expires: number;
  name?: string | null;
  /**
   * An observer's link: it asks for no account and opens as often as it is used.
   */
  observer: boolean;
  /**
   * None where it makes an administrator.
   */
  plan?: PlanShown | null;
  roles: RoleShown[];
  /**
   * When the roles end by themselves.
   */
  until?: number | null;
}
/**
 * The plan that an invitation opens.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "PlanShown".
 */
export interface PlanShown {
  id: string;
  title: string;
}
/**
 * A role with the name of what it is about.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "RoleShown".
 */
export interface RoleShown {
  /**
   * Of the space, partner or meeting.
   */
  about?: string | null;
  role: Role;
}
/**
 * `GET /api/plans/{plan}/invitations`: those that are open.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Invitations".
 */
export interface Invitations {
  invitations: InvitationLine[];
}
/**
 * `POST /api/plans/{plan}/invitations`.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Invite".
 */
export interface Invite {
  /**
   * For how many days it may be accepted.
   */
  days: number;
  /**
   * Where it is mailed, if the server sends mail.
   */
  email?: string | null;
  /**
   * Language of the mail.
   */
  language?: string | null;
  name?: string | null;
  /**
   * Make an observer's link; `roles` is then empty.
   */
  observer?: boolean;
  roles: Role[];
  /**
   * When the roles end by themselves.
   */
  until?: number | null;
}
/**
 * A link that was made: shown once.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "LinkMade".
 */
export interface LinkMade {
  expires: number;
  id: string;
  /**
   * Whether it went out by mail.
   */
  mailed: boolean;
  url: string;
}
/**
 * `POST /api/account/passkeys`.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "NewPasskey".
 */
export interface NewPasskey {
  ceremony: string;
  credential: unknown;
  name: string;
}
/**
 * `POST /api/admin/plans`: who asks becomes its first coordinator.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "NewPlan".
 */
export interface NewPlan {
  territory: string;
  title: string;
}
/**
 * `POST /api/account/tokens`.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "NewToken".
 */
export interface NewToken {
  access: TokenAccess;
  days: number;
  name: string;
  plans: string[];
}
/**
 * `GET …/notices`: what the caller is written about, and whether they can be written to.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "NoticesSeen".
 */
export interface NoticesSeen {
  /**
   * Whether it knows an address of theirs.
   */
  address: boolean;
  choice: Choice;
  /**
   * Whether the server sends mail at all.
   */
  mails: boolean;
}
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Organisation".
 */
export interface Organisation {
  name: string;
  /**
   * Those who contribute for it somewhere.
   */
  people: Person[];
  plans: PlanName[];
}
/**
 * `GET /api/admin/organisations`: the partners of all plans, by name.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Organisations".
 */
export interface Organisations {
  organisations: Organisation[];
}
/**
 * `POST /api/session/passkey`: what the browser's `toJSON()` of a credential gave.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "PasskeySignIn".
 */
export interface PasskeySignIn {
  ceremony: string;
  credential: unknown;
}
/**
 * `PUT /api/account/password`.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "PasswordChange".
 */
export interface PasswordChange {
  new: string;
}
/**
 * `POST /api/account/proof/password`: proves again who one is.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "PasswordProof".
 */
export interface PasswordProof {
  password: string;
}
/**
 * `POST /api/session/password`.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "PasswordSignIn".
 */
export interface PasswordSignIn {
  email: string;
  password: string;
}
/**
 * Those whom the caller may know of.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "People".
 */
export interface People {
  people: Person[];
}
/**
 * The plan that was made.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "PlanMade".
 */
export interface PlanMade {
  id: string;
}
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "PlanSummary".
 */
export interface PlanSummary {
  head: number;
  id: string;
  title: string;
}
/**
 * The plans the caller may read.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Plans".
 */
export interface Plans {
  plans: PlanSummary[];
}
/**
 * Who is at the same page.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Presence".
 */
export interface Presence {
  at: string;
  /**
   * How many there are in all; `here` is bounded.
   */
  count: number;
  here: Present[];
}
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Present".
 */
export interface Present {
  account: string;
  connection: number;
  focus?: string | null;
  label: string;
}
/**
 * The body of every answer that is not a success.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Problem".
 */
export interface Problem {
  error: Refused;
}
/**
 * `PATCH /api/account`: what is left out stays.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ProfileChange".
 */
export interface ProfileChange {
  email?: string | null;
  language?: string | null;
  name?: string | null;
}
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "PublicAxis".
 */
export interface PublicAxis {
  id: string;
  number: number;
  title: string;
}
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "PublicCommune".
 */
export interface PublicCommune {
  arrondissement: string;
  ins_code: string;
  latitude: number;
  /**
   * Label point, WGS 84 degrees.
   */
  longitude: number;
  name: string;
}
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "PublicEdition".
 */
export interface PublicEdition {
  adoption?: Adoption | null;
  from_year: number;
  id: string;
  label: string;
  state: EditionState;
  to_year?: number | null;
}
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "PublicFigure".
 */
export interface PublicFigure {
  source: string;
  value: Decimal;
}
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "PublicItem".
 */
export interface PublicItem {
  axis?: string | null;
  depth: number;
  /**
   * In minutes.
   */
  duration: number;
  item: ItemId;
  locked_start?: MinuteOfDay | null;
  title: string;
}
/**
 * A measure on the last day on which anything of it is known.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "PublicMeasure".
 */
export interface PublicMeasure {
  /**
   * By INS code, where it is known.
   */
  communes: {
    [k: string]: PublicFigure;
  };
  day: Day;
  id: string;
  territory?: PublicFigure | null;
  title: string;
  unit: Unit;
}
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "PublicMeeting".
 */
export interface PublicMeeting {
  /**
   * In reading order.
   */
  agenda: PublicItem[];
  id: string;
  place: string;
  title: string;
  when: Slot;
}
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "PublicOutput".
 */
export interface PublicOutput {
  id: OutputId;
  kind: OutputKind;
  /**
   * Files stay with members and observers: only they are asked who they are.
   */
  link?: WebLink | null;
  note: string;
  /**
   * The organisation it is from, by its name.
   */
  partner?: string | null;
  themes: string[];
  title: string;
  year: number;
}
/**
 * `GET /api/plans/{plan}/public`: what anyone reads, where a coordinator opened the page.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "PublicPage".
 */
export interface PublicPage {
  /**
   * In the order of their numbers.
   */
  axes: PublicAxis[];
  communes: PublicCommune[];
  /**
   * Newest first.
   */
  editions: PublicEdition[];
  /**
   * By what they count, as in `partner.public`.
   */
  figures: {
    [k: string]: number;
  };
  measures: PublicMeasure[];
  /**
   * Those that are convened and not over, first come first.
   */
  meetings: PublicMeeting[];
  /**
   * Newest first.
   */
  outputs: PublicOutput[];
  /**
   * Those that are retained, in the order of their rank.
   */
  priorities: PublicPriority[];
  /**
   * From being validated on, in the order of their priorities.
   */
  recommendations: PublicRecommendation[];
  /**
   * Number of the event that it is true at.
   */
  seq: number;
  territory: string;
  /**
   * Milliseconds since the Unix epoch.
   */
  time: number;
  title: string;
}
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "PublicPriority".
 */
export interface PublicPriority {
  axis: string;
  edition: string;
  id: string;
  number: number;
  title: string;
}
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "PublicRecommendation".
 */
export interface PublicRecommendation {
  addressee: Addressee;
  /**
   * Its priority's, where that is published.
   */
  axis?: string | null;
  /**
   * The organisation that carries it, by its name.
   */
  carrier?: string | null;
  deadline?: Day | null;
  edition: string;
  id: string;
  number: number;
  state: RecommendationState;
  text: string;
  title: string;
}
/**
 * Every record at one moment.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "RecordsAt".
 */
export interface RecordsAt {
  records: Record[];
  seq: number;
  /**
   * Time of that event, in milliseconds since the Unix epoch.
   */
  time: number;
}
/**
 * `POST /api/recovery`: asks for a link by mail; the answer never says whether the address is known.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Recovery".
 */
export interface Recovery {
  email: string;
}
/**
 * Why a line was refused.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "RefusedLine".
 */
export interface RefusedLine {
  /**
   * A stable word; the codes are listed in docs/SYNC.md.
   */
  code: string;
  column?: string | null;
  /**
   * As a text editor counts them: the headings are line 1.
   */
  line: number;
  /**
   * What stood there.
   */
  value: string;
}
/**
 * The answer to a hello.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Welcome".
 */
export interface Welcome {
  account: Person;
  /**
   * This connection, as presence names it.
   */
  connection: number;
  /**
   * Set where the log is damaged: the plan is read-only and ends before this number.
   */
  damaged_at?: number | null;
  /**
   * Changes only if the log itself was replaced (S3).
   */
  epoch: string;
  /**
   * Number of the plan's last event.
   */
  head: number;
  /**
   * What this account may do, by the names of the rights table that need no scope.
   */
  may: string[];
  /**
   * The server's clock, in milliseconds since the Unix epoch.
   */
  now: number;
  plan: string;
}
/**
 * A part of all records at one moment (S3). The first part replaces what the client has.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "SnapshotPart".
 */
export interface SnapshotPart {
  part: number;
  parts: number;
  records: Record[];
  seq: number;
}
/**
 * `GET /api/session`: who is signed in, and what they may open.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Session".
 */
export interface Session {
  account: Person;
  /**
   * Whether they administer the server.
   */
  administrator: boolean;
  /**
   * BCP 47 language tag of the person's choice.
   */
  language?: string | null;
  /**
   * Of whoever came by an observer's link: when the link ends. They have no account of their own.
   */
  observes_until?: number | null;
  plans: PlanSummary[];
}
/**
 * `POST /api/session`: the secret of a one-time link.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "SignIn".
 */
export interface SignIn {
  secret: string;
}
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "SignInLine".
 */
export interface SignInLine {
  /**
   * Who it was about, where that is known and not erased.
   */
  account?: Person | null;
  act: SignInAct;
  time: number;
}
/**
 * `GET /api/admin/sign-ins`: the newest lines of the operational log, newest first.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "SignIns".
 */
export interface SignIns {
  lines: SignInLine[];
}
/**
 * Means of one kind, sought still and secured already.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Sum".
 */
export interface Sum3 {
  secured: number;
  sought: number;
}
/**
 * What became, or would become, of a table that was brought in.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "TableReport".
 */
export interface TableReport {
  added: number;
  changed: number;
  /**
   * Nothing was written: this is what would be.
   */
  dry_run: boolean;
  /**
   * Headings that this table has no column for.
   */
  ignored: string[];
  /**
   * Lines below the headings.
   */
  lines: number;
  refused: RefusedLine[];
  /**
   * Lines that were refused; `refused` names the first of their problems.
   */
  refused_lines: number;
  /**
   * The number of the last event that was written.
   */
  seq?: number | null;
  table: string;
  /**
   * Lines that say what is known already.
   */
  unchanged: number;
  withdrawn: number;
}
/**
 * `POST …/tables/{table}`: a table as text.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "TableText".
 */
export interface TableText {
  /**
   * Made by the sender: the same table under the same id is brought in once.
   */
  command: string;
  /**
   * Why, for the history.
   */
  reason?: string | null;
  /**
   * CSV with headings; cells separated by semicolons, commas or tabs.
   */
  text: string;
}
/**
 * The days of the log.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "TimelineAnswer".
 */
export interface TimelineAnswer {
  days: TimelineDay[];
  head: number;
}
/**
 * One day of the histogram.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "TimelineDay".
 */
export interface TimelineDay {
  /**
   * How many events it saw.
   */
  count: number;
  /**
   * Number of its first event.
   */
  first: number;
  /**
   * Midnight (UTC) at its start, in milliseconds since the Unix epoch.
   */
  time: number;
}
/**
 * A token that was made: its secret is shown once.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "TokenMade".
 */
export interface TokenMade {
  secret: string;
  token: Token;
}
/**
 * The body of the command `undo`: takes back what one's own command did.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "UndoBody".
 */
export interface UndoBody {
  command: string;
}
/**
 * The last event a person had seen when they left.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Visit".
 */
export interface Visit {
  seq: number;
}
/**
 * Something that waits. Its kind and its record are what tells it from another.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Waiting".
 */
export interface Waiting {
  about: RecordRef;
  due?: Day | null;
  kind: WaitingKind;
}
/**
 * `GET …/waiting`: what waits for the caller after the event `head`.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "WaitingList".
 */
export interface WaitingList {
  head: number;
  waiting: Waiting[];
}
