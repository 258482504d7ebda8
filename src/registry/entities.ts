import { Assignment } from './assignment.entity.js';
import { Force } from './force.entity.js';
import { Neighbourhood } from './neighbourhood.entity.js';
import { Officer } from './officer.entity.js';

/** The tables of the registry that are read and written a row at a time. */
export const REGISTRY_ENTITIES = [Force, Neighbourhood, Officer, Assignment];
