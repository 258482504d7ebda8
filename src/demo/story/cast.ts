import type { Client, Principal } from '../../access/principal.js';
import type { Chance } from './chance.js';
import type { PlannedContact } from './planned-contact.js';
import type { StoryPerson } from './registry.js';

/** Who acts in the story: the people who can be signed in as, and the force's own system for all the others. */
export class Cast {
  constructor(
    private readonly people: StoryPerson[],
    private readonly system: Client,
    private readonly chance: Chance,
  ) {}

  /** Whose turn it is to answer: mostly the team's, if one of them can be signed in as. */
  answererOf({ code }: PlannedContact): Principal {
    const team = this.of(code, 'team');
    const [supervisor] = this.of(code, 'supervisor');
    const who = this.chance.weighted({ team: team.length * 8, supervisor: 2, system: team.length ? 1 : 5 });
    if (who === 'team') return team[0]!;
    return who === 'supervisor' && supervisor ? supervisor : this.system;
  }

  /** Somebody of the force in person, to take a call or to decide on the scope. */
  officerOf({ code }: PlannedContact): StoryPerson {
    return this.of(code, 'team')[0] ?? this.of(code, 'supervisor')[0]!;
  }

  /** Another supervisor than the one who decided first. */
  confirmerOf({ code }: PlannedContact, decided: Principal): StoryPerson {
    return this.of(code, 'supervisor').find(({ id }) => id !== decided.id)!;
  }

  /** The connected system, for what arrives through it. */
  get connected(): Client {
    return this.system;
  }

  private of(code: string, role: StoryPerson['role']): StoryPerson[] {
    return this.people.filter((person) => person.role === role && person.areas.includes(code));
  }
}
